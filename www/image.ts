/** What is in the file: images, their levels, and what viewers take them for. */
import type { ImageFacts, LevelFacts, Report, TiffFacts } from 'omescope/slim';
import { el, factList, folded, section, tableBox } from './dom.js';
import { snippetView } from './help.js';
import { compressionText, layoutText, sizeText, valueText } from './pixels.js';
import { bytesText, counted, countText, shown } from './words.js';

/** Names of channels that are shown at once. */
const MOST_CHANNELS = 30;

export function imagesView({ facts, input }: Report): HTMLElement | undefined {
  if (facts === null) return undefined;
  const { images, imagesOmitted } = facts;
  const views = images.map((image, index) => (images.length === 1 ? el('div', { class: 'image' }, ...imageParts(image)) : foldedImage(image, index)));
  const omitted = imagesOmitted === 0 ? undefined : el('p', { class: 'quietly' }, `${counted(imagesOmitted, 'more image')} not shown.`);
  const none = images.length === 0 ? el('p', {}, input.kind === 'tiff' ? 'A TIFF without OME-XML: it does not describe its images.' : 'Its OME-XML describes no image.') : undefined;
  return section('What is in it', 'contents', el('p', { class: 'quietly' }, summaryText(facts)), none, ...views, omitted);
}

function summaryText({ format, byteOrder, omeXmlBytes, tilesDecoded, images, imagesOmitted }: TiffFacts): string {
  const parts = [
    `${format}, ${byteOrder}-endian`,
    ...(omeXmlBytes === 0 ? [] : [`${bytesText(omeXmlBytes)} of OME-XML`]),
    ...(images.length > 0 ? [counted(images.length + imagesOmitted, 'image')] : []),
    tilesDecoded === 0 ? 'no tile was decoded' : `${counted(tilesDecoded, 'tile')} decoded as a test`,
  ];
  return `${parts.join(', ')}.`;
}

/** One of several images: the first is open. */
function foldedImage(image: ImageFacts, index: number): HTMLElement {
  const view = folded(imageTitle(image, index), ...imageParts(image));
  view.open = index === 0;
  return view;
}

function imageTitle({ name, sizeX, sizeY }: ImageFacts, index: number): string {
  return `Image ${index}: ${name ? `${shown(name, 120)}, ` : ''}${sizeText(sizeX, sizeY)}`;
}

function imageParts(image: ImageFacts): (HTMLElement | undefined)[] {
  const { name, sizeX, sizeY, sizeZ, sizeC, sizeT, type, dimensionOrder, channels, physicalSize } = image;
  const facts = factList([
    ['Name', name === null || name === '' ? 'none' : el('bdi', {}, shown(name))],
    ['Pixels', `${sizeText(sizeX, sizeY)}, ${shown(type ?? 'no type', 40)}`],
    ['Channels', countText(sizeC)],
    ['Sections', countText(sizeZ)],
    ['Time points', countText(sizeT)],
    ['Dimension order', shown(dimensionOrder, 40)],
    ['Pixel size', physicalSize === null ? 'none that can be used' : physicalText(physicalSize)],
    ['How Viv reads it', vivText(image)],
  ]);
  return [facts, channels.length === 0 ? undefined : channelsView(image), levelsView(image.levels), transformView(image)];
}

function physicalText({ x, y, z, unit }: NonNullable<ImageFacts['physicalSize']>): string {
  return `${[x, y, ...(z === undefined ? [] : [z])].join(' × ')} ${shown(unit, 40)}`;
}

function vivText({ viv, sizeC }: ImageFacts): string {
  if (viv === null) return 'not at all: it fails before that';
  const { levels, tileSize, interleaved, firstIfd } = viv;
  const parts = [
    counted(levels, 'resolution'),
    tileSize === null ? 'tiles of unknown size' : `tiles of ${countText(tileSize)} × ${countText(tileSize)}`,
    interleaved ? 'colours in one plane' : counted(sizeC, 'channel'),
    ...(firstIfd === 0 ? [] : [`first plane in IFD ${countText(firstIfd)}`]),
  ];
  return parts.join(', ');
}

function channelsView({ channels, channelsOmitted }: ImageFacts): HTMLElement {
  const names = channels.slice(0, MOST_CHANNELS).map((name) => el('li', name ? {} : { class: 'quietly' }, el('bdi', {}, name ? shown(name, 120) : 'no name')));
  const more = channels.length - names.length + channelsOmitted;
  const rest = more > 0 ? el('li', { class: 'quietly' }, `${countText(more)} more`) : undefined;
  return el('div', { class: 'channels' }, el('p', { class: 'title' }, 'Channel names'), el('ul', {}, ...names, rest));
}

function levelsView(levels: readonly LevelFacts[]): HTMLElement | undefined {
  if (levels.length === 0) return undefined;
  const head = ['Level', 'IFD', 'Pixels', 'Values', 'Stored as', 'Compression', 'Bytes', 'Largest tile'];
  const bytes = (count: number | undefined): string => (count === undefined ? 'not read' : bytesText(count));
  const rows = levels.map((level, index) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, String(index)),
      ...[level.ifd, sizeText(level.width, level.height), valueText(level), layoutText(level.layout)].map((text) => el('td', {}, text)),
      el('td', { class: 'words' }, compressionText(level)),
      ...[level.bytes, level.largestTile].map((count) => el('td', { class: 'number' }, bytes(count))),
    ),
  );
  return tableBox(
    'Levels of the first plane',
    el('caption', {}, `The first plane in ${counted(levels.length, 'resolution')}`),
    el('thead', {}, el('tr', {}, ...head.map((name, index) => el('th', { scope: 'col', class: index > 5 ? 'number' : undefined }, name)))),
    el('tbody', {}, ...rows),
  );
}

function transformView({ coordinateTransformations, physicalSize }: ImageFacts): HTMLElement | undefined {
  if (coordinateTransformations === null || physicalSize === null) return undefined;
  const option = `"coordinateTransformations": ${JSON.stringify(coordinateTransformations)}`;
  const note =
    `The pixel size as an option of Vitessce, in the order of the dimensions. It replaces a size that is missing from the file or wrong: ` +
    `Vitessce multiplies it by the one that it reads from the file (here ${physicalText(physicalSize)}). If that one is right, leave the option out.`;
  return folded('coordinateTransformations for Vitessce', el('p', {}, note), snippetView(option));
}
