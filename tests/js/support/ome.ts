/** Small OME-TIFFs with any OME-XML: 8-bit planes of one uncompressed strip each, no more. */
export interface OmeShape {
  readonly width?: number;
  readonly height?: number;
  readonly planes?: number;
  /** What RowsPerStrip says. */
  readonly rows?: number;
}

export interface OmeWords {
  readonly name?: string;
  readonly unit?: string;
  readonly type?: string;
  readonly channels?: readonly string[];
}

/** OME-XML with these words in it, escaped as XML wants it. */
export function omeXml({ name = 'cells', unit = 'µm', type = 'uint8', channels = ['DAPI'] }: OmeWords = {}, { width = 64, height = 64 }: OmeShape = {}): string {
  const listed = channels.map((channel, index) => `<Channel ID="Channel:0:${index}" Name="${escaped(channel)}" SamplesPerPixel="1"/>`).join('');
  const sizes = `SizeX="${width}" SizeY="${height}" SizeC="${channels.length}" SizeZ="1" SizeT="1"`;
  const physical = ['X', 'Y'].map((axis) => `PhysicalSize${axis}="0.5" PhysicalSize${axis}Unit="${escaped(unit)}"`).join(' ');
  return `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="${escaped(name)}"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="${escaped(type)}" ${sizes} ${physical}>${listed}<TiffData/></Pixels></Image></OME>`;
}

/** A TIFF whose first IFD has this text as its ImageDescription. */
export function makeOmeTiff(xml: string, { width = 64, height = 64, planes = 1, rows = height }: OmeShape = {}): { bytes: Uint8Array<ArrayBuffer>; offsets: number[] } {
  const text = new TextEncoder().encode(`${xml}\0`);
  const length = 2 + 10 * 12 + 4;
  const textAt = 8 + planes * (length + width * height);
  const bytes = new Uint8Array(textAt + text.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8]);
  bytes.set(text, textAt);
  const offsets: number[] = [];
  for (let plane = 0; plane < planes; plane += 1) {
    const at = 8 + plane * (length + width * height);
    offsets.push(at);
    const entries: [tag: number, type: number, count: number, value: number][] = [
      [256, 4, 1, width],
      [257, 4, 1, height],
      [258, 3, 1, 8],
      [259, 3, 1, 1],
      [262, 3, 1, 1],
      ...(plane === 0 ? [[270, 2, text.length, textAt] as [number, number, number, number]] : []),
      [273, 4, 1, at + length],
      [277, 3, 1, 1],
      [278, 4, 1, rows],
      [279, 4, 1, width * height],
    ];
    view.setUint16(at, entries.length, true);
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      const entry = at + 2 + 12 * index;
      view.setUint16(entry, tag, true);
      view.setUint16(entry + 2, type, true);
      view.setUint32(entry + 4, count, true);
      if (type === 3) view.setUint16(entry + 8, value, true);
      else view.setUint32(entry + 8, value, true);
    }
    view.setUint32(at + 2 + 12 * entries.length, plane + 1 < planes ? at + length + width * height : 0, true);
    bytes.fill(plane + 1, at + length, at + length + width * height);
  }
  return { bytes, offsets };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
