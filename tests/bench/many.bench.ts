/**
 * `omescope check` of 200 OME-TIFFs of 10 MB in one command: with one job, with as many as there are processors, and with another
 * build of the package where OMESCOPE_BEFORE names its folder. Reports are compared before any time is printed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packTiles, slide, type Packing } from './slides.js';
import { machine, milliseconds, printTable } from './table.js';

const FILES = Number(process.env['OMESCOPE_FILES'] ?? 200);
const ROUNDS = Number(process.env['OMESCOPE_ROUNDS'] ?? 3);
/** Most memory of a run, and how many times faster than the build before it is to be. */
const GOAL = { mebibytes: 400, times: 3 };

interface Run {
  readonly milliseconds: number;
  /** Processor time of all threads. */
  readonly processor: number;
  readonly mebibytes: number;
}

interface Build {
  readonly name: string;
  readonly main: string;
  readonly flags: readonly string[];
}

const before = process.env['OMESCOPE_BEFORE'];
const here = join(process.cwd(), 'dist', 'cli', 'main.js');
const builds: Build[] = [
  ...(before === undefined ? [] : [{ name: 'before', main: join(before, 'dist', 'cli', 'main.js'), flags: [] }]),
  { name: '--jobs 1', main: here, flags: ['--jobs', '1'] },
  { name: `--jobs ${Math.min(availableParallelism(), 8)} (default)`, main: here, flags: [] },
];

/** Has the process say at its end what it took. Threads are of the same process. */
const USAGE = `import { isMainThread } from 'node:worker_threads';
import { writeFileSync } from 'node:fs';
if (isMainThread) process.on('exit', () => writeFileSync(process.env.OMESCOPE_USAGE, JSON.stringify(process.resourceUsage())));`;

function check(folder: string, { main, flags }: Build): Run & { readonly reports: string } {
  const [out, usage, hook] = ['out.ndjson', 'usage.json', 'usage.mjs'].map((name) => join(folder, '..', name)) as [string, string, string];
  writeFileSync(hook, USAGE);
  const file = openSync(out, 'w');
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['--import', pathToFileURL(hook).href, main, join(folder, '*.ome.tif'), '--format', 'ndjson', ...flags], { stdio: ['ignore', file, 'inherit'], env: { ...process.env, OMESCOPE_USAGE: usage } });
  const took = performance.now() - start;
  closeSync(file);
  if (status !== 0) throw new Error(`${main} ended with ${status}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage;
  return { milliseconds: took, processor: (userCPUTime + systemCPUTime) / 1000, mebibytes: maxRSS / 1024, reports: readFileSync(out, 'utf8') };
}

function makeFiles(folder: string, packing: Packing): number {
  const tiles = packTiles(packing);
  let bytes = 0;
  for (let number = 0; number < FILES; number += 1) {
    const file = slide(tiles, number);
    bytes += file.length;
    writeFileSync(join(folder, `slide-${String(number).padStart(4, '0')}.ome.tif`), file);
  }
  return bytes;
}

const least = (runs: readonly Run[], of: (run: Run) => number): number => Math.min(...runs.map(of));

console.log(machine());
const base = mkdtempSync(join(tmpdir(), 'omescope-many-'));
const rows: string[][] = [];
try {
  for (const packing of ['none', 'LZW', 'Deflate'] as const) {
    const folder = join(base, packing);
    if (!existsSync(folder)) mkdirSync(folder);
    const bytes = makeFiles(folder, packing);
    const runs = new Map<string, Run[]>(builds.map(({ name }) => [name, []]));
    let wanted: string | undefined;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const build of builds) {
        const { reports, ...run } = check(folder, build);
        wanted ??= reports;
        if (reports !== wanted || reports.split('\n').length !== FILES + 1) throw new Error(`${packing}, ${build.name}: other reports`);
        runs.get(build.name)?.push(run);
      }
    }
    const first = least(runs.get(builds[0]?.name ?? '') ?? [], ({ milliseconds }) => milliseconds);
    for (const { name } of builds) {
      const own = runs.get(name) ?? [];
      const [took, most] = [least(own, ({ milliseconds }) => milliseconds), Math.max(...own.map(({ mebibytes }) => mebibytes))];
      const met = most <= GOAL.mebibytes && first / took >= GOAL.times;
      const judged = name.includes('default') && before !== undefined;
      rows.push([`${packing}, ${(bytes / FILES / 1e6).toFixed(1)} MB each: ${name}`, milliseconds(took), `${(first / took).toFixed(2)} x`, milliseconds(least(own, ({ processor }) => processor)), `${most.toFixed(0)} MiB`, judged ? (met ? 'met' : 'missed') : '']);
    }
    rmSync(folder, { recursive: true });
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}
printTable(`omescope check of ${FILES} OME-TIFFs, least of ${ROUNDS} rounds by turns`, ['tiles', 'time', 'faster', 'processor', 'most memory', `goal: ${GOAL.times} x, ${GOAL.mebibytes} MiB`], rows);
