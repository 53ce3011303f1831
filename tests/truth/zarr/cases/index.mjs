// All cases. A case is a store, what is planted in it, the rules of the catalogue that it is for, and what each viewer makes of it.
import { adEncodingCases } from './ad-encodings.mjs';
import { adMatrixCases } from './ad-matrices.mjs';
import { sdCases } from './sd.mjs';
import { htCases } from './ht.mjs';
import { lbCases } from './lb.mjs';
import { ngCases } from './ng.mjs';
import { imCases } from './im.mjs';
import { pythonCases } from './python.mjs';
import { stCases } from './st.mjs';
import { zcChunkCases } from './zc-chunks.mjs';
import { zcMetadataCases } from './zc-metadata.mjs';
import { withOlder } from '../setup.mjs';

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string[]} [rules]  rules that this store breaks
 * @property {string[]} [near]  rules that it nearly breaks: a checker must stay silent about them
 * @property {string} what  what is planted, in a person's words
 * @property {'arrays'|'anndata'|'mudata'|'image'|'labels'|'spatialdata'} kind  which loaders are tried
 * @property {() => import('../store/store.mjs').Store} build
 * @property {Partial<Record<'fails'|'wrong'|'slow', string>>} [expect]  outcome to viewers, by their short names; all others load it
 * @property {import('../oracle/server.mjs').Manners} [manners]
 * @property {object} [options]  what a view config would ask for
 * @property {boolean} [oldBrowser]  one without Float16Array
 * @property {boolean} [varies]  what is shown comes from memory that nobody wrote: the message is another one each time
 * @property {boolean} [hangs]  a viewer is expected never to come back: it is not waited for long
 */

/** @type {Case[]} */
export const cases = [...stCases, ...zcMetadataCases, ...zcChunkCases, ...ngCases, ...imCases, ...lbCases, ...adEncodingCases, ...adMatrixCases, ...sdCases, ...htCases, ...pythonCases];

/** Short names of the viewers in the tables. */
export const VIEWERS = {
  z7: 'zarrita@0.7.5',
  z5: 'zarrita@0.5.4',
  vit: 'vitessce@4.0.8',
  auto: 'vitessce-autoconfig@4.0.8',
  viv: 'viv@0.21.0',
  v16: 'viv@0.16.1',
  v39: 'vitessce@3.9.11',
  v35: 'vitessce@3.5.10',
};

/** Older versions of Vitessce, which are run where that is asked for; the tables say nothing of them. */
export const OLDER = ['v39', 'v35'];

const BY_KIND = {
  arrays: ['z7', 'z5'],
  anndata: ['z7', 'vit'],
  mudata: ['z7', 'vit'],
  image: ['vit', 'viv', 'v16'],
  labels: ['vit', 'viv', 'v16'],
  spatialdata: ['vit'],
};

const EXTENSIONS = { arrays: 'zarr', anndata: 'adata.zarr', mudata: 'mudata.zarr', image: 'ome.zarr', labels: 'ome.zarr', spatialdata: 'sdata.zarr' };

/** Short names of the viewers that are tried on a case. */
export function viewersOf({ kind, viewers, hangs }) {
  const chosen = viewers ?? BY_KIND[kind];
  return withOlder() && chosen.includes('vit') && !hangs ? [...chosen, ...OLDER] : chosen;
}

/** Name of the folder, or of the archive, that a case's store is kept in. */
export function fileNameOf({ kind, name, zip }) {
  return name ?? `data.${EXTENSIONS[kind]}${zip ? '.zip' : ''}`;
}

export function expectedOutcome({ expect = {} }, viewer) {
  return Object.keys(expect).find((outcome) => expect[outcome].split(' ').includes(viewer)) ?? 'loads';
}
