import type { Finding, Report } from '../../slim.js';
import type { Outcome } from '../outcome.js';
import { countText } from '../progress.js';
import { clean, cleanLine } from '../terminal.js';
import { censusFaults, censusWords } from './census.js';
import { affected, commandPlace, costWords, inputWords, placesOf, verdictWords } from './words.js';

/** Places that are told of each finding. */
const PLACES = 5;

/** A report for an issue or a pull request. Nothing from a file can become markup, or call somebody (`@name`). */
export function markdownText(outcome: Outcome): string {
  const { input } = outcome;
  const lines = [`## ${escape(input)}`, '', ...('report' in outcome ? reportLines(outcome.report, input, outcome.indexed) : [`Could not be read: ${escape(outcome.error.message)}`, ''])];
  return `${lines.join('\n')}\n`;
}

function reportLines(report: Report, input: string, indexed: boolean | undefined): string[] {
  const { findings, verdicts, notChecked, notes, omescope, census } = report;
  const [place, cost] = [commandPlace(findings, input), costWords(report, indexed)];
  return [
    `${escape(inputWords(report))}; checked with omescope ${escape(omescope)}`,
    '',
    '| viewer | verdict | says |',
    '|---|---|---|',
    ...verdicts.map(({ viewer, name, verdict, says = '' }) => `| ${escape(name)} | ${verdictWords(verdict, viewer)} | ${verdict === 'loads' ? '' : escape(says)} |`),
    '',
    ...findings.flatMap((finding) => [...findingLines(finding, report), '']),
    ...(notChecked.length === 0 ? [] : ['### Not checked', '', ...notChecked.map(({ what, why }) => `- ${escape(what)}: ${escape(why)}`), '']),
    ...(census === undefined ? [] : [...censusFaults(census), censusWords(census)].flatMap((words) => [`Chunks: ${escape(words)}`, ''])),
    ...notes.flatMap(({ message }) => [`Server: ${escape(message)}`, '']),
    ...(place === undefined ? [] : [escape(place), '']),
    ...(cost === undefined ? [] : [`Over HTTP: ${escape(cost)}\\.`, '']),
  ];
}

function findingLines(finding: Finding, report: Report): string[] {
  const { effect, rule, title, why, fix } = finding;
  const { places, more } = placesOf(finding, PLACES);
  const where = places.length === 0 ? '' : `: ${places.map(codeSpan).join('; ')}${more > 0 ? ` and ${countText(more)} more` : ''}`;
  return [
    `### ${effect}: ${escape(title)}`,
    '',
    `${codeSpan(rule)}${where}`,
    '',
    escape(why),
    '',
    ...affected(finding, report).filter(({ says }) => says !== '').flatMap(({ names, says }) => [`${escape(names)}: “${escape(says)}”`, '']),
    `Fix: ${escape(fix.text)}`,
    ...(fix.command === undefined ? [] : ['', ...codeBlock(fix.command)]),
  ];
}

/**
 * Every character that Markdown or HTML would take for markup stands for itself. A space of no width keeps GitHub from taking
 * `@SizeT` for a person and `#1` for an issue, as it looks for those when the rest is done.
 */
export function escape(text: string): string {
  const marked = cleanLine(text).replace(/[\\`*_{}[\]()#+\-.!|~>@:$^=%]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return marked.replace(/(\\@(?=[\w-])|\\#(?=\d)|\bGH(?=\\-\d))/g, '$1&#8203;').replace(/^( +)|( +)$/g, '');
}

/** A place or name as code, which nothing is looked for in. */
function codeSpan(text: string): string {
  const code = cleanLine(text);
  const fence = '`'.repeat(longestRun(code) + 1);
  const space = /^[` ]|[` ]$/.test(code) ? ' ' : '';
  return `${fence}${space}${code}${space}${fence}`;
}

/** A block of code whose fence is longer than any in it. */
export function codeBlock(code: string): string[] {
  const text = clean(code);
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}sh`, text, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
