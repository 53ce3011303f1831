import { type ListableStore } from './store.js';
/** A folder that a page was given a handle of (`showDirectoryPicker`, the origin's private file system) as a store. */
export declare function handleStore(root: FileSystemDirectoryHandle): ListableStore;
