/** How to give the offsets to a viewer. */
import { offsetsFileName } from 'omescope/slim';
import { el, section } from './dom.js';
import { snippetView } from './help.js';
import type { Subject } from './subject.js';
import { shown } from './words.js';

export function usageView({ input, name }: Subject): HTMLElement {
  const image = shown(name, 120);
  const file = shown(offsetsFileName(name), 120);
  const folder = typeof input === 'string' && /^https?:/i.test(input) ? input.replace(/[?#].*$/s, '').replace(/[^/]*$/, '') : 'https://…/';
  const inUrl = (part: string): string => folder + encodeURIComponent(part);
  const config = JSON.stringify(
    { fileType: 'image.ome-tiff', url: inUrl(name), options: { offsetsUrl: inUrl(offsetsFileName(name)) } },
    undefined,
    2,
  );
  return section(
    'How to use it',
    'usage',
    el('p', {}, 'Put ', el('code', {}, file), ' next to ', el('code', {}, image), ' on the server.'),
    el('p', {}, el('strong', {}, 'Vitessce'), ' needs its address as ', el('code', {}, 'offsetsUrl'), ' in the view config:'),
    snippetView(config),
    el('p', {}, el('strong', {}, 'Avivator'), ...avivatorWords(name, file)),
  );
}

/** It replaces `ome.tif` or `ome.tiff` in the address, and looks nowhere else. */
function avivatorWords(name: string, file: string): (string | HTMLElement)[] {
  if (/\.ome\.tiff?$/i.test(name)) return [' finds it by itself if it is next to the image as ', el('code', {}, file), '.'];
  return [' looks for it only next to images that are called ', el('code', {}, '….ome.tif'), ' or ', el('code', {}, '….ome.tiff'), '; rename this one so that it is found.'];
}
