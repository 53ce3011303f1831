/** What was loaded for a key, loaded once and kept while it is among the latest `most`. A failure is not kept. */
export declare function createMemo<T>(most: number, load: (key: number) => Promise<T>): (key: number) => Promise<T>;
