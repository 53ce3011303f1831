import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Effect, Finding, RuleDocumentation } from '../../slim.js';
import { isUrl } from '../url.js';
import type { Failure, Outcome } from '../outcome.js';
import { countText } from '../progress.js';
import { withoutArguments } from '../rules.js';
import { clean, cleanJson } from '../terminal.js';
import { codeBlock, escape } from './markdown.js';
import { placesOf } from './words.js';

const LEVELS: Record<Effect, 'error' | 'warning' | 'note'> = { fails: 'error', wrong: 'error', slow: 'warning', note: 'note' };
/** Results of a run; services that take SARIF have limits like this. */
const MOST_RESULTS = 1000;
/** The package on npm, and its files of one version. */
const HOME = 'https://www.npmjs.com/package/omescope';
const FILES = 'https://unpkg.com/omescope';

interface Result {
  readonly finding: Finding;
  readonly input: string;
}

/** Outcomes as SARIF 2.1.0: a run with the rules that something was found by, results, and inputs that could not be read. */
export function sarifText(outcomes: readonly Outcome[], catalogue: readonly RuleDocumentation[]): string {
  const all = outcomes.flatMap((outcome) => ('report' in outcome ? outcome.report.findings.map((finding) => ({ finding, input: outcome.input })) : []));
  const results = worstFirst(all).slice(0, MOST_RESULTS);
  const used = new Set(results.map(({ finding }) => finding.rule));
  const rules = catalogue.filter(({ id }) => used.has(id));
  const version = outcomes.flatMap((outcome) => ('report' in outcome ? [outcome.report.omescope] : []))[0];
  const run = {
    tool: { driver: { name: 'omescope', ...(version !== undefined && { version }), informationUri: HOME, rules: rules.map((rule) => ruleOf(rule, version)) } },
    invocations: [invocationOf(outcomes, all.length - results.length)],
    results: results.map((result) => resultOf(result, rules)),
    columnKind: 'unicodeCodePoints',
  };
  return `${cleanJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, 2)}\n`;
}

/** What is left out is what matters least. Stable: else in the order of the inputs. */
function worstFirst(results: readonly Result[]): Result[] {
  const order: readonly Effect[] = ['fails', 'wrong', 'slow', 'note'];
  return results.length <= MOST_RESULTS ? [...results] : results.toSorted((a, b) => order.indexOf(a.finding.effect) - order.indexOf(b.finding.effect));
}

function ruleOf({ id, title, why, fix, affects, evidence }: RuleDocumentation, version: string | undefined) {
  const worst = affects.map(({ effect }) => effect as Effect).reduce<Effect>((worst, effect) => (Object.keys(LEVELS).indexOf(effect) < Object.keys(LEVELS).indexOf(worst) ? effect : worst), 'note');
  const help = withoutArguments(fix.command === '' ? fix.text : `${fix.text}\n\n${fix.command}`);
  const command = fix.command === '' ? [] : [codeBlock(withoutArguments(fix.command)).join('\n')];
  // Texts of rules are written as Markdown: their names and commands are code spans.
  const markdown = [withoutArguments(why), withoutArguments(fix.text), ...command, `How this is known: ${evidence.map(escape).join('; ')}`];
  return {
    id,
    shortDescription: { text: plain(withoutArguments(title)) },
    fullDescription: { text: plain(withoutArguments(why)) },
    help: { text: plain(help), markdown: clean(markdown.join('\n\n')) },
    // For consumers that show no help of their own: the table of rules as it was published with this version, at this rule.
    ...(version !== undefined && { helpUri: `${FILES}@${version}/docs/rules.md#:~:text=${encodeURIComponent(id).replaceAll('-', '%2D')}` }),
    defaultConfiguration: { level: LEVELS[worst] },
  };
}

function resultOf({ finding, input }: Result, rules: readonly RuleDocumentation[]) {
  const { rule, effect, title, why, fix, count, places } = finding;
  const { places: where, more } = placesOf(finding, 3);
  const at = where.length === 0 ? '' : ` (${where.join('; ')}${more > 0 ? ` and ${countText(more)} more` : ''})`;
  const byte = places[0]?.at.byte;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[effect],
    message: { text: plain([`${title}${at}.`, why, fix.text, ...(fix.command === undefined ? [] : [fix.command])].join('\n')) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(input) }, ...(byte !== undefined && { region: { byteOffset: byte, byteLength: 1 } }) } }],
    ...(count > 1 && { occurrenceCount: count }),
  };
}

/** What kept the tool from doing all that it was asked for. */
function invocationOf(outcomes: readonly Outcome[], omitted: number) {
  const failed = outcomes.flatMap((outcome) => ('report' in outcome ? [] : [outcome]));
  const configuration = omitted === 0 ? [] : [{ level: 'warning', message: { text: `${countText(omitted)} further results are left out, the least bad ones.` } }];
  return {
    executionSuccessful: failed.length === 0,
    ...(failed.length > 0 && { toolExecutionNotifications: failed.map(notificationOf) }),
    ...(configuration.length > 0 && { toolConfigurationNotifications: configuration }),
  };
}

function notificationOf({ input, error: { code, message, help } }: { readonly input: string; readonly error: Failure }) {
  return {
    level: 'error',
    descriptor: { id: code },
    message: { text: plain(help === undefined ? message : `${message}\n${help}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(input) } } }],
  };
}

/** Text that is neither a link `[text](target)` nor a placeholder `{0}` (SARIF 2.1.0 sections 3.11.5 and 3.11.6). */
function plain(text: string): string {
  const unlinked = /\]\(/.test(text) ? text.replace(/[\\[\]]/g, '\\$&') : text;
  return clean(/\{\d+\}/.test(unlinked) ? unlinked.replace(/[{}]/g, '$&$&') : unlinked);
}

/** An address as it is, a path as a relative reference or a file URI. */
function uriOf(input: string): string {
  const text = input.replace(/[\ud800-\udfff]/gu, '\ufffd');
  if (isUrl(text)) return URL.canParse(text) ? withoutSecrets(new URL(text)) : encodeURI(text);
  if (/^([/\\]|[a-z]:[/\\])/i.test(text)) return pathToFileURL(text).href;
  const parts = (sep === '\\' ? text.split(/[\\/]/) : text.split('/')).filter((part) => part !== '.');
  return parts.map(encodeURIComponent).join('/');
}

function withoutSecrets(url: URL): string {
  url.username = '';
  url.password = '';
  return url.href;
}
