/** How far a job is, and the button that ends it. */
import { createTeller } from './announce.js';
import { button, el } from './dom.js';
import type { Spent } from './messages.js';
import { looksLikeStore, readsOf, type Subject } from './subject.js';
import { bytesText, counted, countText, shown } from './words.js';

export interface ProgressView {
  readonly node: HTMLElement;
  update(spent: Spent): void;
}

/** `doing`: what is done, for example "Finding the IFDs". */
export function progressView(doing: string, subject: Subject, cancel: () => void): ProgressView {
  const ifds = el('dd', {}, '0');
  const bytes = el('dd', {}, '0 bytes');
  const requests = el('dd', {}, '0');
  const tell = createTeller();
  const reads = readsOf(subject);
  const isStore = looksLikeStore(subject);
  const node = el(
    'section',
    { class: 'card progress', 'aria-label': 'Progress' },
    el('p', { class: 'doing' }, el('strong', {}, doing), ' ', el('bdi', { class: 'place' }, shown(subject.place, 120))),
    el('div', { class: 'bar', 'aria-hidden': 'true' }),
    el(
      'dl',
      { class: 'counters' },
      isStore ? undefined : el('div', {}, el('dt', {}, 'IFDs found'), ifds),
      el('div', {}, el('dt', {}, 'Bytes read'), bytes),
      el('div', {}, el('dt', {}, reads === 'request' ? 'Requests made' : 'Reads made'), requests),
    ),
    button('Cancel', cancel),
  );
  return {
    node,
    update(spent) {
      ifds.textContent = countText(spent.ifds);
      bytes.textContent = spent.size === undefined || spent.bytes > spent.size ? bytesText(spent.bytes) : `${bytesText(spent.bytes)} of ${bytesText(spent.size)}`;
      requests.textContent = countText(spent.requests);
      tell(() => `${isStore ? '' : `${counted(spent.ifds, 'IFD')} found, `}${bytesText(spent.bytes)} read in ${counted(spent.requests, reads)}`);
    },
  };
}
