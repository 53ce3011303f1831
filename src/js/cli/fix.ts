import { findStore, mend, OmescopeError, type Mending, type Options } from '../slim.js';
import { unifiedDiff } from './diff.js';
import { EXIT, UsageError, type Exit } from './failure.js';
import { folderStore } from './folder.js';
import { isFolder, openInput } from './input.js';
import { isUrl } from './url.js';
import { withProgress } from './progress.js';
import { rewrite } from './rewrite.js';
import { cleanJson, cleanLine, err, out, paint } from './terminal.js';

export interface FixFlags {
  readonly write: boolean;
  readonly 'dry-run': boolean;
  readonly json: boolean;
  readonly path?: string | undefined;
}

/** `omescope fix`: mends the metadata of a store in a folder, or says how. */
export async function fixCommand(inputs: readonly string[], flags: FixFlags, options: Options): Promise<Exit> {
  const [store, ...others] = inputs;
  if (store === undefined || others.length > 0) throw new UsageError('omescope fix takes one Zarr store, a folder');
  if (flags.write && flags['dry-run']) throw new UsageError('--write and --dry-run exclude each other; --dry-run is what is done without either');
  await assertFolder(store, options);
  const mending = await withProgress(store, (onProgress) =>
    mend(folderStore(store), { path: flags.path, signal: options.signal, onProgress: (progress) => onProgress({ ...progress, ifds: 0, size: undefined }) }),
  );
  if (flags.write) return writeAll(store, mending, flags.json);
  if (flags.json) out(cleanJson(mending, 2));
  else print(store, mending);
  return mending.changes.length === 0 ? EXIT.ok : EXIT.findings;
}

/** What is no folder is read by other commands, but files in it are not written. */
async function assertFolder(text: string, options: Options): Promise<void> {
  if (isUrl(text)) throw new UsageError(`${text} is an address, and omescope fix writes to folders only; download the store first`);
  if (isFolder(text)) return;
  const input = openInput(text);
  try {
    const store = await findStore(input.source, options);
    const what = store === undefined ? 'no Zarr store' : 'an archive, and omescope fix writes to folders only; unpack it first, and make it again with zip -0 -r';
    throw new UsageError(`${text} is ${what}`);
  } catch (error) {
    if (error instanceof OmescopeError) throw new UsageError(`${text} is no Zarr store: ${error.message}`);
    throw error;
  } finally {
    input.close();
  }
}

function print(store: string, { changes, left }: Mending): void {
  for (const { key, before, after, why } of changes) {
    for (const reason of why) out(paint(`# ${cleanLine(`${key}: ${reason}`)}`, 'bold'));
    for (const line of unifiedDiff(key, before, after)) out(painted(line));
    out('');
  }
  tellLeft(left);
  if (changes.length === 0) out(cleanLine(`${store}: there is nothing that omescope fix mends`));
  else err(cleanLine(`Nothing was written. The same with --write writes ${changes.length === 1 ? 'this file' : `these ${changes.length} files`}`));
}

function painted(line: string): string {
  const text = line.split('\n').map(cleanLine).join('\n');
  if (line.startsWith('+')) return paint(text, 'green');
  return line.startsWith('-') ? paint(text, 'red') : text;
}

function tellLeft(left: Mending['left']): void {
  for (const { key, why } of left) err(`${paint('not mended:', 'yellow', process.stderr)} ${cleanLine(`${key === '' ? 'the store' : key}: ${why}`)}`);
}

function writeAll(store: string, { changes, left }: Mending, json: boolean): Exit {
  const written = rewrite(store, changes);
  if (json) out(cleanJson({ written, left }, 2));
  for (const [at, { key, backup }] of json ? [] : written.entries()) {
    out(cleanLine(`${key} ${backup === undefined ? 'is new' : `is written anew; what was there is in ${backup}`}`));
    for (const why of changes[at]?.why ?? []) out(`  ${cleanLine(why)}`);
  }
  tellLeft(left);
  if (written.length === 0 && !json) out(cleanLine(`${store}: there is nothing that omescope fix mends`));
  return left.length === 0 ? EXIT.ok : EXIT.findings;
}
