import { storeOfFiles } from './blob.js';
import { partsOf, type ListableStore } from './store.js';

/** A folder: what is in it, by names. */
interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, File>;
}

/**
 * The files of a folder, as `<input webkitdirectory>` gives them, as a store. Paths are those of `webkitRelativePath`, without the
 * folder that all are in.
 */
export function filesStore(files: Iterable<File>): ListableStore {
  let tree: Folder | undefined;
  const all = [...files];
  const first = all[0]?.webkitRelativePath.split('/')[0] ?? '';
  const top = first !== '' && all.every(({ webkitRelativePath }) => webkitRelativePath.startsWith(`${first}/`)) ? first : '';
  // Made when it is needed first: a hundred thousand files take a while.
  const root = (): Folder => (tree ??= treeOf(all, top));

  return storeOfFiles(top === '' ? undefined : top, {
    fileAt: (key) => find(root(), partsOf(key)),
    async names(path) {
      const folder = partsOf(path).reduce<Folder | undefined>((at, part) => at?.folders.get(part), root());
      return await Promise.resolve(folder === undefined ? [] : [...folder.folders.keys(), ...folder.files.keys()]);
    },
  });
}

function treeOf(files: readonly File[], top: string): Folder {
  const root = emptyFolder();
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const parts = path.slice(top === '' ? 0 : top.length + 1).split('/');
    const name = parts.pop() ?? '';
    let at = root;
    for (const part of parts) {
      let below = at.folders.get(part);
      if (below === undefined) at.folders.set(part, (below = emptyFolder()));
      at = below;
    }
    at.files.set(name, file);
  }
  return root;
}

function emptyFolder(): Folder {
  return { folders: new Map(), files: new Map() };
}

function find(root: Folder, parts: readonly string[]): File | undefined {
  const name = parts.at(-1);
  const folder = parts.slice(0, -1).reduce<Folder | undefined>((at, part) => at?.folders.get(part), root);
  return name === undefined ? undefined : folder?.files.get(name);
}
