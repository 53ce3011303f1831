/** A folder of the disk as browsers hand one over: stand-ins for classes that Node.js does not have. */
import { openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** What was asked of a folder. */
export interface Asked {
  files: number;
  listings: number;
  /** Folders that were listed. */
  readonly listed?: string[];
}

class NotFound extends Error {
  override readonly name = 'NotFoundError';
}
class TypeMismatch extends Error {
  override readonly name = 'TypeMismatchError';
}

async function fileAt(path: string): Promise<File> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new NotFound(path);
  if (!stat.isFile()) throw new TypeMismatch(path);
  return new File([await openAsBlob(path)], basename(path));
}

function assertFolder(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new NotFound(path);
  if (!stat.isDirectory()) throw new TypeMismatch(path);
}

/** As `webkitGetAsEntry` gives it: names come a hundred at a time. */
export function entryOf(root: string, asked: Asked = { files: 0, listings: 0 }): FileSystemDirectoryEntry {
  const directory = (path: string): unknown => ({
    isDirectory: true,
    isFile: false,
    name: basename(path),
    getFile(inside: string, _: unknown, found: (entry: unknown) => void, failed: (error: unknown) => void) {
      asked.files += 1;
      fileAt(join(path, inside)).then((file) => found({ isFile: true, file: (give: (file: File) => void) => give(file) }), failed);
    },
    getDirectory(inside: string, _: unknown, found: (entry: unknown) => void, failed: (error: unknown) => void) {
      try {
        assertFolder(join(path, inside));
        found(directory(join(path, inside)));
      } catch (error) {
        failed(error);
      }
    },
    createReader() {
      const names = readdirSync(path);
      asked.listed?.push(path);
      return {
        readEntries(found: (entries: unknown[]) => void) {
          asked.listings += 1;
          const batch = names.splice(0, 100).map((name) => ({ name }));
          setImmediate(() => found(batch));
        },
      };
    },
  });
  return directory(root) as FileSystemDirectoryEntry;
}

/** As `showDirectoryPicker` gives it. */
export function handleOf(root: string): FileSystemDirectoryHandle {
  const directory = (path: string): unknown => ({
    kind: 'directory',
    name: basename(path),
    async getFileHandle(name: string) {
      const file = await fileAt(join(path, name));
      return { kind: 'file', name, getFile: async () => await Promise.resolve(file) };
    },
    async getDirectoryHandle(name: string) {
      assertFolder(join(path, name));
      return await Promise.resolve(directory(join(path, name)));
    },
    async *keys() {
      yield* readdirSync(path);
    },
  });
  return directory(root) as FileSystemDirectoryHandle;
}

/** All files below a folder, with paths that begin with its name. */
export function filesOf(root: string): File[] {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return paths.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const file = new File([readFileSync(path)], entry.name);
    Object.defineProperty(file, 'webkitRelativePath', { value: `${basename(root)}/${relative(root, path)}` });
    return file;
  });
}

/** The same as keys and contents. */
export function contentsOf(root: string): Map<string, Uint8Array> {
  return new Map(filesOf(root).map((file) => [file.webkitRelativePath.slice(basename(root).length), readFileSync(join(root, file.webkitRelativePath.slice(basename(root).length)))]));
}
