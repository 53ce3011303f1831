import { readFileSync } from 'node:fs';
import { check, judgeAttributes, worstVerdict, type Options } from '../slim.js';
import { EXIT, UsageError, type Exit } from './failure.js';
import { folderStore } from './folder.js';
import { isFolder } from './input.js';
import { cleanJson, out } from './terminal.js';

/** `omescope dingus`: says of one thing whether it is valid, as the conformance runner of ome/ngff-spec reads it. */
export async function dingusCommand(inputs: readonly string[], { signal }: Options): Promise<Exit> {
  const [mode, path, ...others] = inputs;
  if ((mode !== 'attributes' && mode !== 'zarr') || path === undefined || others.length > 0) {
    throw new UsageError('omescope dingus takes attributes FILE.json, or zarr FOLDER');
  }
  const judged = mode === 'attributes' ? await judgeAttributes(bytesOf(path)) : await judgeStore(path, signal);
  out(cleanJson(judged));
  return EXIT.ok;
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** By the attributes of the root, and by all that is checked of a store. */
async function judgeStore(path: string, signal: AbortSignal | undefined): Promise<{ valid: boolean; message: string }> {
  if (!isFolder(path)) throw new UsageError(`${path} is no folder`);
  const store = folderStore(path);
  const [v3, v2] = await Promise.all([store.get('/zarr.json'), store.get('/.zattrs')]);
  const attributes = v2 ?? v3;
  if (attributes === undefined) return { valid: false, message: 'there are no attributes at the root' };
  const judged = await judgeAttributes(attributes);
  if (!judged.valid) return judged;
  const report = await check(store, { viewers: ['ngff-spec'], ...(signal && { signal }) });
  const bad = report.findings.filter(({ viewers }) => viewers.some(({ viewer, effect }) => viewer === 'ngff-spec' && (effect === 'wrong' || effect === 'fails')));
  const valid = worstVerdict(report) === 'loads' || bad.length === 0;
  return valid ? judged : { valid, message: bad.map(({ rule, title }) => `${title} [${rule}]`).join('; ') };
}
