import { corsAdvice } from './advice.js';
import { isEncoded, mediaType, parseContentRange, stampOf } from './answer.js';
import { type Ask, assertSame, type Outcome } from './ask.js';
import { type Pieces, readBody } from './body.js';
import { cutOff, encoded, stalled, wrongRange } from './failures.js';
import { bodyLimits, type Link, noteOnce } from './link.js';
import { plain } from './words.js';

/** A 206: takes the bytes asked for, if everything visible about the answer says that they are these. */
export async function takePart(ask: Ask, response: Response, pieces: Pieces, signal: AbortSignal): Promise<Outcome> {
  const { link, span, version } = ask;
  const most = promisedBytes(ask, response);
  const before = pieces.length;
  const { stallTimeout } = link.limits;
  const body = await readBody(response, pieces, { ...bodyLimits(link), most }, signal);
  const received = pieces.length - before;
  if (body.end === 'too-long') throw wrongRange(ask, `The server sent more than the ${most} bytes it was asked for`, response);
  version.seen = Math.max(version.seen, span.start + received);
  if (body.end === 'stalled') return { kind: 'failed', problem: () => stalled(stallTimeout, received) };
  if (body.end === 'cut') return { kind: 'failed', problem: () => cutOff(received, body.cause) };
  return { kind: 'received' };
}

/** Checks the headers and answers with the number of bytes that the body should have. */
function promisedBytes(ask: Ask, response: Response): number {
  const { link, span } = ask;
  if (mediaType(response) === 'multipart/byteranges') {
    throw wrongRange(ask, 'The server packed the bytes into a multipart answer, which was not asked for', response);
  }
  if (isEncoded(response)) throw encoded(ask, response);
  const header = response.headers.get('Content-Range');
  if (header === null) {
    assertSame(ask, stampOf(response, undefined), response);
    noteUnseenRanges(link);
    return span.end - span.start;
  }
  const range = parseContentRange(header);
  if (range === undefined || range.first !== span.start || range.end > span.end) {
    throw wrongRange(ask, `The server sent other bytes than those asked for: its Content-Range is "${plain(header)}"`, response);
  }
  assertSame(ask, stampOf(response, range.total), response);
  return range.end - range.first;
}

function noteUnseenRanges(link: Link): void {
  noteOnce(link, {
    code: 'http-cors-expose',
    message:
      `The server does not show Content-Range (${link.address.printable}): it leaves it out, or does not expose it to ` +
      'other sites (CORS). So the size has to be found by trying, and a server that sends bytes from a wrong place of ' +
      'the file cannot be noticed. Let it expose Content-Range.',
    help: corsAdvice(link.address.href),
  });
}
