/** Large files: few bytes, little memory, in the module and in the process. */
import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '../../src/js/check/check.js';
import { createEngine, type CheckGlue, type Engine, type Engines } from '../../src/js/engine.js';
import type { Source } from '../../src/js/source.js';
import { bigTiff, readBig } from './support/big-tiff.js';
import { run, useBench } from './support/cli.js';
import { root } from './support/fixtures.js';
import { describedTiff, omeXml } from './support/described.js';
import { problemsOf } from './support/schema.js';

const MIB = 1024 * 1024;
const bench = useBench('big');

/** An engine that tells how much memory its instances took. */
async function watched(): Promise<{ engines: Engines; memory: () => number }> {
  const glue = await import('../../src/js/generated/check/glue.js');
  const real = createEngine('check', async () => ({ module: await WebAssembly.compile(readFileSync(join(root, 'dist', 'omescope-check.wasm'))), glue }));
  let memory = 0;
  const check: Engine<CheckGlue> = {
    ...real,
    give(instance) {
      memory = Math.max(memory, instance.memorySize());
      real.give(instance);
    },
  };
  return { engines: { check } as unknown as Engines, memory: () => memory };
}

/** A source that counts what is read of it. */
function counted(size: number, read: (offset: number, length: number) => Uint8Array): Source & { bytes: number } {
  const source = { name: 'slide.ome.tif', size, bytes: 0, read: (offset: number, length: number) => {
    const answer = read(offset, length);
    source.bytes += answer.length;
    return answer;
  } };
  return source;
}

test('of a slide of 100 GB less than 4 MB are read, in less than 64 MiB of memory of the module', async () => {
  const big = bigTiff(40, 32_768, 8);
  expect(big.size).toBeGreaterThan(100e9);
  const { engines, memory } = await watched();
  const source = counted(big.size, (offset, length) => readBig(big, offset, length));
  const report = await readReport(engines, source);
  expect(problemsOf(report)).toEqual([]);
  expect(report.facts).toMatchObject({ ifds: 40, subIfds: 280 });
  expect(report.verdicts.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  console.log(`slide of ${Math.round(big.size / 1e9)} GB: ${source.bytes} bytes read, ${memory() / MIB} MiB of memory`);
  expect(source.bytes).toBeLessThan(4e6);
  expect(memory()).toBeLessThan(64 * MIB);
});

test('200,000 planes are all looked at, in bounded memory', async () => {
  const bytes = describedTiff(omeXml({ pixels: { SizeZ: '200000' } }), 200_000);
  const { engines, memory } = await watched();
  const report = await readReport(engines, counted(bytes.length, (offset, length) => bytes.subarray(offset, offset + length)));
  expect(report.facts).toMatchObject({ ifds: 200_000 });
  expect(report.findings.map(({ rule }) => rule)).toContain('index/offsets-missing');
  expect(report.findings.map(({ rule }) => rule)).not.toContain('ifd/missing-planes');
  console.log(`200,000 IFDs: ${memory() / MIB} MiB of memory`);
  expect(memory()).toBeLessThan(256 * MIB);
});

test('the command line takes a real file of 100 GB, if the disk has files with holes, and little memory for it', async () => {
  const big = bigTiff(40, 32_768, 8);
  const path = join(bench.folder, 'slide.ome.tif');
  const file = openSync(path, 'w');
  try {
    ftruncateSync(file, big.size);
  } catch {
    console.warn('skipped: the file system has no files of 100 GB with holes');
    return;
  }
  for (const { at, bytes } of big.parts) writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
  expect(statSync(path).blocks * 512).toBeLessThan(100e6);
  writeFileSync(join(bench.folder, 'watch.mjs'), "process.on('exit', () => process.stderr.write(`${process.resourceUsage().maxRSS}\\n`));");
  const memoryOf = async (name: string): Promise<{ rss: number; out: string }> => {
    const { out, err } = await run(process.execPath, ['--import', './watch.mjs', join(root, 'dist/cli/main.js'), name, '--format', 'json', '--offsets', 'none'], bench.folder);
    return { rss: Number(err) * 1024, out };
  };
  const small = await memoryOf(join(root, 'www/samples/broken.ome.tif'));
  const large = await memoryOf('slide.ome.tif');
  const report = JSON.parse(large.out);
  expect(report.facts).toMatchObject({ ifds: 40, subIfds: 280 });
  console.log(`the process grows by ${Math.round((large.rss - small.rss) / MIB)} MiB, ${report.transfer.bytes} bytes read`);
  expect(report.transfer.bytes).toBeLessThan(4e6);
  expect(large.rss - small.rss).toBeLessThan(64 * MIB);
});
