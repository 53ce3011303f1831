/** What was loaded for a key, loaded once and kept while it is among the latest `most`. A failure is not kept. */
export function createMemo<T>(most: number, load: (key: number) => Promise<T>): (key: number) => Promise<T> {
  const kept = new Map<number, Promise<T>>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const loading = load(key);
    loading.catch(() => kept.delete(key));
    kept.set(key, loading);
    const oldest = kept.keys().next().value;
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return loading;
  };
}
