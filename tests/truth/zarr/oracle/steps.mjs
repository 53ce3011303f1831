// What a viewer does with a store, step by step: each step's outcome, and what it asked of the host.

/** Worst first. */
export const OUTCOMES = ['fails', 'wrong', 'slow', 'loads'];

const MIB = 1 << 20;

/**
 * One interaction is slow above these. Amplification (bytes fetched / bytes shown) says nothing about small data, so it counts
 * only where more than a mebibyte is fetched.
 */
export const SLOW = { requests: 32, bytes: 8 * MIB, amplification: 8, amplifiedFrom: MIB };

/** How long a step may take; one of a case that is expected to hang. Long, since the machine may be busy. */
export const PATIENCE = { usual: 60_000, hangs: 4_000 };

const METADATA = /(^|\/)(\.zarray|\.zattrs|\.zgroup|\.zmetadata|zmetadata|zarr\.json)$/;

export class Hang extends Error {
  name = 'Hang';
}

/** Collects the steps of one viewer on one store. `announce` is told of every step before it begins. */
export function recorder(server, announce, patience = PATIENCE.usual) {
  const steps = [];
  let hung = false;

  /**
   * Runs a step. `check` compares the value and returns what is wrong with it; `shown` is how many bytes the person sees of it;
   * `limits` are those of slowness where they are not the usual ones, and without `cost` there are none.
   * Steps after one that never ends are left out: what it does in the background would be counted as theirs.
   */
  async function step(name, action, { check, shown, cost = true, limits } = {}) {
    if (hung) return undefined;
    announce(name);
    server.take();
    const begun = { name };
    steps.push(begun);
    let value;
    try {
      value = await within(patience, action());
    } catch (error) {
      hung = error instanceof Hang;
      Object.assign(begun, { outcome: 'fails', ...described(error) });
      await server.quiet();
    }
    measure(begun, server.take(), shown);
    if (begun.outcome === 'fails') return undefined;
    const wrong = await check?.(value);
    if (wrong) Object.assign(begun, { outcome: 'wrong', message: wrong });
    else Object.assign(begun, (cost && slowness(begun, { ...SLOW, ...limits })) || { outcome: 'loads' });
    return value;
  }

  /** A finding that comes from what was loaded, not from loading. */
  function judge(name, wrong) {
    steps.push({ name, outcome: wrong ? 'wrong' : 'loads', ...(wrong ? { message: wrong } : {}), requests: 0, bytes: 0 });
  }

  return { step, judge, steps, result: () => summary(steps) };
}

/** The worst outcome and the first step that had it. */
export function summary(steps) {
  const outcome = OUTCOMES.find((name) => steps.some((step) => step.outcome === name)) ?? 'loads';
  const first = steps.find((step) => step.outcome === outcome);
  const said = outcome === 'loads' ? {} : { step: first.name, message: first.message, ...(first.error ? { error: first.error } : {}) };
  return { outcome, ...said, steps };
}

/** An error as it is reported; `error` is its name. Ports and such are taken out, so that two runs say the same. */
export function described(error) {
  const text = error?.message ?? (typeof error === 'object' ? JSON.stringify(error) : String(error));
  const message = text.replace(/127\.0\.0\.1:\d+/g, '<host>');
  return { error: error?.name ?? typeof error, message, ...(error?.cause?.message ? { cause: String(error.cause.message).replace(/127\.0\.0\.1:\d+/g, '<host>') } : {}) };
}

function measure(step, log, shown) {
  const bytes = log.reduce((sum, { bytes: n }) => sum + n, 0);
  const metadata = log.filter(({ key }) => METADATA.test(key)).length;
  Object.assign(step, { requests: log.length, metadata, bytes });
  if (shown) step.shown = shown;
  if (log.length) step.log = log.map(({ method, key, range, status, bytes: n }) => `${method} ${key}${range ? ` ${range}` : ''} ${status} ${n}`);
}

function slowness({ requests, bytes, shown }, limits) {
  const amplification = shown ? bytes / shown : 0;
  const said = [];
  if (requests > limits.requests) said.push(`${requests} requests`);
  if (bytes > limits.bytes) said.push(`${bytes} bytes`);
  if (bytes > limits.amplifiedFrom && amplification > limits.amplification) said.push(`${bytes} bytes for ${shown} that are shown`);
  return said.length ? { outcome: 'slow', message: said.join(', ') } : undefined;
}

function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Hang('it never ends')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Where two lists differ first, as text; undefined where they do not. */
export function difference(actual, expected) {
  if (actual == null) return `nothing for ${expected.length} values`;
  if (actual.length !== expected.length) return `${actual.length} values for ${expected.length}`;
  for (let i = 0; i < expected.length; i += 1) {
    if (!same(actual[i], expected[i])) return `value ${i} is ${shownValue(actual[i])}, ${shownValue(expected[i])} was written`;
  }
  return undefined;
}

function same(a, b) {
  if (typeof a === 'bigint' || typeof b === 'bigint') return a != null && b != null && BigInt(a) === BigInt(b);
  return Object.is(a, b) || a === b;
}

export function shownValue(value) {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
