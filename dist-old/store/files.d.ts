import { type ListableStore } from './store.js';
/**
 * The files of a folder, as `<input webkitdirectory>` gives them, as a store. Paths are those of `webkitRelativePath`, without the
 * folder that all are in.
 */
export declare function filesStore(files: Iterable<File>): ListableStore;
