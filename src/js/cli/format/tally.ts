import type { Verdict, ViewerDocumentation } from '../../slim.js';
import type { Outcome } from '../outcome.js';
import { countText } from '../progress.js';
import { isSpecification } from './words.js';

/** Counts verdicts and findings of many inputs. */
export interface Tally {
  add(outcome: Outcome): void;
  /** What came of all, a sentence a line. */
  lines(inputs: number): string[];
  /** Whether there is anything to look into. */
  found(): boolean;
}

const BAD: readonly Verdict[] = ['fails', 'wrong', 'slow', 'unknown'];
const MOST_RULES = 3;

export function createTally(known: readonly ViewerDocumentation[]): Tally {
  /** By viewer: how many were judged for it, and how many came to which verdict. */
  const judged = new Map<string, Map<Verdict, number>>();
  /** By rule: how many inputs have something that it finds, and that is worse than a note. */
  const rules = new Map<string, number>();
  let unread = 0;
  const nameOf = (id: string): string => known.find((viewer) => viewer.id === id)?.name ?? id;
  const countOf = (id: string, verdict: Verdict): number => judged.get(id)?.get(verdict) ?? 0;
  const totalOf = (id: string): number => [...(judged.get(id)?.values() ?? [])].reduce((sum, count) => sum + count, 0);

  /** `3 of 11 fail in Vitessce 4.0.8 and Viv 0.21; 2 of 8 in Avivator` */
  function sentence(ids: readonly string[], verdict: Verdict): string[] {
    const groups = new Map<string, string[]>();
    for (const id of ids.filter((id) => countOf(id, verdict) > 0)) {
      const count = `${countText(countOf(id, verdict))} of ${countText(totalOf(id))}`;
      groups.set(count, [...(groups.get(count) ?? []), nameOf(id)]);
    }
    if (groups.size === 0) return [];
    const parts = [...groups].map(([count, names], index) => `${count} ${index === 0 ? `${verb(verdict, count)} ` : ''}in ${listed(names)}`);
    return [`${parts.join(', ')}.`];
  }

  function specification(id: string): string[] {
    const bad = countOf(id, 'fails') + countOf(id, 'wrong');
    return bad === 0 ? [] : [`${countText(bad)} of ${countText(totalOf(id))} ${bad === 1 ? 'is' : 'are'} not valid by the ${nameOf(id)}.`];
  }

  return {
    add(outcome) {
      if (!('report' in outcome)) {
        unread += 1;
        return;
      }
      const { verdicts, findings } = outcome.report;
      for (const { viewer, verdict } of verdicts) {
        const counts = judged.get(viewer) ?? new Map<Verdict, number>();
        judged.set(viewer, counts.set(verdict, (counts.get(verdict) ?? 0) + 1));
      }
      for (const { rule } of findings.filter(({ effect }) => effect !== 'note')) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    },
    found: () => rules.size > 0 || [...judged].some(([id]) => BAD.some((verdict) => countOf(id, verdict) > 0)),
    lines(inputs) {
      const viewers = [...judged.keys()].filter((id) => !isSpecification(id));
      const well = viewers.filter((id) => countOf(id, 'loads') === totalOf(id));
      const often = [...rules].sort(([, a], [, b]) => b - a).slice(0, MOST_RULES);
      return [
        ...BAD.flatMap((verdict) => sentence(viewers, verdict)),
        ...[...judged.keys()].filter(isSpecification).flatMap(specification),
        ...wellWords(well.map(nameOf), well.map(totalOf)),
        ...(unread === 0 ? [] : [`${countText(unread)} of ${countText(inputs)} cannot be read.`]),
        ...(often.length === 0 ? [] : [`Most often: ${often.map(([rule, count]) => `${rule} (${countText(count)})`).join(', ')}.`]),
      ];
    },
  };
}

function verb(verdict: Verdict, count: string): string {
  const one = count.startsWith('1 ');
  switch (verdict) {
    case 'fails':
      return one ? 'fails' : 'fail';
    case 'wrong':
      return one ? 'shows something false' : 'show something false';
    case 'slow':
      return one ? 'loads slowly' : 'load slowly';
    default:
      return 'may or may not load';
  }
}

function wellWords(names: readonly string[], totals: readonly number[]): string[] {
  if (names.length === 0) return [];
  const groups = new Map<number, string[]>();
  for (const [at, name] of names.entries()) groups.set(totals[at] ?? 0, [...(groups.get(totals[at] ?? 0) ?? []), name]);
  return [...groups].map(([total, some]) => `${total === 1 ? 'The one that is judged for it loads' : `All ${countText(total)} load`} in ${listed(some)}.`);
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

