/** What looking at the image costs over the web. */
import type { Cost, CostStep, CostSteps, Report } from 'omescope/slim';
import { el, section, tableBox } from './dom.js';
import { bytesText, countText } from './words.js';

/** The round trip that times are shown for. */
const ROUND_TRIP = 50;

const STEPS: readonly (readonly [keyof CostSteps, string])[] = [
  ['open', 'Opening'],
  ['firstView', 'First view'],
  ['switchChannel', 'Switching to the next channel'],
  ['lastPlane', 'A tile of the last plane'],
];

export function costView({ cost, facts }: Report): HTMLElement | undefined {
  if (facts === null) return undefined;
  const title = 'What viewing it costs over the web';
  if (cost === null) return section(title, 'cost', el('p', { class: 'quietly' }, 'No forecast: viewers fail before that, or not everything that they would read is known.'));
  const table = tableBox(title, ...headOf(), el('tbody', {}, ...STEPS.map(([step, name]) => rowOf(cost, step, name))));
  const basis = `Forecast for ${cost.viewer} with ${ROUND_TRIP} ms for each round trip, six connections and 100 Mbit/s. Reading offsets.json itself takes one more request.`;
  return section(title, 'cost', table, el('p', { class: 'quietly' }, basis));
}

function headOf(): HTMLElement[] {
  const columns = ['Requests', 'Bytes', 'Time'];
  const groups = ['without offsets.json', 'with offsets.json'].map((name) => el('th', { scope: 'colgroup', colspan: '3' }, name));
  const names = [...columns, ...columns].map((name) => el('th', { scope: 'col', class: 'number' }, name));
  return [
    el('colgroup', {}, el('col')),
    el('colgroup', { span: '3' }),
    el('colgroup', { span: '3' }),
    el('thead', {}, el('tr', {}, el('td', { rowspan: '2' }), ...groups), el('tr', {}, ...names)),
  ];
}

function rowOf(cost: Cost, step: keyof CostSteps, name: string): HTMLElement {
  const cells = [cost.withoutOffsets[step], cost.withOffsets[step]].flatMap((taken) => cellsOf(taken, cost));
  return el('tr', {}, el('th', { scope: 'row' }, name), ...cells.map((text) => el('td', { class: 'number' }, text)));
}

function cellsOf({ requests, bytes, milliseconds }: CostStep, { roundTripMilliseconds }: Cost): string[] {
  if (requests === 0) return ['none', '0', '0 s'];
  const time = milliseconds[roundTripMilliseconds.indexOf(ROUND_TRIP)];
  return [countText(requests), bytesText(bytes), time === undefined ? '?' : secondsText(time)];
}

/** `0.06 s`, `15 s` */
function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${seconds >= 10 ? countText(Math.round(seconds)) : seconds.toFixed(seconds >= 1 ? 1 : 2)} s`;
}
