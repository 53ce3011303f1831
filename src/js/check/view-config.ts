import type { ZarrGlue, JudgeEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { guarded } from '../trap.js';
import { converseWithStore } from '../store/drive.js';
import { openStore, type StoreInput, type StoreOptions } from '../store/open.js';
import { storeTold } from '../store/told.js';

/** A view config of Vitessce, as far as omescope makes it; the schema is that of `@vitessce/config` 4.0. */
export interface ViewConfig {
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly datasets: readonly unknown[];
  readonly coordinationSpace: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly layout: readonly unknown[];
  readonly initStrategy: 'auto';
}

export interface MadeConfig {
  readonly config: ViewConfig;
  /** Paths that did not pass, and why. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

export interface ConfigOptions extends StoreOptions {
  /** Path in the store of the group that is shown; its root by default. */
  readonly path?: string | undefined;
  /** The address that the store will have; that of the input by default. */
  readonly url?: string | undefined;
}

interface Part {
  readonly part: 'image' | 'obsSegmentations' | 'obsSpots' | 'obsPoints' | 'obsFeatureMatrix' | 'obsEmbedding' | 'obsLocations' | 'obsSets';
  readonly path: string;
  readonly name: string;
  readonly coordinateSystem?: string;
  readonly table?: string;
  readonly region?: string;
}

interface Shows {
  readonly kind: string;
  readonly parts: readonly Part[];
  readonly leftOut: MadeConfig['leftOut'];
}

interface File {
  readonly fileType: string;
  readonly options?: unknown;
  readonly coordinationValues?: unknown;
}

/** Files of a view config with the views that show what is in them, and the scopes that views share. */
interface Shown {
  readonly files: readonly File[];
  readonly views: readonly View[];
  readonly scopes?: ViewConfig['coordinationSpace'];
}

type View = readonly [component: string, scopes?: Readonly<Record<string, string>>];

const VERSION = '1.0.16';
/** Where a store has no address yet. */
const SOMEWHERE = 'http://127.0.0.1:9000/';

/** Makes a view config of what passes. */
export async function makeConfig(engines: JudgeEngines, input: StoreInput, options: ConfigOptions): Promise<MadeConfig> {
  const store = await openStore(input, options);
  const told = storeTold(store, options.path);
  const shows = await converseWithStore(engines.zarr, store, (instance: ZarrGlue) => instance.beginStore(told), { signal: options.signal }, (instance) => {
    return guarded(() => instance.showsOf()) as Shows;
  });
  const name = typeof store.name === 'string' && store.name !== '' ? store.name : 'data.zarr';
  const address = options.url ?? store.url ?? `${SOMEWHERE}${encodeURIComponent(name)}`;
  const path = (options.path ?? '').replace(/^\/+|\/+$/g, '');
  const url = path === '' ? address : `${address.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
  return { config: configOf(shows, name, url), leftOut: shows.leftOut };
}

function configOf(shows: Shows, name: string, url: string): ViewConfig {
  const zip = /\.(zip|ozx)$/i.test(url.replace(/[?#].*$/s, '')) ? '.zip' : '';
  if (zip !== '' && shows.kind === 'mudata-zarr') throw new OmescopeError('usage', `Vitessce opens MuData in folders only, and ${name} is an archive.`, { help: 'Unpack it, and put the folder on the server.' });
  const { files, views, scopes } = filesAndViews(shows);
  if (files.length === 0) {
    const [first] = shows.leftOut;
    throw new OmescopeError('usage', `There is nothing in ${name} that Vitessce would show${first === undefined ? '' : `: ${first.why}`}.`, { help: 'omescope check says what is in the way.' });
  }
  return {
    version: VERSION,
    name,
    description: '',
    datasets: [{ uid: 'A', name, files: files.map((file) => ({ ...file, fileType: `${file.fileType}${zip}`, url })) }],
    coordinationSpace: { dataset: { A: 'A' }, ...scopes },
    layout: laidOut(views),
    initStrategy: 'auto',
  };
}

function filesAndViews({ kind, parts }: Shows): Shown {
  if (parts.length === 0) return { files: [], views: [] };
  if (kind === 'ome-zarr') return { files: [{ fileType: 'image.ome-zarr' }], views: [['spatialBeta'], ['layerControllerBeta']] };
  if (kind === 'ome-zarr-label') return { files: [{ fileType: 'obsSegmentations.ome-zarr' }], views: [['spatialBeta'], ['layerControllerBeta']] };
  if (kind === 'anndata-zarr') return ofAnnData(parts);
  if (kind === 'mudata-zarr') return ofMuData(parts);
  const embeddings = embeddingsOf(parts);
  return {
    files: [{ fileType: 'spatialdata.zarr', options: spatialOptions(parts) }, ...embeddings.files('obsEmbedding.spatialdata.zarr')],
    views: [['spatialBeta'], ['layerControllerBeta'], ...embeddings.views, ...ofTable(parts)],
    scopes: embeddings.scopes,
  };
}

const CELLS = { obsType: 'cell', featureType: 'gene', featureValueType: 'expression' };

/**
 * Places of cells without an image: the view `spatial` draws them only with a layer that is stated
 * (https://github.com/vitessce/vitessce/issues/2404).
 */
const PLACES = { visible: true, stroked: false, radius: 50, opacity: 1 };

function ofAnnData(parts: readonly Part[]): Shown {
  const of = (part: Part['part']): Part[] => parts.filter((one) => one.part === part);
  const [[matrix], [locations], sets, embeddings] = [of('obsFeatureMatrix'), of('obsLocations'), of('obsSets'), embeddingsOf(parts)];
  const options = {
    ...(matrix && { obsFeatureMatrix: { path: matrix.path } }),
    ...(embeddings.parts.length > 0 && { obsEmbedding: embeddings.parts.map(({ path, name }) => ({ path, embeddingType: name })) }),
    ...(locations && { obsLocations: { path: locations.path } }),
    ...(sets.length > 0 && { obsSets: sets.map(({ path, name }) => ({ name, path })) }),
  };
  return {
    files: [{ fileType: 'anndata.zarr', options, coordinationValues: CELLS }],
    views: [...(locations ? [['spatial', { spatialSegmentationLayer: 'A' }] as const] : []), ...embeddings.views, ...ofTable(parts), ...(matrix ? [['heatmap'] as const] : [])],
    scopes: { ...embeddings.scopes, ...(locations && { spatialSegmentationLayer: { A: PLACES } }) },
  };
}

/** Modalities are files of their own, told apart by the type of their features; cells are the same in all of them. */
function ofMuData(parts: readonly Part[]): Shown {
  const modalityOf = ({ path }: Part): string => path.split('/')[1] ?? '';
  const matrices = parts.filter(({ part }) => part === 'obsFeatureMatrix');
  const sets = parts.filter(({ part }) => part === 'obsSets');
  const [first] = matrices;
  const embeddings = embeddingsOf(parts.map((part) => ({ ...part, name: part.part === 'obsEmbedding' ? `${part.name} (${modalityOf(part)})` : part.name })));
  const ofMatrix = (part: Part): File => ({ fileType: 'obsFeatureMatrix.mudata.zarr', options: { path: part.path }, coordinationValues: { ...CELLS, featureType: modalityOf(part) } });
  const features = matrices.map((part): readonly [string, string] => [keyOf(modalityOf(part)), modalityOf(part)]);
  const named = sets.map((part) => ({ name: `${part.name} (${modalityOf(part)})`, path: part.path }));
  return {
    files: [
      ...matrices.map(ofMatrix),
      ...(sets.length > 0 ? [{ fileType: 'obsSets.mudata.zarr', options: { obsSets: named }, coordinationValues: { obsType: CELLS.obsType } }] : []),
      ...embeddings.files('obsEmbedding.mudata.zarr'),
    ],
    views: [
      ...embeddings.views,
      ...(sets.length > 0 ? [['obsSets'] as const] : []),
      ...features.map(([scope]): View => ['featureList', { featureType: scope }]),
      ...(first ? [['heatmap', { featureType: keyOf(modalityOf(first)) }] as const] : []),
    ],
    scopes: { ...embeddings.scopes, ...(features.length > 0 && { featureType: Object.fromEntries(features) }) },
  };
}

/** Embeddings, and scatterplots of the first two. */
function embeddingsOf(all: readonly Part[]): { parts: readonly Part[]; views: readonly View[]; scopes: ViewConfig['coordinationSpace']; files: (fileType: string) => File[] } {
  const parts = all.filter(({ part }) => part === 'obsEmbedding');
  const files = (fileType: string): File[] =>
    parts.map(({ path, name, table, region }) => ({
      fileType,
      options: { path, ...(table !== undefined && { tablePath: table }), ...(region !== undefined && { region }) },
      coordinationValues: { obsType: CELLS.obsType, embeddingType: name },
    }));
  const scopes = parts.length > 0 ? { embeddingType: Object.fromEntries(parts.map(({ name }) => [keyOf(name), name])) } : {};
  return { parts, views: parts.slice(0, 2).map(({ name }): View => ['scatterplot', { embeddingType: keyOf(name) }]), scopes, files };
}

/** Views of the cell sets and of the genes, where there are any. */
function ofTable(parts: readonly Part[]): View[] {
  const has = (part: Part['part']): boolean => parts.some((one) => one.part === part);
  return [...(has('obsSets') ? [['obsSets'] as const] : []), ...(has('obsFeatureMatrix') ? [['featureList'] as const] : [])];
}

/** One element for each part, as there is room for one in a file of a view config: the first that passed. */
function spatialOptions(parts: readonly Part[]): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const isTable = (path: string | undefined): boolean => parts.some(({ part, table }) => (part === 'obsFeatureMatrix' || part === 'obsSets') && table === path);
  for (const { part, path, coordinateSystem, table } of parts) {
    if (part !== 'image' && part !== 'obsSegmentations' && part !== 'obsSpots' && part !== 'obsPoints') continue;
    options[part] ??= { path, ...(table !== undefined && isTable(table) && { tablePath: table }), ...(coordinateSystem !== undefined && { coordinateSystem }) };
  }
  const matrix = parts.find(({ part }) => part === 'obsFeatureMatrix');
  if (matrix !== undefined) options['obsFeatureMatrix'] = { path: matrix.path, ...(matrix.region !== undefined && { region: matrix.region }) };
  const tables = parts.filter(({ part }) => part === 'obsSets');
  const [first] = tables;
  if (first !== undefined) {
    const sets = tables.filter(({ table }) => table === first.table).map(({ path, name }) => ({ name, path }));
    options['obsSets'] = { tablePath: first.table, ...(first.region !== undefined && { region: first.region }), obsSets: sets };
  }
  return options;
}

/** Two rows of columns that fill the twelve by twelve cells of a layout. */
function laidOut(views: readonly View[]): unknown[] {
  const rows = views.length <= 3 ? [views] : [views.slice(0, Math.ceil(views.length / 2)), views.slice(Math.ceil(views.length / 2))];
  const height = 12 / rows.length;
  return rows.flatMap((row, y) => {
    const width = Math.floor(12 / row.length);
    return row.map(([component, scopes], x) => ({ component, coordinationScopes: { dataset: 'A', ...scopes }, x: x * width, y: y * height, w: x === row.length - 1 ? 12 - x * width : width, h: height }));
  });
}

/** A name of a scope. */
function keyOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_');
}
