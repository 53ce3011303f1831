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
      pieces.splice(indexOf(oldest.start), 1);
      queue.delete(oldest);
      held -= sizeOf(oldest);
    }
  }

  return {
    parts,
    add(start, bytes) {
      // Reads that overlapped have brought some of it already.
      for (const part of parts(start, start + bytes.length)) {
        if (part instanceof Uint8Array) continue;
        const whole = part.end - part.start === bytes.length;
        insert({ start: part.start, bytes: whole ? bytes : bytes.slice(part.start - start, part.end - start) });
      }
    },
    clear() {
      pieces.length = 0;
      queue.clear();
      held = 0;
    },
  };
}

function endOf(piece: Piece | undefined): number {
  return piece === undefined ? Number.POSITIVE_INFINITY : piece.start + piece.bytes.length;
}

function sizeOf({ bytes }: Piece): number {
  return bytes.length + OVERHEAD;
}
