import { OmescopeError } from '../errors.js';
import { offsetsFileText } from '../offsets-file.js';
import { messageOf } from '../trap.js';

/**
 * The offsets file that goes with an image: its offsets, a file, its address, or `false` where it is not to be looked for.
 * When nothing is given, it is looked for beside an image that is given by its address, where Avivator looks for it.
 */
export type OffsetsInput = readonly number[] | Blob | URL | string | false;

/** What became of it, as the core wants to know. */
export type OffsetsFound =
  | { readonly kind: 'not-looked-for' }
  | { readonly kind: 'absent'; readonly place: string }
  | { readonly kind: 'unreadable'; readonly place: string; readonly why: string }
  | { readonly kind: 'text'; readonly place: string; readonly text: string };

interface Options {
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** More than any list of offsets has. */
const MOST_BYTES = 256_000_000;

/** Finds the offsets file; only an abort is thrown. */
export async function findOffsets(given: OffsetsInput | undefined, url: string | undefined, options: Options): Promise<OffsetsFound> {
  if (given === false) return { kind: 'not-looked-for' };
  if (Array.isArray(given)) return { kind: 'text', place: 'the list of offsets', text: offsetsFileText(given as readonly number[]) };
  if (given instanceof Blob) return await fromBlob(given);
  const address = given === undefined ? beside(url) : String(given);
  return address === undefined ? { kind: 'not-looked-for' } : await fromUrl(address, options);
}

/** Where Avivator looks: `ome.tif` or `ome.tiff` in the address becomes `offsets.json`. */
export function beside(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:/i.test(url)) return undefined;
  const address = url.replace(/ome\.tif(f?)/gi, 'offsets.json');
  return address === url ? undefined : address;
}

async function fromBlob(blob: Blob): Promise<OffsetsFound> {
  const place = 'name' in blob && typeof blob.name === 'string' ? blob.name : 'the offsets file';
  if (blob.size > MOST_BYTES) return { kind: 'unreadable', place, why: `it has ${blob.size} bytes` };
  try {
    return { kind: 'text', place, text: await blob.text() };
  } catch (error) {
    return { kind: 'unreadable', place, why: messageOf(error) };
  }
}

async function fromUrl(place: string, { signal, fetch: given }: Options): Promise<OffsetsFound> {
  try {
    const request = new Request(place, { ...(signal && { signal }) });
    const response = await (given ?? fetch)(request);
    if (response.ok) {
      if (Number(response.headers.get('Content-Length') ?? 0) > MOST_BYTES) return { kind: 'unreadable', place, why: 'it is too long' };
      return { kind: 'text', place, text: await response.text() };
    }
    await response.body?.cancel();
    // Storage services answer 403 for what is not there, and viewers take any answer but 200 for "none".
    const absent = response.status === 404 || response.status === 403 || response.status === 410;
    return absent ? { kind: 'absent', place } : { kind: 'unreadable', place, why: `the server answers ${response.status}` };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) throw error;
    // Without permission to read it, a missing file and a forbidden one look the same, to viewers too.
    return { kind: 'absent', place };
  }
}
