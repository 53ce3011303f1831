// Counts requests, and in which round each was made: those that are under way together, because none waits for another's answer.

/** How often in a row nothing may happen before answers are handed out, and how far apart the looks are, in ms. */
const LOOKS = 4;
const APART = 2;

const later = globalThis.setTimeout;
/** Turns that the program waits for, and how many there were: geotiff.js waits one by `setTimeout` without a delay before it asks. */
const turns = { pending: 0, past: 0 };

/** Replaces `setTimeout` by one that counts turns, so that a busy machine cannot make a waiting program look idle. */
export function countTurns() {
  globalThis.setTimeout = (work, delay, ...given) => {
    if (delay > 0) return later(work, delay, ...given);
    turns.pending += 1;
    return later(() => {
      turns.pending -= 1;
      turns.past += 1;
      work(...given);
    }, delay);
  };
}

/**
 * A `fetch` that hands out answers in rounds: it waits until the program has asked all that it can ask without an answer, then gives
 * all answers in the order of the questions. Each request is logged with its range and the bytes that came.
 */
export function roundsFetch(fetch) {
  const log = [];
  let waiting = [];
  let round = 0;
  let timer;

  async function look(left) {
    const before = log.length + turns.past;
    await Promise.allSettled(waiting.map(({ answer }) => answer));
    timer = later(() => {
      if (log.length + turns.past !== before || turns.pending > 0) void look(LOOKS);
      else if (left > 0) void look(left - 1);
      else release();
    }, APART);
  }

  function release() {
    const ready = waiting;
    waiting = [];
    timer = undefined;
    round += 1;
    for (const { answer, resolve, reject } of ready) answer.then(resolve, reject);
  }

  function ask(input, init = {}) {
    const entry = { path: new URL(String(input)).pathname, ...rangeOf(init), round, status: 0, bytes: 0 };
    log.push(entry);
    const answer = whole(fetch, input, init, entry);
    answer.catch(() => {});
    return new Promise((resolve, reject) => {
      waiting.push({ answer, resolve, reject });
      if (timer === undefined) {
        timer = null;
        void look(LOOKS);
      }
    });
  }
  /** Takes the requests since the last call. Rounds are counted from 0 in each batch. */
  const take = () => {
    const taken = log.splice(0);
    const first = taken[0]?.round ?? 0;
    return taken.map((entry) => ({ ...entry, round: entry.round - first }));
  };
  /** Waits until the program has stopped asking: where one of several reads fails, the others go on for a while. */
  const idle = async () => {
    for (let quiet = 0; quiet < 2 * LOOKS; quiet += 1) {
      const before = log.length + turns.past;
      await new Promise((resolve) => later(resolve, APART));
      if (waiting.length > 0 || turns.pending > 0 || log.length + turns.past !== before) quiet = 0;
    }
  };
  return { fetch: ask, take, idle };
}

/** A `fetch` that only logs. */
export function loggingFetch(fetch) {
  const log = [];
  const ask = (input, init = {}) => {
    const entry = { path: new URL(String(input)).pathname, ...rangeOf(init), status: 0, bytes: 0 };
    log.push(entry);
    return whole(fetch, input, init, entry);
  };
  return { fetch: ask, take: () => log.splice(0) };
}

/** The range that was asked for: first and last byte, both counted. */
function rangeOf(init) {
  const value = new Headers(init.headers).get('range');
  const [, start, end] = /bytes=(\d+)-(\d+)/.exec(value ?? '') ?? [];
  return start === undefined ? {} : { start: Number(start), end: Number(end) };
}

async function whole(fetch, input, init, entry) {
  const response = await fetch(input, init);
  const body = await response.arrayBuffer();
  entry.status = response.status;
  entry.bytes = body.byteLength;
  const made = new Response(body, { status: response.status, headers: response.headers });
  Object.defineProperty(made, 'url', { value: String(input) });
  return made;
}
