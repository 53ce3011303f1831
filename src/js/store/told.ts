import type { StoreTold } from '../generated/zarr/bindings.js';
import { OmescopeError } from '../errors.js';
import { printableUrl } from '../http/words.js';
import { toCore } from '../trap.js';
import { partsOf, type ListableStore } from './store.js';

/** What a Vitessce view config asks of a store, in its own names. Paths may be typed as in Python: `adata.obs["leiden"]`, `X_umap`. */
export interface StoreView {
  readonly obsSets?: string | readonly string[];
  readonly obsEmbedding?: string | readonly string[];
  readonly obsFeatureMatrix?: string | readonly string[];
  readonly initialFeatureFilterPath?: string;
  /** For all elements of SpatialData, or for elements by their paths. */
  readonly coordinateSystem?: string | Readonly<Record<string, string>>;
  readonly coordinateTransformations?: readonly unknown[];
}

function viewTold(view: StoreView | undefined): object | undefined {
  return view?.coordinateTransformations === undefined ? view : { ...view, coordinateTransformations: toCore(view.coordinateTransformations) };
}

/** What the core is told of a store. Addresses as they may be shown. */
export function storeTold(store: ListableStore, path: string | undefined, viewers?: readonly string[], view?: StoreView): StoreTold {
  const { name = '', zip, url } = store;
  const shown = url !== undefined && URL.canParse(url) ? printableUrl(url) : url;
  return { name, url: shown, path: plainPath(path), zip, viewers, view: viewTold(view) };
}

/** A path in a store, without slashes at its ends. */
function plainPath(path: unknown = ''): string {
  if (typeof path !== 'string') throw new OmescopeError('usage', `path is ${JSON.stringify(path)}, and has to be a text.`);
  const plain = path.replace(/^\/+|\/+$/g, '');
  try {
    return partsOf(plain).join('/');
  } catch (cause) {
    throw new OmescopeError('usage', `"${path}" is no path in a store.`, { cause });
  }
}
