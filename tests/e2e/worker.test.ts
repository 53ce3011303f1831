/** Local files in a worker of a page, which the judge reads by itself there, without waiting. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check, reportText } from 'omescope';
import { sameFiles } from '../js/support/same.js';
import { usePackagePage } from './support/package.js';

/** Judges files and counts how many times it was read without waiting. */
const WORKER = `
let readers = 0;
globalThis.FileReaderSync = class extends FileReaderSync {
  constructor() {
    super();
    readers += 1;
  }
};
const loaded = import(new URL('/dist/index.js', ORIGIN).href);
onmessage = async ({ data }) => {
  const { check, reportText } = await loaded;
  const before = readers;
  try {
    postMessage({ text: reportText(await check(data)), readers: readers - before });
  } catch ({ code, message, help }) {
    postMessage({ code, message, help });
  }
};`;

type Said = { readonly text: string; readonly readers: number } | { readonly code: string; readonly message: string; readonly help: string };

const folder = mkdtempSync(join(tmpdir(), 'omescope-worker-'));
// The page is only there to start the worker.
const opened = usePackagePage((page) =>
  page.evaluate((script) => {
    const url = URL.createObjectURL(new Blob([script.replace('ORIGIN', JSON.stringify(location.origin))], { type: 'text/javascript' }));
    const worker = new Worker(url, { type: 'module' });
    const judged = (file: File): Promise<unknown> =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(file);
      });
    const input = Object.assign(document.createElement('input'), { type: 'file' });
    document.body.append(input);
    Object.assign(globalThis, { judged, input });
  }, WORKER),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const choose = (path: string): Promise<void> => opened.page.locator('input').setInputFiles(path);
const judge = (): Promise<Said> =>
  opened.page.evaluate(async () => {
    const { judged, input } = globalThis as unknown as { judged(file: File): Promise<Said>; input: HTMLInputElement };
    return await judged((input.files as FileList)[0] as File);
  });

test.each(sameFiles())('$name: the report is the one of Node.js, byte by byte', async ({ path, name }) => {
  const bytes = readFileSync(path);
  const wanted = reportText(await check(new File([bytes], name)));
  const copy = join(folder, name);
  writeFileSync(copy, bytes);
  await choose(copy);
  const said = await judge();
  expect(said).toEqual({ text: wanted, readers: expect.any(Number) });
  // Of an empty file there is nothing to read.
  expect('readers' in said && said.readers > 0).toBe(bytes.length > 0);
});

test('a file that was changed after it was chosen is an error that says so, and the next one is judged', async () => {
  const path = join(folder, 'changed.ome.tif');
  const bytes = readFileSync(join('tests', 'fixtures', 'tiff', 'ome-pyramid.ome.tif'));
  writeFileSync(path, bytes);
  await choose(path);
  writeFileSync(path, bytes.subarray(0, 1000));
  expect(await judge()).toEqual({ code: 'read-failed', message: expect.stringMatching(/^The file could not be read: ./), help: expect.stringContaining('chosen again') });
  await choose(path);
  expect(await judge()).toMatchObject({ text: expect.stringContaining('"verdicts"') });
});
