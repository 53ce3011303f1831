// Zarr itself: metadata, dtypes, codecs, chunks (ZC).
import { anndata } from '../store/anndata.mjs';

const nan = (key) => (text) => text.replace('{', `{\n "${key}": NaN,`);

export const zcCases = [
  { id: 'zc-01-nan-zattrs', rules: ['ZC-01'], what: 'NaN in obs/.zattrs', kind: 'anndata', build: () => anndata().text('obs/.zattrs', nan('note')), expect: { fails: 'z7 z5 vit' } },
];
