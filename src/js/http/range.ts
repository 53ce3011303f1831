import { onAbort } from '../abort.js';
import { pause } from './abort.js';
import { type Ask, assertSame, changed, type Outcome } from './ask.js';
import { joined, noPieces, type Pieces } from './body.js';
import { exchange } from './exchange.js';
import { notData, tooShort, wrongRange } from './failures.js';
import type { Link } from './link.js';
import { widenIfMultiplexed } from './multiplex.js';
import { errorOf, type Span } from './problem.js';
import { pageIn } from './sniff.js';
import type { Version } from './version.js';

/** The bytes of one span, put together from as many requests as it takes. */
interface Job {
  readonly link: Link;
  readonly version: Version;
  readonly span: Span;
  /** What has arrived, from `span.start` on without a gap. */
  readonly pieces: Pieces;
  /** Where to stop: the end of the span or of the file, whichever comes first as far as is known. */
  end: number;
  tries: number;
  shortAnswers: number;
}

/**
 * Reads a span, up to the end of the file, into a fresh array. A request that fails in passing is repeated for the bytes
 * still missing. Rejects with `signal.reason` or an `OmescopeError`.
 */
export async function readSpan(link: Link, span: Span, signal: AbortSignal): Promise<Uint8Array> {
  const { version } = link;
  const stop = new AbortController();
  const releases = [signal, version.dropped.signal].map((given) => onAbort(given, () => stop.abort(given.reason)));
  try {
    const job: Job = { link, version, span, pieces: noPieces(), end: span.end, tries: 0, shortAnswers: 0 };
    const bytes = await finish(job, stop.signal);
    const page = span.start === 0 && link.address.ranged ? pageIn(bytes) : undefined;
    if (page !== undefined) throw notData({ link, version, span }, page);
    widenIfMultiplexed(link);
    return bytes;
  } finally {
    for (const release of releases) release();
  }
}

async function finish(job: Job, signal: AbortSignal): Promise<Uint8Array> {
  const { link, version, span, pieces } = job;
  // Ends: every turn brings bytes, or lowers `end`, or uses up one of a fixed number of tries or short answers.
  while (remaining(job) !== undefined) {
    const turn = await link.gate.pass(async () => {
      // What other requests learnt while this one stood in line may have made it shorter, or needless.
      const ask = remaining(job);
      return ask && { ask, outcome: await exchange(ask, pieces, signal) };
    }, signal);
    if (turn !== undefined) await settle(job, turn.ask, turn.outcome, signal);
    signal.throwIfAborted();
  }
  return version.whole?.slice(span.start, span.end) ?? joined(pieces);
}

/** What is still to be asked for, if anything. */
function remaining({ link, version, span, pieces, end }: Job): Ask | undefined {
  const start = span.start + pieces.length;
  const last = Math.min(end, version.size ?? end);
  return version.whole === undefined && start < last ? { link, version, span: { start, end: last } } : undefined;
}

async function settle(job: Job, ask: Ask, outcome: Outcome, signal: AbortSignal): Promise<void> {
  switch (outcome.kind) {
    case 'whole':
      return;
    case 'received':
      return settleReceived(job);
    case 'past-end':
      return settlePastEnd(job, ask, outcome.response, outcome.size);
    case 'failed':
      return settleFailed(job, ask, outcome, signal);
  }
}

/**
 * Fewer bytes than there are: the rest is asked for once more. While the size is unknown, the file may simply end there;
 * the request for the rest tells, and since it too may come short before the end, one more is allowed.
 */
function settleReceived(job: Job): void {
  if (remaining(job) === undefined) return;
  job.shortAnswers += 1;
  const allowed = job.version.size === undefined ? 2 : 1;
  if (job.shortAnswers > allowed) throw tooShort({ ...job, span: { start: job.span.start, end: job.end } }, job.pieces.length);
}

function settlePastEnd(job: Job, ask: Ask, response: Response, size: number | undefined): void {
  const { version, span } = ask;
  assertSame(ask, { etag: undefined, modified: undefined, total: size }, response);
  if (size === undefined) {
    const known = version.size ?? version.seen;
    if (known > span.start) throw changed(ask, `it ends before byte ${span.start}, and had at least ${known} bytes`, response);
    // If the byte before the first one asked for has arrived, this is exactly where the file ends.
    if (version.seen === span.start) version.size = span.start;
    job.end = span.start;
    return;
  }
  // Some servers refuse a range that reaches past the end; now that the size is known it can be asked for exactly.
  if (span.end <= size) throw wrongRange(ask, `The server says that there are no such bytes in a file of ${size}`, response);
}

async function settleFailed(job: Job, ask: Ask, outcome: Outcome & { kind: 'failed' }, signal: AbortSignal): Promise<void> {
  const { attempts, retryDelays } = job.link.limits;
  job.tries += 1;
  if (job.tries >= attempts) {
    const problem = await outcome.problem();
    const todo = job.tries > 1 ? `Tried ${job.tries} times. ${problem.todo}` : problem.todo;
    throw errorOf(job.link.address, ask.span, { ...problem, todo });
  }
  const delay = retryDelays[Math.min(job.tries, retryDelays.length) - 1] ?? 0;
  // Varied by up to half, so that many readers do not come back all at once.
  await pause(Math.max(outcome.wait ?? 0, delay * (0.5 + Math.random())), signal);
}
