// Vitessce's SpatialData loaders, element by element.
import { place, ring, tiledPlace } from '../store/spatialdata.mjs';
import { runVitessceImage } from './image.mjs';
import { runTable } from './table.mjs';
import { difference } from './steps.mjs';
import { queryClient, vitessce } from './vitessce.mjs';

export async function runSpatialData({ url, truth, fileType = 'spatialdata.zarr', options = {}, version }, record) {
  const bundle = await vitessce('spatial-zarr', version);
  const source = (name) => new bundle[name]({ url, fileType, queryClient: queryClient() });
  const loader = (kind, from, path) => new bundle[kind](source(from), { url, fileType, options: { path, ...options[path] } });
  const asked = (path) => options.only === undefined || options.only.includes(path);

  for (const [kind, loaderName] of [['images', 'SpatialDataImageLoader'], ['labels', 'SpatialDataLabelsLoader']]) {
    for (const [name, element] of Object.entries(truth[kind])) {
      const path = `${kind}/${name}`;
      if (asked(path)) await runVitessceImage({ url, truth: element, fileType, options: { path, ...options[path] }, loaderName, version }, prefixed(record, path));
    }
  }
  for (const [name, element] of Object.entries(truth.shapes)) {
    const path = `shapes/${name}`;
    const known = element.type === 'circles' || bundle.SpatialDataObsSegmentationsLoader;
    if (asked(path) && known) await shapes(path, element, loader, record);
  }
  for (const [name, element] of Object.entries(truth.points)) {
    const path = `points/${name}`;
    if (asked(path) && bundle.SpatialDataObsPointsLoader) await points(path, element, loader, record);
  }
  for (const [name, element] of Object.entries(truth.tables)) {
    const path = `tables/${name}`;
    if (asked(path)) await runTable({ url, path, truth: element, fileType, options: options[path] ?? {}, version }, prefixed(record, path));
  }
}

function prefixed({ step, judge }, path) {
  return { step: (name, ...rest) => step(`${path}: ${name}`, ...rest), judge: (name, ...rest) => judge(`${path}: ${name}`, ...rest) };
}

async function shapes(path, element, loader, { step }) {
  const ids = { check: ({ data }) => difference(data.obsIndex, element.ids) };
  if (element.type === 'circles') {
    await step(`${path}: circles`, () => loader('SpatialDataObsSpotsLoader', 'SpatialDataShapesSource', path).load(), { check: (result) => ids.check(result) ?? circlesDifference(result, element) });
  } else {
    await step(`${path}: polygons`, () => loader('SpatialDataObsSegmentationsLoader', 'SpatialDataShapesSource', path).load(), { check: (result) => ids.check(result) ?? polygonsDifference(result, element) });
  }
}

function circlesDifference({ data, coordinationValues }, { n, radius, scales = [1, 1] }) {
  const [xs, ys] = [0, 1].map((d) => Array.from({ length: n }, (_, i) => Math.fround(place(i, d) * scales[d])));
  const wrong = difference(data.obsSpots.data[0], xs) ?? difference(data.obsSpots.data[1], ys);
  if (wrong) return wrong;
  const shown = coordinationValues.spotLayer.value.spatialSpotRadius;
  for (let i = 0; i < n; i += 1) {
    const meant = scales.map((scale) => Math.fround(radius(i) * scale));
    if (meant.some((value) => value !== shown)) return `circle ${i} is shown with radius ${shown}, ${meant[0] === meant[1] ? meant[0] : meant.join(' and ')} is meant`;
  }
  return undefined;
}

/** All corners of a cell must be numbers, and its first polygon be its own; a second polygon of a cell is lost. */
function polygonsDifference({ data }, { n, type }) {
  const { data: rings } = data.obsSegmentations;
  if (rings.length !== n) return `${rings.length} cells for ${n}`;
  for (const [i, corners] of rings.entries()) {
    const bad = corners.find(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y));
    if (bad) return `cell ${i} has a corner at ${bad.join(', ')}`;
    const wrong = difference(corners.flat(), ring(i).flat());
    if (wrong) return `cell ${i}: ${wrong}`;
    if (type === 'multipolygons' && i % 2) return `cell ${i} is shown without its second polygon`;
  }
  return undefined;
}

/** All points of the rectangle must be there; others may come along. */
function tileDifference({ data: { x, y } }, n, { left, top, right, bottom }) {
  const found = new Set(Array.from(x, (value, i) => `${value} ${y[i]}`));
  for (let i = 4; i < n; i += 1) {
    const [px, py] = [0, 1].map((d) => Math.fround(tiledPlace(i, d)));
    if (px >= left && px <= right && py >= top && py <= bottom && !found.has(`${px} ${py}`)) return `the point at ${px}, ${py} is missing`;
  }
  return undefined;
}

async function points(path, { n }, loader, { step }) {
  const result = await step(`${path}: points`, () => loader('SpatialDataObsPointsLoader', 'SpatialDataPointsSource', path).load(), {
    check: ({ data }) => {
      if (data.obsPointsTilingType === 'tiled') return undefined;
      const [xs, ys] = [0, 1].map((d) => Array.from({ length: n }, (_, i) => place(i, d)));
      return difference(data.obsPoints.data[0], xs) ?? difference(data.obsPoints.data[1], ys) ?? difference([...data.featureIds], Array.from({ length: n }, (_, i) => `g${i % 5}`));
    },
  });
  if (result?.data.obsPointsTilingType !== 'tiled') return;
  const tile = { left: 100, top: 100, right: 300, bottom: 300 };
  await step(`${path}: tile`, () => loader('SpatialDataObsPointsLoader', 'SpatialDataPointsSource', path).loadPointsInRect(tile), { check: (found) => tileDifference(found, n, tile) });
}
