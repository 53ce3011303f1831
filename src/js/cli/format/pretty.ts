import type { Effect, Finding, Report } from '../../slim.js';
import type { Outcome } from '../outcome.js';
import { bytesText, countText } from '../progress.js';
import { clean, cleanLine, type Style } from '../terminal.js';
import { hang, shorten, wrap } from '../wrap.js';
import { censusFaults, censusWords } from './census.js';
import type { Look } from './formats.js';
import { MARKS } from './marks.js';
import { affected, commandPlace, costWords, inputWords, isSpecification, placesOf, verdictWords } from './words.js';

const STYLES: Record<Effect, Style> = { note: 'dim', slow: 'yellow', wrong: 'red', fails: 'red' };
/** Places that are told of each finding. */
const PLACES = 3;
/** Cells that are worth while for what a viewer says. */
const LEAST_SAID = 20;

/** Lines of sentences are not longer than is well read; quotations and tables take what there is. */
const MOST_COLUMNS = 100;

/** A report for people: verdicts, findings, what was not looked at. An input that cannot be read was told of as an error. */
export function prettyText(outcome: Outcome, wide: Look): string {
  if (!('report' in outcome)) return '';
  const { report, input, indexed } = outcome;
  const look = { ...wide, width: Math.min(wide.width, MOST_COLUMNS) };
  const telling = report.findings.filter(({ effect }) => effect !== 'note');
  const blocks = [
    [hang('', `${look.paint(cleanLine(input), 'bold')}  ${inputWords(report)}`, look.width), ...verdictLines(report, wide)],
    ...telling.map((finding) => findingLines(finding, report, look)),
    noteLines(report, look),
    censusLines(report, look),
    [...aside(report, input, indexed, look)],
  ];
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n')}\n`;
}

function verdictLines({ verdicts }: Report, look: Look): string[] {
  const names = Math.max(...verdicts.map(({ name }) => name.length), 0);
  const words = Math.max(...verdicts.map(({ verdict, viewer }) => verdictWords(verdict, viewer).length), 0);
  const room = look.width - names - words - 8;
  return verdicts.flatMap(({ viewer, name, verdict, says = '', remark }) => {
    const [mark, style] = MARKS[verdict];
    const text = verdictWords(verdict, viewer);
    const head = `  ${look.paint(mark, style)} ${name.padEnd(names)}  `;
    const remarked = remark === undefined || isSpecification(viewer) ? [] : [look.paint(hang('    ', cleanLine(remark), look.width), 'dim')];
    if (says === '' || verdict === 'loads') return [`${head}${look.paint(text, style)}`, ...remarked];
    const said = (cells: number): string => look.paint(shorten(`"${cleanLine(says)}"`, cells), 'dim');
    // Beside the verdict where that is worth while, else below it.
    const lines = room >= LEAST_SAID ? [`${head}${look.paint(text.padEnd(words), style)}  ${said(room)}`] : [`${head}${look.paint(text, style)}`, `    ${said(look.width - 4)}`];
    return [...lines, ...remarked];
  });
}

function findingLines(finding: Finding, report: Report, look: Look): string[] {
  const { effect, rule, title, why, fix } = finding;
  const { places, more } = placesOf(finding, PLACES);
  const where = `${cleanLine(places.join('; '))}${more > 0 ? ` and ${countText(more)} more` : ''}`;
  const part = (label: string, text: string): string => hang(`  ${label.padEnd(6)}`, cleanLine(text), look.width);
  const says = affected(finding, report).filter((group) => group.says !== '');
  return [
    hang(look.paint(`${effect.padEnd(5)}  `, STYLES[effect]), `${look.paint(cleanLine(title), 'bold')} ${look.paint(`[${rule}]`, 'dim')}`, look.width, 7),
    ...(where === '' ? [] : [part('where', where)]),
    part('why', why),
    ...says.map(({ names, says: words }) => part('says', `${names}: "${shorten(cleanLine(words), 240)}"`)),
    part('fix', fix.text),
    // As it is to be pasted: whatever its length.
    ...(fix.command === undefined ? [] : clean(fix.command).split('\n').map((line) => `          ${look.paint(line, 'green')}`)),
  ];
}

function noteLines({ findings }: Report, look: Look): string[] {
  const notes = findings.filter(({ effect }) => effect === 'note');
  return notes.map(({ title, rule }) => hang(look.paint('note   ', 'dim'), `${cleanLine(title)} ${look.paint(`[${rule}]`, 'dim')}`, look.width, 7));
}

function censusLines({ census }: Report, look: Look): string[] {
  if (census === undefined) return [];
  const faults = censusFaults(census).map((fault) => hang(look.paint('chunks ', 'red'), cleanLine(fault), look.width, 7));
  return [...faults, hang(look.paint('chunks ', 'dim'), cleanLine(censusWords(census)), look.width, 7)];
}

/** What is not about the data itself. */
function* aside(report: Report, input: string, indexed: boolean | undefined, look: Look): Generator<string> {
  for (const { what, why } of report.notChecked) yield wrap(`${look.paint('not checked:', 'yellow')} ${cleanLine(what)}: ${cleanLine(why)}`, look.width);
  for (const { message, help } of report.notes) {
    yield wrap(`${look.paint('server:', 'yellow')} ${cleanLine(message)}`, look.width);
    if (help !== undefined) yield hang('  ', clean(help), look.width);
  }
  const place = commandPlace(report.findings.filter(({ effect }) => effect !== 'note'), input);
  if (place !== undefined) yield look.paint(wrap(cleanLine(place), look.width), 'dim');
  const cost = costWords(report, indexed);
  if (cost !== undefined) yield look.paint(wrap(`Over HTTP: ${cleanLine(cost)}.`, look.width), 'dim');
  const { bytes, requests } = report.transfer;
  yield look.paint(wrap(`${bytesText(bytes)} read in ${countText(requests)} ${requests === 1 ? 'request' : 'requests'}; omescope ${report.omescope}`, look.width), 'dim');
}
