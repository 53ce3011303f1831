import { type ListableStore } from './store.js';
/**
 * A folder that was dropped on a page (`webkitGetAsEntry`) as a store. Nothing is listed unless it is asked for: a file is found
 * by its path at once, however many there are.
 */
export declare function entryStore(root: FileSystemDirectoryEntry): ListableStore;
