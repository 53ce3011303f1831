import { follow } from '../abort.js';
import { OmescopeError } from '../errors.js';
import { late, within } from '../http/abort.js';
import { addressOf, type Address } from '../http/address.js';
import { discard, joined, noPieces, readBody } from '../http/body.js';
import { fetchHeld } from '../http/held.js';
import { resolveLimits, type HttpLimits } from '../http/options.js';
import { isBlob } from '../input.js';
import { offsetsFileText } from '../offsets-file.js';
import { messageOf } from '../trap.js';

/**
 * The offsets file that goes with an image: its offsets, a file, its address, or `false` where it is not to be looked for.
 * When nothing is given, it is looked for beside an image that is given by its address, where Avivator looks for it.
 */
export type OffsetsInput = readonly number[] | Blob | URL | string | false;

/** What became of it, where it is or was looked for, and its text or why there is none. */
export interface OffsetsFound {
  readonly kind: 'not-looked-for' | 'absent' | 'unreadable' | 'text';
  readonly place?: string;
  readonly why?: string;
  readonly text?: string;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly limits?: HttpLimits | undefined;
}

/** Bytes that are read at most: those of the offsets of a million IFDs, with room. */
const MOST_BYTES = 32_000_000;

/** Finds the offsets file; only an abort is thrown, and what is no address. */
export async function findOffsets(given: OffsetsInput | undefined, image: Address | undefined, options: Options): Promise<OffsetsFound> {
  if (given === false) return { kind: 'not-looked-for' };
  if (Array.isArray(given)) return { kind: 'text', place: 'the list of offsets', text: offsetsFileText(given as readonly number[]) };
  if (typeof given === 'object' && isBlob(given)) return await fromBlob(given);
  const request = given === undefined ? beside(image) : requestFor(addressOf(given as string | URL));
  return request === undefined ? { kind: 'not-looked-for' } : await fromUrl(request, options);
}

/** A request, and how its address may be shown. */
interface Asked {
  readonly request: Request;
  readonly place: string;
}

function requestFor({ href, printable, headers }: Address, like?: Request): Asked {
  return { request: new Request(like === undefined ? href : new Request(href, like), { headers }), place: printable };
}

/** Where Avivator looks: `ome.tif` or `ome.tiff` in the address becomes `offsets.json`. It is asked for like the image. */
function beside(image: Address | undefined): Asked | undefined {
  if (image === undefined || !image.ranged) return undefined;
  const href = image.href.replace(/ome\.tif(f?)/gi, 'offsets.json');
  if (href === image.href) return undefined;
  const { printable } = addressOf(href);
  return requestFor({ ...image, href, printable }, image.request);
}

async function fromBlob(blob: Blob): Promise<OffsetsFound> {
  const place = 'name' in blob && typeof blob.name === 'string' ? blob.name : 'the offsets file';
  if (blob.size > MOST_BYTES) return tooLong(place);
  try {
    return { kind: 'text', place, text: await blob.text() };
  } catch (error) {
    return { kind: 'unreadable', place, why: messageOf(error) };
  }
}

function tooLong(place: string): OffsetsFound {
  return { kind: 'unreadable', place, why: `it has more than ${MOST_BYTES} bytes` };
}

async function fromUrl({ request, place }: Asked, options: Options): Promise<OffsetsFound> {
  const { headerTimeout, stallTimeout } = resolveLimits(options.limits);
  const { signal } = options;
  const { controller, release } = follow(signal);
  try {
    const answer = fetchHeld(options.fetch ?? fetch, new Request(request, { signal: controller.signal }));
    const response = await within(answer, headerTimeout, controller.signal);
    if (response === late) return { kind: 'unreadable', place, why: 'the server does not answer' };
    if (response.ok) return await textOf(response, place, stallTimeout, controller.signal);
    discard(response.body);
    // Storage services answer 403 for what is not there, and viewers take any answer but 200 for "none".
    const absent = [403, 404, 410].includes(response.status);
    return absent ? { kind: 'absent', place } : { kind: 'unreadable', place, why: `the server answers ${response.status}` };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) throw error;
    // Without permission to read it, a missing file and a forbidden one look the same, to viewers too.
    return { kind: 'absent', place };
  } finally {
    release();
    controller.abort(new DOMException('The offsets file was read.', 'AbortError'));
  }
}

async function textOf(response: Response, place: string, stallTimeout: number, signal: AbortSignal): Promise<OffsetsFound> {
  const pieces = noPieces();
  const { end } = await readBody(response, pieces, { most: MOST_BYTES, stallTimeout, onBytes: () => undefined }, signal);
  if (end === 'complete') return { kind: 'text', place, text: new TextDecoder().decode(joined(pieces)) };
  return end === 'too-long' ? tooLong(place) : { kind: 'unreadable', place, why: 'the connection broke off' };
}
