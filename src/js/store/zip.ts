import type { Note, ReadOptions, Source } from '../source.js';
import { partsOf, spanOf, type ListableStore, type ZipNotice } from './store.js';
import { readDirectory, type ZipDirectory } from './zip/directory.js';
import { contentOf } from './zip/unpack.js';

/** A folder of the archive. The names of what is in it; a file has no entry here. */
type Folders = ReadonlyMap<string, ReadonlySet<string>>;

/** What is made of the directory of an archive. */
interface Opened {
  readonly directory: ZipDirectory;
  /** What stands before every key: the one folder that the store is in, where its name ends with `.zarr`. */
  readonly prefix: string;
  readonly folders: Folders;
}

/** Files that operating systems put into archives by themselves. */
const CLUTTER = /^(__MACOSX$|\.DS_Store$)/;

/**
 * A zip archive as a store, read by ranges: its directory once, then of each object what is wanted. Where all is in one folder
 * whose name ends with `.zarr`, that is the store, as it is for Vitessce.
 */
export async function zipStore(source: Source, options: ReadOptions = {}): Promise<ListableStore> {
  const { directory, prefix, folders } = opened(await readDirectory(source, options));
  const nameOf = (key: string): string => prefix + partsOf(key).join('/');
  const read = async (key: string, span: (size: number) => readonly [number, number], signal: ReadOptions): Promise<Uint8Array | undefined> => {
    const name = nameOf(key);
    const entry = directory.files.get(name);
    return entry && (await contentOf(source, directory, name, entry, span(entry.size), signal));
  };
  return {
    name: source.name,
    url: source.url,
    zip: noticeOf(directory, folders, prefix),
    get notes() {
      return [...(source.notes ?? []), ...notesOf(directory)];
    },
    get: (key, { signal } = {}) => read(key, (size) => [0, size], { signal }),
    getRange: (key, range, { signal } = {}) => read(key, (size) => spanOf(range, size), { signal }),
    async sizeOf(key) {
      return await Promise.resolve(directory.files.get(nameOf(key))?.size);
    },
    async names(path) {
      return await Promise.resolve([...(folders.get(nameOf(path).replace(/\/$/, '')) ?? [])]);
    },
  };
}

function opened(directory: ZipDirectory): Opened {
  const folders = foldersOf(directory.files.keys());
  const [only, ...others] = topOf(folders);
  const inside = only !== undefined && others.length === 0 && only.endsWith('.zarr') && folders.has(only);
  return { directory, prefix: inside ? `${only}/` : '', folders };
}

function topOf(folders: Folders): string[] {
  return [...(folders.get('') ?? [])].filter((name) => !CLUTTER.test(name));
}

/** Every folder on the way to a file, with the names in it. */
function foldersOf(names: Iterable<string>): Folders {
  const folders = new Map<string, Set<string>>();
  for (const name of names) {
    let path = name;
    // Ends: the path gets shorter, up to the root or a folder that is known with what is above it.
    for (;;) {
      const at = path.lastIndexOf('/');
      const [folder, last] = [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
      const known = folders.get(folder);
      if (known === undefined) folders.set(folder, new Set([last]));
      else known.add(last);
      if (known !== undefined || folder === '') break;
      path = folder;
    }
  }
  return folders;
}

/** Compressed objects whose sizes are told: they are of use for what a few requests cost. */
const MOST_PACKED = 20_000;

function noticeOf(directory: ZipDirectory, folders: Folders, prefix: string): ZipNotice {
  const { entries, compressed, firstCompressed, first, comment, zip64, needsZip64, size, length } = directory;
  return { top: topOf(folders), entries, compressed, firstCompressed, first, comment, zip64, size, directory: length, needsZip64, ...(compressed > 0 && { packed: packedIn(directory, prefix) }) };
}

function packedIn({ files }: ZipDirectory, prefix: string): Record<string, number> {
  const packed: [string, number][] = [];
  for (const [name, { method, packed: bytes }] of files) {
    if (packed.length === MOST_PACKED) break;
    if (method !== 0 && name.startsWith(prefix)) packed.push([name.slice(prefix.length), bytes]);
  }
  return Object.fromEntries(packed);
}

function notesOf({ refused, doubled, overlapping }: ZipDirectory): Note[] {
  const many = (count: number, first: string | null): string => `${count === 1 ? 'One entry' : `${count} entries`} of the archive (${JSON.stringify(first)}${count === 1 ? '' : ' and others'})`;
  return [
    ...(refused.count === 0 ? [] : [{ code: 'zip-names', message: `${many(refused.count, refused.first)} would lie outside of it when unpacked, and cannot be keys of a store; left alone.` }]),
    ...(doubled.count === 0 ? [] : [{ code: 'zip-doubled', message: `${many(doubled.count, doubled.first)} has the name of an earlier one; the last one is read.` }]),
    ...(overlapping === null ? [] : [{ code: 'zip-overlap', message: `Files of the archive share bytes (${JSON.stringify(overlapping)} and the one before it), as in archives that are made to unpack to far more than they hold.` }]),
  ];
}
