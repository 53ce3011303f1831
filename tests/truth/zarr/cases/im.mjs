// Images as Vitessce and Viv show them (IM).
import { scramble } from '../store/bytes.mjs';
import { image, omeroOf } from '../store/ngff.mjs';
import { window12 } from './zc-metadata.mjs';
import { both, each } from './table.mjs';

const v = (zarr) => (zarr === 3 ? '0.5' : '0.4');
const ALL = 'vit viv v16';
const channelIs = (part) => ({ channel: () => part });
const noise = ({ y = 0, x = 0, z = 0, c = 0 }) => scramble(y * 8209 + x + 97 * z + 31 * c) & 0xfff;
/** Repeats every 256 pixels, so that full chunks of the first level are alike. */
const slope = ({ y = 0, x = 0 }) => ((x & 255) + (y & 255)) >> 2;

/** An image in both formats; viv 0.16.1 reads no v3, so it fails there. */
function im({ id, spec = {}, expect = {}, fields = {}, ...rest }) {
  const drop = (text) => text?.split(' ').filter((name) => name && name !== 'v16').join(' ');
  const expect3 = { ...Object.fromEntries(Object.entries(expect).map(([outcome, names]) => [outcome, drop(names)])) };
  expect3.fails = [expect3.fails, 'v16'].filter(Boolean).join(' ');
  return both({ id, kind: 'image', ...rest, build: (zarr) => image({ version: v(zarr), ...(typeof spec === 'function' ? spec(zarr) : spec) }), expect, expect3 });
}

/** As `im`, of the format that is written most for a matter that does not depend on it. */
function one(entry) {
  return im(entry).slice(0, 1);
}

const u2 = { dtype: 'u2', ...channelIs(window12()) };
const plane = (shape, rest) => ({ axes: 'cyx', shape, pixel: slope, ...rest });

export const imCases = [
  // IM-01 to IM-04: what must be there
  ...both({ id: 'im-01-plain-group', rules: ['IM-01'], kind: 'image', what: 'a group of arrays without multiscales', build: (zarr) => image({ version: v(zarr) }).attrs('', () => ({ note: 'no image' })), expect: { fails: ALL } }),
  { id: 'im-01-near-path-0', rules: ['IM-01'], kind: 'image', what: 'no multiscales, but an array of five axes at 0: Viv takes it', build: () => image({ axes: 'tczyx', levels: [] }).attrs('', () => ({ note: 'no image' })), expect: { fails: 'vit' } },
  ...im({ id: 'im-02-no-omero', rules: ['IM-02'], what: 'no omero', spec: { omero: null }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-03-no-channels', rules: ['IM-03'], what: 'omero without channels', spec: { omero: { rdefs: { model: 'greyscale' } } }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-03-object', rules: ['IM-03'], what: 'omero.channels is an object', spec: { omero: { channels: { 0: { label: 'a' } } } }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-03-empty', rules: ['IM-03', 'IM-07'], what: 'omero.channels is empty', spec: { omero: { channels: [] } }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-04-null', rules: ['IM-04'], what: 'omero.rdefs is null', spec: { omero: { ...omeroOf(2), rdefs: null } }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-04-absent', rules: ['IM-04'], near: ['IM-02', 'IM-03'], what: 'no omero.rdefs', spec: { omero: { channels: omeroOf(2).channels } } }),
  // IM-05: dtypes
  ...each(['b1', 'i8', 'u8', 'f2'], (dtype) => im({ id: `im-05-${dtype}`, rules: ['IM-05'], what: `pixels of ${dtype}`, spec: { dtype, ...channelIs({ window: { start: 0, end: 1, min: 0, max: 1 } }), pixel: dtype === 'b1' ? ({ x }) => (x >> 3) & 1 : undefined }, expect: { fails: ALL } })),
  ...each(['i1', 'i2', 'u2', 'i4', 'u4', 'f4', 'f8'], (dtype) => im({ id: `im-05-near-${dtype}`, near: ['IM-05'], what: `pixels of ${dtype}`, spec: { ...u2, dtype, ...(dtype === 'i1' ? channelIs({ window: { start: 0, end: 120 } }) : {}) } })),
  // IM-06 to IM-11: omero
  ...each([['short', 'FFF'], ['long', '#00FF00FF'], ['number', 16711680], ['word', 'red']], ([name, color]) => im({ id: `im-06-${name}`, rules: ['IM-06'], what: `colour ${JSON.stringify(color)}`, spec: channelIs({ color }), expect: { fails: 'vit' } })),
  ...each([['hash', '#00ff00'], ['null', null], ['lower', 'ff00ff']], ([name, color]) => im({ id: `im-06-near-${name}`, near: ['IM-06'], what: `colour ${JSON.stringify(color)}`, spec: channelIs({ color }) })),
  ...im({ id: 'im-07-more', rules: ['IM-07'], what: 'omero describes four channels of two', spec: { omero: omeroOf(4) }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-07-fewer', rules: ['IM-07'], what: 'omero describes one channel of two', spec: { omero: omeroOf(1) }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-07-near', near: ['IM-07', 'IM-28'], what: 'omero describes all five channels', spec: { shape: [5, 128, 128] } }),
  ...im({ id: 'im-08-no-window', rules: ['IM-08'], what: 'uint16 without windows', spec: { dtype: 'u2', omero: withoutWindows(2) }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-08-near-uint8', near: ['IM-08'], what: 'uint8 without windows', spec: { omero: withoutWindows(2) } }),
  ...im({ id: 'im-09-full-range', rules: ['IM-09'], what: '12 bits of data in a window to 65535', spec: { dtype: 'u2', ...channelIs({ window: { start: 0, end: 65535 } }) }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-09-reversed', rules: ['IM-09'], what: 'a window from 255 to 0', spec: channelIs({ window: { start: 255, end: 0 } }), expect: { wrong: 'vit' } }),
  ...im({ id: 'im-09-empty', rules: ['IM-09'], what: 'a window from 10 to 10', spec: channelIs({ window: { start: 10, end: 10 } }), expect: { wrong: 'vit' } }),
  ...im({ id: 'im-09-too-low', rules: ['IM-09'], what: 'a window to 1 for data to 4000', spec: { dtype: 'u2', ...channelIs({ window: { start: 0, end: 1 } }) }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-09-near', near: ['IM-09', 'IM-08'], what: '12 bits of data in a window to 4095', spec: u2 }),
  ...im({ id: 'im-10-grey-rgb', rules: ['IM-10'], what: 'an RGB photograph whose rdefs say greyscale', spec: { shape: [3, 128, 128], omero: rgb('greyscale'), truth: { rgb: true } }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-10-color-two', rules: ['IM-10'], what: 'two channels whose rdefs say color', spec: { omero: { ...omeroOf(2), rdefs: { model: 'color' } } }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-10-near-rgb', near: ['IM-10'], what: 'an RGB photograph whose rdefs say color', spec: { shape: [3, 128, 128], omero: rgb('color'), truth: { rgb: true } } }),
  ...im({ id: 'im-11-default-z', rules: ['IM-11'], what: 'defaultZ 9 of 4 slices', spec: { axes: 'czyx', shape: [1, 4, 128, 128], omero: { ...omeroOf(1), rdefs: { defaultZ: 9 } } }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-11-default-t', rules: ['IM-11'], what: 'defaultT 4 of 4 times', spec: { axes: 'tcyx', shape: [4, 1, 128, 128], omero: { ...omeroOf(1), rdefs: { defaultT: 4 } } }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-11-near', near: ['IM-04', 'IM-11', 'IM-15'], what: 'defaultZ 3 of 4 slices', spec: { axes: 'czyx', shape: [1, 4, 128, 128], omero: { ...omeroOf(1), rdefs: { defaultZ: 3 } } } }),
  // IM-12 to IM-16: pyramids
  ...one({ id: 'im-12-single-8192', rules: ['IM-12'], what: 'one level of 8192 x 1100', spec: plane([1, 1100, 8192], { chunks: [1, 256, 256], levels: [], arrays: { periodic: true } }), expect: { slow: ALL } }),
  ...one({ id: 'im-12-single-bytes', rules: ['IM-12', 'IM-20'], what: 'one level of 2900 x 2900 in one chunk of 8.4 MB', spec: plane([1, 2900, 2900], { chunks: [1, 2900, 2900], levels: [], codec: 'none' }), expect: { slow: ALL } }),
  ...one({ id: 'im-12-near-pyramid', near: ['IM-12', 'IM-13'], what: '4096 x 1024 with levels down to 512 x 128', spec: plane([1, 1024, 4096], { chunks: [1, 256, 256], levels: [2, 4, 8], perLevel: { 0: { periodic: true } } }) }),
  ...one({ id: 'im-13-lowest-2048', rules: ['IM-13'], what: 'a lowest level of 2048 x 1200 in chunks of 256', spec: plane([1, 2400, 4096], { chunks: [1, 256, 256], levels: [2], perLevel: { 0: { periodic: true } } }), expect: { slow: ALL } }),
  ...one({ id: 'im-no-channel-axis', near: ['IM-12'], what: 'axes y, x alone: statistics are made four times of the one plane', spec: { axes: 'yx', shape: [256, 256] } }),
  ...each([['3', [3, 9]], ['4', [4, 16]], ['1.5', [1.5]], ['8', [8]]], ([name, levels]) => im({ id: `im-14-factor-${name}`, rules: ['IM-14'], what: `a factor of ${name} between levels`, spec: { shape: [1, 128, 128], levels }, expect: { wrong: ALL } })),
  ...im({ id: 'im-14-only-y', rules: ['IM-14'], what: 'halved in y alone', spec: { shape: [1, 128, 128], levels: [[1, 64, 128]] }, expect: { wrong: ALL } }),
  ...im({ id: 'im-14-equal', rules: ['IM-14'], what: 'two levels of the same size', spec: { shape: [1, 128, 128], levels: [1] }, expect: { wrong: ALL } }),
  ...im({ id: 'im-14-near-floor', near: ['IM-14'], what: 'odd sizes rounded down', spec: { shape: [1, 333, 501], levels: [[1, 166, 250], [1, 83, 125]] } }),
  ...im({ id: 'im-14-near-ceil', near: ['IM-14'], what: 'odd sizes rounded up', spec: { shape: [1, 333, 501], levels: [[1, 167, 251], [1, 84, 126]] } }),
  ...im({ id: 'im-15-z-halved', rules: ['IM-15'], what: 'z halved with y and x', spec: { axes: 'czyx', shape: [1, 8, 128, 128], levels: [[1, 4, 64, 64]] }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-15-near-z-kept', near: ['IM-15', 'IM-17'], what: 'z kept', spec: { axes: 'czyx', shape: [1, 8, 128, 128], levels: [2] } }),
  ...im({ id: 'im-16-channels-shrink', rules: ['IM-16'], what: 'three channels, two on level 1, one on level 2', spec: { shape: [3, 128, 128], levels: [[2, 64, 64], [1, 32, 32]] }, expect: { fails: ALL } }),
  ...im({ id: 'im-16-times-shrink', rules: ['IM-16'], what: 'four times, two on level 1', spec: { axes: 'tcyx', shape: [4, 1, 128, 128], levels: [[2, 1, 64, 64]], omero: { ...omeroOf(1), rdefs: { defaultT: 3 } } }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-16-near', near: ['IM-16'], what: 'channels and times kept', spec: { axes: 'tcyx', shape: [4, 2, 128, 128] } }),
  // IM-17 to IM-21: chunks
  ...one({ id: 'im-17-z-12', rules: ['IM-17'], what: 'chunks of 12 slices', spec: { ...u2, axes: 'czyx', shape: [1, 12, 128, 512], chunks: [1, 12, 128, 512], levels: [], codec: 'none', pixel: noise }, expect: { slow: ALL } }),
  ...one({ id: 'im-17-z-2-small', rules: ['IM-17'], what: 'chunks of 2 slices, small', spec: { axes: 'czyx', shape: [1, 8, 128, 128], chunks: [1, 2, 128, 128] } }),
  ...one({ id: 'im-18-c-10', rules: ['IM-18'], what: 'chunks of 10 channels', spec: { ...u2, shape: [10, 256, 256], chunks: [10, 256, 256], levels: [], codec: 'none', pixel: noise }, expect: { slow: ALL } }),
  ...one({ id: 'im-18-t-10', rules: ['IM-18'], what: 'chunks of 10 times', spec: { ...u2, axes: 'tcyx', shape: [10, 1, 256, 256], chunks: [10, 1, 256, 256], levels: [], codec: 'none', pixel: noise }, expect: { slow: ALL } }),
  ...one({ id: 'im-18-near', near: ['IM-17', 'IM-18', 'IM-20'], what: 'chunks of one channel', spec: { ...u2, shape: [10, 128, 128], chunks: [1, 128, 128], levels: [], pixel: noise } }),
  ...one({ id: 'im-19-250', rules: ['IM-19'], what: 'chunks of 250: tiles of 128', spec: { shape: [1, 500, 500], chunks: [1, 250, 250] } }),
  ...one({ id: 'im-19-near-256', near: ['IM-19', 'IM-20', 'IM-21'], what: 'chunks of 256', spec: { shape: [1, 512, 512], chunks: [1, 256, 256] } }),
  ...one({ id: 'im-20-32', rules: ['IM-20'], what: 'chunks of 32', spec: { shape: [1, 512, 512], chunks: [1, 32, 32] }, expect: { slow: ALL } }),
  ...im({ id: 'im-21-strips', rules: ['IM-21'], what: 'chunks of one row: tiles of one pixel', spec: { shape: [1, 64, 64], chunks: [1, 1, 64], levels: [] }, expect: { slow: ALL } }),
  ...im({ id: 'im-21-near-wide', near: ['IM-21'], what: 'chunks of 128 x 256', spec: { shape: [1, 256, 256], chunks: [1, 128, 256] } }),
  // IM-22: last axis of 3 or 4
  ...each([3, 4], (n) => im({ id: `im-22-x-${n}`, rules: ['IM-22'], what: `an image ${n} pixels wide`, spec: { shape: [2, 64, n], levels: [] }, expect: { fails: ALL } })),
  ...im({ id: 'im-22-yxc-3', rules: ['IM-22', 'NG-06'], what: 'interleaved RGB, axes y, x, c', spec: { axes: 'yxc', shape: [128, 128, 3], levels: [], chunks: [128, 128, 3], omero: rgb('color'), truth: { rgb: true, interleaved: true } }, expect: { fails: ALL } }),
  ...im({ id: 'im-22-near-5', near: ['IM-22'], what: 'an image 5 pixels wide', spec: { shape: [2, 64, 5], levels: [] } }),
  // IM-24 to IM-29
  ...one({ id: 'im-24-too-wide-for-3d', rules: ['IM-24'], what: 'a stack whose only level is wider than 2048', spec: { axes: 'zyx', shape: [2, 64, 2304], chunks: [1, 64, 2304], levels: [], omero: omeroOf(1) } }),
  ...one({ id: 'im-24-near', near: ['IM-24'], what: 'a stack 2048 wide', spec: { axes: 'zyx', shape: [2, 64, 2048], chunks: [1, 64, 2048], levels: [], omero: omeroOf(1) } }),
  ...each([['nanometer', 1 / 1000], ['millimeter', 1000]], ([unit, factor]) => im({ id: `im-25-${unit}`, rules: ['IM-25'], what: `axes in ${unit}`, spec: { axes: 'cyx', units: { space: unit }, truth: { scale: [0.5 * factor, 0.5 * factor, 1] } }, expect: { wrong: 'vit' } })),
  ...im({ id: 'im-25-near-none', near: ['IM-25'], what: 'axes without a unit', spec: { units: { space: undefined } } }),
  ...im({ id: 'im-26-rotation', rules: ['IM-26'], what: 'a transform of type rotation', spec: { multiscale: (m) => ({ ...m, coordinateTransformations: [{ type: 'rotation', rotation: [0, 1, -1, 0] }] }), truth: { scale: [0, 0, 1] } }, expect: { wrong: 'vit' } }),
  ...im({ id: 'im-26-affine', rules: ['IM-26'], what: 'an affine transform without axes', spec: { multiscale: (m) => ({ ...m, coordinateTransformations: [{ type: 'affine', affine: [[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0]] }] }) }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-26-near', near: ['IM-26', 'IM-27'], what: 'a scale on the multiscale too', spec: { multiscale: (m) => ({ ...m, coordinateTransformations: [{ type: 'scale', scale: [1, 2, 2] }] }), truth: { scale: [1, 1, 1] } } }),
  ...im({ id: 'im-27-short', rules: ['IM-27'], what: 'a configured scale of two numbers for three axes', options: { coordinateTransformations: [{ type: 'scale', scale: [2, 2] }] }, expect: { fails: 'vit' } }),
  ...im({ id: 'im-27-near', near: ['IM-27'], what: 'a configured scale of three numbers for three axes', options: { coordinateTransformations: [{ type: 'scale', scale: [1, 2, 2] }] }, spec: { truth: { scale: [1, 1, 1] } } }),
  ...one({ id: 'im-28-eight', rules: ['IM-28'], what: 'eight channels: five are shown at first', spec: { shape: [8, 64, 64], levels: [] } }),
  { id: 'im-29-suffix', rules: ['IM-29'], kind: 'image', viewers: ['auto'], name: 'data.zarr', options: { found: [] }, what: 'a URL that ends in .zarr', build: () => image(), expect: { fails: 'auto' } },
  { id: 'im-29-near', near: ['IM-29'], kind: 'image', viewers: ['auto'], options: { found: [] }, what: 'a URL that ends in .ome.zarr', build: () => image() },
];

function withoutWindows(channels) {
  const omero = omeroOf(channels);
  return { ...omero, channels: omero.channels.map(({ window: _, ...channel }) => channel) };
}

function rgb(model) {
  const colours = ['FF0000', '00FF00', '0000FF'];
  return { ...omeroOf(3, (i) => ({ color: colours[i], label: 'RGB'[i] })), rdefs: { model } };
}
