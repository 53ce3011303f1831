// The rules of the catalogue, and which of them no store can show to these loaders.

const range = (prefix, count) => Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`);

export const RULES = [
  ...range('ST', 13), ...range('ZC', 27), ...range('NG', 20), ...range('IM', 29), ...range('LB', 8), ...range('AD', 34), ...range('MU', 2), ...range('SD', 20), ...range('HT', 8),
];

/** Rules without a store that breaks them, and why. */
export const NOT_SHOWN = {
  'ST-11': 'a hundred thousand files; the number of files changes nothing for a loader',
  'IM-23': 'the view spatial-accelerated, whose code needs WebGL',
  'IM-24': 'no volume is offered, which is no failure; im-24-too-wide-for-3d has the store',
  'LB-05': 'ids of a table and of labels meet in a view, not in a loader; sd-16-text-ids shows the table',
  'LB-08': 'two images of different size meet in a view',
  'SD-10': 'more than five million points',
  'SD-12': 'the reading of single row groups is replaced by a stand-in (oracle/parquet.mjs), which has not that defect',
  'HT-01': 'CORS: a browser refuses, not a loader',
  'HT-06': 'mixed content and redirects: a browser refuses, not a loader',
  'HT-07': 'an estimate, no defect',
};
