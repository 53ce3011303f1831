/** The Zarr stores of the corpus get the verdicts that its manifest expects. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check, type Report } from 'omescope';
import { folderStore } from '../../src/js/cli/folder.js';
import { corpus } from './support/fixtures.js';

interface Entry {
  readonly path: string;
  readonly kind: string;
  readonly category: string;
  readonly expect: 'ok' | 'ok-with-warnings' | 'valid' | 'invalid' | 'see-loaders';
  readonly violates?: readonly string[];
}

const here = corpus();

/** What the manifest says that a store breaks, and the rule that has to find it. */
const RULES: Readonly<Record<string, string>> = {
  'N-SCALE2': 'pyramid/level-size',
  'N-OMERO': 'omero/missing',
  'N-OMERO-CHANNELS': 'omero/channels-missing',
  'N-HCS': 'plate/root',
  'N-ZDOWN': 'pyramid/z-downsampled',
  'A-CSR': 'anndata/matrix-by-rows',
  'Z-CODEC': 'array/codec-unknown',
  'Z-DTYPE-VIV': 'image/dtype',
};

/** Documents of the suites that are judged otherwise, and why. */
const KNOWN: Readonly<Record<string, string>> = {
  'zarr-ngff-schema/0.4/image/valid-mismatch_axes_units.zarr': 'the schema does not compare the numbers of axes and of scales',
  'zarr-ngff-schema/0.5/label/valid-minimal_properties.zarr': 'a label alone, where a label image is wanted',
  'zarr-ngff-schema/0.6/image/valid-missing_name.zarr': '0.6 is not released: suite and schema differ',
  'zarr-ngff-schema/0.4/label/invalid-colors_no_label_value.zarr': 'a label alone states no version, so no schema is chosen',
  'zarr-ngff-schema/0.4/label/invalid-empty_colors.zarr': 'a label alone states no version, so no schema is chosen',
  'zarr-ngff-schema/0.4/label/invalid-properties_no_label_value.zarr': 'a label alone states no version, so no schema is chosen',
  'zarr-ngff-schema/0.5/plate/invalid-well_path_has_column_before_row.zarr': 'the order in the paths of wells is not compared',
};

function ngff(report: Report): string {
  return report.verdicts.find(({ viewer }) => viewer === 'ngff-spec')?.verdict ?? 'none';
}

function problem({ path, category, expect: expected, violates = [] }: Entry, report: Report): string | undefined {
  const says = `${path}: ${report.verdicts.map(({ viewer, verdict }) => `${viewer} ${verdict}`).join(', ')}`;
  if (category === 'zarr-ngff-schema') {
    // What the strict schemas ask for beyond the others is recommended, and no breach.
    if (path in KNOWN || path.includes('-strict/')) return undefined;
    return (ngff(report) === 'loads') === (expected === 'valid') ? undefined : `${says}; ${expected}`;
  }
  if (expected === 'ok' && category !== 'zarr-generic' && report.verdicts.some(({ verdict }) => verdict === 'fails')) return `${says}; nothing should fail`;
  if (expected === 'invalid' && report.verdicts.every(({ verdict }) => verdict === 'loads')) return `${says}; something is wrong with it`;
  // Of arrays alone it is said that no viewer opens them, whatever is in them.
  if (category === 'zarr-generic') return undefined;
  const found = new Set(report.findings.map(({ rule }) => rule));
  const missing = violates.map((id) => RULES[id]).filter((rule) => rule !== undefined && !found.has(rule));
  return missing.length === 0 ? undefined : `${says}; not found: ${missing.join(', ')}`;
}

if (here === undefined) console.warn('SKIPPED: there is no corpus of Zarr stores');

test.runIf(here !== undefined)('stores of the corpus are judged as its manifest expects', async () => {
  const folder = here?.folder ?? '';
  const { entries } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { entries: Entry[] };
  const stores = entries.filter(({ kind }) => kind === 'zarr');
  const problems: string[] = [];
  for (const entry of stores) {
    const place = join(folder, entry.path);
    const input = statSync(place).isDirectory() ? folderStore(place) : new File([readFileSync(place)], entry.path.split('/').at(-1) ?? '');
    const said = problem(entry, await check(input));
    if (said !== undefined) problems.push(said);
  }
  expect(problems).toEqual([]);
  console.log(`corpus: ${stores.length} Zarr stores judged`);
});
