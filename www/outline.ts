/** The tree of IFDs as rows to show: made in the worker, so that a tree of a million IFDs never reaches the page. */
import type { Defect, Ifd, TiffStructure } from 'omescope/slim';
import { compressionText, layoutText, namedText, sizeText, valueText } from './pixels.js';

/** Rows that are shown at most. */
const MOST_ROWS = 200;
const MOST_DEFECTS = 100;

/** One IFD, or a run of IFDs that say the same as the row before. */
export type Row =
  | {
      readonly kind: 'ifd';
      readonly depth: number;
      readonly path: string;
      readonly offset: number;
      readonly pixels: string;
      readonly values: string;
      readonly layout: string;
      readonly compression: string;
      readonly remarks: string;
    }
  | { readonly kind: 'same'; readonly depth: number; readonly from: string; readonly to: string; readonly as: string };

export interface Outline {
  readonly format: TiffStructure['format'];
  readonly byteOrder: TiffStructure['byteOrder'];
  readonly size: number | null;
  readonly chain: TiffStructure['chain'];
  readonly ifds: number;
  readonly subIfds: number;
  readonly rows: readonly Row[];
  readonly rowsOmitted: number;
  readonly defects: readonly Defect[];
  readonly defectsOmitted: number;
}

export function outlineOf(structure: TiffStructure): Outline {
  const { format, byteOrder, size, chain, ifds, defects, defectsOmitted } = structure;
  const rows: Row[] = [];
  const total = addRows(rows, ifds, 0);
  return {
    format,
    byteOrder,
    size,
    chain,
    ifds: ifds.length,
    subIfds: ifds.reduce((count, ifd) => count + countBelow(ifd), 0),
    rows,
    rowsOmitted: total - rows.length,
    defects: defects.slice(0, MOST_DEFECTS),
    defectsOmitted: defectsOmitted + Math.max(0, defects.length - MOST_DEFECTS),
  };
}

function countBelow(ifd: Ifd): number {
  return ifd.subIfds.reduce((count, sub) => count + 1 + countBelow(sub), 0);
}

/** Adds the rows of a chain and of what is below it, as far as there is room. How many there would be. */
function addRows(rows: Row[], ifds: readonly Ifd[], depth: number): number {
  let total = 0;
  const add = (row: Row): void => {
    total += 1;
    if (rows.length < MOST_ROWS) rows.push(row);
  };
  for (let first = 0; first < ifds.length; ) {
    const ifd = ifds[first] as Ifd;
    add({ kind: 'ifd', depth, path: ifd.path, offset: ifd.offset, ...wordsOf(ifd) });
    total += addRows(rows, ifd.subIfds, depth + 1);
    const said = sameness(ifd);
    let next = first + 1;
    while (next < ifds.length && sameness(ifds[next] as Ifd) === said) next += 1;
    const [from, to] = [ifds[first + 1], ifds[next - 1]];
    if (next > first + 1 && from && to) add({ kind: 'same', depth, from: from.path, to: to.path, as: ifd.path });
    first = next;
  }
  return total;
}

/** All that is shown of an IFD and of those below it, but for places. */
function sameness(ifd: Ifd): string {
  return `${JSON.stringify(wordsOf(ifd))}(${ifd.subIfds.map(sameness).join()})`;
}

function wordsOf(ifd: Ifd): { pixels: string; values: string; layout: string; compression: string; remarks: string } {
  const { width, height, photometric, planarConfiguration, newSubfileType, chained } = ifd;
  return {
    pixels: sizeText(width, height),
    values: valueText(ifd),
    layout: layoutText(ifd.layout),
    compression: compressionText(ifd),
    remarks: [
      photometric === null ? 'no photometric interpretation' : namedText(photometric),
      ...(planarConfiguration === 2 ? ['planar'] : []),
      ...(newSubfileType & 1 ? ['reduced resolution'] : []),
      ...(newSubfileType & 4 ? ['mask'] : []),
      ...(chained ? ['chained'] : []),
    ].join(', '),
  };
}
