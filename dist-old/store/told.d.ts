import { type ListableStore } from './store.js';
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
/** What the core is told of a store. Addresses as they may be shown. */
export declare function storeTold(store: ListableStore, path: string | undefined, viewers?: readonly string[], view?: StoreView): string;
