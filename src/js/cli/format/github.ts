import type { Effect } from '../../slim.js';
import type { Outcome } from '../outcome.js';
import { cleanLine } from '../terminal.js';
import { placesOf } from './words.js';

const LEVELS: Record<Effect, string> = { fails: 'error', wrong: 'error', slow: 'warning', note: 'notice' };

/** Annotations of GitHub Actions ("Workflow commands"), one for each finding. */
export function githubText(outcome: Outcome): string {
  const { input } = outcome;
  if (!('report' in outcome)) return annotation('error', input, 'cannot be read', outcome.error.message);
  const lines = outcome.report.findings.map((finding) => {
    const { effect, title, fix, rule } = finding;
    const { places: [place] } = placesOf(finding, 1);
    return annotation(LEVELS[effect], input, `${effect}: ${rule}`, `${title}${place === undefined ? '' : ` (${place})`}. ${fix.text}`);
  });
  return lines.join('');
}

function annotation(level: string, file: string, title: string, message: string): string {
  return `::${level} file=${property(file.replace(/^(\.\/)+/, ''))},title=${property(title)}::${data(message)}\n`;
}

/** What workflow commands take as text. */
function data(text: string): string {
  return cleanLine(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
