import { onAbort } from '../abort.js';
import { sizeOfUnsatisfied } from './answer.js';
import type { Ask, Outcome } from './ask.js';
import { discard, excerptOf, type Pieces } from './body.js';
import { bodyLimits } from './link.js';
import { takePart } from './part.js';
import { errorOf } from './problem.js';
import { refusalOf } from './refusal.js';
import { send } from './send.js';
import { sayingOf } from './sniff.js';
import { takeWhole } from './whole.js';

/**
 * Sends one request and reads its answer into `pieces`. Rejects with `signal.reason` or an `OmescopeError`. Whatever
 * happens, nothing of the request is left running.
 */
export async function exchange(ask: Ask, pieces: Pieces, signal: AbortSignal): Promise<Outcome> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const release = onAbort(signal, () => stop.abort(signal.reason));
  let response: Response | undefined;
  try {
    const answer = await send(ask, stop, signal);
    if ('kind' in answer) return answer;
    response = answer;
    ask.link.answered = true;
    return await judge(ask, response, pieces, signal);
  } finally {
    release();
    if (response?.body?.locked === false) discard(response.body);
    stop.abort();
  }
}

async function judge(ask: Ask, response: Response, pieces: Pieces, signal: AbortSignal): Promise<Outcome> {
  switch (response.status) {
    case 206:
      return takePart(ask, response, pieces, signal);
    case 200:
      return takeWhole(ask, response, signal);
    case 416:
      return { kind: 'past-end', response, size: sizeOfUnsatisfied(response) };
    default:
      return refused(ask, response, signal);
  }
}

async function refused(ask: Ask, response: Response, signal: AbortSignal): Promise<Outcome> {
  const { link, span } = ask;
  const saying = sayingOf(await excerptOf(response, bodyLimits(link), signal));
  const { problem, passing, wait } = refusalOf(response, saying);
  if (!passing) throw errorOf(link.address, span, problem);
  return { kind: 'failed', problem: () => problem, wait };
}
