// Label images (LB).
import { image, labels } from '../store/ngff.mjs';
import { both } from './table.mjs';

const v = (zarr) => (zarr === 3 ? '0.5' : '0.4');
const kind = 'labels';
const id = ({ y = 0, x = 0 }) => (x >> 4) + 16 * (y >> 4) + 1;

/** Level 1 by averaging four pixels: at borders ids appear that no object has. */
function averaged(zarr) {
  const mean = ([y, x]) => Math.round([0, 1].flatMap((dy) => [0, 1].map((dx) => id({ y: 2 * y + dy + 1, x: 2 * x + dx + 1 }))).reduce((a, b) => a + b) / 4);
  return labels({ version: v(zarr), perLevel: { 1: { data: mean } } });
}

export const lbCases = [
  ...both({ id: 'lb-good', near: ['LB-01', 'LB-04', 'LB-02', 'LB-03', 'LB-07', 'NG-18', 'NG-20'], kind, what: 'good labels', build: (zarr) => labels({ version: v(zarr) }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-01-no-image-label', rules: ['LB-01'], kind, what: 'labels without image-label', build: (zarr) => labels({ version: v(zarr), attrs: {} }), expect: { fails: 'vit' }, expect3: { fails: 'vit v16' } }),
  ...both({ id: 'lb-01-near-omero', near: ['LB-01'], kind, what: 'labels without image-label, with omero', build: (zarr) => labels({ version: v(zarr), attrs: {}, omero: undefined }), expect3: { fails: 'v16' } }),
  ...['i8', 'u8', 'b1'].flatMap((dtype) => both({ id: `lb-02-${dtype}`, rules: ['LB-02', 'IM-05'], kind, what: `labels of ${dtype}`, build: (zarr) => labels({ version: v(zarr), dtype, ...(dtype === 'b1' ? { pixel: ({ x }) => (x >> 4) & 1 } : {}) }), expect: { fails: 'vit viv v16' } })),
  ...['u1', 'u2', 'i4'].flatMap((dtype) => both({ id: `lb-02-near-${dtype}`, near: ['LB-02'], kind, what: `labels of ${dtype}`, build: (zarr) => labels({ version: v(zarr), dtype, pixel: (p) => id(p) & 255 }), expect3: { fails: 'v16' } })),
  ...both({ id: 'lb-03-float', rules: ['LB-03', 'NG-18'], kind, what: 'labels of float32', build: (zarr) => labels({ version: v(zarr), dtype: 'f4' }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-04-image-as-labels', rules: ['LB-04'], kind, what: 'the URL of an image given as labels', build: (zarr) => image({ version: v(zarr), truth: { labels: true } }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-04-labels-as-image', rules: ['LB-04'], kind: 'image', what: 'the URL of labels given as an image', build: (zarr) => labels({ version: v(zarr) }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-06-large-ids', rules: ['LB-06'], kind, what: 'ids above 2^24', build: (zarr) => labels({ version: v(zarr), pixel: (p) => id(p) + (1 << 24) }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-06-near', near: ['LB-06'], kind, what: 'ids up to 2^24', build: (zarr) => labels({ version: v(zarr), pixel: (p) => (1 << 24) - 64 + id(p) % 65 }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-07-averaged', rules: ['LB-07'], kind, what: 'a pyramid of labels made by averaging', build: averaged, expect: { wrong: 'vit viv v16' }, expect3: { wrong: 'vit viv', fails: 'v16' } }),
  ...both({ id: 'lb-18-levels', rules: ['NG-18'], near: ['LB-01'], kind, what: 'labels of one level for an image of two', build: (zarr) => labels({ version: v(zarr), levels: [] }), expect3: { fails: 'v16' } }),
  ...both({ id: 'lb-20-colors', rules: ['NG-20'], kind, what: 'image-label colors with five numbers, one value twice', build: (zarr) => labels({ version: v(zarr), attrs: { 'image-label': { colors: [{ 'label-value': 1, rgba: [1, 2, 3, 4, 5] }, { 'label-value': 1, rgba: [300, 0, 0, 0] }] } } }), expect3: { fails: 'v16' } }),
];
