/** The report: the verdict first, then what was found, then what is in the file. */
import { offsetsFileName, reportText, type Finding, type Report } from 'omescope/slim';
import { card, el, folded, icon, section } from './dom.js';
import { costView } from './cost.js';
import { findingView, notCheckedView } from './finding.js';
import { downloadButton } from './handover.js';
import { imagesView } from './image.js';
import { storeView } from './store.js';
import { notesView } from './structure.js';
import type { Subject } from './subject.js';
import { headline, verdictList, versionsText } from './verdict.js';
import { bytesText, counted, shown } from './words.js';

/** A part of what was found, and the heading that says it. */
export interface Part {
  readonly node: HTMLElement;
  readonly heading: HTMLElement;
}

const KINDS: Readonly<Record<string, string>> = {
  'ome-tiff': 'OME-TIFF',
  tiff: 'TIFF without OME-XML',
  'ome-zarr': 'OME-Zarr image',
  'ome-zarr-label': 'OME-Zarr label image',
  'ome-zarr-labels': 'OME-Zarr group of label images',
  'ome-zarr-plate': 'OME-Zarr plate',
  'ome-zarr-well': 'OME-Zarr well',
  'ome-zarr-scene': 'OME-Zarr scene',
  'bioformats2raw-zarr': 'OME-Zarr of bioformats2raw',
  'anndata-zarr': 'AnnData store',
  'mudata-zarr': 'MuData store',
  'spatialdata-zarr': 'SpatialData store',
  'spatialdata-element': 'SpatialData element',
  'genomic-profiles-zarr': 'store of genomic profiles',
  'zarr-array': 'Zarr array',
  'zarr-group': 'Zarr group',
};

export function reportView(report: Report, subject: Subject): Part {
  const ofTiff = report.facts !== null;
  const { mark, title } = headline(report);
  const heading = el('h2', { class: 'verdict' }, icon(mark), title);
  const view = (finding: Finding): HTMLElement => findingView(finding, report, aboutOffsets(finding));
  const telling = report.findings.filter(({ effect }) => effect !== 'note').map(view);
  const notes = report.findings.filter(({ effect }) => effect === 'note').map(view);
  const unchecked = notCheckedView(report);
  const node = card(
    heading,
    'report',
    el('p', { class: 'place' }, el('bdi', {}, shown(subject.place))),
    verdictList(report),
    ofTiff ? el('p', { class: 'quietly' }, 'Its ', el('a', { href: '#offsets' }, 'offsets.json'), ' is below.') : undefined,
    telling.length === 0 ? undefined : section(counted(telling.length, 'finding'), 'findings', ...telling),
    telling.length > 0 || report.notChecked.length > 0 ? undefined : el('p', {}, 'Nothing was found that keeps it from opening, rendering correctly or loading fast.'),
    notes.length === 0 ? undefined : folded(el('h3', {}, `${counted(notes.length, 'note')}: harmless, but worth knowing`), el('div', { class: 'findings' }, ...notes)),
    unchecked.length === 0 ? undefined : section('What was not checked', 'unchecked', el('ul', {}, ...unchecked)),
    notesView(report.notes),
    imagesView(report),
    costView(report),
    ...storeView(report),
    footView(report, subject),
  );
  return { node, heading };
}

/** What the input is, at the start of a sentence. */
export function kindText(kind: string): string {
  return KINDS[kind]?.replace(/^s/, 'S') ?? (kind === 'unknown' ? 'Not a Zarr store' : 'A file');
}

/** What was checked by what, and the report to take away. */
function footView(report: Report, { name }: Subject): HTMLElement {
  const size = report.input.size === null ? '' : ` of ${bytesText(report.input.size)}`;
  const file = offsetsFileName(name).replace(/offsets\.json$/, 'report.json');
  return el(
    'div',
    { class: 'actions foot' },
    downloadButton('Save the report (JSON)', file, () => reportText(report), 'quiet'),
    el('p', { class: 'quietly' }, `${kindText(report.input.kind)}${size}, checked by omescope ${report.omescope} for ${versionsText(report)}.`),
  );
}

/** The page has made what is missing. */
function aboutOffsets({ rule }: Finding): HTMLElement | undefined {
  if (!rule.startsWith('index/')) return undefined;
  return el('p', {}, 'Or take the one that this page makes: ', el('a', { href: '#offsets' }, 'offsets.json'), '.');
}
