// The OME-NGFF specification: versions, axes, transforms, plates (NG).
import { image, omeroOf } from '../store/ngff.mjs';
import { Store } from '../store/store.mjs';
import { both, each } from './table.mjs';

const v = (zarr) => (zarr === 3 ? '0.5' : '0.4');
const ofImage = { kind: 'image' };
const V16 = { fails: 'v16' };
const change = (key, value) => (multiscale) => ({ ...multiscale, [key]: typeof value === 'function' ? value(multiscale[key]) : value });
/** Changes the transforms of the first dataset. */
const transforms = (make) => change('datasets', (datasets) => datasets.map((d, k) => (k === 0 ? { ...d, coordinateTransformations: make(d.coordinateTransformations) } : d)));
/** An image in both formats; viv 0.16.1 reads no v3. */
const inBoth = ({ id, spec, expect = {}, ...rest }) => both({ id, ...ofImage, ...rest, build: (zarr) => image({ version: v(zarr), ...spec }), expect, expect3: { ...expect, fails: [...new Set([...(expect.fails ?? '').split(' ').filter(Boolean), 'v16'])].join(' '), ...(expect.wrong ? { wrong: expect.wrong.replace(/ ?v16/, '') } : {}) } });

/** A group above images: the image's truth is what the person wanted to see. */
function above(zarr, path, attrs, more = (store) => store) {
  const inner = image({ version: v(zarr) });
  const store = new Store(zarr).group('', zarr === 3 ? { ome: { version: '0.5', ...attrs } } : attrs).mount(path, inner);
  return Object.assign(more(store), { image: inner.image });
}

const plate = { plate: { version: '0.4', name: 'plate', columns: [{ name: '1' }], rows: [{ name: 'A' }], wells: [{ path: 'A/1', rowIndex: 0, columnIndex: 0 }], field_count: 1 } };
const well = { well: { version: '0.4', images: [{ path: '0' }] } };
const notImage = { fails: 'vit viv v16' };

export const ngCases = [
  ...inBoth({ id: 'ng-good', near: ['ST-07', 'IM-01', 'NG-01', 'NG-02', 'NG-03', 'NG-04', 'NG-05', 'NG-06', 'NG-07', 'NG-08', 'NG-09', 'NG-10', 'NG-11', 'NG-12', 'NG-13', 'NG-16', 'NG-19'], what: 'an image as the specification has it', spec: { axes: 'tczyx', levels: [2, 4] } }),
  // NG-01, NG-02: schema and version
  ...inBoth({ id: 'ng-01-name', rules: ['NG-01'], what: 'multiscales name is a number', spec: { multiscale: change('name', 5) } }),
  ...inBoth({ id: 'ng-01-one-space-axis', rules: ['NG-01'], what: 'only x is of type space', spec: { multiscale: change('axes', (axes) => axes.map((axis) => (axis.name === 'y' ? { name: 'y' } : axis))) } }),
  ...inBoth({ id: 'ng-01-window', rules: ['NG-01'], what: 'omero window with texts for numbers', spec: { channel: () => ({ window: { start: '0', end: '255', min: '0', max: '255' } }) } }),
  { id: 'ng-02-none-v04', rules: ['NG-02'], ...ofImage, what: '0.4 without version', build: () => image({ multiscale: ({ version: _, ...m }) => m }) },
  { id: 'ng-02-none-v05', rules: ['NG-02'], ...ofImage, what: '0.5 without ome.version', build: () => image({ version: '0.5' }).attrs('', ({ ome: { version: _, ...ome } }) => ({ ome })), expect: V16 },
  { id: 'ng-02-unknown', rules: ['NG-02'], ...ofImage, what: 'version 0.9', build: () => image({ multiscale: change('version', '0.9') }) },
  // NG-03, NG-04: versions and formats
  ...each(['0.1', '0.2', '0.3'], (version) => ({ id: `ng-03-near-${version}`, near: ['NG-03', 'NG-04'], ...ofImage, what: `version ${version}`, build: () => image({ version, axes: 'tczyx' }) })),
  { id: 'ng-03-v05', rules: ['NG-03'], near: ['NG-04'], ...ofImage, what: 'version 0.5', build: () => image({ version: '0.5' }), expect: V16 },
  { id: 'ng-03-v06-cyx', rules: ['NG-03'], ...ofImage, what: 'version 0.6, three axes', build: () => image({ version: '0.6' }), expect: { fails: 'vit viv v16' } },
  { id: 'ng-03-v06-tczyx', rules: ['NG-03'], ...ofImage, what: 'version 0.6, the five axes that are taken for granted', build: () => image({ version: '0.6', axes: 'tczyx' }), expect: V16 },
  { id: 'ng-04-v05-on-zarr-2', rules: ['NG-04'], ...ofImage, what: '0.5 on Zarr v2', build: () => image({ version: '0.5', zarr: 2 }), expect: { fails: 'v16' } },
  { id: 'ng-04-v04-on-zarr-3', rules: ['NG-04'], ...ofImage, what: '0.4 on Zarr v3', build: () => image({ version: '0.4', zarr: 3 }), expect: V16 },
  // NG-05 to NG-08: axes
  ...inBoth({ id: 'ng-05-too-few', rules: ['NG-05'], what: 'axes y, x for a stack', spec: { multiscale: change('axes', (axes) => axes.slice(1)) }, expect: { fails: 'vit', wrong: 'viv v16' } }),
  ...inBoth({ id: 'ng-05-too-many', rules: ['NG-05'], what: 'axes t, c, y, x for a stack', spec: { multiscale: change('axes', (axes) => [{ name: 't', type: 'time' }, ...axes]) }, expect: notImage }),
  ...inBoth({ id: 'ng-06-cxy', rules: ['NG-06'], what: 'axes c, x, y', spec: { axes: 'cxy', shape: [2, 256, 192], levels: [[2, 128, 96]], chunks: [1, 128, 128] }, expect: { wrong: 'vit viv v16' } }),
  ...inBoth({ id: 'ng-06-yxc', rules: ['NG-06'], what: 'axes y, x, c with two channels', spec: { axes: 'yxc', shape: [256, 256, 2], levels: [[128, 128, 2]] }, expect: { wrong: 'vit viv v16' } }),
  ...inBoth({ id: 'ng-06-near-zcyx', near: ['NG-06'], what: 'axes z, c, y, x', spec: { axes: 'zcyx', shape: [3, 2, 96, 96] } }),
  ...inBoth({ id: 'ng-07-duplicate', rules: ['NG-07'], what: 'axes c, c, y, x', spec: { axes: 'tcyx', multiscale: change('axes', (axes) => axes.map((axis) => (axis.name === 't' ? { name: 'c', type: 'channel' } : axis))) }, expect: notImage }),
  ...inBoth({ id: 'ng-08-upper-case', rules: ['NG-08'], what: 'axes C, Y, X', spec: { axes: 'CYX', shape: [2, 256, 256], truth: { channels: 2, width: 256, height: 256, scale: [0.5, 0.5, 1] } }, expect: { wrong: 'vit viv v16' } }),
  ...inBoth({ id: 'ng-08-words', rules: ['NG-08'], what: 'axes channel, row, column', spec: { multiscale: change('axes', [{ name: 'channel', type: 'channel' }, { name: 'row', type: 'space' }, { name: 'column', type: 'space' }]) }, expect: { wrong: 'vit viv v16' } }),
  // NG-09 to NG-12: transforms and levels
  ...inBoth({ id: 'ng-09-scale-short', rules: ['NG-09'], what: 'a scale of two numbers for three axes', spec: { multiscale: transforms(() => [{ type: 'scale', scale: [0.5, 0.5] }]) }, expect: { fails: 'vit' } }),
  ...inBoth({ id: 'ng-09-translation-long', rules: ['NG-09'], what: 'a translation of four numbers for three axes', spec: { multiscale: transforms((given) => [...given, { type: 'translation', translation: [0, 0, 1, 1] }]) }, expect: { fails: 'vit' } }),
  ...inBoth({ id: 'ng-10-no-scale', rules: ['NG-10'], what: 'datasets without coordinateTransformations', spec: { multiscale: change('datasets', (datasets) => datasets.map(({ path }) => ({ path }))), truth: { scale: [1, 1, 1] } } }),
  ...inBoth({ id: 'ng-10-two-scales', rules: ['NG-10'], what: 'two scales on a dataset', spec: { multiscale: transforms((given) => [...given, { type: 'scale', scale: [1, 2, 2] }]), truth: { scale: [1, 1, 1] } } }),
  ...inBoth({ id: 'ng-10-translation-first', rules: ['NG-10'], what: 'the translation before the scale', spec: { multiscale: transforms((given) => [{ type: 'translation', translation: [0, 0, 0] }, ...given]) } }),
  ...inBoth({ id: 'ng-11-order', rules: ['NG-11'], what: 'levels from small to large', spec: { levels: [2, 4], multiscale: change('datasets', (datasets) => [...datasets].reverse()) }, expect: { wrong: 'vit viv v16' } }),
  ...inBoth({ id: 'ng-12-scales', rules: ['NG-12'], what: 'level 1 has half the size and says three times the scale', spec: { multiscale: change('datasets', (datasets) => datasets.map((d, k) => (k === 1 ? { ...d, coordinateTransformations: [{ type: 'scale', scale: [1, 1.5, 1.5] }] } : d))) } }),
  ...inBoth({ id: 'ng-13-dtypes', rules: ['NG-13'], what: 'level 0 is uint16, level 1 uint8', spec: { dtypes: ['u2', 'u1'], pixel: ({ y = 0, x = 0 }) => (x + y) & 255 }, expect: { wrong: 'vit viv v16' } }),
  // NG-14, NG-15: groups above images
  ...both({ id: 'ng-14-plate', rules: ['NG-14', 'IM-01'], ...ofImage, what: 'the root of a plate', build: (zarr) => above(zarr, 'A/1/0', plate, (store) => store.group('A').group('A/1', well)), expect: notImage }),
  ...both({ id: 'ng-14-well', rules: ['NG-14', 'IM-01'], ...ofImage, what: 'a well', build: (zarr) => above(zarr, '0', well), expect: { fails: 'vit viv v16' } }),
  ...both({ id: 'ng-15-bioformats2raw', rules: ['NG-15', 'IM-01'], ...ofImage, what: 'the root that bioformats2raw writes', build: (zarr) => above(zarr, '0', { 'bioformats2raw.layout': 3 }, (store) => store.group('OME').put('OME/METADATA.ome.xml', '<OME/>')), expect: notImage }),
  ...inBoth({ id: 'ng-15-near-series', near: ['NG-14', 'NG-15'], what: 'one field or series itself', spec: {} }),
  // NG-16 to NG-20
  ...both({ id: 'ng-16-two-multiscales', rules: ['NG-16'], ...ofImage, what: 'two multiscales', build: (zarr) => image({ version: v(zarr) }).attrs('', (attrs) => twice(attrs)), expect3: V16 }),
  ...both({ id: 'ng-17-labels-list', rules: ['NG-17'], ...ofImage, what: 'labels that name a node that is not there', build: (zarr) => image({ version: v(zarr) }).group('labels', { labels: ['cells', 'nuclei'] }), expect3: V16 }),
  ...both({ id: 'ng-17-near', near: ['NG-17'], ...ofImage, what: 'labels that name what is there', build: (zarr) => image({ version: v(zarr) }).group('labels', { labels: ['cells'] }).mount('labels/cells', image({ version: v(zarr), axes: 'yx', dtype: 'u4', omero: null, attrs: { 'image-label': {} } })), expect3: V16 }),
  ...inBoth({ id: 'ng-19-min-max-only', rules: ['NG-19'], what: 'windows with min and max alone', spec: { channel: () => ({ window: { min: 0, max: 255 } }) }, expect: { wrong: 'vit' } }),
  ...inBoth({ id: 'ng-19-start-end-only', rules: ['NG-19'], what: 'windows with start and end alone', spec: { channel: () => ({ window: { start: 0, end: 255 } }) } }),
  ...inBoth({ id: 'ng-19-near-none', near: ['NG-19'], what: 'uint8 without windows', spec: { omero: withoutWindows(2) } }),
];

/** A second multiscale of the lower level alone. */
function twice(attrs) {
  const ome = attrs.ome ?? attrs;
  const [first] = ome.multiscales;
  const more = { ...ome, multiscales: [first, { ...first, name: 'small', datasets: first.datasets.slice(1) }] };
  return attrs.ome ? { ...attrs, ome: more } : more;
}

function withoutWindows(channels) {
  const omero = omeroOf(channels);
  return { ...omero, channels: omero.channels.map(({ window: _, ...channel }) => channel) };
}
