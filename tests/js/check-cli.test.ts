/** `omescope check` and what belongs to it, as a person and a script meet it. */
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules, viewers } from 'omescope';
import { useBench } from './support/cli.js';
import { fixturePath, root } from './support/fixtures.js';
import { describedTiff, omeXml } from './support/described.js';
import { problemsOf, problemsOfFailure } from './support/schema.js';

const bench = useBench('check');
const sample = (name: string): string => join(root, 'www', 'samples', name);
/** Loads everywhere, with nothing but a note to make. */
const good = describedTiff(omeXml());
/** Viewers show less than there is. */
const lacking = describedTiff(omeXml({ pixels: { SizeZ: '3' } }));
const html = '<!doctype html><title>Not found</title>';

describe('exit codes', () => {
  test.each([
    ['a good file', [], 'good.ome.tif', 0],
    ['a bad one', [], 'lacking.ome.tif', 1],
    ['a bad one that is not to count', ['--fail-on', 'never'], 'lacking.ome.tif', 0],
    ['a good one with a note that is to count', ['--fail-on', 'note'], 'noted.ome.tif', 1],
    ['the same where only slowness counts', ['--fail-on', 'slow'], 'noted.ome.tif', 0],
    ['what is no TIFF', [], 'page.tif', 1],
    ['a file that is not there', [], 'missing.ome.tif', 2],
    ['a rule that is off', ['--rule', 'ifd/missing-planes=off', '--rule', 'index/offsets-missing=off', '--viewer', 'viv@0.21'], 'lacking.ome.tif', 0],
    ['a rule that is a failure', ['--rule', 'file/name=error', '--fail-on', 'fails', '--viewer', 'avivator'], 'plain.tif', 1],
    ['a rule that warns', ['--rule', 'file/name=warn', '--viewer', 'avivator'], 'plain.tif', 0],
  ])('%s', async (_what, flags, name, code) => {
    bench.put('good.ome.tif', good);
    bench.put('lacking.ome.tif', lacking);
    bench.put('plain.tif', good);
    bench.put('page.tif', html);
    bench.put('noted.ome.tif', describedTiff(omeXml({ pixels: { SizeZ: '2' } }), 2));
    for (const args of [['check', ...flags, name], [name, ...flags]]) {
      const run = await bench.omescope(args);
      expect(run, `${run.out}${run.err}`).toMatchObject({ code });
    }
  });

  test('of several inputs the worst counts, and one that cannot be read keeps none of the others back', async () => {
    bench.put('a.ome.tif', good);
    bench.put('c.ome.tif', lacking);
    const run = await bench.omescope(['a.ome.tif', 'b.ome.tif', 'c.ome.tif', '-v']);
    expect(run.code).toBe(2);
    expect(run.err).toBe('error: b.ome.tif cannot be opened: there is no such file\n');
    expect(run.out).toContain('a.ome.tif');
    expect(run.out).toContain('ifd/missing-planes');
  });
});

describe('inputs', () => {
  test('what is called like a command is meant by ./ or --', async () => {
    for (const name of ['check', 'rules', 'toString', 'help']) bench.put(name, good);
    for (const args of [['./check'], ['--', 'check'], ['check', 'check'], ['check', 'rules'], ['check', '--', 'help'], ['toString']]) {
      expect((await bench.omescope(args)).out, args.join(' ')).toMatch(/ {2}OME-TIFF, /);
    }
    expect((await bench.omescope(['rules'])).out).toContain('ifd/missing-planes');
    bench.put('-x.ome.tif', good);
    expect((await bench.omescope(['--', '-x.ome.tif'])).code).toBe(0);
  });

  test('a word that is neither a command nor a file is told as that', async () => {
    expect(await bench.omescope(['chek'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('no command "chek", and no file of this name. Did you mean check?') });
  });

  test('patterns are expanded where no shell does it', async () => {
    for (const folder of ['data', 'data/deep', 'data/.hidden']) mkdirSync(join(bench.folder, folder));
    for (const name of ['data/b.ome.tif', 'data/a.ome.tif', 'data/a.tif', 'data/deep/c.ome.tif', 'data/.hidden/d.ome.tif', 'data/.e.ome.tif', 'what?.ome.tif']) bench.put(name, good);
    symlinkSync(join(bench.folder, 'data'), join(bench.folder, 'data', 'deep', 'loop'));
    const names = async (...patterns: string[]): Promise<string[]> => {
      const { out } = await bench.omescope([...patterns, '--format', 'sarif', '--rule', 'file/name=error', '--fail-on', 'never', '--viewer', 'ome-spec,avivator']);
      return [...new Set([...out.matchAll(/"uri": "(.*?)"/g)].map(([, uri = '']) => uri))];
    };
    const listed = async (pattern: string): Promise<string[]> => [...(await bench.omescope([pattern, '-v'])).out.matchAll(/^(\S.*\.tif) {2}OME-TIFF/gm)].map(([, name = '']) => name);
    expect(await listed('data/*.ome.tif')).toEqual(['data/a.ome.tif', 'data/b.ome.tif']);
    expect(await listed('data/?.ome.tif')).toEqual(['data/a.ome.tif', 'data/b.ome.tif']);
    expect(await listed('data/**/*.ome.tif')).toEqual(['data/a.ome.tif', 'data/b.ome.tif', 'data/deep/c.ome.tif']);
    expect(await listed('*/a.*')).toEqual(['data/a.ome.tif', 'data/a.tif']);
    expect(await listed('data/.*.tif')).toEqual(['data/.e.ome.tif']);
    expect(await listed(`${bench.folder}/data/a*.tif`)).toEqual([`${bench.folder}/data/a.ome.tif`, `${bench.folder}/data/a.tif`]);
    // A file that is called like a pattern is that file.
    expect(await listed('what?.ome.tif')).toEqual(['what?.ome.tif']);
    expect(await bench.omescope(['no*.tif'])).toMatchObject({ code: 2, err: expect.stringContaining('no*.tif cannot be opened: there is no such file, and none that the pattern fits') });
    expect(await names('data/a.t*')).toContain('data/a.tif');
  });

  test.each([
    [['check'], 'needs a file'],
    [['check', '-'], 'standard input'],
    [['x.tif', '--viewer', 'viv'], '--viewer knows no "viv". Did you mean viv@0.21? There are vitessce@'],
    [['x.tif', '--viewer', 'avivator,nobody'], 'knows no "nobody"'],
    [['x.tif', '--viewer', ''], 'knows no ""'],
    [['x.tif', '--rule', 'file/nam=off'], 'knows no "file/nam". Did you mean file/name'],
    [['x.tif', '--rule', 'file/name'], '--rule takes ID=off'],
    [['x.tif', '--rule', '__proto__=off'], 'knows no "__proto__"'],
    [['x.tif', '--fail-on', 'bad'], '--fail-on takes fails, wrong, slow, note, never'],
    [['x.tif', '--format', 'xml'], '--format takes pretty, json, ndjson, sarif, markdown, github'],
    [['x.tif', '--format', 'srif'], 'Did you mean sarif?'],
    [['x.tif', '--fail-on', 'slwo'], 'Did you mean slow?'],
    [['x.tif', '--fromat', 'json'], 'there is no option --fromat. Did you mean --format?'],
    [['x.tif', '--viewr=viv@0.21'], 'Did you mean --viewer=viv@0.21?'],
    [['x.tif', '--partail'], 'Did you mean --partial?'],
    [['x.tif', '-x'], 'there is no option -x; omescope help check lists them'],
    [['x.tif', '--format'], '--format needs a value: --format FORMAT'],
    [['x.tif', '--format', '--force'], 'if "--force" is meant, write --format=--force'],
    [['x.tif', '--force=yes'], '--force takes no value'],
    [['x.tif', '--jobs', '0'], '--jobs takes a whole number from 1 to 256'],
    [['x.tif', '-q', '-v'], 'exclude each other'],
    [['x.tif', '-q', '--format', 'json'], '--quiet goes with --format pretty'],
    [['x.tif', '--resume'], '--resume goes with --format ndjson and -o'],
    [['x.tif', '--resume', '--format', 'ndjson', '-o', 'out', '--force'], 'choose one'],
    [['--from', 'gone.txt'], '--from gone.txt cannot be read'],
    [['x.tif', '--format', 'toString'], '--format takes'],
    [['x.tif', '--max-bytes', '1e6'], '--max-bytes takes a whole number'],
    [['x.tif', '--offsets', 'gone.json'], 'gone.json cannot be read'],
    [['x.tif', 'y.tif', '--offsets', 'x.offsets.json'], 'goes with one image'],
    [['x.tif', '--stdout'], '--stdout does not go with omescope check, but with omescope offsets'],
    [['offsets', 'x.tif', '--viewer', 'viv@0.21'], '--viewer does not go with omescope offsets, but with omescope check'],
    [['x.tif', '-o', 'x.tif'], 'the image itself'],
    [['x.tif', '--offsets', 'x.offsets.json', '-o', 'x.offsets.json', '--force'], 'the image itself or what goes with it'],
    [['x.tif', '-o', 'nowhere/out.json'], 'there is no folder nowhere'],
    [['rules', 'x'], 'takes no input'],
    [['viewers', 'x'], 'takes no input'],
    [['explain'], 'needs the name of a rule'],
    [['explain', 'nothing'], 'no rule "nothing"'],
    [['explain', 'ome-xml/unti'], 'Did you mean ome-xml/unit'],
    [['help', 'ofsets'], 'no command "ofsets". Did you mean offsets?'],
  ])('%j is refused before anything is read', async (args, words) => {
    bench.put('x.tif', good);
    bench.put('y.tif', good);
    bench.put('x.offsets.json', '[8]');
    const run = await bench.omescope(args);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(words);
    expect(readFileSync(join(bench.folder, 'x.tif'))).toEqual(Buffer.from(good));
  });
});

describe('formats', () => {
  test('json is the report, several inputs are an array, and so is a pattern however many files it stands for', async () => {
    bench.put('a.ome.tif', good);
    bench.put('b.ome.tif', lacking);
    const one = JSON.parse((await bench.omescope(['a.ome.tif', '--format', 'json'])).out);
    expect(problemsOf(one)).toEqual([]);
    expect(JSON.parse((await bench.omescope(['a*.tif', '--format', 'json'])).out)).toEqual([one]);
    const all = JSON.parse((await bench.omescope(['a.ome.tif', 'gone.tif', 'b.ome.tif', '--format', 'json'])).out);
    expect(all[0]).toEqual(one);
    expect(all[1]).toEqual({ input: 'gone.tif', error: { code: 'read-failed', message: 'gone.tif cannot be opened: there is no such file' } });
    expect(problemsOfFailure(all[1])).toEqual([]);
    expect(all[2].input.name).toBe('b.ome.tif');
    const failed = await bench.omescope(['gone.tif', '--format', 'json']);
    expect(failed.code).toBe(2);
    expect(JSON.parse(failed.out)).toEqual(all[1]);
  });

  test('ndjson is a line for each input, those that cannot be read too', async () => {
    bench.put('a.ome.tif', good);
    const { out, code } = await bench.omescope(['a.ome.tif', 'gone.tif', 'a.ome.tif', '--format', 'ndjson']);
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines.map((line) => line.input.name ?? line.input)).toEqual(['a.ome.tif', 'gone.tif', 'a.ome.tif']);
    expect(problemsOf(lines[0])).toEqual([]);
  });

  test.each(['sarif', 'markdown', 'github'])('%s tells of inputs that cannot be read', async (format) => {
    const { out, code } = await bench.omescope(['gone.tif', '--format', format]);
    expect(code).toBe(2);
    expect(out).toContain('there is no such file');
  });

  test('a web page where a file should be, and a server that is not there, are told apart', async () => {
    const { out } = await bench.omescope(['http://127.0.0.1:1/a.ome.tif', '--format', 'ndjson']);
    expect(JSON.parse(out)).toMatchObject({ input: 'http://127.0.0.1:1/a.ome.tif', error: { code: 'http-network' } });
  });

  test('-o writes what would be printed, without colours, once it is complete', async () => {
    bench.put('a.ome.tif', lacking);
    const { out } = await bench.omescope(['a.ome.tif']);
    const run = await bench.omescope(['a.ome.tif', '-o', 'report.txt'], { FORCE_COLOR: '1', NO_COLOR: '' });
    expect(run).toMatchObject({ code: 1, out: '', err: '' });
    expect(readFileSync(join(bench.folder, 'report.txt'), 'utf8')).toBe(out);
    expect(await bench.omescope(['a.ome.tif', '-o', 'report.txt'])).toMatchObject({ code: 2, err: expect.stringContaining('replace it with --force') });
    expect((await bench.omescope(['a.ome.tif', '--format', 'json', '-o', 'report.txt', '--force'])).code).toBe(1);
    expect(JSON.parse(readFileSync(join(bench.folder, 'report.txt'), 'utf8')).report).toBe(1);
    expect(readdirSync(bench.folder).sort()).toEqual(['a.ome.tif', 'report.txt']);
  });
});

describe('offsets', () => {
  const planes = describedTiff(omeXml({ pixels: { SizeZ: '3' } }), 3);
  const found = async (...args: string[]): Promise<string[]> => JSON.parse((await bench.omescope([...args, '--format', 'json'])).out).findings.map(({ rule }: { rule: string }) => rule);

  test('the file beside the image is judged along with it, or the one that is named, or none', async () => {
    bench.put('a.ome.tif', planes);
    expect(await found('a.ome.tif')).toContain('index/offsets-missing');
    bench.put('a.offsets.json', '[1, 2, 3]');
    expect(await found('a.ome.tif')).toContain('index/offsets-stale');
    expect(await found('a.ome.tif', '--offsets', 'none')).not.toContain('index/offsets-stale');
    bench.put('other.json', 'no');
    expect(await found('a.ome.tif', '--offsets', 'other.json')).toContain('index/offsets-invalid');
    expect((await bench.omescope(['offsets', 'a.ome.tif', '--force'])).code).toBe(0);
    const right = await found('a.ome.tif');
    expect(right.filter((rule) => rule.startsWith('index/'))).toEqual([]);
  });

  test('beside an address it is looked for, asked for like the image, and secrets stay out of the report', async () => {
    const asked: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      asked.push(request);
      if (request.headers.authorization !== 'Basic dXNlcjpzZWNyZXQ=' || request.headers['x-own'] !== 'yes') return void response.writeHead(401).end();
      if (request.url?.includes('offsets.json')) return void response.writeHead(200).end('[1, 2, 3]');
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(from), Math.min(Number(to) + 1, planes.length)];
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${planes.length}`, 'Content-Length': end - start }).end(planes.subarray(start, end));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const url = `http://user:secret@127.0.0.1:${port}/a.ome.tif?token=hidden&v=1`;
    const { out, err } = await bench.omescope([url, '--format', 'json', '--header', 'X-Own: yes']);
    server.close();
    expect(err).toBe('');
    const report = JSON.parse(out);
    expect(problemsOf(report)).toEqual([]);
    expect(asked.map(({ url: path }) => path)).toContain('/a.offsets.json?token=hidden&v=1');
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toContain('index/offsets-stale');
    expect(report.input).toMatchObject({ name: 'a.ome.tif', url: `http://127.0.0.1:${port}/a.ome.tif?token=…&v=1` });
    expect(out).not.toMatch(/secret|hidden/);
  });

  test('a list without end is given up, and one that never comes is not waited for', async () => {
    const { check } = await import('omescope');
    const limits = { headerTimeout: 100, stallTimeout: 100 };
    const image = new File([planes], 'a.ome.tif');
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4_000_000).fill(0x31)) });
    const long = await check(image, { offsets: 'https://x.invalid/o.json', limits, fetch: async () => new Response(endless) });
    const never = await check(image, { offsets: 'https://x.invalid/o.json', limits, fetch: () => new Promise(() => undefined) });
    const stalled = await check(image, { offsets: 'https://x.invalid/o.json', limits, fetch: async () => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) })) });
    for (const report of [long, never, stalled]) expect(report.findings.map(({ rule }) => rule)).toContain('index/offsets-missing');
  });
});

describe('what shapes the reading', () => {
  test('--concurrency holds with --max-bytes too, and --max-bytes bounds what is read', async () => {
    const bytes = readFileSync(sample('cells.ome.tif'));
    let [now, most, sent, patience] = [0, 0, 0, 0];
    const server = createServer((request, response) => {
      if (request.url?.endsWith('.json')) return void response.writeHead(404).end();
      now += 1;
      most = Math.max(most, now);
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(from), Math.min(Number(to) + 1, bytes.length)];
      const answer = (left: number): void => {
        // For another one to come meanwhile, if one may.
        if (most < 2 && left > 0) return void setTimeout(answer, 20, left - 20);
        now -= 1;
        sent += end - start;
        response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`, 'Content-Length': end - start }).end(bytes.subarray(start, end));
      };
      answer(patience);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/cells.ome.tif`;
    patience = 40;
    await bench.omescope([url, '--concurrency', '1', '--max-bytes', '200000']);
    expect(most).toBe(1);
    expect(sent).toBeLessThan(500_000);
    const small = sent;
    most = sent = 0;
    patience = 1000;
    await bench.omescope([url]);
    expect(most).toBeGreaterThan(1);
    expect(sent).toBeGreaterThan(small);
    server.close();
  });

  test('--max-bytes 0 leaves tables and tiles out, and the report says so', async () => {
    const { out } = await bench.omescope([sample('cells.ome.tif'), '--max-bytes', '0', '--format', 'json']);
    expect(JSON.parse(out).notChecked.map(({ what }: { what: string }) => what).join()).toMatch(/tiles/);
  });

  test('verdicts are given for the viewers that are asked for, by commas or one by one', async () => {
    bench.put('a.ome.tif', good);
    const all = (await viewers()).map(({ id }) => id);
    for (const flags of [['--viewer', all.join(',')], all.flatMap((id) => ['--viewer', id]), ['--viewer', all.toReversed().join(', ')]]) {
      const { out, err } = await bench.omescope(['a.ome.tif', '--format', 'json', ...flags]);
      expect(err).toBe('');
      const given = JSON.parse(out).verdicts.map(({ viewer }: { viewer: string }) => viewer);
      expect(given.length).toBeGreaterThan(3);
      expect(all).toEqual(expect.arrayContaining(given));
    }
  });
});

describe('the catalogue', () => {
  test('omescope rules lists it, and --json has all of it', async () => {
    const all = await rules();
    const listed = await bench.omescope(['rules']);
    expect(listed.out.trimEnd().split('\n').map((line) => line.split('  ')[0])).toEqual(all.map(({ id }) => id));
    expect(JSON.parse((await bench.omescope(['rules', '--json'])).out)).toEqual(all);
    expect(JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8'))).toEqual(all);
  });

  test('omescope explain has every text of every rule', async () => {
    const all = await rules();
    const { out, code } = await bench.omescope(['explain', ...all.map(({ id }) => id)]);
    expect(code).toBe(0);
    const words = out.replace(/\s+/g, ' ');
    const shown = (text: string): string => text.replace(/\{([a-z_]+)\}/g, (_, name: string) => `<${name.replaceAll('_', ' ')}>`).replace(/\s+/g, ' ');
    for (const { id, title, why, fix, evidence } of all) for (const text of [id, title, why, fix.text, ...evidence]) expect(words).toContain(shown(text));
  });

  test('omescope viewers lists them with their parts', async () => {
    const { out } = await bench.omescope(['viewers']);
    for (const { id, parts } of await viewers()) expect(out).toMatch(new RegExp(`^${id.replace('.', '\\.')} {2}.*${parts[0]?.split(' ')[0]}`, 'm'));
  });
});

test('a folder is judged as a Zarr store', async () => {
  cpSync(sample('cells.ome.zarr'), join(bench.folder, 'cells.ome.zarr'), { recursive: true });
  const { out, err } = await bench.omescope(['cells.ome.zarr', '--format', 'json']);
  expect(err).toBe('');
  expect(JSON.parse(out).input).toMatchObject({ name: 'cells.ome.zarr', kind: 'ome-zarr', size: null });
});

test('the fixtures are all judged, in any format, without a bug', async () => {
  const folder = (kind: 'tiff' | 'broken'): string => fixturePath(kind, '*.tif');
  for (const format of ['pretty', 'json', 'ndjson', 'sarif', 'markdown', 'github']) {
    const { code, err } = await bench.omescope([folder('tiff'), folder('broken'), '--format', format]);
    expect({ code, err }, format).toEqual({ code: 1, err: '' });
  }
});
