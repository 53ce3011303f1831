/** Bytes of a file in one piece, from `start` on. */
interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** A part of a file that is not here. */
export interface Gap {
  readonly start: number;
  readonly end: number;
}

/** Pieces of a file that are kept: the oldest go when they become too much. */
export interface Pieces {
  /** What is here of a range, and what is missing of it, in order. */
  parts(start: number, end: number): (Uint8Array | Gap)[];
  add(start: number, bytes: Uint8Array): void;
  clear(): void;
}

/** What a piece takes beside its bytes, roughly: so that there is a limit on very small ones, too. */
const OVERHEAD = 256;
/** Shorter runs of bytes that are here, between others that are missing, are read again with those. */
const WORTHWHILE = 64 * 1024;

/** `most`: bytes that are kept. */
export function createPieces(most: number): Pieces {
  /** In the order of their places, without overlap. */
  const pieces: Piece[] = [];
  /** In the order in which they came. */
  const queue = new Set<Piece>();
  let held = 0;

  /** Index of the first piece that ends behind this byte. */
  function indexOf(byte: number): number {
    let [low, high] = [0, pieces.length];
    // Ends: the distance is halved.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (endOf(pieces[middle]) > byte) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function parts(start: number, end: number): (Uint8Array | Gap)[] {
    return bridged(exactParts(start, end));
  }

  function exactParts(start: number, end: number): (Uint8Array | Gap)[] {
    const found: (Uint8Array | Gap)[] = [];
    let index = indexOf(start);
    // Ends: every turn comes to the end of a piece, or to the beginning of the next one.
    for (let at = start; at < end; ) {
      const piece = pieces[index];
      if (piece === undefined || piece.start > at) {
        const until = Math.min(end, piece?.start ?? end);
        found.push({ start: at, end: until });
        at = until;
      } else {
        const until = Math.min(end, endOf(piece));
        found.push(piece.bytes.subarray(at - piece.start, until - piece.start));
        at = until;
        index += 1;
      }
    }
    return found;
  }

  function insert(piece: Piece): void {
    pieces.splice(indexOf(piece.start), 0, piece);
    queue.add(piece);
    held += sizeOf(piece);
    // Ends: every turn takes one away.
    for (const oldest of queue) {
      if (held <= most) return;
      remove(indexOf(oldest.start));
    }
  }

  function remove(index: number): void {
    for (const piece of pieces.splice(index, 1)) {
      queue.delete(piece);
      held -= sizeOf(piece);
    }
  }

  return {
    parts,
    add(start, bytes) {
      const end = start + bytes.length;
      // Reads that overlapped: what lies inside goes, and at the ends the new one gives way.
      let index = indexOf(start);
      const left = pieces[index];
      const from = left !== undefined && left.start < start ? endOf(left) : start;
      if (from > start) index += 1;
      // Ends: every turn takes one away.
      while (pieces[index] !== undefined && endOf(pieces[index]) <= end) remove(index);
      const until = Math.min(end, pieces[index]?.start ?? end);
      if (from >= until) return;
      insert({ start: from, bytes: until - from === bytes.length ? bytes : bytes.slice(from - start, until - start) });
    },
    clear() {
      pieces.length = 0;
      queue.clear();
      held = 0;
    },
  };
}

/** Gaps with little between them become one: a read more costs more than those bytes. */
function bridged(parts: readonly (Uint8Array | Gap)[]): (Uint8Array | Gap)[] {
  const found: (Uint8Array | Gap)[] = [];
  /** Runs of bytes since the last gap. */
  let between: Uint8Array[] = [];
  let gap: Gap | undefined;
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      between.push(part);
    } else if (gap !== undefined && part.start - gap.end < WORTHWHILE) {
      gap = { start: gap.start, end: part.end };
      between = [];
    } else {
      found.push(...(gap ? [gap] : []), ...between);
      [gap, between] = [part, []];
    }
  }
  return [...found, ...(gap ? [gap] : []), ...between];
}

function endOf(piece: Piece | undefined): number {
  return piece === undefined ? Number.POSITIVE_INFINITY : piece.start + piece.bytes.length;
}

function sizeOf({ bytes }: Piece): number {
  return bytes.length + OVERHEAD;
}
