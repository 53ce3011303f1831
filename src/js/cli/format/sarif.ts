import type { Effect, Finding, Report } from '../../index.js';
import { isUrl } from '../input.js';
import { clean } from '../terminal.js';
import { placeWords } from './words.js';

const LEVELS: Record<Effect, 'error' | 'warning' | 'note'> = { fails: 'error', wrong: 'error', slow: 'warning', note: 'note' };
/** What code scanning of GitHub takes at most. */
const MOST_RESULTS = 1000;

/** Reports as SARIF 2.1.0. */
export function sarifText(reports: readonly Report[], inputs: readonly string[]): string {
  const findings = reports.flatMap((report, index) => report.findings.map((finding) => ({ finding, input: inputs[index] ?? report.input.name })));
  const rules = new Map(findings.map(({ finding }) => [finding.rule, ruleOf(finding)]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'omescope', version: reports[0]?.omescope ?? '', rules: [...rules.values()] } },
        results: findings.slice(0, MOST_RESULTS).map(({ finding, input }) => resultOf(finding, input)),
        columnKind: 'unicodeCodePoints',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ rule, why, fix, effect }: Finding) {
  return {
    id: rule,
    fullDescription: { text: clean(why) },
    help: { text: clean(fix.command === undefined ? fix.text : `${fix.text}\n\n${fix.command}`) },
    defaultConfiguration: { level: LEVELS[effect] },
  };
}

function resultOf({ rule, effect, title, count, places }: Finding, input: string) {
  const [first] = places;
  const where = first ? placeWords(first.at) : '';
  const byte = first?.at.byte;
  return {
    ruleId: rule,
    level: LEVELS[effect],
    message: { text: clean(where === '' ? title : `${title} (${where})`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(input) },
          ...(byte !== undefined && { region: { byteOffset: byte, byteLength: 1 } }),
        },
      },
    ],
    ...(count > 1 && { occurrenceCount: count }),
  };
}

/** An address as it is, a path as a relative or absolute URI. */
function uriOf(input: string): string {
  if (isUrl(input)) return URL.canParse(input) ? new URL(input).href : encodeURI(input);
  return input.split(/[\\/]/).map(encodeURIComponent).join('/');
}
