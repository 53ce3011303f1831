import type { Ifd, Named, TiffStructure } from '../slim.js';
import { bytesText, countText } from './progress.js';

/** The structure of a file as lines for people. IFDs that say the same as the one before are counted, not repeated. */
export function structureLines(name: string, structure: TiffStructure, all: boolean): string[] {
  const { format, byteOrder, size, ifds, chain } = structure;
  const below = ifds.reduce((count, ifd) => count + countBelow(ifd), 0);
  const head = [
    `${format}, ${byteOrder} endian`,
    ...(size === null ? [] : [bytesText(size)]),
    `${countText(ifds.length)} ${ifds.length === 1 ? 'IFD' : 'IFDs'}`,
    ...(below === 0 ? [] : [`${countText(below)} ${below === 1 ? 'SubIFD' : 'SubIFDs'}`]),
    ...(chain === 'broken' ? ['chain broken'] : []),
  ];
  return [`${name}: ${head.join(', ')}`, ...treeLines(ifds, 1, all)];
}

function countBelow(ifd: Ifd): number {
  return ifd.subIfds.reduce((count, sub) => count + 1 + countBelow(sub), 0);
}

function treeLines(ifds: readonly Ifd[], depth: number, all: boolean): string[] {
  const lines: string[] = [];
  for (let first = 0; first < ifds.length; ) {
    const ifd = ifds[first] as Ifd;
    lines.push(...ifdLines(ifd, depth, all));
    let next = first + 1;
    const words = sameness(ifd);
    while (!all && next < ifds.length && sameness(ifds[next] as Ifd) === words) next += 1;
    const same = next - first - 1;
    if (same > 0) {
      const [from, to] = [ifds[first + 1]?.path, ifds[next - 1]?.path];
      lines.push(`${'  '.repeat(depth)}${same === 1 ? `${from}  same as ${ifd.path}` : `${from} to ${to}  same as ${ifd.path}`}`);
    }
    first = next;
  }
  return lines;
}

function ifdLines(ifd: Ifd, depth: number, all: boolean): string[] {
  const line = `${'  '.repeat(depth)}${ifd.path}  @${ifd.offset}  ${describe(ifd)}`;
  return [line, ...treeLines(ifd.subIfds, depth + 1, all)];
}

/** All that is shown of an IFD and of those below it, but for places. */
function sameness(ifd: Ifd): string {
  return `${describe(ifd)}(${ifd.subIfds.map(sameness).join()})`;
}

/** One IFD in words: `1024 x 768  uint16  tiles 256 x 256 (12)  Deflate, horizontal predictor  BlackIsZero`. */
function describe(ifd: Ifd): string {
  const notes = [
    ...(ifd.planarConfiguration === 2 ? ['planar'] : []),
    ...(ifd.newSubfileType & 1 ? ['reduced resolution'] : []),
    ...(ifd.newSubfileType & 4 ? ['mask'] : []),
    ...(ifd.chained ? ['chained'] : []),
  ];
  const parts = [
    `${ifd.width ?? '?'} x ${ifd.height ?? '?'}`,
    sampleWords(ifd),
    layoutWords(ifd),
    nameOf(ifd.compression) + (ifd.predictor.code === 1 ? '' : `, ${nameOf(ifd.predictor)} predictor`),
    ifd.photometric === null ? 'no photometric interpretation' : nameOf(ifd.photometric),
    ...notes,
  ];
  return parts.join('  ');
}

const KINDS: Record<number, string> = { 1: 'uint', 2: 'int', 3: 'float', 4: 'undefined', 5: 'complex int', 6: 'complex' };

function sampleWords({ bitsPerSample, sampleFormat, samplesPerPixel }: Ifd): string {
  const types = bitsPerSample.map((bits, sample) => `${KINDS[sampleFormat[sample] ?? sampleFormat[0] ?? 1] ?? 'unknown'}${bits}`);
  const kinds = new Set(types);
  const type = kinds.size === 1 ? [...kinds].join() : types.join('/');
  return samplesPerPixel === 1 ? type : `${samplesPerPixel} x ${type}`;
}

function layoutWords({ layout }: Ifd): string {
  if (layout === null) return 'no tiles or strips';
  const count = `(${countText(layout.count)})`;
  return layout.kind === 'tiles' ? `tiles ${layout.width} x ${layout.height} ${count}` : `strips of ${layout.rowsPerStrip} ${count}`;
}

function nameOf({ code, name }: Named): string {
  return name ?? `code ${code}`;
}
