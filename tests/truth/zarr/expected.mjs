// What the tables of cases expect, against what was observed.
import { expectedOutcome, OLDER, VIEWERS, viewersOf } from './cases/index.mjs';
import { NOT_SHOWN, RULES } from './cases/rules.mjs';

/** A line for each viewer that does otherwise than the table of its case says; and for each that a table names and nobody runs. */
export function differences(cases, observed) {
  return cases.filter(({ id }) => id in observed.cases).flatMap((one) => [...outcomesOf(one, observed), ...idle(one)]);
}

function outcomesOf(one, observed) {
  return viewersOf(one).filter((short) => !OLDER.includes(short)).flatMap((short) => {
    const expected = expectedOutcome(one, short);
    const { outcome, step, message } = observed.cases[one.id].viewers[VIEWERS[short]];
    return outcome === expected ? [] : [`${one.id} ${VIEWERS[short]}: ${expected} was expected, it ${outcome} at ${step ?? 'no step'}: ${message ?? ''}`];
  });
}

function idle({ id, expect = {}, ...one }) {
  const named = Object.values(expect).flatMap((names) => names.split(' ')).filter(Boolean);
  return named.filter((name) => !viewersOf(one).includes(name)).map((name) => `${id}: the table expects something of ${name}, which is not run on it`);
}

/** Rules without a store, and names in the tables that are no rules. */
export function coverage(cases) {
  const broken = new Set(cases.flatMap(({ rules = [] }) => rules));
  const near = new Set(cases.flatMap((one) => one.near ?? []));
  const shown = RULES.filter((rule) => !(rule in NOT_SHOWN));
  return {
    withoutTrigger: shown.filter((rule) => !broken.has(rule)),
    withoutNear: shown.filter((rule) => !near.has(rule)),
    unknown: [...broken, ...near, ...Object.keys(NOT_SHOWN)].filter((rule) => !RULES.includes(rule)),
  };
}
