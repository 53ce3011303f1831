import type { Finding, Report, Verdict, ViewerDocumentation } from '../../slim.js';
import { isAtLeast } from '../../slim.js';
import type { Looked } from '../look.js';
import { countText } from '../progress.js';
import { cleanLine } from '../terminal.js';
import { cellsOf, hang, keepEnd, padTo, shorten, wrap } from '../wrap.js';
import type { Look } from './formats.js';
import { MARKS } from './marks.js';
import { createTally } from './tally.js';
import { isSpecification } from './words.js';

/** Whom verdicts are given for. */
export interface Judges {
  readonly known: readonly ViewerDocumentation[];
  /** Ids of those that were asked for; none for the usual ones. */
  readonly chosen: readonly string[];
}

/** A column of verdicts. That of specifications has whichever a file or store is judged by. */
interface Column {
  readonly title: string;
  readonly ids: readonly string[];
  readonly width: number;
}

const SHORT: Record<Verdict, string> = { loads: 'loads', slow: 'slow', wrong: 'wrong', fails: 'fails', unknown: 'maybe' };
const SHORT_OF_SPECIFICATION: Record<Verdict, string> = { loads: 'valid', slow: 'valid', wrong: 'invalid', fails: 'invalid', unknown: 'maybe' };
/** Characters that names and findings get at least, or each input gets lines of its own. */
const LEAST_NAME = 14;
const LEAST_FINDING = 12;
/** Characters that the text of a finding gets at least. */
const LEAST_TITLE = 24;

/** A line for each input: its name, the verdicts, the worst finding; at the end how many fail, and with whom. */
export function tableWriter(inputs: readonly string[], judges: Judges, look: Look, quiet: boolean): { one(looked: Looked): string; end(): string } {
  const columns = columnsFor(judges);
  const folder = commonFolder(inputs);
  const nameOf = (input: string): string => cleanLine(input.slice(folder.length));
  const verdicts = columns.reduce((sum, { width }) => sum + width + 2, 0);
  const longest = inputs.reduce((most, input) => Math.max(most, cellsOf(nameOf(input))), 8);
  const name = Math.min(longest, Math.max(LEAST_NAME, Math.floor((look.width - verdicts) / 2)));
  const finding = look.width - name - verdicts - 2;
  const layout: Layout = { columns, name, finding, look, nameOf };
  const row = finding >= LEAST_FINDING ? rowText : blockText;
  const tally = createTally(judges.known);
  let begun = false;
  const head = (): string => {
    if (begun) return '';
    begun = true;
    const where = folder === '' ? '' : ` in ${cleanLine(folder)}`;
    const lines = [wrap(`${countText(inputs.length)} inputs${where}`, look.width), ...(row === rowText ? [look.paint(titles(layout), 'dim')] : [])];
    return `${lines.join('\n')}\n`;
  };
  return {
    one(looked) {
      tally.add(looked.outcome);
      return quiet && looked.exit === 0 ? '' : `${head()}${row(looked, layout)}\n`;
    },
    end() {
      if (quiet && !begun) return '';
      const hints = tally.found() ? ['omescope -v ... tells everything of each, omescope explain RULE of a rule.'] : [];
      const lines = [...tally.lines(inputs.length).map((line) => wrap(line, look.width)), ...hints.map((line) => look.paint(wrap(line, look.width), 'dim'))];
      return `\n${lines.join('\n')}\n`;
    },
  };
}

interface Layout {
  readonly columns: readonly Column[];
  /** Widths of the first and the last column. */
  readonly name: number;
  readonly finding: number;
  readonly look: Look;
  readonly nameOf: (input: string) => string;
}

function titles({ columns, name }: Layout): string {
  return `${[padTo('', name), ...columns.map(({ title, width }) => padTo(title, width))].join('  ')}  worst finding`;
}

/** All on one line. */
function rowText({ outcome }: Looked, { columns, name, finding, look, nameOf }: Layout): string {
  const first = padTo(keepEnd(nameOf(outcome.input), name), name);
  if (!('report' in outcome)) return `${first}  ${look.paint('✗ cannot be read', 'red')}`;
  const cells = columns.map(({ ids, width }) => {
    const found = outcome.report.verdicts.find(({ viewer }) => ids.includes(viewer));
    if (found === undefined) return look.paint(padTo('-', width), 'dim');
    const [mark, style] = MARKS[found.verdict];
    return look.paint(padTo(`${mark} ${shortWord(found.viewer, found.verdict)}`, width), style);
  });
  return `${[first, ...cells].join('  ')}  ${findingText(outcome.report, finding, look)}`.trimEnd();
}

/** A few short lines, where a terminal is too narrow: those whom it goes wrong with are named. */
function blockText({ outcome }: Looked, { columns, look, nameOf }: Layout): string {
  const first = (mark: string): string => `${mark} ${keepEnd(nameOf(outcome.input), look.width - 2)}`;
  if (!('report' in outcome)) return `${look.paint(first('✗'), 'red')}\n  cannot be read`;
  const { verdicts } = outcome.report;
  const worst = verdicts.reduce<Verdict>((most, { verdict }) => (isAtLeast(verdict, most) ? verdict : most), 'loads');
  const [mark, style] = MARKS[worst];
  if (worst === 'loads') return look.paint(first(mark), style);
  const words = new Map<string, string[]>();
  for (const { viewer, verdict } of verdicts.filter(({ verdict }) => verdict !== 'loads')) {
    const title = columns.find(({ ids }) => ids.includes(viewer))?.title ?? viewer;
    const word = shortWord(viewer, verdict);
    words.set(word, [...(words.get(word) ?? []), title]);
  }
  const lines = [...words].map(([word, titles]) => hang(`  ${word}: `, titles.join(', '), look.width, 4));
  return [look.paint(first(mark), style), ...lines, `  ${findingText(outcome.report, look.width - 2, look)}`.trimEnd()].filter((line) => line !== '').join('\n');
}

function shortWord(viewer: string, verdict: Verdict): string {
  return (isSpecification(viewer) ? SHORT_OF_SPECIFICATION : SHORT)[verdict];
}

/** The rule of the worst finding, and what it says as far as there is room. Notes are no reason to look. */
function findingText({ findings }: Report, room: number, { paint }: Look): string {
  const worst = findings.reduce<Finding | undefined>((most, finding) => (most === undefined || !isAtLeast(most.effect, finding.effect) ? finding : most), undefined);
  if (worst === undefined || worst.effect === 'note') return '';
  const rest = room - worst.rule.length - 2;
  if (rest < LEAST_TITLE) return shorten(worst.rule, room);
  return `${worst.rule}  ${paint(shorten(cleanLine(worst.title), rest), 'dim')}`;
}

function columnsFor({ known, chosen }: Judges): Column[] {
  const shown = known.filter(({ id, default: usual }) => (chosen.length === 0 ? usual : chosen.includes(id)));
  const columns = new Map<string, { title: string; ids: string[] }>();
  for (const { id, name } of shown) {
    const bare = name.replace(/ \d[\d.]*$/, '');
    // The version is said where there are several.
    const title = isSpecification(id) ? 'spec' : shown.filter((other) => other.name.startsWith(`${bare} `)).length > 1 ? name : bare;
    const column = columns.get(title) ?? { title, ids: [] };
    column.ids.push(id);
    columns.set(title, column);
  }
  return [...columns.values()].map(({ title, ids }) => {
    const words = ids.flatMap((id) => Object.keys(SHORT).map((verdict) => shortWord(id, verdict as Verdict)));
    return { title, ids, width: Math.max(title.length, ...words.map((word) => word.length + 2)) };
  });
}

/** The folder that all are in, with the slash behind it. */
function commonFolder(inputs: readonly string[]): string {
  const [first = '', ...others] = inputs;
  let folder = first.slice(0, Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
  // Ends: it gets shorter with every turn.
  for (const other of others) {
    while (folder !== '' && !other.startsWith(folder)) folder = folder.slice(0, Math.max(folder.lastIndexOf('/', folder.length - 2), folder.lastIndexOf('\\', folder.length - 2)) + 1);
  }
  // The scheme of an address alone is no folder.
  return /^[a-z\d]+:\/*$/i.test(folder) || folder === '/' || folder === './' ? '' : folder;
}

