// Compares what a checker says about the stores with what the loaders do.
//
//     import { compareVerdicts, storePaths } from './tests/truth/zarr/compare.mjs';
//     for (const { id, path } of storePaths()) verdicts[id] = { 'vitessce@4.0.8': { outcome: 'fails', rules: ['ngff/omero-missing'] } };
//     const { wrong, report } = compareVerdicts(verdicts);
import { cases, VIEWERS, viewersOf } from './cases/index.mjs';
import { placeOf } from './generate.mjs';
import { readOutcomes } from './outcomes.mjs';

/** The stores on disk, after generating: id, kind, path of the folder or archive, and how the host that serves it behaves. */
export function storePaths() {
  return cases.map((one) => ({ id: one.id, kind: one.kind, path: placeOf(one), rules: one.rules ?? [], near: one.near ?? [], manners: one.manners, options: one.options, viewers: viewersOf(one).map((name) => VIEWERS[name]) }));
}

/** @typedef {{ outcome: 'fails'|'wrong'|'slow'|'loads', message?: string }} Verdict */

/**
 * What differs between verdicts and truth. A verdict that is missing is not compared, and counted.
 * @param {Record<string, Record<string, Verdict>>} verdicts  case to viewer to verdict
 * @param {{ messages?: boolean }} [options]  also compare the texts of errors, where the verdict has one
 */
export function compareVerdicts(verdicts, { messages = false } = {}) {
  const truth = readOutcomes();
  const wrong = [];
  const count = {};
  for (const [id, { viewers, what }] of Object.entries(truth.cases)) {
    for (const [viewer, observed] of Object.entries(viewers)) {
      const verdict = verdicts[id]?.[viewer];
      const tally = (count[viewer] ??= { agreed: 0, missed: 0, alarmed: 0, other: 0, text: 0, absent: 0 });
      const kind = difference(observed, verdict, messages);
      tally[kind] += 1;
      if (kind !== 'agreed' && kind !== 'absent') wrong.push({ id, viewer, kind, what, verdict, observed: { ...observed, cost: undefined } });
    }
  }
  return { wrong, count, report: wrong.map(({ id, viewer, kind, verdict, observed }) => `${id} ${viewer} ${kind}: said ${verdict.outcome}, ${observed.outcome} at ${observed.step ?? '-'}: ${observed.message ?? ''}`).join('\n') };
}

/** `missed`: said to load and does not. `alarmed`: said not to, and does. `other`: not the right one of fails, wrong, slow. */
function difference(observed, verdict, messages) {
  if (!verdict) return 'absent';
  if (verdict.outcome === observed.outcome) return messages && verdict.message !== undefined && verdict.message !== observed.message ? 'text' : 'agreed';
  if (verdict.outcome === 'loads') return 'missed';
  return observed.outcome === 'loads' ? 'alarmed' : 'other';
}
