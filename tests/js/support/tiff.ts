/** Minimal TIFFs: IFDs with one entry (ImageWidth = index) at any distance from each other. */
export interface TiffShape {
  readonly big?: boolean;
  readonly endian?: 'little' | 'big';
  /** Bytes between the end of IFD `index` and the next. */
  readonly gap?: (index: number) => number;
  /** What the last next-IFD pointer is. */
  readonly last?: number;
}

export function makeTiff(count: number, shape: TiffShape = {}): { bytes: Uint8Array<ArrayBuffer>; offsets: number[] } {
  const { big = false, endian = 'little', gap = () => 0, last = 0 } = shape;
  const length = big ? 8 + 20 + 8 : 2 + 12 + 4;
  const first = big ? 16 : 8;
  const offsets: number[] = [];
  let end = first;
  for (let index = 0; index < count; index += 1) {
    offsets.push(end);
    end += length + gap(index);
  }
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  const little = endian === 'little';
  const u16 = (at: number, value: number) => view.setUint16(at, value, little);
  const offset = (at: number, value: number) => (big ? view.setBigUint64(at, BigInt(value), little) : view.setUint32(at, value, little));
  bytes.set(little ? [0x49, 0x49] : [0x4d, 0x4d]);
  u16(2, big ? 43 : 42);
  if (big) u16(4, 8);
  offset(big ? 8 : 4, offsets[0] ?? 0);
  for (const [index, at] of offsets.entries()) {
    const entry = at + (big ? 8 : 2);
    if (big) view.setBigUint64(at, 1n, little);
    else u16(at, 1);
    u16(entry, 256);
    u16(entry + 2, 4);
    offset(entry + 4, 1);
    view.setUint32(entry + (big ? 12 : 8), index, little);
    offset(entry + (big ? 20 : 12), offsets[index + 1] ?? last);
  }
  return { bytes, offsets };
}
