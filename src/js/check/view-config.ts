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
  const [file, views] = filesAndViews(shows);
  if (file === undefined) {
    const [first] = shows.leftOut;
    throw new OmescopeError('usage', `There is nothing in ${name} that Vitessce would show${first === undefined ? '' : `: ${first.why}`}.`, { help: 'omescope check says what is in the way.' });
  }
  const embeddings = shows.parts.filter(({ part }) => part === 'obsEmbedding').map(({ name }) => [keyOf(name), name] as const);
  return {
    version: VERSION,
    name,
    description: '',
    datasets: [{ uid: 'A', name, files: [{ ...file, fileType: `${file.fileType}${zip}`, url }] }],
    coordinationSpace: { dataset: { A: 'A' }, ...(file.fileType === 'anndata.zarr' && embeddings.length > 0 && { embeddingType: Object.fromEntries(embeddings) }) },
    layout: laidOut(views),
    initStrategy: 'auto',
  };
}

function filesAndViews({ kind, parts }: Shows): readonly [File | undefined, readonly View[]] {
  if (parts.length === 0) return [undefined, []];
  const of = (part: Part['part']): Part[] => parts.filter((one) => one.part === part);
  if (kind === 'ome-zarr') return [{ fileType: 'image.ome-zarr' }, [['spatialBeta'], ['layerControllerBeta']]];
  if (kind === 'ome-zarr-label') return [{ fileType: 'obsSegmentations.ome-zarr' }, [['spatialBeta'], ['layerControllerBeta']]];
  const [matrix] = of('obsFeatureMatrix');
  const sets = of('obsSets');
  const ofTable: View[] = [...(sets.length > 0 ? [['obsSets'] as const] : []), ...(matrix === undefined ? [] : [['featureList'] as const])];
  if (kind === 'anndata-zarr') {
    const [locations] = of('obsLocations');
    const options = {
      ...(matrix && { obsFeatureMatrix: { path: matrix.path } }),
      ...(of('obsEmbedding').length > 0 && { obsEmbedding: of('obsEmbedding').map(({ path, name }) => ({ path, embeddingType: name })) }),
      ...(locations && { obsLocations: { path: locations.path } }),
      ...(sets.length > 0 && { obsSets: sets.map(({ path, name }) => ({ name, path })) }),
    };
    const embeddings = of('obsEmbedding').map(({ name }): View => ['scatterplot', { embeddingType: keyOf(name) }]);
    const coordinationValues = { obsType: 'cell', featureType: 'gene', featureValueType: 'expression' };
    return [{ fileType: 'anndata.zarr', options, coordinationValues }, [...(locations ? [['spatial'] as const] : []), ...embeddings.slice(0, 2), ...ofTable, ...(matrix ? [['heatmap'] as const] : [])]];
  }
  return [{ fileType: 'spatialdata.zarr', options: spatialOptions(parts) }, [['spatialBeta'], ['layerControllerBeta'], ...ofTable]];
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
