// A static file host on loopback that writes down every request.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzip } from '../store/codecs.mjs';

/**
 * @typedef {object} Manners  how the host behaves where it differs from a plain static host
 * @property {boolean} [ranges]  false: Range is ignored, the answer is 200 with everything
 * @property {boolean} [head]  false: HEAD is refused with 405
 * @property {number|'page'} [missing]  status of a key that is not there; `page`: 200 and an HTML page. 404.
 * @property {boolean} [dotFiles]  false: names that begin with a dot are refused like missing ones
 * @property {boolean} [gzip]  answers are sent with Content-Encoding: gzip
 * @property {boolean} [truncate]  answers longer than 64 bytes end early, with the length that was sent
 */

/** @typedef {{ method: string, key: string, range?: string, status: number, bytes: number }} Request */

const QUIET = 25;
/** A viewer that goes on for ever is not waited for. */
const QUIET_ROUNDS = 40;

/** Serves `files` (key to bytes) under `/<name>/`, or `files.get('')` as the one file `/<name>`. */
export async function serve(files, name, manners = {}) {
  /** @type {Request[]} */
  const log = [];
  const server = createServer((request, response) => {
    const key = keyOf(request.url, name);
    const answer = answerTo(files, key, request, manners);
    const body = request.method === 'HEAD' ? undefined : answer.body;
    log.push({ method: request.method, key: key ?? request.url, ...(request.headers.range ? { range: request.headers.range.replace('bytes=', '') } : {}), status: answer.status, bytes: body?.length ?? 0 });
    response.writeHead(answer.status, { 'Accept-Ranges': 'bytes', 'Content-Length': answer.body?.length ?? 0, ...answer.headers });
    response.end(body);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${server.address().port}/${name}`;
  return {
    root,
    /** The requests since the last call, in the order in which they came. */
    take: () => log.splice(0),
    /** Until nothing was asked for a while: what a step that failed has under way must not count for the next one. */
    async quiet() {
      for (let before = -1, rounds = 0; before !== log.length && rounds < QUIET_ROUNDS; rounds += 1) {
        before = log.length;
        await sleep(QUIET);
      }
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The key that a URL names, as a host maps it to a file: the query aside, escapes undone. Undefined where it is no valid one. */
function keyOf(url, name) {
  const path = url.split('?')[0];
  try {
    const decoded = decodeURIComponent(path);
    return decoded === `/${name}` ? '' : decoded.startsWith(`/${name}/`) ? decoded.slice(name.length + 2) : undefined;
  } catch {
    return undefined;
  }
}

function answerTo(files, key, request, manners) {
  if (key === undefined) return { status: 400 };
  if (request.method === 'HEAD' && manners.head === false) return { status: 405 };
  const hidden = manners.dotFiles === false && key.slice(key.lastIndexOf('/') + 1).startsWith('.');
  const bytes = hidden ? undefined : files.get(key);
  if (!bytes) return missing(manners.missing ?? 404);
  const range = manners.ranges === false ? undefined : rangeOf(request.headers.range, bytes.length);
  if (range === null) return { status: 416, headers: { 'Content-Range': `bytes */${bytes.length}` } };
  let body = range ? bytes.subarray(range.start, range.end) : bytes;
  if (manners.truncate && body.length > 64) body = body.subarray(0, body.length >> 1);
  const headers = range ? { 'Content-Range': `bytes ${range.start}-${range.end - 1}/${bytes.length}` } : {};
  if (manners.gzip) return { status: range ? 206 : 200, body: gzip(body), headers: { ...headers, 'Content-Encoding': 'gzip' } };
  return { status: range ? 206 : 200, body, headers };
}

function missing(how) {
  if (how !== 'page') return { status: how };
  return { status: 200, body: Buffer.from('<!doctype html><title>App</title><div id="root"></div>'), headers: { 'Content-Type': 'text/html' } };
}

/** Bytes asked for; undefined without a range, null where none of the file is in it. */
function rangeOf(header, size) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  const suffix = found[1] === '';
  const start = suffix ? Math.max(0, size - Number(found[2])) : Number(found[1]);
  const end = suffix || found[2] === '' ? size : Math.min(size, Number(found[2]) + 1);
  return start < end ? { start, end } : null;
}
