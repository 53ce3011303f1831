import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkOffsetsFile, OmescopeError, offsets, offsetsFileName, offsetsFileText, type Options } from '../slim.js';
import { EXIT, exitOf, reportFailure, UsageError, type Exit } from './failure.js';
import { expandPatterns } from './glob.js';
import { openInput, type CliInput } from './input.js';
import { isUrl } from './url.js';
import { counted, countText, withProgress } from './progress.js';
import { clean, cleanLine, err, out, paint } from './terminal.js';
import { writeOutput } from './write.js';

export interface OffsetsFlags {
  readonly output?: string | undefined;
  readonly stdout: boolean;
  readonly check?: string | undefined;
  readonly force: boolean;
  readonly partial: boolean;
}

/** `omescope offsets`: writes, prints or checks the offsets of each input. */
export async function offsetsCommand(given: readonly string[], flags: OffsetsFlags, options: Options): Promise<Exit> {
  if (given.length === 0) throw new UsageError('omescope offsets needs a file or a URL');
  const inputs = expandPatterns(given);
  const single = [flags.output !== undefined && '-o', flags.stdout && '--stdout', flags.check !== undefined && '--check'].find(Boolean);
  if (inputs.length > 1 && single) {
    throw new UsageError(`${single} goes with one input, and there are ${inputs.length}; without it, each gets its own offsets.json beside it`);
  }
  if ([flags.output !== undefined, flags.stdout, flags.check !== undefined].filter(Boolean).length > 1) {
    throw new UsageError('-o, --stdout and --check exclude each other');
  }
  let worst: Exit = EXIT.ok;
  for (const text of inputs) {
    const exit = await offsetsOf(text, inputs, flags, options).catch((error: unknown) => reportFailure(text, error));
    if (exit > worst) worst = exit;
  }
  return worst;
}

async function offsetsOf(text: string, inputs: readonly string[], flags: OffsetsFlags, options: Options): Promise<Exit> {
  const input = openInput(text);
  try {
    const { found, exit } = await walk(input, flags, options);
    if (found === undefined) return exit;
    if (flags.check !== undefined) return (await check(input, flags.check, found)) || exit;
    if (flags.stdout) {
      process.stdout.write(offsetsFileText(found));
      return exit;
    }
    const path = flags.output ?? join(input.path === undefined ? '.' : dirname(input.path), offsetsFileName(input.name));
    const written = writeOutput(path, offsetsFileText(found), inputs.filter((other) => !isUrl(other)), flags.force);
    out(`${cleanLine(path)}: ${counted(found.length, 'IFD')}${written === 'unchanged' ? ', unchanged' : ''}`);
    return exit;
  } finally {
    input.close();
  }
}

/** The offsets, or those before the damage with `--partial`, or nothing. */
async function walk(input: CliInput, flags: OffsetsFlags, options: Options): Promise<{ found: number[] | undefined; exit: Exit }> {
  try {
    const found = await withProgress(input.text, (onProgress) => offsets(input.source, { ...options, onProgress }));
    return { found, exit: EXIT.ok };
  } catch (error) {
    const broken = error instanceof OmescopeError && exitOf(error) === EXIT.findings;
    if (!broken || error.partial === undefined) throw error;
    const before = error.partial.length;
    err(`${paint('broken:', 'yellow', process.stderr)} ${clean(input.text)}: ${clean(error.message)} ${paint(`[${error.code}]`, 'dim', process.stderr)}`);
    if (flags.partial && before > 0) return { found: [...error.partial], exit: EXIT.findings };
    const words = before === 0 ? 'No IFD before it is intact.' : `${countText(before)} ${before === 1 ? 'IFD is' : 'IFDs are'} intact before it; --partial takes those.`;
    err(`      ${words}`);
    return { found: undefined, exit: EXIT.findings };
  }
}

async function check(input: CliInput, path: string, found: readonly number[]): Promise<Exit> {
  const result = checkOffsetsFile(await readText(path), found);
  const good = result.verdict === 'equal';
  out(`${paint(result.verdict, good ? 'green' : 'red')} ${cleanLine(path)}: ${cleanLine(result.what)}`);
  if (!good && input.path !== undefined) out(`      omescope offsets ${quote(input.path)} -o ${quote(path)} --force`);
  return good ? EXIT.ok : EXIT.findings;
}

async function readText(path: string): Promise<string> {
  try {
    if (!isUrl(path)) return readFileSync(path, 'utf8');
    const response = await fetch(path);
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    return await response.text();
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** A word of a POSIX shell, whatever is in it. */
function quote(word: string): string {
  const shown = cleanLine(word);
  const safe = shown.startsWith('-') ? `./${shown}` : shown;
  return /^[\w./:@%+,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
