import type { Finding, Report } from '../../index.js';
import { clean, cleanLine } from '../terminal.js';
import { affected, effectWord, inputWords, placeWords, verdictWords } from './words.js';

/** A report for an issue or a pull request. Nothing from a file can become markup. */
export function markdownText(report: Report, input: string): string {
  const lines = [
    `## ${escape(input)}`,
    '',
    `${escape(inputWords(report))}, checked with omescope ${report.omescope}`,
    '',
    '| viewer | verdict | says |',
    '|---|---|---|',
    ...report.verdicts.map(({ viewer, name, verdict, says = '' }) => `| ${escape(name)} | ${verdictWords(verdict, viewer)} | ${verdict === 'loads' ? '' : escape(says)} |`),
    '',
    ...report.findings.flatMap((finding) => [...findingLines(finding, report), '']),
    ...(report.notChecked.length === 0 ? [] : ['### Not checked', '', ...report.notChecked.map(({ what, why }) => `- ${escape(what)}: ${escape(why)}`), '']),
  ];
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, report: Report): string[] {
  const { effect, rule, title, why, fix, count, places } = finding;
  const where = places.slice(0, 5).map(({ at }) => placeWords(at)).filter((words) => words !== '');
  return [
    `### ${effectWord(effect)}: ${escape(title)}`,
    '',
    `\`${rule}\`${count > 1 ? `, ${count} times` : ''}${where.length === 0 ? '' : `: ${escape(where.join('; '))}`}`,
    '',
    escape(why),
    '',
    ...affected(finding, report).filter(({ says }) => says !== '').flatMap(({ names, says }) => [`${escape(names)} says: ${escape(says)}`, '']),
    `Fix: ${escape(fix.text)}`,
    ...(fix.command === undefined ? [] : ['', ...codeBlock(fix.command)]),
  ];
}

/** Every character that Markdown or HTML would take for markup stands for itself. */
export function escape(text: string): string {
  return cleanLine(text).replace(/[\\`*_{}[\]()#+\-.!|~>@:]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A block of code whose fence is longer than any in it. */
function codeBlock(code: string): string[] {
  const text = clean(code);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, text, fence];
}
