/** Which chunks of a store are there: progress while they are counted, then the count. */
import { isSuspicious, type ArrayCensus, type Census, type CensusProgress } from 'omescope/slim';
import { createTeller } from './announce.js';
import { button, el, icon, section, tableBox } from './dom.js';
import { counted, countText, shown } from './words.js';

/** Rows of the table; arrays beyond are counted. */
const MOST_ROWS = 200;
/** Keys that are named of each sort. */
const MOST_KEYS = 3;

export interface CountingView {
  readonly node: HTMLElement;
  update(progress: CensusProgress): void;
}

export function countingView(cancel: () => void): CountingView {
  const files = el('dd', {}, '0');
  const arrays = el('dd', {}, '0');
  const tell = createTeller();
  const node = el(
    'section',
    { class: 'card progress counting', 'aria-label': 'Counting the chunks' },
    el('p', { class: 'doing' }, el('strong', {}, 'Counting the chunks'), ' The verdict above does not wait for it.'),
    el('div', { class: 'bar', 'aria-hidden': 'true' }),
    el('dl', { class: 'counters' }, el('div', {}, el('dt', {}, 'Chunks found'), files), el('div', {}, el('dt', {}, 'Arrays counted'), arrays)),
    button('Cancel', cancel),
  );
  return {
    node,
    update(progress) {
      files.textContent = countText(progress.files);
      arrays.textContent = `${countText(progress.arraysDone)} of ${countText(progress.arrays)}`;
      tell(() => `${counted(progress.files, 'chunk')} found, ${progress.arraysDone} of ${counted(progress.arrays, 'array')} counted`);
    },
  };
}

export function censusView(census: Census): HTMLElement {
  const { arrays, omitted } = census;
  if (arrays.length === 0) return section('Chunks', 'census', el('p', {}, 'There are no arrays in it.'));
  const bad = arrays.filter(isSuspicious);
  const rows = [...bad, ...arrays.filter((array) => !isSuspicious(array))].slice(0, MOST_ROWS);
  const unshown = arrays.length - rows.length;
  const table = tableBox(
    'Chunks of each array',
    el('thead', {}, el('tr', {}, ...['Array', 'Declared', 'There', 'Missing'].map((name, at) => el('th', { scope: 'col', class: at === 0 ? undefined : 'number' }, name)))),
    el('tbody', {}, ...rows.map(rowView)),
  );
  const more = [...(unshown > 0 ? [`${counted(unshown, 'more array')} not shown.`] : []), ...(omitted > 0 ? [`${counted(omitted, 'name')} below groups not looked at.`] : [])];
  return section(
    'Chunks',
    'census',
    el('p', {}, summaryText(census)),
    bad.length === 0 ? undefined : el('ul', { class: 'defects' }, ...bad.slice(0, 20).flatMap(remarksOf).map((text) => el('li', {}, icon('warn'), el('span', {}, text)))),
    el('details', {}, el('summary', {}, 'Each array'), table),
    more.length === 0 ? undefined : el('p', { class: 'quietly' }, more.join(' ')),
  );
}

export function summaryText({ arrays, unlisted }: Census): string {
  const known = arrays.filter(({ present }) => present !== null);
  const sum = (of: (array: ArrayCensus) => number | null): number => known.reduce((all, array) => all + (of(array) ?? 0), 0);
  const [declared, present, missing] = [sum((array) => array.declared), sum((array) => array.present), sum((array) => array.missing)];
  const absent = `${countText(missing)} ${missing === 1 ? 'is' : 'are'} missing, which viewers show as the fill value`;
  const all = missing === 0 && known.length > 0;
  const rest = unlisted || known.length < arrays.length ? ` Of ${counted(arrays.length - known.length, 'array')} this cannot be determined.` : '';
  if (all) return `${counted(known.length, 'array')} with ${counted(declared, 'chunk')}: all are there.${rest}`;
  return `${counted(known.length, 'array')} with ${counted(declared, 'chunk')}, of which ${countText(present)} ${present === 1 ? 'is' : 'are'} there: ${absent}.${rest}`;
}

function rowView({ path, declared, present, missing }: ArrayCensus): HTMLTableRowElement {
  const text = (count: number | null): string => (count === null ? '?' : countText(count));
  return el('tr', {}, el('th', { scope: 'row' }, el('bdi', {}, path === '' ? 'root' : shown(path, 120))), ...[declared, present, missing].map((count) => el('td', { class: 'number' }, text(count))));
}

/** What is certainly wrong, a sentence each. */
function remarksOf({ path, misnamed, empty, emptyKeys, short, shortKeys, sized, present }: ArrayCensus): string[] {
  const array = path === '' ? 'The array' : shown(path, 120);
  const looked = sized === present ? '' : ` of ${countText(sized)} that were checked`;
  const keys = (list: readonly string[]): string => `${list.slice(0, MOST_KEYS).join(', ')}${list.length > MOST_KEYS ? ' and others' : ''}`;
  const chunks = (count: number): string => `${counted(count, 'chunk')}${looked} ${count === 1 ? 'has' : 'have'}`;
  return [
    ...(misnamed === null
      ? []
      : [`${array}: ${counted(misnamed.count, 'chunk')} ${misnamed.count === 1 ? 'is' : 'are'} stored as ${misnamed.found}, but the metadata says ${misnamed.stated}. Viewers find none of them and show an empty image: set the separator in the metadata to what the files have.`]),
    ...(empty === 0 ? [] : [`${array}: ${chunks(empty)} no bytes (${keys(emptyKeys)}). The copying was interrupted: copy again.`]),
    ...(short === 0 ? [] : [`${array}: ${chunks(short)} fewer bytes than a chunk (${keys(shortKeys)}). The copying was interrupted: copy again.`]),
  ];
}
