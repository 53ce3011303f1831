/** What is exhaustive is a sample in `npm test` and whole in `npm test -- all`; each time it is said which. See tests/support/sample.rs. */
const SEED = 7;

/** Whether everything is to be done: `OMESCOPE_TESTS=all`, which `npm test -- all` sets. */
export const isWhole = process.env['OMESCOPE_TESTS'] === 'all';

interface Sampling<T> {
  /** About so many of them: of each kind one at least. */
  readonly most: number;
  readonly name: (item: T) => string;
  readonly kind?: (item: T) => string;
}

/**
 * So many of the items, the same ones each time, in their order: of each kind one at least, then of all kinds in turn.
 * Which ones hangs on their names alone, so that one more item does not exchange the others.
 */
export function sample<T>(what: string, items: readonly T[], sampling: Sampling<T>): T[] {
  const chosen = isWhole ? [...items] : choose(items, sampling);
  saySampled(what, chosen.length, items.length);
  return chosen;
}

export function choose<T>(items: readonly T[], { most, name, kind = () => '' }: Sampling<T>): T[] {
  const kinds = new Map<string, T[]>();
  for (const item of items) kinds.set(kind(item), [...(kinds.get(kind(item)) ?? []), item]);
  const ranked = [...kinds.values()].map((list) => list.map((item) => ({ item, rank: hash(name(item)) })).sort((a, b) => a.rank - b.rank));
  const chosen = new Set<T>();
  // Ends with the largest kind.
  for (let round = 0; round < items.length; round += 1) {
    for (const list of ranked) {
      const next = list[round];
      if (next !== undefined && (round === 0 || chosen.size < most)) chosen.add(next.item);
    }
  }
  return items.filter((item) => chosen.has(item));
}

/** Past vitest, which says of each line where it comes from. */
export function saySampled(what: string, done: number, all: number): void {
  const line = done === all ? `whole: ${what}: all ${all}` : `sampled: ${what}: ${done} of ${all} (seed ${SEED}; npm test -- all does all)`;
  process.stderr.write(`${line}\n`);
}

/** FNV-1a, then the last step of MurmurHash3, since names that end alike must not be alike. */
function hash(text: string): number {
  let value = 0x811c9dc5 ^ SEED;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x0100_0193);
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
