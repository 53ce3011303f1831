/** The recipes of docs/clusters.md, run on some hundreds of images. `npm run recipes` installs what they need of PyPI. */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, useBench, type Run } from './support/cli.js';
import { describedTiff, omeXml } from './support/described.js';
import { root } from './support/fixtures.js';

const bin = join(root, 'build', 'recipes', 'bin');
const recipe = (name: string): string => join(root, 'examples', 'cluster', name);
const bench = useBench('recipes');
const IMAGES = 300;

test('docs/clusters.md shows the programs as they are', () => {
  const document = readFileSync(join(root, 'docs', 'clusters.md'), 'utf8');
  for (const name of ['check-slice.sh', 'Snakefile', 'join.py']) expect(document).toContain(readFileSync(recipe(name), 'utf8').trim());
  for (const name of readdirSync(join(root, 'examples', 'cluster'))) expect(document).toContain(`examples/cluster/${name}`);
});

test('check-slice.sh goes on with a part, and leaves one that is not complete', async () => {
  makeImages(3);
  mkdirSync(join(bench.folder, 'reports'));
  const slice = (): Promise<Run> => call('sh', [recipe('check-slice.sh'), 'list.txt', 'reports/0.ndjson']);
  expect(await slice()).toMatchObject({ code: 0, out: '' });
  expect(readdirSync(join(bench.folder, 'reports'))).toEqual(['0.ndjson']);
  const whole = readFileSync(join(bench.folder, 'reports', '0.ndjson'));
  expect(linesIn('reports')).toHaveLength(4);
  renameSync(join(bench.folder, 'reports', '0.ndjson'), join(bench.folder, 'reports', '0.ndjson.part'));
  truncateSync(join(bench.folder, 'reports', '0.ndjson.part'), whole.length - 100);
  expect((await slice()).code).toBe(0);
  expect(linesIn('reports')).toEqual(whole.toString().trimEnd().split('\n').sort());
  // Something that no run has written is not taken for a part.
  bench.put('reports/0.ndjson.part', 'notes\nof mine\n');
  expect(await slice()).toMatchObject({ code: 1, err: expect.stringContaining('is not complete') });
});

describe.runIf(existsSync(join(bin, 'snakemake')))('with what is installed of PyPI', () => {
  test('Snakemake: every image has a line, what was interrupted is gone on with, and DuckDB counts right', async () => {
    makeImages(IMAGES);
    const snakemake = (): Promise<Run> => call(join(bin, 'snakemake'), ['-s', recipe('Snakefile'), '--config', 'list=list.txt', 'size=50', '--cores', '2']);
    const first = await snakemake();
    expect(first.code, first.err).toBe(0);
    expect(first.out + first.err).toMatch(new RegExp(`│ +${IMAGES + 1} │ +1 │`));
    const lines = linesIn('reports');
    expect(lines).toHaveLength(IMAGES + 1);
    expect(await query("SELECT count(*) FILTER (verdicts['viv@0.21'] = 'fails'), count(*) FILTER (verdicts['viv@0.21'] = 'loads'), count(error) FROM 'inputs.parquet'")).toEqual([30, 210, 1]);
    expect(await query("SELECT count(DISTINCT given) FROM 'findings.parquet' WHERE rule = 'ifd/missing-planes'")).toEqual([60]);
    // A job that was ended in the middle of a line.
    const report = join(bench.folder, 'reports', '00002.ndjson');
    const bytes = readFileSync(report);
    writeFileSync(`${report}.part`, bytes.subarray(0, bytes.length / 2));
    for (const path of [report, join(bench.folder, 'inputs.parquet')]) rmSync(path);
    const second = await snakemake();
    expect(second.code, second.err).toBe(0);
    expect(second.out + second.err).toMatch(/00002\.ndjson\.part has \d+ of 50 inputs; going on with \d+/);
    expect(linesIn('reports')).toEqual(lines);
  }, 600_000);

  test('Dask: every image has a line, and only what is missing is done again', async () => {
    makeImages(IMAGES);
    const dask = (): Promise<Run> => call(join(bin, 'python3'), [recipe('check_dask.py'), 'list.txt', '--size', '50']);
    const first = await dask();
    expect(first, first.err).toMatchObject({ code: 0, out: expect.stringContaining('7 of 7 slices') });
    const lines = linesIn('reports');
    expect(lines).toHaveLength(IMAGES + 1);
    rmSync(join(bench.folder, 'reports', '00003.ndjson'));
    expect(await dask()).toMatchObject({ code: 0, out: '1 of 1 slices\n' });
    expect(linesIn('reports')).toEqual(lines);
    expect((await call(join(bin, 'python3'), [recipe('join.py'), 'reports'])).code).toBe(0);
    expect(await query("SELECT count(*), count(error) FROM 'inputs.parquet'")).toEqual([IMAGES + 1, 1]);
  }, 600_000);
});

test.skipIf(existsSync(join(bin, 'snakemake')))('left out: the runs of Snakemake and Dask, which are not installed (npm run recipes installs them)', () => {
  console.warn('left out: the runs of Snakemake and Dask, which are not installed (npm run recipes installs them)');
});

/** Good ones, each fourth of which lacks planes and each tenth of which is no image, and a list with one that is not there. */
function makeImages(count: number): void {
  const [good, lacking] = [describedTiff(omeXml()), describedTiff(omeXml({ pixels: { SizeZ: '3' } }))];
  mkdirSync(join(bench.folder, 'images'));
  const names = Array.from({ length: count }, (_, at) => bench.put(`images/${at}.ome.tif`, at % 10 === 0 ? 'no image' : at % 4 === 0 ? lacking : good));
  writeFileSync(join(bench.folder, 'list.txt'), `${[...names, 'images/gone.ome.tif'].join('\n')}\n`);
}

/** The lines of all reports, sorted, as slices are done in any order. */
function linesIn(folder: string): string[] {
  const names = readdirSync(join(bench.folder, folder)).filter((name) => name.endsWith('.ndjson'));
  return names.flatMap((name) => readFileSync(join(bench.folder, folder, name), 'utf8').trimEnd().split('\n')).sort();
}

function call(program: string, args: readonly string[]): Promise<Run> {
  const env = { PATH: `${bin}${delimiter}${process.env['PATH']}`, OMESCOPE: `${process.execPath} ${join(root, 'dist', 'cli', 'main.js')}`, XDG_CACHE_HOME: join(bench.folder, 'cache'), NO_COLOR: '1' };
  return run(program, args, bench.folder, env);
}

/** The numbers of the only row of an answer of DuckDB. */
async function query(sql: string): Promise<number[]> {
  const { out, err } = await call(join(bin, 'python3'), ['-c', 'import duckdb, json, sys; print(json.dumps(duckdb.sql(sys.argv[1]).fetchall()[0]))', sql]);
  expect(err).toBe('');
  return JSON.parse(out) as number[];
}
