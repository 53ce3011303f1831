/** The command line, as a person and a script meet it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fixturePath, root } from './support/fixtures.js';
import { makeTiff } from './support/tiff.js';

const main = join(root, 'dist', 'cli', 'main.js');
const base = mkdtempSync(join(tmpdir(), 'omescope-cli-'));
let folder = '';
let made = 0;

beforeEach(() => {
  made += 1;
  folder = join(base, String(made));
  mkdirSync(folder);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function omescope(args: string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function put(name: string, bytes: Uint8Array = makeTiff(3).bytes): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const three = makeTiff(3).offsets;
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('omescope offsets', () => {
  test.each(['X.ome.tif', 'X.ome.tiff', 'X.OME.TIF', 'X.TIF', 'X.tiff', 'X.ome.tf2', 'X.tf8', 'X.ome.btf', 'X.svs', 'X'])(
    'writes X.offsets.json beside %s and leaves the image as it was',
    async (name) => {
      const path = put(name);
      const before = readFileSync(path);
      expect(await omescope(['offsets', name])).toMatchObject({ code: 0, out: 'X.offsets.json: 3 IFDs\n', err: '' });
      expect(JSON.parse(text('X.offsets.json'))).toEqual(three);
      expect(readFileSync(path)).toEqual(before);
      expect(readdirSync(folder).sort()).toEqual([name, 'X.offsets.json'].sort());
    },
  );

  test('writes beside the image and not into the current folder', async () => {
    mkdirSync(join(folder, 'x.tif.d'));
    put('x.tif.d/c.ome.tif');
    await omescope(['offsets', 'x.tif.d/c.ome.tif']);
    expect(readdirSync(join(folder, 'x.tif.d')).sort()).toEqual(['c.ome.tif', 'c.offsets.json'].sort());
  });

  test('prints with --stdout and writes nothing', async () => {
    put('X.tif');
    expect(await omescope(['offsets', '--stdout', 'X.tif'])).toEqual({ code: 0, out: `${JSON.stringify(three)}\n`, err: '' });
    expect(readdirSync(folder)).toEqual(['X.tif']);
  });

  test('leaves an equal file alone and wants --force for one that differs', async () => {
    put('X.tif');
    put('X.offsets.json', Buffer.from('[1]'));
    const refused = await omescope(['offsets', 'X.tif']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--force');
    expect(text('X.offsets.json')).toBe('[1]');
    expect((await omescope(['offsets', 'X.tif', '--force'])).code).toBe(0);
    expect(await omescope(['offsets', 'X.tif'])).toMatchObject({ code: 0, out: 'X.offsets.json: 3 IFDs, unchanged\n' });
  });

  test.each([
    ['by its name', (path: string) => path],
    ['by a symbolic link', (path: string) => (symlinkSync(path, `${path}.link`), `${path}.link`)],
    ['by a hard link', (path: string) => (linkSync(path, `${path}.hard`), `${path}.hard`)],
  ])('never writes to the image, named %s', async (_, other) => {
    const path = put('X.tif');
    const before = readFileSync(path);
    const run = await omescope(['offsets', path, '-o', other(path), '--force']);
    expect(run.code).toBe(2);
    expect(run.err).toContain('the image itself');
    expect(readFileSync(path)).toEqual(before);
  });

  test.each([
    ['[8,26,44]', 0, 'equal'],
    ['[8,26,45]', 1, 'entry 2 is 45, but IFD 2 of the image is at byte 44'],
    ['[8,26]', 1, 'it has 2 entries, but the image has 3 IFDs'],
    ['{}', 1, 'not an array'],
    ['<html>', 1, 'it looks like a web page'],
  ])('--check of %s', async (content, code, words) => {
    put('X.tif');
    put('old.json', Buffer.from(content));
    const run = await omescope(['offsets', 'X.tif', '--check', 'old.json']);
    expect(run).toMatchObject({ code, err: '' });
    expect(run.out).toContain(words);
    expect(text('old.json')).toBe(content);
  });

  test('of a damaged image says where, writes nothing, and with --partial what is before', async () => {
    copyFileSync(fixturePath('broken', 'cycle-to-first.tif'), join(folder, 'X.tif'));
    const run = await omescope(['offsets', 'X.tif']);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/IFD \d+: the next-IFD pointer of IFD \d+ \(byte \d+\) leads back to IFD 0 .*\[ifd-cycle\]/);
    expect(existsSync(join(folder, 'X.offsets.json'))).toBe(false);
    expect((await omescope(['offsets', 'X.tif', '--partial'])).code).toBe(1);
    expect(JSON.parse(text('X.offsets.json')).length).toBeGreaterThan(1);
  });

  test('goes on with the other inputs when one fails, and exits with the worst', async () => {
    put('A.tif');
    put('B.tif', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    put('C.tif');
    const run = await omescope(['offsets', 'A.tif', 'B.tif', 'missing.tif', 'C.tif']);
    expect(run.code).toBe(2);
    expect(run.err).toContain('PNG');
    expect(run.err).toContain('missing.tif cannot be opened: there is no such file');
    expect(readdirSync(folder).filter((name) => name.endsWith('.json')).sort()).toEqual(['A.offsets.json', 'C.offsets.json']);
  });

  test('takes patterns and several inputs: each gets its own file beside it', async () => {
    mkdirSync(join(folder, 'deep'));
    for (const name of ['a1.ome.tif', 'a2.ome.tif', 'b.ome.tif', 'deep/a3.ome.tif']) put(name);
    expect(await omescope(['offsets', 'a*.ome.tif', 'deep/*.tif'])).toEqual({ code: 0, out: ['a1', 'a2', 'deep/a3'].map((name) => `${name}.offsets.json: 3 IFDs\n`).join(''), err: '' });
    expect(readdirSync(folder).filter((name) => name.endsWith('.json')).sort()).toEqual(['a1.offsets.json', 'a2.offsets.json']);
    expect(await omescope(['offsets', 'a*.tif', '--stdout'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('goes with one input, and there are 2') });
    expect((await omescope(['offsets', 'a1*.tif', '--stdout'])).out).toBe(`${JSON.stringify(three)}\n`);
  });

  test('reads a URL by ranges and writes into the current folder', async () => {
    const { bytes, offsets } = makeTiff(30, { gap: () => 300_000 });
    let sent = 0;
    const server = createServer((request, response) => {
      if (request.headers.authorization !== 'Bearer secret') return void response.writeHead(401).end();
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(from), Math.min(Number(to) + 1, bytes.length)];
      sent += end - start;
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`, 'Content-Length': end - start });
      response.end(bytes.subarray(start, end));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/data/big%20one.ome.tif?v=1`;
    const refused = await omescope(['offsets', url]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('401');
    const run = await omescope(['offsets', url, '--header', 'Authorization: Bearer secret']);
    server.close();
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(text('big one.offsets.json'))).toEqual(offsets);
    expect(sent).toBeLessThan(300_000);
  });
});

describe('omescope inspect', () => {
  test('prints the tree for people', async () => {
    const run = await omescope(['inspect', fixturePath('tiff', 'ome-pyramid.ome.tif')]);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('3 IFDs, 6 SubIFDs');
    expect(run.out).toMatch(/0\.1 {2}@\d+ .*Deflate, horizontal predictor/);
    expect(run.out).toContain('1 to 2  same as 0');
  });

  test('prints the JSON of the package with --json', async () => {
    const { inspect } = await import('omescope');
    const path = fixturePath('tiff', 'nested-subifds.tif');
    const run = await omescope(['inspect', '--json', path]);
    expect(JSON.parse(run.out)).toEqual(await inspect(readFileSync(path)));
  });

  test('exits with 1 where something is broken, and says what', async () => {
    const run = await omescope(['inspect', fixturePath('broken', 'cycle-to-first.tif')]);
    expect(run.code).toBe(1);
    expect(run.out).toContain('[ifd-cycle]');
  });
});

describe('omescope export', () => {
  const sample = join(root, 'www', 'samples', 'cells.ome.tif');

  test('writes the samples of a plane as a NumPy array, as they are, and as a picture', async () => {
    const { openTiff } = await import('omescope');
    const plane = await (await (await openTiff(readFileSync(sample))).images[0]?.level(2))?.plane({ c: 1 });
    const wanted = Buffer.from(plane?.data.buffer ?? new ArrayBuffer(0));
    const args = ['export', sample, '--level', '2', '--c', '1'];
    expect(await omescope([...args, '-o', 'x.npy'])).toMatchObject({ code: 0, out: 'x.npy: 256 x 192 uint16\n', err: '' });
    const npy = readFileSync(join(folder, 'x.npy'));
    const header = npy.subarray(10, 10 + npy.readUInt16LE(8)).toString('latin1');
    expect(npy.subarray(0, 8)).toEqual(Buffer.from('\x93NUMPY\x01\x00', 'latin1'));
    expect(header).toBe(`${"{'descr': '<u2', 'fortran_order': False, 'shape': (192, 256), }".padEnd(header.length - 1)}\n`);
    expect((10 + header.length) % 64).toBe(0);
    expect(npy.subarray(10 + header.length)).toEqual(wanted);
    await omescope([...args, '-o', 'x.raw']);
    expect(readFileSync(join(folder, 'x.raw'))).toEqual(wanted);
    const hashed = await omescope([...args, '--sha256']);
    expect(hashed.out).toBe(`${createHash('sha256').update(wanted).digest('hex')}  ${sample}\n`);
    await omescope([...args, '-o', 'x.png']);
    const png = readFileSync(join(folder, 'x.png'));
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20), png[25]]).toEqual(['PNG', 256, 192, 0]);
    const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    expect(rows.length).toBe(257 * 192);
    expect(new Set(rows).size).toBeGreaterThan(8);
  });

  test('takes a window, and any IFD by number or place', async () => {
    const { offsets } = JSON.parse(readFileSync(join(root, 'tests', 'fixtures', 'expected.json'), 'utf8')).tiff['rgb-planar.tif'];
    const rgb = fixturePath('tiff', 'rgb-planar.tif');
    const [byNumber, byPlace] = [await omescope(['export', rgb, '--ifd', '0', '--sha256']), await omescope(['export', rgb, '--ifd', `@${offsets[0]}`, '--sha256'])];
    expect(byNumber).toEqual(byPlace);
    expect(await omescope(['export', sample, '--window', '10,20,30,40', '-o', 'w.raw'])).toMatchObject({ code: 0, out: 'w.raw: 30 x 40 uint16\n' });
    expect(readFileSync(join(folder, 'w.raw'))).toHaveLength(30 * 40 * 2);
  });

  test.each([
    [[], 'needs -o'],
    [['-o', 'x.jpg'], 'has to end in'],
    [['-o', 'x.npy', '--c', 'one'], '--c takes a whole number'],
    [['-o', 'x.npy', '--c', '3'], 'no plane c=3'],
    [['-o', 'x.npy', '--level', '3'], 'no level 3'],
    [['-o', 'x.npy', '--image', '1'], 'no image 1'],
    [['-o', 'x.npy', '--ifd', '9'], 'no IFD 9'],
    [['-o', 'x.npy', '--ifd', '0', '--c', '0'], '--ifd names a plane by itself'],
    [['-o', 'x.npy', '--window', '1,2,3'], '--window takes X,Y,W,H'],
    [['-o', 'x.npy', '--window', '1000,0,100,100'], 'not inside the image'],
    [['-o', sample, '--force'], 'has to end in'],
  ])('%j is refused and nothing is written', async (args, words) => {
    const run = await omescope(['export', sample, ...args]);
    expect(run.code).toBe(2);
    expect(run.err).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('usage', () => {
  test.each([
    [[], 2, 'omescope --help tells more', ''],
    [['--help'], 0, 'Exit codes', ''],
    [['help'], 0, 'Exit codes', ''],
    [['help', 'offsets'], 0, 'omescope offsets FILE|URL...', ''],
    [['offsets', '--help'], 0, '--partial', ''],
    [['--help', 'offsets'], 0, '--partial', ''],
    [['--version'], 0, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version, ''],
    [['offsets'], 2, '', 'needs a file or a URL'],
    [['inspect'], 2, '', 'needs a file, a folder or a URL'],
    [['frobnicate'], 2, '', 'no command "frobnicate"'],
    [['offsets', '--frobnicate', 'x'], 2, '', 'there is no option --frobnicate. omescope help offsets lists them'],
    [['offsets', '--json', 'x'], 2, '', '--json does not go with omescope offsets, but with omescope inspect, fix, rules, viewers'],
    [['offsets', '--stdout', '--check', 'a', 'b'], 2, '', 'exclude each other'],
    [['offsets', '-o', 'a', 'b', 'c'], 2, '', '-o goes with one input'],
    [['offsets', '--stdout', 'b', 'c'], 2, '', '--stdout goes with one input, and there are 2'],
    [['offsets', '-'], 2, '', 'standard input'],
    [['offsets', '.'], 2, '', 'is a folder'],
    [['offsets', 'x.tif', '--concurrency', 'many'], 2, '', '--concurrency'],
    [['offsets', 'https://x.invalid/a.tif', '--header', 'nonsense'], 2, '', '--header'],
  ])('omescope %j exits with %i', async (args, code, out, err) => {
    const run = await omescope(args);
    expect(run.code).toBe(code);
    expect(run.out).toContain(out);
    expect(run.err).toContain(err);
  });

  test('control characters of a file name never reach the terminal', async () => {
    const name = 'evil\u001b]0;owned\u0007\u202egnp.tif';
    put(name);
    const runs = [await omescope(['offsets', name]), await omescope(['inspect', name]), await omescope(['offsets', `no${name}`])];
    for (const { out, err } of runs) expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('colour follows NO_COLOR and FORCE_COLOR, and there is none in a pipe', async () => {
    const path = fixturePath('tiff', 'classic-le-single.tif');
    const escape = '\u001b[';
    expect((await omescope(['inspect', path], { NO_COLOR: '' })).out).not.toContain(escape);
    expect((await omescope(['inspect', path], { NO_COLOR: '', FORCE_COLOR: '1' })).out).toContain(escape);
    expect((await omescope(['inspect', path], { NO_COLOR: '1', FORCE_COLOR: '1' })).out).not.toContain(escape);
  });
});
