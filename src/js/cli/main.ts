#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Options } from '../index.js';
import { checkCommand } from './check.js';
import { configCommand } from './config.js';
import { dingusCommand } from './dingus.js';
import { exportCommand } from './export.js';
import { EXIT, reportFailure, UsageError, type Exit } from './failure.js';
import { fixCommand } from './fix.js';
import { HELP } from './help.js';
import { inspectCommand } from './inspect.js';
import { offsetsCommand } from './offsets.js';
import { explainCommand, rulesCommand, viewersCommand } from './rules.js';
import { out } from './terminal.js';

const FLAGS = {
  output: { type: 'string', short: 'o' },
  stdout: { type: 'boolean', default: false },
  check: { type: 'string' },
  force: { type: 'boolean', default: false },
  partial: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  image: { type: 'string' },
  level: { type: 'string' },
  ifd: { type: 'string' },
  c: { type: 'string' },
  z: { type: 'string' },
  t: { type: 'string' },
  window: { type: 'string' },
  sha256: { type: 'boolean', default: false },
  viewer: { type: 'string', multiple: true },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  rule: { type: 'string', multiple: true },
  offsets: { type: 'string' },
  'max-bytes': { type: 'string' },
  path: { type: 'string' },
  census: { type: 'boolean', default: false },
  view: { type: 'string', multiple: true },
  write: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  url: { type: 'string' },
  header: { type: 'string', multiple: true },
  concurrency: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} as const;

/** Flags that only one command has. */
const ONLY: Record<string, readonly string[]> = {
  check: ['viewer', 'format', 'fail-on', 'rule', 'offsets', 'output', 'force', 'max-bytes', 'path', 'census', 'view'],
  rules: ['json'],
  explain: [],
  viewers: ['json'],
  offsets: ['output', 'stdout', 'check', 'force', 'partial'],
  inspect: ['json', 'all', 'path'],
  fix: ['write', 'dry-run', 'json', 'path'],
  config: ['output', 'force', 'path', 'url'],
  dingus: [],
  export: ['output', 'force', 'image', 'level', 'ifd', 'c', 'z', 't', 'window', 'sha256'],
};

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(args: string[]): Promise<Exit> {
  const { values, positionals, tokens } = parse(args);
  if (values.version) {
    out(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version);
    return EXIT.ok;
  }
  const [first] = positionals;
  // What is no command is something to check, and so is all behind `--`.
  const [word] = tokens.filter(({ kind }) => kind !== 'option');
  const named = word?.kind === 'positional' && (Object.hasOwn(ONLY, word.value) || word.value === 'help');
  const [command, inputs] = named ? [first, positionals.slice(1)] : [first === undefined ? undefined : 'check', positionals];
  if (values.help || command === undefined || command === 'help') {
    out(HELP);
    return values.help || command === 'help' ? EXIT.ok : EXIT.usage;
  }
  assertOwn(command, tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])));
  if (command === 'offsets') return await offsetsCommand(inputs, { ...values, output: values.output, check: values.check }, readOptions(values));
  if (command === 'inspect') return await inspectCommand(inputs, values, readOptions(values));
  if (command === 'export') return await exportCommand(inputs, values, readOptions(values));
  if (command === 'check') {
    // A word that looks like a command is more often a slip than a file.
    if (!named && /^\w+$/.test(first ?? '') && !existsSync(first ?? '')) throw new UsageError(`there is no command "${first}", and no file of this name; see omescope --help`);
    return await checkCommand(inputs, values, readOptions(values));
  }
  if (command === 'fix') return await fixCommand(inputs, values, readOptions(values));
  if (command === 'config') return await configCommand(inputs, values, readOptions(values));
  if (command === 'dingus') return await dingusCommand(inputs, readOptions(values));
  if (command === 'rules') return await rulesCommand(inputs, values);
  if (command === 'explain') return await explainCommand(inputs);
  if (command === 'viewers') return await viewersCommand(inputs, values);
  throw new UsageError(`omescope has no command "${command}"; see omescope --help`);
}

/** Flags of other commands are a mistake, and not to be passed over. */
function assertOwn(command: string, given: readonly string[]): void {
  const own = ONLY[command] ?? [];
  const owners = (flag: string): string[] => Object.entries(ONLY).flatMap(([owner, names]) => (names.includes(flag) ? [owner] : []));
  const misplaced = given.find((flag) => !own.includes(flag) && owners(flag).length > 0);
  if (misplaced !== undefined) throw new UsageError(`--${misplaced} does not go with omescope ${command}, but with omescope ${owners(misplaced).join(', ')}`);
}

function readOptions(values: { header?: string[] | undefined; concurrency?: string | undefined }): Options {
  const signal = interruptible();
  const options: Options = { signal };
  return { ...options, ...concurrencyOption(values.concurrency), ...headerOption(values.header) };
}

function concurrencyOption(text: string | undefined): Options {
  // More than a browser's six: connections are cheap here, and servers are used to download tools.
  if (text === undefined) return { limits: { concurrency: 16 } };
  const concurrency = Number(text);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 256) {
    throw new UsageError(`--concurrency takes a whole number from 1 to 256, and not "${text}"`);
  }
  return { limits: { concurrency } };
}

function headerOption(headers: readonly string[] | undefined): Options {
  if (headers === undefined) return {};
  const pairs = headers.map((header) => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*)$/s.exec(header) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`--header takes 'NAME: VALUE', and not "${header}"`);
    return [name, value] as const;
  });
  return {
    fetch: (request) => {
      for (const [name, value] of pairs) request.headers.set(name, value);
      return fetch(request);
    },
  };
}

/** Ctrl-C ends what is under way in an orderly manner; a second one at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new UsageError('interrupted')));
  return controller.signal;
}

// A reader that goes away (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => reportFailure('omescope', error));
