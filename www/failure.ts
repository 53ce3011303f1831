/** An error: what, where, what to do, and what was found before. */
import { offsetsFileName, offsetsFileText } from 'omescope/slim';
import { el, icon } from './dom.js';
import { downloadButton } from './handover.js';
import { helpView } from './help.js';
import type { Failure } from './messages.js';
import type { Part } from './report.js';
import type { Subject } from './subject.js';
import { counted, countText, sentence, shown } from './words.js';

export function failureView(failure: Failure, subject: Subject, title = titleOf(failure.code)): Part {
  const { partial = [], help } = failure;
  const heading = el('h2', { class: 'verdict' }, icon('bad'), title);
  const node = el(
    'article',
    { class: 'card', 'data-code': failure.code },
    heading,
    el('p', { class: 'place' }, el('bdi', {}, shown(subject.place))),
    messageView(failure.message),
    placeView(failure),
    help === undefined ? undefined : helpView(help),
    partial.length === 0 ? undefined : partialView(partial, subject),
  );
  return { node, heading };
}

/** The failure of a page that has no worker to read with. */
export function notStarted(error: unknown): Failure {
  const old = error instanceof WebAssembly.CompileError;
  const message = old
    ? 'This browser cannot run the WebAssembly modules of this page.'
    : `A part of this page could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  const help = old ? 'Use Chrome or Edge 91, Firefox 89, Safari 16.4 or anything newer.' : 'Reload the page.';
  return { code: old ? 'no-simd' : undefined, message, at: {}, help, partial: undefined };
}

/** The first sentence says what is wrong; what follows is about why and what to do. */
export function messageView(message: string): HTMLElement {
  const [first = '', ...rest] = sentence(shown(message, 2000)).split(/(?<=[.!?]) (?=\p{Lu})/u);
  return el('p', {}, el('strong', {}, first), rest.length === 0 ? undefined : ` ${rest.join(' ')}`);
}

/** Where it went wrong, as far as that is known. */
export function placeView({ at }: Pick<Failure, 'at'>): HTMLElement | undefined {
  const facts: [string, string][] = [];
  if (at.ifd !== undefined) facts.push(['IFD', at.ifd]);
  if (at.byte !== undefined) facts.push(['Byte', countText(at.byte)]);
  if (at.range !== undefined) facts.push(['Bytes asked for', `${countText(at.range[0])} to ${countText(at.range[1])}`]);
  if (at.status !== undefined) facts.push(['HTTP status', String(at.status)]);
  if (at.url !== undefined) facts.push(['URL', shown(at.url)]);
  if (facts.length === 0) return undefined;
  return el('dl', { class: 'facts where' }, ...facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

function partialView(partial: readonly number[], { name }: Subject): HTMLElement {
  const offsets = counted(partial.length, 'offset');
  return el(
    'div',
    { class: 'actions' },
    downloadButton(`Download the ${offsets} found before the error`, offsetsFileName(name), () => offsetsFileText(partial), 'quiet'),
    el('p', { class: 'quietly' }, 'That list is incomplete: planes after it would be missing in a viewer.'),
  );
}

function titleOf(code: string | undefined): string {
  if (code === undefined || code === 'internal') return 'Something went wrong in this page';
  if (code === 'worker-died') return 'Reading stopped unexpectedly';
  if (code === 'not-tiff') return 'This is not a TIFF file';
  if (code === 'read-failed') return 'The file could not be read';
  if (code === 'zip-broken') return 'The archive cannot be read';
  if (code === 'no-simd') return 'This browser is too old';
  if (code.startsWith('http-')) return 'The URL could not be read';
  return 'This cannot be read';
}
