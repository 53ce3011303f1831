import { childrenOf, parseXml, type Element } from './xml.js';

/** The order of an image's axes as OME-XML has it, the fastest one first. */
export type DimensionOrder = 'XYZCT' | 'XYZTC' | 'XYCTZ' | 'XYCZT' | 'XYTCZ' | 'XYTZC';

/** Which planes are in which IFDs. */
export interface TiffData {
  readonly IFD: number;
  readonly PlaneCount: number;
  readonly FirstT?: number;
  readonly FirstC?: number;
  readonly FirstZ?: number;
  readonly UUID?: { readonly FileName: string };
}

export interface VivChannel {
  readonly ID: string;
  readonly SamplesPerPixel: number;
  readonly Name?: string;
  /** Red, green, blue, alpha. */
  readonly Color?: readonly [number, number, number, number];
}

/** What OME-XML says of the pixels, put right where the file is otherwise. */
export interface VivPixels {
  readonly ID: string;
  readonly DimensionOrder: DimensionOrder;
  readonly Type: string;
  readonly SizeT: number;
  readonly SizeC: number;
  readonly SizeZ: number;
  readonly SizeY: number;
  readonly SizeX: number;
  readonly PhysicalSizeX?: number;
  readonly PhysicalSizeY?: number;
  readonly PhysicalSizeZ?: number;
  readonly PhysicalSizeXUnit: string;
  readonly PhysicalSizeYUnit: string;
  readonly PhysicalSizeZUnit: string;
  readonly SignificantBits?: number;
  readonly BigEndian?: boolean;
  readonly Interleaved?: boolean;
  readonly Channels: readonly VivChannel[];
  readonly TiffData?: readonly TiffData[];
}

/** An image as Viv's loader describes it. */
export interface VivMetadata {
  readonly ID: string;
  readonly Name?: string;
  /** As Viv spells it. */
  readonly AquisitionDate: string;
  readonly Description: string;
  readonly Pixels: VivPixels;
  /** For people, by what it is of. */
  format(): Record<string, string | number>;
}

/** Where planes are, as it is written: members that are absent are not made up. */
export interface PlaneBlock {
  readonly ifd: number | undefined;
  readonly count: number | undefined;
  readonly first: { readonly c: number; readonly z: number; readonly t: number };
  readonly file: string | undefined;
  readonly uuid: string | undefined;
}

/** An image of an OME-XML document. */
export interface OmeImage {
  readonly metadata: VivMetadata;
  readonly blocks: readonly PlaneBlock[];
}

/** An OME-XML document. */
export interface OmeDocument {
  readonly uuid: string | undefined;
  /** The file that has the metadata, where this one says that it has none. */
  readonly elsewhere: string | undefined;
  readonly images: readonly OmeImage[];
}

const ORDERS = ['XYZCT', 'XYZTC', 'XYCTZ', 'XYCZT', 'XYTCZ', 'XYTZC'] as const;

/** A document from its text; `undefined` where that is none. */
export function readOme(text: string): OmeDocument | undefined {
  const root = /<(\w+:)?OME[\s>]/.test(text) ? parseXml(text) : undefined;
  if (root?.name !== 'OME') return undefined;
  const images = childrenOf(root, 'Image').flatMap((image, index) => readImage(image, index) ?? []);
  return { uuid: root.attributes['UUID'], elsewhere: childrenOf(root, 'BinaryOnly')[0]?.attributes['MetadataFile'], images };
}

function readImage(image: Element, index: number): OmeImage | undefined {
  const [pixels] = childrenOf(image, 'Pixels');
  if (pixels === undefined) return undefined;
  const { attributes } = pixels;
  const tiffData = childrenOf(pixels, 'TiffData');
  const blocks = tiffData.map(readBlock);
  const channels = childrenOf(pixels, 'Channel').map((channel, at) => readChannel(channel, `Channel:${index}:${at}`));
  const { c, z, t } = axesOf(attributes, channels, blocks);
  const text = (name: string): string => childrenOf(image, name)[0]?.text.trim() ?? '';
  const name = image.attributes['Name'];
  const significant = numberOf(attributes['SignificantBits']);
  const metadata = described({
    ID: image.attributes['ID'] ?? `Image:${index}`,
    ...(name !== undefined && { Name: name }),
    AquisitionDate: text('AcquisitionDate') || text('AquisitionDate'),
    Description: text('Description'),
    Pixels: {
      ID: attributes['ID'] ?? `Pixels:${index}`,
      DimensionOrder: ORDERS.find((order) => order === attributes['DimensionOrder']) ?? 'XYZCT',
      Type: attributes['Type'] ?? attributes['PixelType'] ?? '',
      SizeT: t,
      SizeC: c,
      SizeZ: z,
      SizeY: sizeOf(attributes['SizeY']),
      SizeX: sizeOf(attributes['SizeX']),
      ...physicalSizes(attributes),
      ...(significant !== undefined && { SignificantBits: significant }),
      ...truth('BigEndian', attributes['BigEndian']),
      ...truth('Interleaved', attributes['Interleaved']),
      Channels: channels,
      ...(tiffData.length > 0 && { TiffData: tiffData.map(readTiffData) }),
    },
  });
  return { metadata, blocks };
}

/** Sizes of the axes, or, where each plane has a TiffData of its own, as many as there are: interrupted writers promise more. */
function axesOf(attributes: Element['attributes'], channels: readonly VivChannel[], blocks: readonly PlaneBlock[]): { c: number; z: number; t: number } {
  const samples = channels.reduce((sum, { SamplesPerPixel: each }) => sum + each, 0);
  const told = { c: whole(attributes['SizeC']) || samples || 1, z: sizeOf(attributes['SizeZ']), t: sizeOf(attributes['SizeT']) };
  const places = new Set(blocks.map(({ first: { c, z, t } }) => `${c} ${z} ${t}`));
  const each = blocks.length > 1 && places.size === blocks.length && blocks.every(({ ifd, count }) => (count ?? (ifd === undefined ? 0 : 1)) === 1);
  if (!each) return told;
  const listed = (axis: 'c' | 'z' | 't'): number => blocks.reduce((most, { first }) => Math.max(most, first[axis] + 1), 1);
  return { c: samples > channels.length ? told.c : listed('c'), z: listed('z'), t: listed('t') };
}

/** The metadata with what it says of itself. */
export function described(facts: Omit<VivMetadata, 'format'>): VivMetadata {
  const { Pixels: pixels } = facts;
  return {
    ...facts,
    format: () => ({
      'Acquisition Date': facts.AquisitionDate,
      'Dimensions (XY)': `${pixels.SizeX} x ${pixels.SizeY}`,
      'Pixels Type': pixels.Type,
      'Pixels Size (XYZ)': (['X', 'Y', 'Z'] as const).map((axis) => (pixels[`PhysicalSize${axis}`] ? `${pixels[`PhysicalSize${axis}`]} ${pixels[`PhysicalSize${axis}Unit`]}` : '-')).join(' x '),
      'Z-sections/Timepoints': `${pixels.SizeZ} x ${pixels.SizeT}`,
      Channels: pixels.SizeC,
    }),
  };
}

function readChannel({ attributes }: Element, id: string): VivChannel {
  const { Name, Color } = attributes;
  const color = colorOf(Color);
  return { ID: attributes['ID'] ?? id, SamplesPerPixel: sizeOf(attributes['SamplesPerPixel']), ...(Name !== undefined && { Name }), ...(color && { Color: color }) };
}

/** OME-XML has a signed number of 32 bits, RGBA from the highest byte on; some write it unsigned, or as on the web. */
function colorOf(text: string | undefined): VivChannel['Color'] | undefined {
  const web = /^#([\da-f]{6})([\da-f]{2})?$/i.exec(text?.trim() ?? '');
  const number = web ? Number.parseInt(`${web[1]}${web[2] ?? 'ff'}`, 16) : numberOf(text);
  if (number === undefined || !Number.isInteger(number)) return undefined;
  return [(number >> 24) & 255, (number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function readTiffData(element: Element): TiffData {
  const { ifd = 0, count = 1, file } = readBlock(element);
  const first = Object.fromEntries((['FirstT', 'FirstC', 'FirstZ'] as const).flatMap((name) => (element.attributes[name] === undefined ? [] : [[name, whole(element.attributes[name]) ?? 0]])));
  return { IFD: ifd, PlaneCount: count, ...first, ...(file !== undefined && { UUID: { FileName: file } }) };
}

function readBlock(element: Element): PlaneBlock {
  const { attributes } = element;
  const [uuid] = childrenOf(element, 'UUID');
  const first = { c: whole(attributes['FirstC']) ?? 0, z: whole(attributes['FirstZ']) ?? 0, t: whole(attributes['FirstT']) ?? 0 };
  const count = whole(attributes['PlaneCount']) ?? whole(attributes['NumPlanes']);
  return { ifd: whole(attributes['IFD']), count, first, file: uuid?.attributes['FileName'], uuid: uuid?.text.trim() };
}

const LENGTHS = ['Ym', 'Zm', 'Em', 'Pm', 'Tm', 'Gm', 'Mm', 'km', 'hm', 'dam', 'm', 'dm', 'cm', 'mm', 'µm', 'nm', 'pm', 'fm', 'am', 'zm', 'ym', 'in', 'ft', 'yd', 'mi'];
/** How the micrometre is written by those who have no µ, or another one. */
const MICROMETRES = ['um', 'micron', 'microns', 'micrometer', 'micrometre', '\u03bcm', 'Âµm', '\\u00b5m'];
/** Units that viewers do not know, or take for others, in micrometres. */
const IN_MICROMETRES: Readonly<Record<string, number | undefined>> = { Å: 1e-4, '\u212b': 1e-4, thou: 25.4, li: 25_400 / 12, pt: 25_400 / 72, ua: 149_597_870_700e6, ly: 9.460_730_472_580_8e21, pc: 3.085_677_581_491_367_3e22 };

/** Sizes of a pixel, in units of length that viewers can reckon with. A size in pixels, or of no unit, is none. */
function physicalSizes(attributes: Element['attributes']): Pick<VivPixels, 'PhysicalSizeXUnit' | 'PhysicalSizeYUnit' | 'PhysicalSizeZUnit'> {
  const sizes: Record<string, number | string> = {};
  for (const axis of ['X', 'Y', 'Z']) {
    const size = numberOf(attributes[`PhysicalSize${axis}`]);
    const unit = (attributes[`PhysicalSize${axis}Unit`] ?? 'µm').trim();
    const factor = MICROMETRES.includes(unit) ? 1 : IN_MICROMETRES[unit];
    const known = factor !== undefined || LENGTHS.includes(unit);
    if (known && size !== undefined && size > 0) sizes[`PhysicalSize${axis}`] = size * (factor ?? 1);
    sizes[`PhysicalSize${axis}Unit`] = known && factor === undefined ? unit : 'µm';
  }
  return sizes as ReturnType<typeof physicalSizes>;
}

function truth(name: 'BigEndian' | 'Interleaved', text: string | undefined): object {
  return text === undefined ? {} : { [name]: /^(true|1)$/i.test(text.trim()) };
}

function sizeOf(text: string | undefined): number {
  return whole(text) || 1;
}

function whole(text: string | undefined): number | undefined {
  const number = numberOf(text);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
