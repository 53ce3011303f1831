import type { Effect, Report } from '../../index.js';
import { cleanLine } from '../terminal.js';
import { effectWord } from './words.js';

const LEVELS: Record<Effect, string> = { fails: 'error', wrong: 'error', slow: 'warning', note: 'notice' };

/** Annotations of GitHub Actions, one for each finding. */
export function githubText({ findings }: Report, input: string): string {
  const lines = findings.map(({ effect, title, fix, rule }) => {
    const properties = `file=${property(input)},title=${property(`${effectWord(effect)}: ${rule}`)}`;
    return `::${LEVELS[effect]} ${properties}::${data(`${title}. ${fix.text}`)}`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** What workflow commands take as text. */
function data(text: string): string {
  return cleanLine(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
