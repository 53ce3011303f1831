/** `omescope check` of many inputs: lines, workers, lists, and going on after an interruption. */
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { check, viewers } from 'omescope';
import { costWords } from '../../src/js/cli/format/words.js';
import { tableWriter } from '../../src/js/cli/format/table.js';
import { readList } from '../../src/js/cli/inputs.js';
import { workOff } from '../../src/js/cli/jobs.js';
import type { Looked } from '../../src/js/cli/look.js';
import { createPatience } from '../../src/js/cli/patience.js';
import { similar } from '../../src/js/cli/similar.js';
import { painter } from '../../src/js/cli/terminal.js';
import { createThread, ThreadEnded } from '../../src/js/cli/threads.js';
import { cellsOf, keepEnd, shorten } from '../../src/js/cli/wrap.js';
import { useBench } from './support/cli.js';
import { describedTiff, omeXml } from './support/described.js';
import { root } from './support/fixtures.js';
import { problemsOf, problemsOfFailure } from './support/schema.js';

const bench = useBench('many');
const good = describedTiff(omeXml());
const lacking = describedTiff(omeXml({ pixels: { SizeZ: '3' } }));
const files = { 'a.ome.tif': good, 'b.ome.tif': lacking, 'c.ome.tif': good, 'd.ome.tif': 'no image' } as const;
const putAll = (): void => Object.entries(files).forEach(([name, content]) => bench.put(name, content));
const linesOf = (name: string): string[] => readFileSync(join(bench.folder, name), 'utf8').split('\n').slice(0, -1);
const givenIn = (name: string): string[] => linesOf(name).map((line) => JSON.parse(line).given);

describe('a line for each of several inputs', () => {
  test('says the verdicts and the worst finding, and below how many fail, in which viewer', async () => {
    putAll();
    const { out, err, code } = await bench.omescope(['*.ome.tif', 'gone.tif']);
    expect({ code, err }).toEqual({ code: 2, err: 'error: gone.tif cannot be opened: there is no such file\n' });
    const lines = out.split('\n');
    expect(lines[1]).toMatch(/^ +Vitessce +Viv +Avivator +spec +worst finding$/);
    expect(lines[2]).toMatch(/^a\.ome\.tif +✓ loads +✓ loads +✓ loads +✓ valid$/);
    expect(lines[3]).toMatch(/^b\.ome\.tif +✗ \w+ +✗ \w+ +✗ \w+ +✗ invalid +ifd\/missing-planes/);
    expect(lines[5]).toMatch(/^d\.ome\.tif +✗ fails +✗ fails +✗ fails +✗ invalid +file\/not-tiff$/);
    expect(lines[6]).toBe('gone.tif   ✗ cannot be read');
    expect(out).toContain('2 of 4 fail in Vitessce 4.0.8 and Avivator, 1 of 4 in Viv 0.21.');
    expect(out).toContain('2 of 4 are not valid by the OME-TIFF specification.');
    expect(out).toContain('1 of 5 cannot be read.');
    expect(out).toMatch(/Most often: .*ifd\/missing-planes \(1\)/);
  });

  test('where all is well it says so, and --quiet says nothing', async () => {
    bench.put('a.ome.tif', good);
    bench.put('b.ome.tif', good);
    const { out } = await bench.omescope(['*.tif']);
    expect(out).toContain('All 2 load in Vitessce 4.0.8, Viv 0.21 and Avivator.');
    expect(await bench.omescope(['*.tif', '-q'])).toEqual({ code: 0, out: '', err: '' });
    expect(await bench.omescope(['a.ome.tif', '--quiet'])).toEqual({ code: 0, out: '', err: '' });
  });

  test('--quiet prints what is as bad as --fail-on, and nothing else', async () => {
    putAll();
    const { out, code } = await bench.omescope(['*.ome.tif', '-q', '--fail-on', 'fails']);
    expect(code).toBe(1);
    expect(out).toMatch(/^d\.ome\.tif/m);
    expect(out).not.toMatch(/^[ac]\.ome\.tif/m);
    expect((await bench.omescope(['b.ome.tif', '-q'])).out).toBe((await bench.omescope(['b.ome.tif'])).out);
    expect(await bench.omescope(['*.ome.tif', '-q', '--fail-on', 'never'])).toEqual({ code: 0, out: '', err: '' });
  });

  test('-v prints everything of each, as for a single input, and then the lines', async () => {
    putAll();
    const { out } = await bench.omescope(['*.ome.tif', '-v']);
    const singles = await Promise.all(Object.keys(files).map(async (name) => (await bench.omescope([name])).out));
    const lines = (await bench.omescope(['*.ome.tif'])).out;
    expect(out).toBe([...singles, lines].join(''));
  });

  test.each([40, 50, 60, 72, 80, 100, 120, 200])('fits into %i columns, whatever the names are', async (width) => {
    const names = ['a.ome.tif', `${'long/'.repeat(40)}x.ome.tif`, 'evil\u001b]0;owned\u0007\u202egnp.tif\n::error::x', '顕微鏡の画像データ/細胞の写真その一二三四五六七八九.ome.tif'];
    const reports = await Promise.all([good, lacking, lacking, good].map((bytes) => check(new File([bytes], 'x.ome.tif'))));
    const looked = names.map((input, at): Looked => ({ outcome: { input, report: reports[at]! }, exit: 0, told: undefined }));
    const failed: Looked = { outcome: { input: 'gone.tif', error: { code: 'read-failed', message: 'gone' } }, exit: 2, told: undefined };
    const table = tableWriter([...names, 'gone.tif'], { known: await viewers(), chosen: [] }, { width, paint: painter(false) }, false);
    const text = [...looked, failed].map((one) => table.one(one)).join('') + table.end();
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).not.toMatch(/^::/m);
    for (const line of text.split('\n')) expect(cellsOf(line), line).toBeLessThanOrEqual(width);
    // In a block or in a row: the end of the name is what tells files apart.
    expect(text).toMatch(/x\.ome\.tif/);
    expect(text).toMatch(/八九\.ome\.tif/);
  });

  test('text is cut by the cells that it takes', () => {
    expect([cellsOf('abc'), cellsOf('細胞'), cellsOf('e\u0301'), cellsOf('\u001b[31mred\u001b[39m'), cellsOf('🔬')]).toEqual([3, 4, 1, 3, 2]);
    expect([shorten('細胞の写真', 5), keepEnd('細胞の写真', 5), keepEnd('folder/name', 6), shorten('name', 4)]).toEqual(['細胞…', '…写真', '…/name', 'name']);
  });

  test('with an offsets.json at hand, the cost begins with what it is', async () => {
    const report = await check(new File([describedTiff(omeXml({ pixels: { SizeZ: '2' } }), 2)], 'a.ome.tif'));
    const step = (requests: number) => ({ requests, bytes: requests * 1000, rounds: requests, milliseconds: [requests * 20, requests * 50, requests * 200] });
    const steps = (open: number) => ({ open: step(open), firstView: step(2), switchChannel: step(1), lastPlane: step(1) });
    const slow = { ...report, cost: { viewer: 'viv@0.21', roundTripMilliseconds: [20, 50, 200], withoutOffsets: steps(78), withOffsets: steps(2) } };
    const without = 'first picture after 80 requests, 80.0 kB, about 4.0 s at 50 ms a round trip, 0.2 s with offsets.json';
    const ready = 'first picture after 4 requests, 4.0 kB, about 0.2 s at 50 ms a round trip with its offsets.json, 4.0 s without';
    // There is none: that is a finding.
    expect(slow.findings.map(({ rule }) => rule)).toContain('index/offsets-missing');
    expect([costWords(slow), costWords(slow, false), costWords(slow, true)]).toEqual([without, without, without]);
    const found = { ...slow, findings: [] };
    expect([costWords(found), costWords(found, true), costWords(found, false)]).toEqual([ready, ready, without]);
    expect(costWords({ ...found, input: { ...found.input, kind: 'tiff' } })).toBe(without);
  });
});

describe('a folder that is no Zarr store', () => {
  test('stands for the images and stores in it', async () => {
    for (const folder of ['data/deep/er', 'data/.hidden', 'data/1/2/3/4/5', 'empty']) mkdirSync(join(bench.folder, folder), { recursive: true });
    for (const name of ['data/a.ome.tif', 'data/notes.txt', 'data/deep/er/b.tiff', 'data/.hidden/c.tif', 'data/1/2/3/4/d.tif', 'data/1/2/3/4/5/e.tif']) bench.put(name, good);
    cpSync(join(root, 'www', 'samples', 'cells.ome.zarr'), join(bench.folder, 'data', 'store'), { recursive: true });
    symlinkSync(join(bench.folder, 'data'), join(bench.folder, 'data', 'deep', 'loop'));
    const { out, err, code } = await bench.omescope(['data', '--format', 'json', '--fail-on', 'never']);
    expect(code).toBe(0);
    expect(err.replace(/\s+/g, ' ')).toBe('data is a folder: 4 images and stores in it; what is more than four folders deep, or beyond 10,000, is left out ');
    expect(JSON.parse(out).map(({ input }: { input: { name: string } }) => input.name)).toEqual(['d.tif', 'a.ome.tif', 'b.tiff', 'store']);
    expect(await bench.omescope(['empty'])).toMatchObject({ code: 2, err: expect.stringContaining('empty is a folder without a Zarr store, and there is no image and no store in it') });
  });
});

describe('--jobs', () => {
  test.each(['pretty', 'json', 'ndjson', 'sarif', 'markdown', 'github'])('%s is the same, in the order of the inputs, however many work on it', async (format) => {
    putAll();
    const inputs = ['d.ome.tif', 'gone.tif', 'b.ome.tif', 'a.ome.tif', 'c.ome.tif', 'a.ome.tif'];
    const [one, ...others] = await Promise.all(['1', '2', '5'].map((jobs) => bench.omescope([...inputs, '--format', format, '--jobs', jobs])));
    for (const other of others) expect(other).toEqual(one);
    expect(one?.out).not.toBe('');
  });

  test('results come in order, and no more is begun than may wait', async () => {
    const items = Array.from({ length: 2000 }, (_, at) => at);
    const taken: number[] = [];
    let [most, begun, release] = [0, 0, (): void => undefined];
    const held = new Promise<void>((resolve) => (release = resolve));
    const work = async (item: number): Promise<number> => {
      begun = Math.max(begun, item);
      most = Math.max(most, begun - taken.length);
      // The first holds up all others until the second worker can do no more.
      if (item === 0) await held;
      else if (begun - taken.length >= 255) release();
      return item;
    };
    await workOff({ items, workers: [{ work }, { work }], take: (item) => taken.push(item), ordered: true });
    expect(taken).toEqual(items);
    expect(most).toBe(255);
  });

  test('one that has had enough leaves the rest to the others', async () => {
    const items = Array.from({ length: 50 }, (_, at) => at);
    const [doing, taken]: [string[], number[]] = [[], []];
    const doer = (name: string, over?: () => boolean) => ({
      async work(item: number) {
        doing.push(name);
        await new Promise((resolve) => setImmediate(resolve));
        return item;
      },
      ...(over && { over }),
    });
    const helps = (): number => doing.filter((name) => name === 'helper').length;
    await workOff({ items, workers: [doer('worker'), doer('helper', () => helps() === 5)], take: (item) => taken.push(item), ordered: true });
    expect(taken).toEqual(items);
    expect(helps()).toBe(5);
  });

  test('threads are waited with until there is enough to do for them, or nothing any more', async () => {
    const decided = async (total: number, steps: readonly (readonly [at: number, count: number])[]): Promise<boolean> => {
      let [time, over] = [0, false];
      const patience = createPatience(total, () => time);
      void patience.over.then(() => (over = true));
      for (const [at, count] of steps) {
        time = at;
        patience.done(count);
      }
      await new Promise((resolve) => setImmediate(resolve));
      patience.end();
      return over;
    };
    expect(await decided(200, [[150, 10]])).toBe(false);
    expect(await decided(200, [[210, 10]])).toBe(true);
    expect(await decided(20, [[210, 10]])).toBe(false);
    expect(await decided(10, [[5, 10]])).toBe(true);
  });

  test('a thread that ends is told as that, and the next input gets a new one', async () => {
    const script = bench.put('worker.mjs', `import { parentPort, threadId } from 'node:worker_threads';
      parentPort.on('message', (what) => {
        if (what === 'exit') process.exit(7);
        if (what === 'throw') throw new Error('broken');
        if (what === 'memory') for (const all = []; ; ) all.push(new Array(100_000).fill(all.length));
        parentPort.postMessage({ what, threadId });
      });`);
    const thread = createThread<{ what: string; threadId: number }>({ script: pathToFileURL(script), workerData: undefined, resourceLimits: { maxOldGenerationSizeMb: 32 } });
    const first = await thread.ask('a');
    expect((await thread.ask('b')).threadId).toBe(first.threadId);
    for (const [how, why] of [['exit', 'exit code 7'], ['throw', 'broken'], ['memory', 'memory']] as const) {
      await expect(thread.ask(how)).rejects.toThrow(ThreadEnded);
      await expect(thread.ask(how)).rejects.toThrow(why);
      expect((await thread.ask('c')).what).toBe('c');
    }
    expect((await thread.ask('d')).threadId).not.toBe(first.threadId);
    await thread.end();
  });
});

describe('--from', () => {
  test('takes a line for an input, as it is, also from standard input and from ndjson', async () => {
    putAll();
    bench.put('a*.tif', lacking);
    bench.put('list.txt', 'a.ome.tif\r\n\n  \nd.ome.tif\na*.tif\n{"input":"gone.tif","error":{"code":"x","message":"y"}}\n{"given":"b.ome.tif","report":1}\n');
    const { out } = await bench.omescope(['c.ome.tif', '--from', 'list.txt', '--format', 'ndjson', '--jobs', '1']);
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(lines.map(({ given }) => given)).toEqual(['c.ome.tif', 'a.ome.tif', 'd.ome.tif', 'a*.tif', 'gone.tif', 'b.ome.tif']);
    for (const { given, ...line } of lines) expect(given === 'gone.tif' ? problemsOfFailure(line) : problemsOf(line)).toEqual([]);
    bench.put('nul.txt', 'with\nbreak.tif\0b.tif\0');
    expect(readList(join(bench.folder, 'nul.txt'))).toEqual(['with\nbreak.tif', 'b.tif']);
    const piped = await new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), '--from', '-', '--format', 'ndjson'], { cwd: bench.folder });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk));
      child.on('close', () => resolve(text));
      child.stdin.end('a.ome.tif\n');
    });
    expect(JSON.parse(piped).given).toBe('a.ome.tif');
  });

  test.each([
    ['', 'lists no input'],
    ['a.tif\n{"name": "b.tif"}\n', 'list.txt, line 2: this is neither a path nor JSON'],
  ])('%j is refused', async (text, words) => {
    bench.put('list.txt', text);
    expect(await bench.omescope(['--from', 'list.txt'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  });
});

describe('--resume', () => {
  const args = ['--from', 'list.txt', '--format', 'ndjson', '-o', 'out.ndjson', '--resume', '--jobs', '2'];
  const names = [...Object.keys(files), 'gone.tif'];
  const begin = async (): Promise<string[]> => {
    putAll();
    bench.put('list.txt', `${names.join('\n')}\n`);
    expect(await bench.omescope(args)).toMatchObject({ code: 2, out: '' });
    return linesOf('out.ndjson').sort();
  };

  test('goes on where a run was cut off, whatever the byte', async () => {
    const whole = await begin();
    expect(whole).toHaveLength(names.length);
    const path = join(bench.folder, 'out.ndjson');
    const bytes = readFileSync(path);
    const third = bytes.indexOf(10, bytes.indexOf(10) + 1) + 1;
    for (const size of [0, 1, third - 1, third, third + 1, bytes.length - 1]) {
      writeFileSync(path, bytes);
      truncateSync(path, size);
      const kept = linesOf('out.ndjson');
      const { code, err } = await bench.omescope(args);
      expect(code).toBe(2);
      expect(linesOf('out.ndjson').slice(0, kept.length)).toEqual(kept);
      expect(linesOf('out.ndjson').sort()).toEqual(whole);
      if (kept.length > 0) expect(err).toContain(`out.ndjson has ${kept.length} of 5 inputs; going on with ${5 - kept.length}`);
    }
    // A last line that is whole but spoilt, as a loss of power leaves it.
    writeFileSync(path, `${bytes.subarray(0, third)}\0\0\0\n`);
    expect((await bench.omescope(args)).code).toBe(2);
    expect(linesOf('out.ndjson').sort()).toEqual(whole);
  });

  test('with nothing left to do it ends as the whole run would have, and what is new in the list is added', async () => {
    await begin();
    const before = readFileSync(join(bench.folder, 'out.ndjson'), 'utf8');
    expect(await bench.omescope(args)).toEqual({ code: 2, out: '', err: 'out.ndjson has 5 of 5 inputs; nothing is left to do\n' });
    expect(readFileSync(join(bench.folder, 'out.ndjson'), 'utf8')).toBe(before);
    appendFileSync(join(bench.folder, 'list.txt'), 'a.ome.tif\n');
    await bench.omescope(args);
    expect(givenIn('out.ndjson').filter((given) => given === 'a.ome.tif')).toHaveLength(2);
  });

  test('other files are refused and left as they are', async () => {
    putAll();
    bench.put('list.txt', 'a.ome.tif\n');
    for (const [content, words] of [
      ['my notes\nof today\n', 'is no line of omescope --resume'],
      ['my notes\n', 'has no line of omescope --resume in it'],
      ['{"given":"a","report":1,"omescope":"0.0.1","verdicts":[],"findings":[]}\n', 'was begun by omescope 0.0.1'],
    ] as const) {
      bench.put('out.ndjson', content);
      expect(await bench.omescope(args)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
      expect(readFileSync(join(bench.folder, 'out.ndjson'), 'utf8')).toBe(content);
    }
  });

  test('Ctrl-C ends a run in an orderly manner, and the same command goes on from there', async () => {
    putAll();
    // One input hangs until the second run: everything else is done by then.
    let open = false;
    const waiting: ServerResponse[] = [];
    const server = createServer((request, response) => {
      if (!open) return void waiting.push(response);
      if (request.url?.endsWith('.json')) return void response.writeHead(404).end();
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(from), Math.min(Number(to) + 1, good.length)];
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${good.length}`, 'Content-Length': end - start }).end(good.subarray(start, end));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/x.ome.tif`;
    bench.put('list.txt', ['a.ome.tif', url, 'b.ome.tif', 'c.ome.tif'].join('\n'));
    const child = spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...args], { cwd: bench.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk));
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    const out = join(bench.folder, 'out.ndjson');
    // Ends: the three files are done without the fourth.
    while (waiting.length === 0 || !existsSync(out) || linesOf('out.ndjson').length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 2, signal: null });
    expect(err).toContain('interrupted after 3 of 4 inputs; the same command goes on from there');
    expect(givenIn('out.ndjson').sort()).toEqual(['a.ome.tif', 'b.ome.tif', 'c.ome.tif']);
    open = true;
    expect((await bench.omescope(args)).err).toBe('out.ndjson has 3 of 4 inputs; going on with 1\n');
    expect(givenIn('out.ndjson').at(-1)).toBe(url);
    server.closeAllConnections();
    server.close();
  });
});

test('words that are like others are found, and others are not', () => {
  const known = ['check', 'offsets', 'inspect', 'export', 'fix'];
  for (const [word, meant] of [['chekc', 'check'], ['ofsets', 'offsets'], ['offset', 'offsets'], ['insp', 'inspect'], ['exprot', 'export'], ['FIX', 'fix']]) expect(similar(word ?? '', known)[0]).toBe(meant);
  for (const word of ['', 'image', 'zzz', 'x'.repeat(100)]) expect(similar(word, known)).toEqual([]);
});
