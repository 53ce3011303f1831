/** Small OME-TIFFs: planes of 16 x 16 bytes, not compressed, with whatever text in ImageDescription. */

export interface OmeShape {
  /** Attributes of Pixels instead of or beside the usual ones. */
  readonly pixels?: Readonly<Record<string, string>>;
  readonly image?: Readonly<Record<string, string>>;
  /** Attributes of the channels, which there are as many of. */
  readonly channels?: readonly Readonly<Record<string, string>>[];
  /** What stands behind the channels. */
  readonly inner?: string;
  /** What stands behind the image. */
  readonly behind?: string;
  readonly root?: Readonly<Record<string, string>>;
}

export const NAMESPACE = 'http://www.openmicroscopy.org/Schemas/OME/2016-06';

/** Text as the value of an attribute. */
export function attribute(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function omeXml({ pixels = {}, image = {}, channels = [{ ID: 'Channel:0:0', Name: 'DAPI' }], inner = '<TiffData/>', behind = '', root = {} }: OmeShape = {}): string {
  const attributes = (given: Readonly<Record<string, string>>): string => Object.entries(given).map(([name, value]) => ` ${name}="${attribute(value)}"`).join('');
  const usual = { ID: 'Pixels:0', DimensionOrder: 'XYCZT', Type: 'uint8', SizeX: '16', SizeY: '16', SizeC: String(channels.length), SizeZ: '1', SizeT: '1', PhysicalSizeX: '0.5', PhysicalSizeY: '0.5' };
  return [
    `<?xml version="1.0" encoding="UTF-8"?><OME${attributes({ xmlns: NAMESPACE, ...root })}>`,
    `<Image${attributes({ ID: 'Image:0', Name: 'cells', ...image })}><Pixels${attributes({ ...usual, ...pixels })}>`,
    ...channels.map((channel) => `<Channel${attributes(channel)}/>`),
    `${inner}</Pixels></Image>${behind}</OME>`,
  ].join('');
}

/** A TIFF of so many planes, the first with this description. */
export function describedTiff(description: string | Uint8Array, planes = 1): Uint8Array<ArrayBuffer> {
  const text = typeof description === 'string' ? new TextEncoder().encode(description) : description;
  const data = 8;
  const described = data + 256;
  const entries = (first: boolean): [number, number, number, number][] => [
    [256, 3, 1, 16],
    [257, 3, 1, 16],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    ...(first ? [[270, 2, text.length + 1, described] as [number, number, number, number]] : []),
    [273, 4, 1, data],
    [277, 3, 1, 1],
    [278, 3, 1, 16],
    [279, 4, 1, 256],
  ];
  const length = (first: boolean): number => 2 + entries(first).length * 12 + 4;
  const start = described + text.length + 1 + ((text.length + 1) % 2);
  const bytes = new Uint8Array(start + length(true) + (planes - 1) * length(false));
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, start, true);
  bytes.set(text, described);
  let at = start;
  for (let plane = 0; plane < planes; plane += 1) {
    const own = entries(plane === 0);
    view.setUint16(at, own.length, true);
    for (const [index, [tag, type, count, value]] of own.entries()) {
      const entry = at + 2 + index * 12;
      view.setUint16(entry, tag, true);
      view.setUint16(entry + 2, type, true);
      view.setUint32(entry + 4, count, true);
      view.setUint32(entry + 8, value, true);
    }
    const next = at + length(plane === 0);
    view.setUint32(next - 4, plane + 1 < planes ? next : 0, true);
    at = next;
  }
  return bytes;
}
