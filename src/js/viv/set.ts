import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { addressed, isBlob, toSource, type Input } from '../input.js';
import { openFile, type DecodeBlock, type OpenOptions, type TiffFile } from '../tiff/file.js';
import { readFully } from '../tiff/table.js';
import { readOme, type OmeDocument, type PlaneBlock } from './metadata.js';

/** The files that an image is in, and what describes it. */
export interface FileSet {
  readonly name: string | undefined;
  readonly document: OmeDocument | undefined;
  /** The file that was opened, unless that has the description alone. */
  readonly own: TiffFile | undefined;
  /** The file that has these planes. */
  fileOf(block: PlaneBlock | undefined): Promise<TiffFile>;
}

/** Most characters of a file of metadata. */
const MOST_TEXT = 64 * 1024 * 1024;

/**
 * Opens an image of one file or of several: those that are given, or those beside an address. Members are opened when one of
 * their planes is asked for.
 */
export async function openSet(engines: TileEngines, inputs: readonly Input[], options: OpenOptions, decode: DecodeBlock | undefined): Promise<FileSet> {
  const head = inputs.find((input) => /\.(companion\.ome|ome|xml)$/i.test(nameOf(input) ?? '')) ?? inputs[0];
  if (head === undefined) throw new OmescopeError('usage', 'There is no file to open.');
  const { offsets, ...others } = options;
  const open = (input: Input, described = false): Promise<TiffFile> => openFile(engines, input, input === head ? options : others, { decode, described, eager: described });
  const found = await opened(head, options, (input) => open(input, true));
  const own = 'first' in found ? found : undefined;
  const text = 'first' in found ? found.first.description : found.text;
  let document = readOme(text);
  const member = (name: string): Input | undefined => inputs.find((input) => isNamed(input, name)) ?? beside(head, name);
  if (document?.elsewhere !== undefined && document.images.length === 0) {
    const metadata = member(document.elsewhere);
    if (metadata === undefined) throw missing(document.elsewhere, 'has the description of this image');
    document = readOme(await textOf(metadata, options)) ?? document;
  }
  const files = new Map<string, Promise<TiffFile>>();
  const names = new Set((document?.images ?? []).flatMap(({ blocks }) => blocks.map(({ file }) => file)));
  const ids = new Set((document?.images ?? []).flatMap(({ blocks }) => blocks.map(({ uuid }) => uuid)));
  const isOwn = ({ file, uuid }: PlaneBlock): boolean =>
    own !== undefined && ((file === undefined && uuid === undefined) || (uuid !== undefined && uuid === document?.uuid && text === own.first.description && document.elsewhere === undefined && ids.size === 1) || (file !== undefined && isNamed(head, file)));
  const inSet = (name: string): Promise<TiffFile> => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const input = member(name);
    if (input === undefined) return Promise.reject(missing(name, 'has planes of this image'));
    const opening = open(input);
    files.set(name, opening);
    opening.catch(() => files.delete(name));
    return opening;
  };
  return {
    name: nameOf(head),
    document,
    own,
    async fileOf(block) {
      if (own !== undefined && (block === undefined || isOwn(block))) return own;
      const name = block?.file;
      // A file that was renamed, or that is the only one there is.
      const alone = names.size < 2 && ids.size < 2;
      if (own !== undefined && alone && (name === undefined || !inputs.some((input) => isNamed(input, name)))) return own;
      if (name !== undefined) return await inSet(name);
      const [only, ...more] = inputs.filter((input) => input !== head);
      if (only !== undefined && more.length === 0 && own === undefined) return await inSet(nameOf(only) ?? '');
      throw new OmescopeError('plane-missing', 'The OME-XML does not name the file of a plane.');
    },
  };
}

/** A TIFF, or the text of what is none. */
async function opened(input: Input, options: OpenOptions, open: (input: Input) => Promise<TiffFile>): Promise<TiffFile | { readonly text: string }> {
  try {
    return await open(input);
  } catch (error) {
    if (!(error instanceof OmescopeError) || error.code !== 'not-tiff') throw error;
    const text = await textOf(input, options);
    if (readOme(text) === undefined) throw error;
    return { text };
  }
}

async function textOf(input: Input, options: OpenOptions): Promise<string> {
  const source = toSource(input, options);
  const bytes = await readFully(source, 0, source.size ?? MOST_TEXT, options.signal);
  return new TextDecoder().decode(bytes);
}

function missing(name: string, what: string): OmescopeError {
  return new OmescopeError('plane-missing', `The file ${name} is needed: it ${what}.`, {
    help: 'Give all files of the set together, or the address of one that has the others beside it.',
  });
}

/** The name of a file, without folders. */
export function nameOf(input: Input): string | undefined {
  const address = addressed(input);
  if (address !== undefined) return decoded(hrefOf(address).replace(/[?#].*$/s, '').split('/').at(-1) ?? '');
  if (typeof input !== 'object') return undefined;
  const named = input as { readonly name?: unknown };
  return (isBlob(input) || 'read' in input) && typeof named.name === 'string' ? base(named.name) : undefined;
}

function isNamed(input: Input, name: string): boolean {
  return nameOf(input)?.toLowerCase() === base(name).toLowerCase();
}

function base(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

/** The address of a file beside one that is read over HTTP; whatever lets one be read stands for the other, too. */
function beside(head: Input, name: string): Input | undefined {
  const address = addressed(head);
  const from = address === undefined ? (head as { readonly url?: string }).url : hrefOf(address);
  if (from === undefined || !/^https?:/.test(from)) return undefined;
  const url = new URL(name.split(/[\\/]/).map(encodeURIComponent).join('/'), from);
  url.search = new URL(from).search;
  return typeof address === 'object' && 'headers' in address ? new Request(url, address) : url;
}

function hrefOf(address: string | URL | Request): string {
  return typeof address === 'string' ? address : 'href' in address ? address.href : address.url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
