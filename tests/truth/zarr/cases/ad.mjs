// AnnData (AD, MU).
import { anndata } from '../store/anndata.mjs';

export const adCases = [
  { id: 'ad-good-v2', near: ['AD-01'], what: 'a small good store, v2', kind: 'anndata', build: () => anndata() },
  { id: 'ad-good-v3', near: ['AD-01'], what: 'a small good store, v3', kind: 'anndata', build: () => anndata({ zarr: 3 }) },
  { id: 'ad-csc-v2', what: 'CSC', kind: 'anndata', build: () => anndata({ X: 'csc' }) },
  { id: 'ad-csr-v3', what: 'CSR', kind: 'anndata', build: () => anndata({ X: 'csr', zarr: 3 }) },
];
