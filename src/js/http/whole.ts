import { declaredLength, mediaType, stampOf } from './answer.js';
import { type Ask, assertSame, type Outcome } from './ask.js';
import { excerptOf, joined, noPieces, readBody } from './body.js';
import { cutOff, notData, rangeIgnored, stalled } from './failures.js';
import { bodyLimits } from './link.js';
import { pageIn, quoted, sayingOf } from './sniff.js';

/**
 * A 200: the server ignores ranges and sends the whole file. A small one is taken and kept, so that it is sent once; a
 * large one is refused at once, for it would be sent again for every read.
 */
export async function takeWhole(ask: Ask, response: Response, signal: AbortSignal): Promise<Outcome> {
  const { link, version } = ask;
  if (mediaType(response) === 'text/html' && link.address.ranged) {
    const saying = sayingOf(await excerptOf(response, bodyLimits(link), signal));
    throw notData(ask, `a web page${quoted(saying)}`, response);
  }
  const declared = declaredLength(response);
  if (declared !== undefined && declared > link.limits.wholeFile) throw rangeIgnored(ask, declared, response);
  // Requests that run side by side all get the whole file; the first takes it, and the others let go of theirs.
  return link.wholeGate.pass(async () => {
    if (version.whole !== undefined) return { kind: 'whole' };
    if (version.tooLarge) throw rangeIgnored(ask, undefined, response);
    return readWhole(ask, response, signal);
  }, signal);
}

async function readWhole(ask: Ask, response: Response, signal: AbortSignal): Promise<Outcome> {
  const { link, version } = ask;
  const { stallTimeout, wholeFile: most } = link.limits;
  const pieces = noPieces();
  const body = await readBody(response, pieces, { ...bodyLimits(link), most }, signal);
  if (body.end === 'too-long') {
    version.tooLarge = true;
    throw rangeIgnored(ask, undefined, response);
  }
  if (body.end === 'stalled') return { kind: 'failed', problem: () => stalled(stallTimeout, pieces.length) };
  if (body.end === 'cut') return { kind: 'failed', problem: () => cutOff(pieces.length, body.cause) };
  // What another site compressed arrives unpacked without a word of it; then the lengths rightly differ.
  const declared = response.type === 'cors' ? undefined : declaredLength(response);
  if (declared !== undefined && pieces.length < declared) return { kind: 'failed', problem: () => cutOff(pieces.length, undefined) };
  assertSame(ask, stampOf(response, pieces.length), response);
  const whole = joined(pieces);
  const page = link.address.ranged ? pageIn(whole) : undefined;
  if (page !== undefined) throw notData(ask, page, response);
  version.whole = whole;
  return { kind: 'whole' };
}
