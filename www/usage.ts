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
    el('p', {}, 'Put ', el('code', {}, file), ' beside ', el('code', {}, image), ' on the server.'),
    el('p', {}, el('strong', {}, 'Vitessce'), ' is told where it is by ', el('code', {}, 'offsetsUrl'), ' in its configuration:'),
    snippetView(config),
    el('p', {}, el('strong', {}, 'Avivator'), ...avivatorWords(name, file)),
  );
}

/** It replaces `ome.tif` or `ome.tiff` in the address, and looks nowhere else. */
function avivatorWords(name: string, file: string): (string | HTMLElement)[] {
  if (/\.ome\.tiff?$/i.test(name)) return [' finds it by itself if it lies beside the image as ', el('code', {}, file), '.'];
  return [' looks for it only beside images that are called ', el('code', {}, '….ome.tif'), ' or ', el('code', {}, '….ome.tiff'), '; rename this one to have it found.'];
}
