/** What `omescope check` prints, by the tools that read it. */
import AjvDraft04 from 'ajv-draft-04';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { githubText } from '../../src/js/cli/format/github.js';
import { markdownText } from '../../src/js/cli/format/markdown.js';
import { prettyText } from '../../src/js/cli/format/pretty.js';
import { sarifText } from '../../src/js/cli/format/sarif.js';
import type { Outcome } from '../../src/js/cli/outcome.js';
import { clean, painter } from '../../src/js/cli/terminal.js';
import { check, rules, type Finding, type Report } from '../../src/js/index.js';
import { fixturePath, root } from './support/fixtures.js';
import { commandIn } from './support/runner.js';

const plain = { width: 80, paint: painter(false) };
const failed: Outcome = { input: 'data/missing.ome.tif', error: { code: 'read-failed', message: 'data/missing.ome.tif cannot be opened: there is no such file', help: 'Look for it.' } };
const outcomes: Outcome[] = [];

beforeAll(async () => {
  for (const path of [join(root, 'www/samples/cells.ome.tif'), join(root, 'www/samples/broken.ome.tif'), fixturePath('tiff', 'alternating-lzw-be.tif'), fixturePath('broken', 'html.tif')]) {
    const name = path.split('/').at(-1) ?? '';
    outcomes.push({ input: `data/${name}`, report: await check(new File([readFileSync(path)], name)) });
  }
  outcomes.push(failed);
});

const reports = (): { input: string; report: Report }[] => outcomes.flatMap((outcome) => ('report' in outcome ? [outcome] : []));

describe('pretty', () => {
  test('fits into the width, but for commands, which stay whole', () => {
    for (const width of [60, 80, 100]) {
      for (const { input, report } of reports()) {
        const commands = report.findings.flatMap(({ fix, effect }) => (effect === 'note' ? [] : (fix.command?.split('\n') ?? [])));
        const text = prettyText({ input, report }, { ...plain, width });
        for (const line of text.split('\n')) {
          const fits = [...line].length <= width || commands.some((command) => command.trim() === line.trim()) || !/\S \S/.test(line.trim().replace(/^\S+ +/, ''));
          expect(fits, line).toBe(true);
        }
        for (const command of commands) expect(text).toContain(command);
      }
    }
  });

  test('says for each viewer what it will do, and of each finding what, where, why and how to mend it', () => {
    for (const { input, report } of reports()) {
      const text = prettyText({ input, report }, plain).replace(/\s+/g, ' ');
      for (const { name } of report.verdicts) expect(text).toContain(name);
      for (const { rule, title, why, fix, effect } of report.findings) {
        expect(text).toContain(`${title.replace(/\s+/g, ' ')} [${rule}]`);
        if (effect === 'note') continue;
        expect(text).toContain(why);
        expect(text).toContain(fix.text);
      }
    }
  });

  test('has colours of its own only where they are wanted, and closes each', () => {
    const paint = painter(true);
    for (const { input, report } of reports()) {
      const [without, painted] = [prettyText({ input, report }, plain), prettyText({ input, report }, { ...plain, paint })];
      expect(without).not.toContain('\u001b');
      expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(without);
      const codes = [...painted.matchAll(/\u001b\[(\d+)m/g)].map(([, code]) => Number(code));
      expect(codes.length % 2).toBe(0);
      for (let at = 0; at < codes.length; at += 2) expect([22, 39]).toContain(codes[at + 1]);
    }
  });

  test('of an input that cannot be read nothing is printed: the error was', () => expect(prettyText(failed, plain)).toBe(''));
});

/** Elements that reports are made of. */
const ELEMENTS = ['h2', 'h3', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'li', 'code', 'pre'];
const elementsIn = (html: string): string[] => [...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name = '']) => name.toLowerCase());

describe('markdown', () => {
  const renderers: [string, (text: string) => string][] = [
    ['marked', (text) => marked.parse(text, { gfm: true, async: false })],
    ['markdown-it', (text) => new MarkdownIt({ html: true, linkify: true }).render(text)],
  ];

  test.each(renderers)('rendered by %s it has the verdicts in a table, a heading for each finding, and its commands as code', (_name, render) => {
    for (const outcome of outcomes) {
      const html = render(markdownText(outcome));
      for (const name of elementsIn(html)) expect(ELEMENTS).toContain(name);
      expect(html.match(/<h2/g)).toHaveLength(1);
      if (!('report' in outcome)) {
        expect(html).toContain('there is no such file');
        continue;
      }
      const { findings, verdicts } = outcome.report;
      expect(html.match(/<tr/g)).toHaveLength(verdicts.length + 1);
      expect(html.match(/<td/g) ?? []).toHaveLength(verdicts.length * 3);
      const blocks = [...html.matchAll(/<pre><code class="language-sh">(.*?)<\/code>/gs)].map(([, code = '']) => decoded(code).trimEnd());
      expect(blocks).toEqual(findings.flatMap(({ fix }) => (fix.command === undefined ? [] : [fix.command])));
    }
  });
});

function decoded(html: string): string {
  return html.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" })[name] ?? '');
}

const sarifSchema = JSON.parse(readFileSync(join(root, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false, allErrors: true, formats: { uri: (text) => URL.canParse(text), 'uri-reference': isReference, 'date-time': true } });
const isSarif = ajv.compile(sarifSchema);

function isReference(text: string): boolean {
  return URL.canParse(text, 'file:///a/') && /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text);
}

async function sarifOf(given: readonly Outcome[]): Promise<Sarif> {
  const log = JSON.parse(sarifText(given, await rules())) as Sarif;
  isSarif(log);
  expect(isSarif.errors ?? []).toEqual([]);
  return log;
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly informationUri: string; readonly rules: readonly { readonly id: string; readonly help: { readonly markdown: string }; readonly helpUri: string }[] } };
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number; readonly level: string; readonly message: { readonly text: string }; readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[] }[];
    readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications?: readonly { readonly descriptor: { readonly id: string }; readonly message: { readonly text: string } }[]; readonly toolConfigurationNotifications?: readonly { readonly message: { readonly text: string } }[] }[];
  }[];
}

describe('sarif', () => {
  test('is valid by the official schema, with a result for each finding and the rules they belong to', async () => {
    const { runs: [run] } = await sarifOf(outcomes);
    const findings = reports().flatMap(({ report, input }) => report.findings.map((finding) => ({ finding, input })));
    expect(run?.results).toHaveLength(findings.length);
    for (const [index, result] of (run?.results ?? []).entries()) {
      const { finding, input } = findings[index] as { finding: Finding; input: string };
      expect(result.ruleId).toBe(finding.rule);
      expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(finding.rule);
      expect(result.level).toBe({ fails: 'error', wrong: 'error', slow: 'warning', note: 'note' }[finding.effect]);
      expect(result.locations[0]?.physicalLocation.artifactLocation.uri).toBe(input);
      expect(result.message.text).toContain(finding.title);
    }
    expect(new Set(run?.tool.driver.rules.map(({ id }) => id)).size).toBe(run?.tool.driver.rules.length);
  });

  test('says where the program and its rules are described, with the help for services that show it', async () => {
    const { runs: [run] } = await sarifOf(outcomes);
    const { homepage, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { homepage: string; version: string };
    expect(run?.tool.driver.informationUri).toBe(homepage);
    const shipped = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');
    for (const { id, help, helpUri } of run?.tool.driver.rules ?? []) {
      const [address, text] = helpUri.split('#:~:text=');
      expect(address).toBe(`https://unpkg.com/omescope@${version}/docs/rules.md`);
      expect(decodeURIComponent(text ?? '')).toBe(id);
      expect(shipped).toContain(`| \`${id}\` |`);
      expect(help.markdown).toContain('How this is known: ');
    }
  });

  test('tells of inputs that could not be read', async () => {
    const { runs: [run] } = await sarifOf([failed]);
    const [invocation] = run?.invocations ?? [];
    expect(run?.results).toEqual([]);
    expect(invocation).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', descriptor: { id: 'read-failed' } }] });
    expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toContain('there is no such file');
    expect((await sarifOf(outcomes.slice(0, 1))).runs[0]?.invocations[0]).toEqual({ executionSuccessful: true });
  });

  test('has a thousand results at most, the worst, and says that there are more', async () => {
    const [, broken] = reports();
    if (broken === undefined) throw new Error('there is no such report');
    const many = Array.from({ length: 600 }, (_, index): Outcome => ({ ...broken, input: `data/${index}.ome.tif` }));
    const { runs: [run] } = await sarifOf(many);
    expect(run?.results).toHaveLength(1000);
    const order = ['error', 'warning', 'note'];
    const levels = (run?.results ?? []).map(({ level }) => order.indexOf(level));
    expect(levels).toEqual(levels.toSorted());
    expect(levels.filter((level) => level === 0)).toHaveLength(Math.min(1000, 600 * broken.report.findings.filter(({ effect }) => effect === 'fails' || effect === 'wrong').length));
    const left = 600 * broken.report.findings.length - 1000;
    expect(run?.invocations[0]?.toolConfigurationNotifications?.[0]?.message.text).toContain(left.toLocaleString('en-US'));
  });

  test.each([
    ['a b/c#d?.ome.tif', 'a%20b/c%23d%3F.ome.tif'],
    ['./x.tif', 'x.tif'],
    ['../x.tif', '../x.tif'],
    ['/data/ä.tif', 'file:///data/%C3%A4.tif'],
    ['a:b.tif', 'a%3Ab.tif'],
    ['a\\b.tif', 'a%5Cb.tif'],
    ['\ud800.tif', '%EF%BF%BD.tif'],
    ['https://user:secret@host.invalid/a%20b.tif?c=d', 'https://host.invalid/a%20b.tif?c=d'],
    ['s3://bucket/a b.tif', 's3://bucket/a%20b.tif'],
  ])('names %s as %s', async (input, uri) => {
    const [first] = reports();
    const log = await sarifOf([{ input, error: { code: 'read-failed', message: 'no' } }, { ...(reports()[1] ?? first), input } as Outcome]);
    expect(log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('github', () => {
  test('is one annotation a line, which the runner reads as it was meant', () => {
    for (const { input, report } of reports()) {
      const lines = githubText({ input, report }).split('\n').filter((line) => line !== '');
      expect(lines).toHaveLength(report.findings.length);
      for (const [index, line] of lines.entries()) {
        const { rule, effect, title, fix } = report.findings[index] as Finding;
        const command = commandIn(line);
        expect(command?.name).toBe({ fails: 'error', wrong: 'error', slow: 'warning', note: 'notice' }[effect]);
        expect(command?.properties).toEqual({ file: input, title: `${effect}: ${rule}` });
        expect(command?.message).toContain(clean(title));
        expect(command?.message).toContain(clean(fix.text));
      }
    }
  });

  test('an input that cannot be read is an error', () => {
    const command = commandIn(githubText({ ...failed, input: 'a,b:c%.tif' }));
    expect(command).toMatchObject({ name: 'error', properties: { file: 'a,b:c%.tif', title: 'cannot be read' } });
    expect(command?.message).toContain('there is no such file');
  });
});
