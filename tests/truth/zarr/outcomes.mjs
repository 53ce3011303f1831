// `outcomes.json`: what was observed, in short, kept with the tests so that it can be read without running anything.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf, OLDER, VIEWERS } from './cases/index.mjs';
import { here } from './setup.mjs';

export const outcomesFile = join(here, 'outcomes.json');
export const olderFile = join(here, 'outcomes-older.json');

const older = OLDER.map((short) => VIEWERS[short]);

/**
 * @typedef {object} Outcome
 * @property {'fails'|'wrong'|'slow'|'loads'} outcome
 * @property {string} [step]  the first one with that outcome
 * @property {string} [error]  name of the error
 * @property {string} [message]  text of the error, or what is wrong
 * @property {Record<string, [number, number]>} [cost]  requests and bytes of each step that asked for something
 */

/** The short form of what one viewer did with one store. */
export function shortOf({ outcome, step, error, message, cause, steps }, viewer, varies = false) {
  // zarrita alone is no viewer: what it costs to open every node is nobody's cost.
  // What comes from the cache of 30 seconds depends on how fast the machine is.
  // What a step that fails has asked for by then depends on which request was the first to fail.
  const counted = viewer.startsWith('zarrita') ? [] : steps.filter((one) => one.requests > 0 && one.outcome !== 'fails' && !one.name.endsWith('(after load)'));
  const cost = Object.fromEntries(counted.map(({ name, requests, bytes }) => [name, [requests, bytes]]));
  return { outcome, ...(step ? { step } : {}), ...(error ? { error } : {}), ...(message && !varies ? { message } : {}), ...(cause ? { cause } : {}), ...(Object.keys(cost).length ? { cost } : {}) };
}

/** The short form of everything, stores of the Python writers aside: a line a case, a line a viewer. */
export function textOf(cases, observed) {
  const lines = cases.filter(({ id }) => !id.startsWith('py-')).map((one) => {
    const { rules = [], near = [], what, id, kind } = one;
    const viewers = Object.entries(observed.cases[id].viewers).filter(([name]) => !older.includes(name)).map(([name, result]) => `   ${JSON.stringify(name)}: ${JSON.stringify(shortOf(result, name, one.varies))}`);
    const head = JSON.stringify({ rules, near, what, kind, name: fileNameOf(one) }).slice(0, -1);
    return `  ${JSON.stringify(id)}: ${head},"viewers":{\n${viewers.join(',\n')}\n  }}`;
  });
  return `{\n "format": 1,\n "viewers": ${JSON.stringify(Object.values(VIEWERS).filter((name) => !older.includes(name)))},\n "cases": {\n${lines.join(',\n')}\n }\n}\n`;
}

/** Where older versions of Vitessce do otherwise than the current one: outcome, step, error. All other stores are as in outcomes.json. */
export function olderTextOf(cases, observed) {
  const lines = cases.flatMap(({ id }) => {
    const { [VIEWERS.vit]: current, ...others } = observed.cases[id].viewers;
    const differing = Object.entries(others).filter(([name, result]) => older.includes(name) && said(result) !== said(current));
    return differing.length ? [`  ${JSON.stringify(id)}: {${differing.map(([name, result]) => `${JSON.stringify(name)}: ${said(result)}`).join(', ')}}`] : [];
  });
  return `{\n "format": 1,\n "viewers": ${JSON.stringify(older)},\n "cases": {\n${lines.join(',\n')}\n }\n}\n`;
}

function said(result) {
  const { cost, cause, ...rest } = shortOf(result, '');
  return JSON.stringify(rest);
}

export function readOutcomes() {
  return existsSync(outcomesFile) ? JSON.parse(readFileSync(outcomesFile, 'utf8')) : undefined;
}
