import type { Effect, Finding, Report, Verdict } from '../../index.js';
import { indent } from '../failure.js';
import { bytesText, countText } from '../progress.js';
import { clean, cleanLine, paint, type Style } from '../terminal.js';
import { wrap } from '../wrap.js';
import { affected, effectWord, inputWords, placeWords, verdictWords } from './words.js';

const MARKS: Record<Verdict, readonly [string, Style]> = {
  loads: ['✓', 'green'],
  slow: ['~', 'yellow'],
  wrong: ['✗', 'red'],
  fails: ['✗', 'red'],
  unknown: ['?', 'yellow'],
};
const STYLES: Record<Effect, Style> = { note: 'dim', slow: 'yellow', wrong: 'red', fails: 'red' };

/** A report for people: verdicts, findings, what was not looked at. */
export function prettyText(report: Report, input: string): string {
  const telling = report.findings.filter(({ effect }) => effect !== 'note');
  const notes = report.findings.filter(({ effect }) => effect === 'note');
  const lines = [
    `${paint(cleanLine(input), 'bold')}  ${inputWords(report)}`,
    ...verdictLines(report),
    ...telling.flatMap((finding) => ['', ...findingLines(finding, report)]),
    ...(notes.length === 0 ? [] : ['', ...notes.map((finding) => `${paint('note', 'dim')}  ${cleanLine(finding.title)} ${paint(`[${finding.rule}]`, 'dim')}`)]),
    ...report.notChecked.flatMap(({ what, why }, index) => [...(index === 0 ? [''] : []), `${paint('not checked', 'dim')}  ${cleanLine(what)}: ${cleanLine(why)}`]),
    ...report.notes.map(({ message }) => `${paint('server', 'dim')}  ${cleanLine(message)}`),
    '',
    paint(`${bytesText(report.transfer.bytes)} read in ${countText(report.transfer.requests)} requests; omescope ${report.omescope}`, 'dim'),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines({ verdicts }: Report): string[] {
  const width = Math.max(...verdicts.map(({ name }) => name.length), 0);
  return verdicts.map(({ viewer, name, verdict, says = '' }) => {
    const [mark, style] = MARKS[verdict];
    const words = verdictWords(verdict, viewer);
    const quoted = says === '' || verdict === 'loads' ? '' : `  ${paint(`"${cleanLine(says).slice(0, 120)}"`, 'dim')}`;
    return `  ${paint(mark, style)} ${name.padEnd(width)}  ${paint(words, style)}${quoted}`;
  });
}

function findingLines(finding: Finding, report: Report): string[] {
  const { effect, rule, title, why, fix, count, places } = finding;
  const where = places.map(({ at }) => placeWords(at)).filter((words) => words !== '');
  const more = count > where.length && where.length > 0 ? ` and ${countText(count - where.length)} more` : '';
  return [
    `${paint(effectWord(effect), STYLES[effect])}  ${paint(cleanLine(title), 'bold')} ${paint(`[${rule}]`, 'dim')}`,
    ...(where.length === 0 ? [] : [indent(`where: ${cleanLine(where.slice(0, 3).join('; '))}${where.length > 3 ? ` and ${countText(count - 3)} more` : more}`)]),
    indent(wrap(`why: ${cleanLine(why)}`)),
    ...affected(finding, report).filter(({ says }) => says !== '').map(({ names, says }) => indent(`${names} says: ${cleanLine(says).slice(0, 300)}`)),
    indent(wrap(`fix: ${cleanLine(fix.text)}`)),
    ...(fix.command === undefined ? [] : [indent(indent(paint(clean(fix.command), 'green')))]),
  ];
}
