/** What is in a Zarr store, and what each thing that a viewer does with it costs over the web. */
import type { Interaction, Report, StoreFacts } from 'omescope/slim';
import { el, factList, folded, section, tableBox, type Child } from './dom.js';
import { bytesText, countText, counted, shown } from './words.js';

/** Interactions that are shown at once; more are folded. */
const FIRST = 12;
/** Names that are listed. */
const MOST = 20;

export function storeView({ store }: Report): HTMLElement[] {
  if (store === undefined) return [];
  return [contents(store), ...store.interactions.filter(({ viewer }) => !viewer.startsWith('zarrita')).map(({ viewer, steps }) => costs(viewer, steps))].filter((part) => part !== undefined);
}

function contents({ images, tables, elements }: StoreFacts): HTMLElement | undefined {
  const parts: HTMLElement[] = [
    ...images.map(({ path, version, axes, channels, levels }) => {
      const [first] = levels;
      const facts: [string, Child][] = [
        ['OME-NGFF', version === null ? 'no version' : shown(version)],
        ['Axes', axes.map((axis) => shown(axis ?? '?')).join(', ') || 'none'],
        ['Levels', levels.map(({ shape }) => shape.map(countText).join(' x ')).join('; ') || 'none'],
        ...(first === undefined ? [] : ([['Chunks', first.chunks.map(countText).join(' x ')], ['Type', shown(first.dtype)]] satisfies [string, Child][])),
        ...(channels.length === 0 ? [] : ([['Channels', namesText(channels.map((channel) => channel ?? 'no name'))]] satisfies [string, Child][])),
      ];
      return named(path || 'Image', facts);
    }),
    ...tables.map(({ path, observations, variables, obsColumns, embeddings, matrices }) =>
      named(path || 'Table', [
        ['Observations', observations === null ? '?' : countText(observations)],
        ['Variables', variables === null ? '?' : countText(variables)],
        ['Columns of obs', namesText(obsColumns)],
        ['Embeddings', namesText(embeddings)],
        ['Matrices', namesText(matrices)],
      ]),
    ),
    ...(elements.length === 0 ? [] : [el('p', {}, `Points and shapes: ${namesText(elements)}`)]),
  ];
  return parts.length === 0 ? undefined : section('What is in it', 'images', ...parts);
}

function named(name: string, facts: readonly (readonly [string, Child])[]): HTMLElement {
  return el('div', {}, el('h4', {}, el('bdi', {}, shown(name))), factList(facts));
}

function namesText(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const rest = names.length - MOST;
  return names.slice(0, MOST).map((name) => shown(name)).join(', ') + (rest > 0 ? ` and ${countText(rest)} more` : '');
}

function costs(viewer: string, steps: readonly Interaction[]): HTMLElement | undefined {
  if (steps.length === 0) return undefined;
  const title = `What it costs in ${viewer}, over the web`;
  const table = (some: readonly Interaction[]): HTMLElement => tableBox(title, head(), el('tbody', {}, ...some.map(rowOf)));
  const rest = steps.slice(FIRST);
  return section(
    title,
    'cost',
    table(steps.slice(0, FIRST)),
    rest.length === 0 ? undefined : folded(`${counted(rest.length, 'more step')} of the viewer`, table(rest)),
    el('p', { class: 'quietly' }, 'Each for a page that was just opened, unless it says that something is already loaded.'),
  );
}

function head(): HTMLElement {
  const names = ['Requests', 'Bytes', 'of which shown'].map((name) => el('th', { scope: 'col', class: 'number' }, name));
  return el('thead', {}, el('tr', {}, el('td', {}), ...names));
}

function rowOf({ words, requests, bytes, shown: seen, estimated, fails }: Interaction): HTMLElement {
  const about = estimated ? 'about ' : '';
  const cells = fails === undefined ? [about + countText(requests), about + bytesText(bytes), seen === undefined ? '' : bytesText(seen)] : undefined;
  const row = cells?.map((text) => el('td', { class: 'number' }, text)) ?? [el('td', { colspan: '3' }, 'fails: ', el('bdi', {}, shown(fails ?? '')))];
  return el('tr', {}, el('th', { scope: 'row' }, el('bdi', {}, shown(words))), ...row);
}
