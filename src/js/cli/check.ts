import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check, isAtLeast, offsetsFileName, worstVerdict, type CheckOptions, type Effect, type Options, type Report, type RuleLevel } from '../index.js';
import { EXIT, reportFailure, UsageError, type Exit } from './failure.js';
import { FORMATS, isFormat, type Formatter } from './format/formats.js';
import { expandInputs } from './glob.js';
import { folderStore } from './folder.js';
import { isFolder, isUrl, openInput, type CliInput } from './input.js';
import { withProgress } from './progress.js';
import { writeOutput } from './write.js';

export interface CheckFlags {
  readonly viewer?: string[] | undefined;
  readonly format?: string | undefined;
  readonly 'fail-on'?: string | undefined;
  readonly rule?: string[] | undefined;
  readonly offsets?: string | undefined;
  readonly output?: string | undefined;
  readonly force: boolean;
  readonly 'max-bytes'?: string | undefined;
}

const FAIL_ON = ['fails', 'wrong', 'slow', 'note', 'never'] as const;

/** `omescope check`: says for each viewer what it will make of each input. */
export async function checkCommand(given: readonly string[], flags: CheckFlags, options: Options): Promise<Exit> {
  const inputs = expandInputs(given);
  if (inputs.length === 0) throw new UsageError('omescope check needs a file or a URL');
  const failOn = failOnOf(flags['fail-on']);
  const format = formatOf(flags.format);
  const wanted = { ...options, ...checkOptions(flags) };
  const print = printer(flags, inputs);
  const reports: Report[] = [];
  let worst: Exit = EXIT.ok;
  for (const text of inputs) {
    try {
      const report = await checkOne(text, flags, wanted);
      reports.push(report);
      if (format.each) print(format.each(report, text));
      if (failOn !== 'never' && isAtLeast(worstOf(report, failOn), failOn)) worst = worse(worst, EXIT.findings);
    } catch (error) {
      if (error instanceof UsageError && inputs.length === 1) throw error;
      worst = worse(worst, reportFailure(text, error));
    }
  }
  if (format.all) print(format.all(reports, inputs));
  print.end();
  return worst;
}

/** The worst verdict, or where notes count, the worst finding. */
function worstOf(report: Report, failOn: Effect) {
  return failOn === 'note' && report.findings.length > 0 ? (report.findings[0]?.effect ?? 'note') : worstVerdict(report);
}

function worse(one: Exit, other: Exit): Exit {
  return other > one ? other : one;
}

async function checkOne(text: string, flags: CheckFlags, options: CheckOptions): Promise<Report> {
  if (isFolder(text)) return await check(folderStore(text), options);
  const input = openInput(text);
  try {
    const offsets = offsetsFor(input, flags.offsets);
    return await withProgress(text, (onProgress) => check(input.source, { ...options, ...offsets, onProgress }));
  } finally {
    input.close();
  }
}

/** The offsets file: the one that was named, or the one beside a local image. Beside a URL the package looks itself. */
function offsetsFor(input: CliInput, named: string | undefined): Pick<CheckOptions, 'offsets'> {
  if (named === 'none') return { offsets: false };
  if (named !== undefined) return { offsets: isUrl(named) ? named : fileOf(named) };
  if (input.path === undefined) return {};
  const beside = join(dirname(input.path), offsetsFileName(input.name));
  return { offsets: existsSync(beside) ? fileOf(beside) : false };
}

function fileOf(path: string): File {
  try {
    return new File([readFileSync(path)], path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function checkOptions(flags: CheckFlags): CheckOptions {
  const viewers = (flags.viewer ?? []).flatMap((text) => text.split(',')).filter((viewer) => viewer !== '');
  const rules = Object.fromEntries((flags.rule ?? []).map(ruleOf));
  return { viewers, rules, limits: limitsOf(flags['max-bytes']) };
}

function limitsOf(text: string | undefined): { concurrency: number; bytes?: number } {
  if (text === undefined) return { concurrency: 16 };
  const bytes = Number(text);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new UsageError(`--max-bytes takes a whole number of bytes, and not "${text}"`);
  return { concurrency: 16, bytes };
}

function ruleOf(text: string): [string, RuleLevel] {
  const [, rule, level] = /^([^=]+)=(off|warn|error)$/.exec(text) ?? [];
  if (rule === undefined || level === undefined) throw new UsageError(`--rule takes ID=off, ID=warn or ID=error, and not "${text}"`);
  return [rule, level as RuleLevel];
}

function failOnOf(text = 'wrong'): Effect | 'never' {
  const known = FAIL_ON.find((word) => word === text);
  if (known === undefined) throw new UsageError(`--fail-on takes ${FAIL_ON.join(', ')}, and not "${text}"`);
  return known;
}

function formatOf(text = 'pretty'): Formatter {
  if (!isFormat(text)) throw new UsageError(`--format takes ${Object.keys(FORMATS).join(', ')}, and not "${text}"`);
  return FORMATS[text];
}

/** Prints at once, or keeps everything for a file. */
function printer({ output, force }: CheckFlags, inputs: readonly string[]): { (text: string): void; end(): void } {
  const kept: string[] = [];
  const print = (text: string): void => {
    if (output === undefined) process.stdout.write(text);
    else kept.push(text);
  };
  const end = (): void => {
    if (output !== undefined) writeOutput(output, kept.join(''), inputs.filter((input) => !isUrl(input)), force);
  };
  return Object.assign(print, { end });
}
