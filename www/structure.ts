/** The tree of IFDs as a table, and the list of what is broken in it. */
import type { Defect, Note } from 'omescope/slim';
import { el, icon, section } from './dom.js';
import { helpView } from './help.js';
import type { Outline, Row } from './outline.js';
import { counted, countText, sentence } from './words.js';

const COLUMNS = ['IFD', 'Pixels', 'Values', 'Stored as', 'Compression', 'Meaning', 'At byte'];

export function structureView({ rows, rowsOmitted }: Outline): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const table = el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...COLUMNS.map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, ...rows.map(rowView)),
  );
  const more = rowsOmitted === 0 ? undefined : el('p', { class: 'quietly' }, `${counted(rowsOmitted, 'more row')} not shown.`);
  // Wider than a small screen: it scrolls by itself, by keyboard too.
  const box = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of the IFDs' }, table);
  return section('Structure', 'structure', box, more);
}

function rowView(row: Row): HTMLTableRowElement {
  const indent = `depth-${Math.min(row.depth, 4)}`;
  if (row.kind === 'same') {
    const kind = row.depth === 0 ? 'IFD' : 'SubIFD';
    const words = row.from === row.to ? `${kind} ${row.from}: the same` : `${kind}s ${row.from} to ${row.to}: the same`;
    return el('tr', { class: 'same' }, el('td', { class: indent, colspan: String(COLUMNS.length) }, words));
  }
  return el(
    'tr',
    {},
    el('th', { scope: 'row', class: indent }, row.path),
    ...[row.pixels, row.values, row.layout].map((text) => el('td', {}, text)),
    ...[row.compression, row.remarks].map((text) => el('td', { class: 'words' }, text)),
    el('td', { class: 'number' }, countText(row.offset)),
  );
}

/** Defects, but for the one that the verdict is about. */
export function defectsView({ defects, defectsOmitted, chain }: Outline, told: number | undefined): HTMLElement | undefined {
  const others = defects.filter(({ byte, code }) => chain === 'complete' || byte !== told || code === 'ifd-empty');
  if (others.length + defectsOmitted === 0) return undefined;
  const intro =
    chain === 'complete'
      ? 'The list of offsets is complete and right all the same; a viewer that opens one of these parts may fail.'
      : 'Besides the damage above:';
  const more = defectsOmitted === 0 ? undefined : el('p', { class: 'quietly' }, `${counted(defectsOmitted, 'more defect')} not shown.`);
  return section('Broken parts', 'defects', el('p', {}, intro), el('ul', {}, ...others.map(defectView)), more);
}

function defectView({ what, ifd, byte }: Defect): HTMLLIElement {
  return el('li', {}, icon('warn'), el('span', {}, sentence(what), ' ', el('span', { class: 'quietly' }, `IFD ${ifd}, byte ${countText(byte)}`)));
}

export function notesView(notes: readonly Note[]): HTMLElement | undefined {
  if (notes.length === 0) return undefined;
  const items = notes.map(({ message, help }) => el('li', {}, icon('info'), el('div', {}, el('p', {}, message), help === undefined ? undefined : helpView(help))));
  return section('About the server', 'notes', el('ul', {}, ...items));
}
