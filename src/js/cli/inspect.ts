import { findStore, inspect, inspectStore, OmescopeError, type ListableStore, type Options, type StoreTree, type TiffStructure } from '../slim.js';
import { EXIT, indent, reportFailure, UsageError, type Exit } from './failure.js';
import { folderStore } from './folder.js';
import { expandPatterns } from './glob.js';
import { isFolder, openInput } from './input.js';
import { countText, withProgress } from './progress.js';
import { clean, cleanLine, err, out, paint } from './terminal.js';
import { storeLines } from './store-tree.js';
import { structureLines } from './tree.js';

export interface InspectFlags {
  readonly json: boolean;
  readonly all: boolean;
  readonly path?: string | undefined;
}

/** `omescope inspect`: prints the tree of IFDs of each input, or of the groups and arrays of a store. */
export async function inspectCommand(given: readonly string[], flags: InspectFlags, options: Options): Promise<Exit> {
  if (given.length === 0) throw new UsageError('omescope inspect needs a file, a folder or a URL');
  let worst: Exit = EXIT.ok;
  for (const text of expandPatterns(given)) {
    const exit = await inspectOne(text, flags, options).catch((error: unknown) => reportFailure(text, error));
    if (exit > worst) worst = exit;
  }
  return worst;
}

async function inspectOne(text: string, flags: InspectFlags, options: Options): Promise<Exit> {
  if (isFolder(text)) return await inspectFolder(text, folderStore(text), flags, options);
  const input = openInput(text);
  try {
    const store = await findStore(input.source, options);
    if (store !== undefined) return await inspectFolder(text, store, flags, options);
    if (flags.path !== undefined) throw new OmescopeError('usage', '--path goes with a Zarr store, and this is none.');
    const structure = await withProgress(text, (onProgress) => inspect(input.source, { ...options, onProgress }));
    if (flags.json) out(JSON.stringify(structure, null, 2));
    else print(text, structure, flags.all);
    return structure.defects.length === 0 ? EXIT.ok : EXIT.findings;
  } finally {
    input.close();
  }
}

async function inspectFolder(text: string, store: ListableStore, flags: InspectFlags, options: Options): Promise<Exit> {
  const tree = await withProgress(text, (onProgress) =>
    inspectStore(store, { path: flags.path, signal: options.signal, onProgress: (progress) => onProgress({ ...progress, ifds: 0, size: undefined }) }),
  );
  if (flags.json) out(JSON.stringify(tree, null, 2));
  else printTree(text, tree, flags.all);
  if (tree.nodes.length === 0) throw new OmescopeError('read-failed', `There is no Zarr group or array${flags.path === undefined ? '' : ` at ${flags.path}`}.`);
  return tree.nodes.every(({ defects }) => defects.length === 0) ? EXIT.ok : EXIT.findings;
}

function printTree(text: string, tree: StoreTree, all: boolean): void {
  const [head = '', ...lines] = storeLines(text, tree, all).map(cleanLine);
  out(paint(head, 'bold'));
  for (const line of lines) out(line);
  for (const { what, key, pointer, place, code } of tree.nodes.flatMap(({ defects }) => defects)) {
    const where = `${key}${pointer}${place === undefined ? '' : `, line ${place.line}, column ${place.column}`}`;
    out(`${paint('broken:', 'yellow')} ${cleanLine(`${where}: ${what}`)} ${paint(`[${code}]`, 'dim')}`);
  }
}

function print(text: string, structure: TiffStructure, all: boolean): void {
  const [head = '', ...lines] = structureLines(text, structure, all).map(cleanLine);
  out(paint(head, 'bold'));
  for (const line of lines) out(line);
  for (const defect of structure.defects) {
    out(`${paint('broken:', 'yellow')} ${cleanLine(defect.what)} ${paint(`[${defect.code}]`, 'dim')}`);
  }
  if (structure.defectsOmitted > 0) out(`and ${countText(structure.defectsOmitted)} more defects`);
  for (const note of structure.notes) {
    err(`${paint('note:', 'dim', process.stderr)} ${clean(note.message)}`);
    if (note.help !== undefined) err(indent(clean(note.help)));
  }
}
