/** Which of many chunks are there: a bit for each, where there are not too many. */
export interface Marks {
  /** How many different ones were marked. */
  readonly count: number;
  add(place: number): void;
  /** Places that are marked, or not, in order. */
  places(marked: boolean): Iterable<number>;
}

/** Chunks of an array that are told apart: 2 MiB of bits. Of more, only the number of files is known. */
export const MOST_MARKS = 1 << 24;

export function createMarks(total: number): Marks {
  const bits = new Uint8Array(total <= MOST_MARKS ? Math.ceil(total / 8) : 0);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(place) {
      if (bits.length === 0) {
        count += 1;
        return;
      }
      const [at, bit] = [place >> 3, 1 << (place & 7)];
      if (((bits[at] ?? 0) & bit) !== 0) return;
      bits[at] = (bits[at] ?? 0) | bit;
      count += 1;
    },
    *places(marked) {
      if (bits.length === 0) return;
      for (let place = 0; place < total; place += 1) if (((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0 === marked) yield place;
    },
  };
}
