/** The tree of IFDs as a table, and the list of what is broken in it. */
import type { Defect, Note } from 'omescope/slim';
import { el, icon, section, tableBox } from './dom.js';
import { helpView } from './help.js';
import type { Outline, Row } from './outline.js';
import { counted, countText, sentence, shown } from './words.js';

const COLUMNS = ['IFD', 'Pixels', 'Values', 'Stored as', 'Compression', 'Meaning', 'At byte'];

export function structureView({ rows, rowsOmitted }: Outline): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const table = tableBox(
    'Table of the IFDs',
    el('thead', {}, el('tr', {}, ...COLUMNS.map((name, index) => el('th', { scope: 'col', class: index === COLUMNS.length - 1 ? 'number' : undefined }, name)))),
    el('tbody', {}, ...rows.map(rowView)),
  );
  const more = rowsOmitted === 0 ? undefined : el('p', { class: 'quietly' }, `${counted(rowsOmitted, 'more row')} not shown.`);
  return section('Structure', 'structure', table, more);
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
      ? 'The list of offsets is complete and correct all the same, but a viewer that opens one of these parts may fail.'
      : 'In addition to the damage above:';
  const more = defectsOmitted === 0 ? undefined : el('p', { class: 'quietly' }, `${counted(defectsOmitted, 'more defect')} not shown.`);
  return section('Broken parts', 'defects', el('p', {}, intro), el('ul', {}, ...others.map(defectView)), more);
}

function defectView({ what, ifd, byte }: Defect): HTMLLIElement {
  return el('li', {}, icon('warn'), el('span', {}, sentence(shown(what, 600)), ' ', el('span', { class: 'quietly' }, `IFD ${ifd}, byte ${countText(byte)}`)));
}

export function notesView(notes: readonly Pick<Note, 'message' | 'help'>[]): HTMLElement | undefined {
  if (notes.length === 0) return undefined;
  const items = notes.map(({ message, help }) => el('li', {}, icon('info'), el('div', {}, el('p', {}, shown(message, 2000)), help === undefined ? undefined : helpView(help))));
  return section('About the server', 'notes', el('ul', {}, ...items));
}
