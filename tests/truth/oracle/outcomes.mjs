// The table tests/truth/outcomes.json: what each viewer does with each case.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { observedFile, sources } from './places.mjs';

const table = join(sources, 'outcomes.json');

/** `{ id: { viewer: 'outcome: reason' } }` as the repository has it. */
export function expectedOutcomes() {
  return JSON.parse(readFileSync(table, 'utf8'));
}

export function sentence({ outcome, reason }) {
  return reason ? `${outcome}: ${reason}` : outcome;
}

/** Whether two sentences say the same. Of hangs, crashes and the parser of JSON only the outcome is compared: the rest varies. */
export function agree(found, expected) {
  const outcome = (text) => text.split(':')[0];
  const loose = /hangs in|the process dies|SyntaxError|Array buffer allocation|Invalid array length/;
  return found === expected || (outcome(found) === outcome(expected) && (loose.test(found) || loose.test(expected)));
}

/**
 * What was observed of a file: by the id of a case, or `corpus/` and its path there. `viewers[name]` has `outcome` (`loads`, `wrong`,
 * `fails`; `unknown` where nothing can be said) and `reason`, `cost.plain` and `cost.offsets` the requests. See README.md.
 */
export function observed(id) {
  const { files } = JSON.parse(readFileSync(observedFile, 'utf8'));
  if (!(id in files)) throw new Error(`${id} was not observed; npm run truth runs the viewers on all files`);
  return files[id];
}

/** Writes the table anew, and keeps what Chromium was seen to do unless `chromium` has it. */
export function acceptOutcomes(results, chromium = {}) {
  let before = {};
  try {
    before = expectedOutcomes();
  } catch {}
  const lines = Object.entries(results)
    .filter(([id]) => !id.startsWith('corpus/'))
    .map(([id, { viewers }]) => {
      const row = Object.fromEntries(Object.entries(viewers).map(([name, seen]) => [name, sentence(seen)]));
      const other = chromium[id] ? sentence(chromium[id]) : before[id]?.['viv@0.21 chromium'];
      if (other && !agree(other, row['viv@0.21'])) row['viv@0.21 chromium'] = other;
      return `${JSON.stringify(id)}: ${JSON.stringify(row)}`;
    });
  writeFileSync(table, `{\n${lines.join(',\n')}\n}\n`);
}
