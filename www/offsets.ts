/** The list of offsets: to take away, and to compare existing ones with; below it the structure, as it comes in. */
import { offsetsFileName, offsetsFileText, type Note } from 'omescope/slim';
import { announce } from './announce.js';
import { besideButton, type Known } from './check.js';
import { card, el, factList, icon, section, type Mark } from './dom.js';
import { messageView, placeView } from './failure.js';
import { copyButton, downloadButton } from './handover.js';
import { helpView, snippetView } from './help.js';
import type { Failure, Spent } from './messages.js';
import type { Outline } from './outline.js';
import type { Part } from './report.js';
import { defectsView, notesView, structureView } from './structure.js';
import { readsOf, type Subject } from './subject.js';
import { bytesText, counted, countText, shareText, shown } from './words.js';

export interface OffsetsView extends Part {
  readonly known: Known;
  /** Shows the verdict on an existing offsets.json; the newest comes first. */
  check(view: () => Promise<HTMLElement>): void;
  /** What comes in place of the structure until that is known. */
  pending(node: HTMLElement): void;
  /** The structure, which comes later, and what was noticed of the server meanwhile. */
  fill(outline: Outline, notes: readonly Note[], spent: Spent): void;
}

/** `judge`: takes an offsets.json that was found beside the image. */
export function offsetsView(subject: Subject, offsets: readonly number[], broken: Failure | undefined, spent: Spent, judge: (file: File) => void): OffsetsView {
  const known: Known = { offsets, complete: broken === undefined };
  const { mark, title } = verdictOf(offsets.length, broken);
  const heading = el('h2', { class: 'verdict' }, icon(mark), title);
  const checks = el('div', { class: 'checks' });
  const facts = el('div', {}, factList(factsOf(subject, offsets.length, spent)));
  const details = el('div', { class: 'details' });
  const check = (view: () => Promise<HTMLElement>): void => {
    void view().then((node) => {
      checks.prepend(node);
      while (checks.children.length > MOST_CHECKS) checks.lastElementChild?.remove();
      node.scrollIntoView({ block: 'nearest' });
      announce(node.textContent);
    });
  };
  const node = card(
    heading,
    'offsets',
    ...(broken ? brokenViews(broken, offsets.length) : []),
    actionsView(subject, known, check, judge),
    checks,
    known.complete ? usageView(subject) : undefined,
    facts,
    details,
  );
  node.id = 'offsets';
  return {
    node,
    heading,
    known,
    check,
    pending: (view) => details.replaceChildren(view),
    fill(outline, notes, total) {
      facts.replaceChildren(factList(factsOf(subject, offsets.length, total, outline)));
      const views = [defectsView(outline, broken?.at.byte), notesView(notes), structureView(outline)];
      details.replaceChildren(...views.filter((view) => view !== undefined));
    },
  };
}

const MOST_CHECKS = 10;

function verdictOf(found: number, broken: Failure | undefined): { mark: Mark; title: string } {
  if (broken === undefined) return { mark: 'good', title: `offsets.json is ready: ${counted(found, 'IFD')}` };
  if (broken.code === 'ifd-limit') return { mark: 'warn', title: `Stopped after ${counted(found, 'IFD')}: the list is incomplete` };
  if (found === 0) return { mark: 'bad', title: 'The file is damaged before its first IFD: there are no offsets' };
  return { mark: 'bad', title: 'The chain of IFDs is broken: the list is incomplete' };
}

function brokenViews(broken: Failure, found: number): (HTMLElement | undefined)[] {
  const rest =
    found === 0
      ? 'No viewer can open it.'
      : `${found === 1 ? '1 IFD comes' : `${countText(found)} IFDs come`} before that place. A viewer will not find any that come after it: copy the image again, or write it again.`;
  return [
    messageView(broken.message),
    placeView(broken),
    el('p', {}, rest),
    broken.code === 'ifd-limit' && broken.help !== undefined ? helpView(broken.help) : undefined,
  ];
}

function actionsView(subject: Subject, known: Known, check: OffsetsView['check'], judge: (file: File) => void): HTMLElement | undefined {
  const { offsets, complete } = known;
  if (offsets.length === 0) return undefined;
  const file = offsetsFileName(subject.name);
  const text = (): string => offsetsFileText(offsets);
  const before = `Download the ${counted(offsets.length, 'offset')} found before the damage`;
  return el(
    'div',
    { class: 'actions' },
    complete ? downloadButton(`Download ${shown(file, 60)}`, file, text) : downloadButton(before, file, text, 'quiet'),
    complete ? copyButton('Copy', text) : undefined,
    besideButton(subject, check, known, judge),
    el('p', { class: 'quietly' }, 'Drop an existing offsets.json on this page to check it against this image.'),
  );
}

function factsOf(subject: Subject, found: number, spent: Spent, outline?: Outline): [string, string][] {
  const share = shareText(spent.bytes, outline?.size ?? spent.size);
  const cost = `${bytesText(spent.bytes)} in ${counted(spent.requests, readsOf(subject))}${share === undefined ? '' : `, ${share}`}`;
  const size = outline?.size ?? spent.size;
  return [
    ['IFDs', countText(found)],
    ['SubIFDs', outline ? countText(outline.subIfds) : '…'],
    ['Format', outline ? `${outline.format}, ${outline.byteOrder}-endian` : '…'],
    ['Size', typeof size === 'number' ? bytesText(size) : 'unknown'],
    ['Read', cost],
  ];
}

/** How to give the offsets to a viewer. */
function usageView({ input, name }: Subject): HTMLElement {
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
