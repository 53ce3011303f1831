/** Whatever a file is called and says, nothing of it acts: not on a terminal, not in Markdown, not in a log, not in data. */
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { githubText } from '../../src/js/cli/format/github.js';
import { markdownText } from '../../src/js/cli/format/markdown.js';
import { prettyText } from '../../src/js/cli/format/pretty.js';
import { sarifText } from '../../src/js/cli/format/sarif.js';
import type { Outcome } from '../../src/js/cli/outcome.js';
import { cleanLine, painter } from '../../src/js/cli/terminal.js';
import { check, reportText, rules, type CheckOptions, type Report } from '../../src/js/index.js';
import { useBench } from './support/cli.js';
import { attribute, describedTiff, omeXml, type OmeShape } from './support/described.js';
import { groupOf, payloads } from './support/payloads.js';
import { commandIn } from './support/runner.js';
import { choose, isWhole, saySampled } from './support/sample.js';
import { problemsOf } from './support/schema.js';

/** Own colours; then all that a terminal acts on, and what services read commands from. */
const COLORS = /\u001b\[(?:1|2|22|31|32|33|39)m/g;
const ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|^\s*::|##\w*\[/mu;

const bytesOf = (shape: OmeShape): Uint8Array<ArrayBuffer> => describedTiff(omeXml(shape));
const channel = (more: Record<string, string>) => ({ channels: [{ ID: 'Channel:0:0', Name: 'a', ...more }, { ID: 'Channel:0:1', Name: 'a', ...more }] });
const raw = (xml: string): Uint8Array<ArrayBuffer> => describedTiff(new TextEncoder().encode(xml));

interface Given {
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly name?: string;
  readonly url?: string;
  readonly options?: CheckOptions;
}

/** Where texts of a file reach a report. */
const FIELDS: Record<string, (payload: string) => Given> = {
  'the name of the file': (name) => ({ name }),
  'an address': (payload) => ({ url: `https://x.invalid/${encodeURIComponent(wellFormed(payload))}/a.ome.tif?q=${encodeURIComponent(wellFormed(payload))}` }),
  'the last part of an address': (payload) => ({ url: `https://x.invalid/${encodeURIComponent(wellFormed(payload))}` }),
  'Name of Image': (payload) => ({ bytes: bytesOf({ image: { Name: payload } }) }),
  'Name of Channel': (payload) => ({ bytes: bytesOf(channel({ Name: payload })) }),
  'Color of Channel': (payload) => ({ bytes: bytesOf(channel({ Color: payload })) }),
  'a unit': (payload) => ({ bytes: bytesOf({ pixels: { PhysicalSizeXUnit: payload, PhysicalSizeYUnit: payload } }) }),
  'a size': (payload) => ({ bytes: bytesOf({ pixels: { PhysicalSizeX: payload, SizeZ: payload } }) }),
  'Type of Pixels': (payload) => ({ bytes: bytesOf({ pixels: { Type: payload } }) }),
  DimensionOrder: (payload) => ({ bytes: bytesOf({ pixels: { DimensionOrder: payload } }) }),
  'IFD of TiffData': (payload) => ({ bytes: bytesOf({ inner: `<TiffData IFD="${attribute(payload)}"/>` }) }),
  'FileName of UUID': (payload) => ({ bytes: bytesOf({ inner: `<TiffData IFD="0"><UUID FileName="${attribute(payload)}">urn:uuid:1</UUID></TiffData>` }) }),
  'MetadataFile of BinaryOnly': (payload) => ({ bytes: bytesOf({ behind: `<BinaryOnly MetadataFile="${attribute(payload)}" UUID="${attribute(payload)}"/>` }) }),
  'a namespace': (payload) => ({ bytes: bytesOf({ root: { xmlns: payload } }) }),
  'a prefix': (payload) => ({ bytes: raw(`<${payload}:OME xmlns:${payload}="x"><${payload}:Image ID="a"/></${payload}:OME>`) }),
  'the name of the root element': (payload) => ({ bytes: raw(`<${payload}></${payload}>`) }),
  'text that is no XML': (payload) => ({ bytes: raw(payload) }),
  'XML that breaks off': (payload) => ({ bytes: raw(`<OME a="${payload}`) }),
  'an attribute that is there twice': (payload) => ({ bytes: raw(`<OME ${payload}="a" ${payload}="b"/>`) }),
  'the list of offsets': (payload) => ({ options: { offsets: new File([payload], 'a.offsets.json') } }),
  'an entry of the list': (payload) => ({ options: { offsets: new File([JSON.stringify([payload])], 'a.offsets.json') } }),
  'the name of the list': (payload) => ({ options: { offsets: new File(['{}'], payload) } }),
  'a note of the server': (payload) => ({ url: 'https://x.invalid/a.ome.tif', options: { fetch: serving(bytesOf({}), { Server: payload, ETag: payload }) } }),
};

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd').slice(0, 3000);
}

/** A server with one file; headers that cannot be sent are left out. */
function serving(bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  return async (request: Request): Promise<Response> => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.get('Range') ?? '') ?? [];
    if (from === undefined) return new Response(null, { status: 404 });
    const [start, end] = [Number(from), Math.min(Number(to) + 1, bytes.length)];
    const answer = new Headers({ 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`, 'Content-Length': String(end - start) });
    for (const [name, value] of Object.entries(headers)) if (/^[\x20-\x7e]+$/.test(value)) answer.set(name, value);
    return new Response(bytes.slice(start, end), { status: 206, headers: answer });
  };
}

/** What comes of it: a report, however it is given. */
async function outcomeOf({ bytes = bytesOf({ pixels: { SizeZ: '3' } }), name = 'a.ome.tif', url, options }: Given): Promise<Outcome> {
  const source = { name, size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  const report = await (url === undefined ? check(source, options) : check(url, { fetch: serving(bytes), ...options }));
  return { input: url ?? name, report };
}

const render: [string, (text: string) => string][] = [
  ['marked', (text) => marked.parse(text, { gfm: true, async: false })],
  ['markdown-it', (text) => new MarkdownIt({ html: true, linkify: true, typographer: true }).render(text)],
];
const ELEMENTS = new Set(['h2', 'h3', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'li', 'code', 'pre']);

function assertInertMarkdown(outcome: Outcome, report: Report): void {
  const text = markdownText(outcome);
  for (const [, html] of render.map(([name, draw]) => [name, draw(text)] as const)) {
    for (const [tag, name = ''] of html.matchAll(/<\/?([a-z][^\s/>]*)[^>]*>/gi)) {
      expect(ELEMENTS.has(name), tag).toBe(true);
      expect(tag).toMatch(/^<\/?[a-z0-9]+( class="language-sh")?\s*\/?>$/);
    }
    // GitHub looks for people and issues in what is no code.
    expect(decoded(html.replace(/<code.*?<\/code>/gs, '').replace(/<[^>]*>/g, ' '))).not.toMatch(/@(?=[\w-])|#(?=\d)/);
    const count = (name: string): number => html.match(new RegExp(`<${name}[ >]`, 'g'))?.length ?? 0;
    expect(count('h2')).toBe(1);
    expect(count('h3')).toBe(report.findings.length + (report.notChecked.length > 0 ? 1 : 0));
    expect(count('tr')).toBe(report.verdicts.length + 1);
    expect(count('pre')).toBe(report.findings.filter(({ fix }) => fix.command !== undefined).length);
    const heading = /<h2>(.*?)<\/h2>/s.exec(html)?.[1] ?? '';
    expect(visible(heading)).toBe(visible(cleanLine(outcome.input).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)));
  }
}

/** Text of HTML as it is read; typographic quotes and runs of spaces are the renderer's. */
function visible(html: string): string {
  return decoded(html).replace(/\u200b/g, '').replace(/[‘’“”"']/g, "'").replace(/…|\.{2,}/g, '..').replace(/[–—-]+/g, '-').replace(/\s+/g, ' ').trim();
}

function decoded(html: string): string {
  return html.replace(/&(?:lt|gt|quot|amp|#(\d+));/g, (entity, code?: string) => (code === undefined ? { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }[entity] ?? entity : String.fromCharCode(Number(code))));
}

function assertInertText(outcome: Outcome, report: Report): void {
  const painted = prettyText(outcome, { width: 80, paint: painter(true) });
  expect(painted.replace(COLORS, '')).not.toMatch(ACTIVE);
  const text = reportText(report);
  expect(text).not.toMatch(ACTIVE);
  expect(JSON.parse(text)).toEqual(report);
  expect(text.length).toBeLessThan(400_000);
}

function assertInertLog(outcome: Outcome, report: Report): void {
  const lines = githubText(outcome).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(report.findings.length);
  for (const [index, line] of lines.entries()) {
    expect(line.slice(2)).not.toMatch(ACTIVE);
    const command = commandIn(line);
    expect(['error', 'warning', 'notice']).toContain(command?.name);
    expect(command?.properties).toEqual({ file: cleanLine(outcome.input.replace(/^(\.\/)+/, '')), title: `${report.findings[index]?.effect}: ${report.findings[index]?.rule}` });
  }
}

let tried = 0;
afterAll(() => saySampled('texts in fields of files', tried, Object.keys(FIELDS).length * payloads.length));

describe.each(Object.entries(FIELDS))('in %s', (field, given) => {
  test('no text acts', async () => {
    const outcomes: Outcome[] = [];
    // Other ones in each field, so that each is tried somewhere.
    const chosen = isWhole ? payloads : choose(payloads, { most: 50, name: (payload) => field + payload, kind: groupOf });
    tried += chosen.length;
    for (const payload of chosen) {
      const outcome = await outcomeOf(given(payload));
      if (!('report' in outcome)) throw new Error('there is no report');
      const { report } = outcome;
      expect(problemsOf(report), JSON.stringify(payload)).toEqual([]);
      assertInertText(outcome, report);
      assertInertLog(outcome, report);
      assertInertMarkdown(outcome, report);
      outcomes.push(outcome);
    }
    const log = sarifText(outcomes, await rules());
    expect(log).not.toMatch(ACTIVE);
    const { results } = JSON.parse(log).runs[0];
    const findings = outcomes.flatMap((outcome) => ('report' in outcome ? outcome.report.findings : []));
    expect(results).toHaveLength(Math.min(findings.length, 1000));
    for (const { message } of results) expect(message.text).not.toMatch(/(?<!\\)\]\(|(?<!\{)\{\d+\}/);
  });
});

test('a million channels, entities in entities, and depth without end are told within bounds', async () => {
  const xmls = [
    omeXml({ pixels: { SizeC: '1000000' } }).replace(/<Channel[^>]*>/, '<Channel/>'.repeat(1_000_000)),
    `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "${'&b;'.repeat(1000)}">]><OME>${'&c;'.repeat(1000)}</OME>`,
    `<OME>${'<a>'.repeat(500_000)}`,
    `<OME ${'a="" '.repeat(100_000)}/>`,
  ];
  for (const xml of xmls) {
    const report = await check(new Blob([raw(xml)]));
    expect(problemsOf(report)).toEqual([]);
    expect(report.findings.length + report.notChecked.length).toBeGreaterThan(0);
    expect(reportText(report).length).toBeLessThan(100_000);
  }
});

describe('on the command line', () => {
  const bench = useBench('hostile');
  // What a file can be called here, and what not.
  const names = payloads.map((payload) => payload.replaceAll('/', '\u2215')).filter((name) => name !== '.' && name !== '..');

  test.each(['pretty', 'json', 'ndjson', 'sarif', 'markdown', 'github'])('names of files do nothing in %s, nor do those of files that are not there', async (format) => {
    const made = names.filter((name) => {
      try {
        writeFileSync(join(bench.folder, name), bytesOf({ pixels: { SizeZ: '2' } }));
        return existsSync(join(bench.folder, name));
      } catch {
        return false;
      }
    });
    expect(made.length).toBeGreaterThan(200);
    const gone = names.filter((name) => !name.includes('\0') && name.length < 200).map((name) => `gone${name}`);
    const { out, err, code } = await bench.omescope(['check', '--format', format, '--', ...made.map((name) => `./${name}`), ...gone], format === 'pretty' ? { NO_COLOR: '', FORCE_COLOR: '1' } : {});
    expect(code).toBe(2);
    const inert = out.replace(COLORS, '');
    expect(format === 'github' ? inert.replace(/^::(error|warning|notice) /gm, '') : inert).not.toMatch(ACTIVE);
    expect(err.replace(COLORS, '')).not.toMatch(ACTIVE);
    expect(err.trimEnd().split('\n')).toHaveLength(gone.length);
    if (format === 'json') expect(JSON.parse(out)).toHaveLength(made.length + gone.length);
    if (format === 'ndjson') expect(out.trimEnd().split('\n').map((line) => JSON.parse(line))).toHaveLength(made.length + gone.length);
    if (format === 'sarif') expect(JSON.parse(out).runs[0].invocations[0].toolExecutionNotifications).toHaveLength(gone.length);
    if (format === 'github') for (const line of out.trimEnd().split('\n')) expect(['error', 'warning', 'notice']).toContain(commandIn(line)?.name);
  });
});
