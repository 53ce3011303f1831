import { OmescopeError } from '../../errors.js';
import { bytesOf, type ReadOptions, type Source } from '../../source.js';

/** The central directory of a zip archive (APPNOTE.TXT 6.3.10, section 4.3.12 to 4.3.16), read with a few reads. */
export interface ZipDirectory {
  /** Files, by their names as they stand in the archive. Of several of one name the last, which is the one that readers take. */
  readonly files: ReadonlyMap<string, ZipEntry>;
  /** All entries, folders too. */
  readonly entries: number;
  readonly compressed: number;
  readonly firstCompressed: string | null;
  readonly first: string | null;
  readonly comment: string;
  readonly zip64: boolean;
  /** Whether the plain end record is not enough, so that readers have to look at that of ZIP64. */
  readonly needsZip64: boolean;
  /** Bytes of the archive, and of the directory. */
  readonly size: number;
  readonly length: number;
  /** Names that lead out of the archive, or mean another file elsewhere: never given out. */
  readonly refused: { readonly count: number; readonly first: string | null };
  /** Names that are there more than once. */
  readonly doubled: { readonly count: number; readonly first: string | null };
  /** The first file that begins before another one ends; one that is there twice has the same place. */
  readonly overlapping: string | null;
  /** Bytes before the archive, as in a program that unpacks itself. */
  readonly shift: number;
  /** Where the directory begins: no content lies behind it. */
  readonly start: number;
}

export interface ZipEntry {
  /** Compression: 0 none, 8 Deflate. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** Place of its local header. */
  readonly at: number;
}

const [END, END64, LOCATOR64, ENTRY] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50];
const END_LENGTH = 22;
const LOCATOR_LENGTH = 20;
const ENTRY_LENGTH = 46;
/** Of a local header, without the name and the extra field behind it. */
export const LOCAL_LENGTH = 30;
/** Of the end record with the longest comment, and the records of ZIP64 before it. */
const TAIL = 0xffff + END_LENGTH + LOCATOR_LENGTH + 56;
/** Bytes of the directory that are read at a time. */
const PIECE = 4 * 1024 * 1024;
/** Entries and bytes of names that are taken: they are held in memory. */
const MOST_ENTRIES = 2_000_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** Reads `length` bytes or, where the file ends before, fewer. */
export async function readFully(source: Source, offset: number, length: number, options: ReadOptions): Promise<Uint8Array> {
  const first = bytesOf(await source.read(offset, length, options), offset, length);
  if (first.length === length || first.length === 0) return first;
  const all = new Uint8Array(length);
  all.set(first);
  let filled = first.length;
  // Ends: every turn brings at least a byte.
  while (filled < length) {
    const next = bytesOf(await source.read(offset + filled, length - filled, options), offset + filled, length - filled);
    if (next.length === 0) break;
    all.set(next, filled);
    filled += next.length;
  }
  return all.subarray(0, filled);
}

export async function readDirectory(source: Source, options: ReadOptions): Promise<ZipDirectory> {
  const size = await sizeOf(source, options);
  const begin = Math.max(0, size - TAIL);
  const tail = await readFully(source, begin, size - begin, options);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === undefined) throw broken('it has no end of central directory record: it is no zip archive, or was not copied to its end');
  const comment = new TextDecoder().decode(tail.subarray(end + END_LENGTH, end + END_LENGTH + view.getUint16(end + 20, true)));
  const record = (await zip64(source, view, end, begin, size, options)) ?? plainEnd(view, end, begin);
  const needsZip64 = record.zip64 && (view.getUint16(end + 10, true) === 0xffff || view.getUint32(end + 16, true) === 0xffffffff);
  return { ...(await readEntries(source, record, options)), comment, zip64: record.zip64, needsZip64, size, length: record.length };
}

/** Where the directory is. */
interface End {
  readonly entries: number;
  readonly length: number;
  readonly start: number;
  /** Where the record that says so is: the directory ends there. */
  readonly at: number;
  readonly zip64: boolean;
}

async function sizeOf(source: Source, options: ReadOptions): Promise<number> {
  if (source.size === undefined) await source.read(0, 4, options);
  if (source.size !== undefined) return source.size;
  throw broken('the server does not say how long it is, and a zip archive is read from its end');
}

/** The last record whose comment ends where the file does; else the last one at all. */
function findEnd(view: DataView): number | undefined {
  let loose: number | undefined;
  for (let at = view.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const over = at + END_LENGTH + view.getUint16(at + 20, true);
    if (over === view.byteLength) return at;
    if (over < view.byteLength) loose ??= at;
  }
  return loose;
}

function plainEnd(view: DataView, end: number, begin: number): End {
  const [disk, first, here, entries] = [4, 6, 8, 10].map((at) => view.getUint16(end + at, true));
  if (disk !== 0 || first !== 0 || here !== entries) throw broken('it is one part of several');
  return { entries: entries ?? 0, length: view.getUint32(end + 12, true), start: view.getUint32(end + 16, true), at: begin + end, zip64: false };
}

async function zip64(source: Source, view: DataView, end: number, begin: number, size: number, options: ReadOptions): Promise<End | undefined> {
  const locator = end - LOCATOR_LENGTH;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return undefined;
  const stated = long(view, locator + 8);
  // Where bytes stand before the archive, the record is right before its locator all the same.
  for (const at of [stated, begin + locator - 56]) {
    if (!(at >= 0 && at + 56 <= size)) continue;
    const bytes = await readFully(source, at, 56, options);
    const record = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 56 || record.getUint32(0, true) !== END64) continue;
    if (record.getUint32(16, true) !== 0 || record.getUint32(20, true) !== 0) throw broken('it is one part of several');
    return { entries: long(record, 32), length: long(record, 40), start: long(record, 48), at, zip64: true };
  }
  throw broken('its ZIP64 end of central directory record is not where it is said to be');
}

async function readEntries(source: Source, { entries: stated, length, start: told, at }: End, options: ReadOptions): Promise<Omit<ZipDirectory, 'comment' | 'zip64' | 'needsZip64' | 'size' | 'length'>> {
  const start = at - length;
  const shift = start - told;
  if (start < 0 || shift < 0) throw broken('its central directory does not fit into it');
  if (length > MOST_BYTES || stated > MOST_ENTRIES) throw broken(`its central directory has ${length} bytes and ${stated} entries, of which ${MOST_BYTES} and ${MOST_ENTRIES} are read`);
  const files = new Map<string, ZipEntry>();
  const refused = { count: 0, first: null as string | null };
  const doubled = { count: 0, first: null as string | null };
  const found = { entries: 0, compressed: 0, firstCompressed: null as string | null, first: null as string | null };
  for await (const { name, entry } of walk(source, start, length, shift, options)) {
    found.entries += 1;
    found.first ??= name;
    if (name.endsWith('/')) continue;
    if (entry.method !== 0) {
      found.compressed += 1;
      found.firstCompressed ??= name;
    }
    if (!isSafe(name)) {
      refused.count += 1;
      refused.first ??= name;
    } else if (files.has(name)) {
      doubled.count += 1;
      doubled.first ??= name;
    }
    if (isSafe(name)) files.set(name, entry);
  }
  if (found.entries !== stated && found.entries % 65_536 !== stated) throw broken(`it says that it has ${stated} entries, and has ${found.entries}`);
  return { files, ...found, refused, doubled, overlapping: overlapIn(files), shift, start };
}

function overlapIn(files: ReadonlyMap<string, ZipEntry>): string | null {
  const sorted = [...files].sort(([, one], [, other]) => one.at - other.at);
  const at = sorted.findIndex(([, { at: begin }], index) => {
    const before = sorted[index - 1]?.[1];
    return before !== undefined && before.packed > 0 && begin < before.at + LOCAL_LENGTH + before.packed;
  });
  return sorted[at]?.[0] ?? null;
}

async function* walk(source: Source, start: number, length: number, shift: number, options: ReadOptions): AsyncGenerator<{ name: string; entry: ZipEntry }> {
  let held = new Uint8Array();
  let at = 0;
  let read = 0;
  // Ends: every turn reads more of the directory, or takes an entry of at least 46 bytes off what was read.
  for (;;) {
    const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
    while (at + ENTRY_LENGTH <= held.length) {
      if (view.getUint32(at, true) !== ENTRY) throw broken('its central directory is damaged');
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [number, number, number];
      const next = at + ENTRY_LENGTH + nameLength + extraLength + commentLength;
      if (next > held.length) break;
      const name = nameOf(held.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
      yield { name, entry: entryOf(view, at, nameLength, extraLength, shift) };
      at = next;
    }
    if (read === length) {
      if (at !== held.length) throw broken('its central directory ends in the middle of an entry');
      return;
    }
    const more = await readFully(source, start + read, Math.min(PIECE, length - read), options);
    if (more.length === 0) throw broken('it ends in the middle of its central directory');
    read += more.length;
    const rest = held.subarray(at);
    const joined = new Uint8Array(rest.length + more.length);
    joined.set(rest);
    joined.set(more, rest.length);
    [held, at] = [joined, 0];
  }
}

/** An entry; sizes and places that do not fit are in the extra field of ZIP64, in this order. */
function entryOf(view: DataView, at: number, nameLength: number, extraLength: number, shift: number): ZipEntry {
  let [packed, size, place] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
  if ([packed, size, place].includes(0xffffffff)) {
    let field = extra64(view, at + ENTRY_LENGTH + nameLength, extraLength);
    const take = (now: number): number => {
      if (now !== 0xffffffff || field === undefined || field.start + 8 > field.end) return now;
      const value = long(view, field.start);
      field = { ...field, start: field.start + 8 };
      return value;
    };
    size = take(size);
    packed = take(packed);
    place = take(place);
  }
  const flags = view.getUint16(at + 8, true);
  return { method: view.getUint16(at + 10, true), encrypted: (flags & 1) === 1, packed, size, crc: view.getUint32(at + 16, true), at: place + shift };
}

function extra64(view: DataView, start: number, length: number): { start: number; end: number } | undefined {
  const end = start + length;
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1) return { start: at + 4, end: Math.min(end, at + 4 + view.getUint16(at + 2, true)) };
  }
  return undefined;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LATIN1 = new TextDecoder('latin1');

/** Names are UTF-8, whatever their flag says; those of old programs that are not keep their bytes apart at least. */
function nameOf(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return LATIN1.decode(bytes);
  }
}

/** Whether a name means one file in the archive, and nothing outside of it on any system. */
function isSafe(name: string): boolean {
  return name !== '' && !/[\\\u0000]|^[a-z]:/i.test(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** A number of eight bytes; one that JavaScript cannot hold is past the end of every file. */
function long(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
}

export function broken(what: string): OmescopeError {
  return new OmescopeError('zip-broken', `The zip archive cannot be read: ${what}.`);
}
