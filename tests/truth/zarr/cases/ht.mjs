// Hosts that behave otherwise than a plain static one (HT). What needs a browser (CORS, mixed content) is not shown.
import { anndata } from '../store/anndata.mjs';
import { image } from '../store/ngff.mjs';
import { spatialdata } from '../store/spatialdata.mjs';
import { both } from './table.mjs';

const v = (zarr) => (zarr === 3 ? '0.5' : '0.4');
const sharded = () => image({ version: '0.5', arrays: { inner: [1, 32, 32] } });
const ofImage = { kind: 'image' };
const points = () => spatialdata({ points: { rna: {} } });

export const htCases = [
  { id: 'ht-02-sharded', rules: ['HT-02'], ...ofImage, manners: { head: false }, what: 'shards on a host that refuses HEAD', build: sharded, expect: { fails: 'vit viv v16' } },
  { id: 'ht-02-zip', rules: ['HT-02'], ...ofImage, viewers: ['vit'], zip: true, manners: { head: false }, what: 'a zip on a host that refuses HEAD', build: () => image().zipped(), expect: { fails: 'vit' } },
  { id: 'ht-02-points', rules: ['HT-02'], kind: 'spatialdata', hangs: true, manners: { head: false }, what: 'points on a host that refuses HEAD', build: points, expect: { fails: 'vit' } },
  { id: 'ht-02-near-plain', near: ['HT-02', 'HT-03'], ...ofImage, manners: { head: false, ranges: false }, what: 'plain chunks on a host that knows neither HEAD nor ranges', build: () => image(), expect: { fails: 'v16' } },
  { id: 'ht-03-sharded', rules: ['HT-03'], ...ofImage, manners: { ranges: false }, what: 'shards on a host that ignores ranges', build: sharded, expect: { fails: 'vit viv v16' } },
  { id: 'ht-03-zip', rules: ['HT-03'], ...ofImage, viewers: ['vit'], zip: true, manners: { ranges: false }, what: 'a zip on a host that ignores ranges', build: () => image().zipped(), expect: { fails: 'vit' } },
  { id: 'ht-03-points', rules: ['HT-03'], kind: 'spatialdata', hangs: true, manners: { ranges: false }, what: 'points on a host that ignores ranges', build: points, expect: { fails: 'vit' } },
  { id: 'ht-03-near-sharded', near: ['HT-02', 'HT-03'], ...ofImage, what: 'shards on a host that knows both', build: sharded, expect: { fails: 'v16' } },
  ...both({ id: 'ht-04-page-image', rules: ['HT-04'], ...ofImage, manners: { missing: 'page' }, what: 'missing keys answered with 200 and a page', build: (zarr) => image({ version: v(zarr) }), expect: { fails: 'vit viv' }, expect3: { fails: 'viv v16' } }),
  ...both({ id: 'ht-04-page-anndata', rules: ['HT-04'], kind: 'anndata', manners: { missing: 'page' }, what: 'missing keys answered with 200 and a page', build: (zarr) => anndata({ zarr }) }),
  ...both({ id: 'ht-04-403-image', rules: ['HT-04'], ...ofImage, manners: { missing: 403 }, what: 'missing keys answered with 403, as S3 does where listing is not allowed', build: (zarr) => image({ version: v(zarr) }), expect: { fails: 'viv' }, expect3: { fails: 'viv v16' } }),
  ...both({ id: 'ht-04-403-anndata', rules: ['HT-04'], kind: 'anndata', manners: { missing: 403 }, what: 'missing keys answered with 403', build: (zarr) => anndata({ zarr }), expect: { fails: 'z7' } }),
  ...both({ id: 'ht-04-500', rules: ['HT-04'], ...ofImage, manners: { missing: 500 }, what: 'missing keys answered with 500', build: (zarr) => image({ version: v(zarr) }), expect: { fails: 'vit viv' }, expect3: { fails: 'vit viv v16' } }),
  ...both({ id: 'ht-04-near', near: ['HT-04', 'HT-05'], ...ofImage, what: 'missing keys answered with 404', build: (zarr) => image({ version: v(zarr) }), expect3: { fails: 'v16' } }),
  { id: 'ht-05-gzip', rules: ['HT-05'], ...ofImage, manners: { gzip: true }, what: 'all answers with Content-Encoding gzip', build: () => image() },
  { id: 'ht-05-gzip-sharded', rules: ['HT-05'], ...ofImage, manners: { gzip: true }, what: 'shards with Content-Encoding gzip', build: sharded, expect: { fails: 'vit viv v16' } },
  { id: 'ht-08-dot-files-v2', rules: ['HT-08'], ...ofImage, manners: { dotFiles: false }, what: 'a v2 image on a host that hides names with a dot', build: () => image(), expect: { fails: 'vit viv v16' } },
  { id: 'ht-08-dot-files-anndata', rules: ['HT-08'], kind: 'anndata', manners: { dotFiles: false }, what: 'a v2 AnnData on a host that hides names with a dot', build: () => anndata(), expect: { fails: 'z7 vit' } },
  { id: 'ht-08-near-v3', near: ['HT-08'], ...ofImage, manners: { dotFiles: false }, what: 'a v3 image on a host that hides names with a dot', build: () => image({ version: '0.5' }), expect: { fails: 'v16' } },
];
