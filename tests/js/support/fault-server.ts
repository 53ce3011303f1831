import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/**
 * An HTTP server on 127.0.0.1 that serves one file from memory by byte ranges, and answers wrongly on request.
 *
 *     const server = await startFaultServer({ file, rules: [{ fault: faults.status(503), times: 1 }] });
 *     await fetch(server.url);
 *     server.log;            // what was asked, what was answered
 *     await server.close();
 */
export interface FaultServerOptions {
  readonly file: Uint8Array;
  /** Path under which the URL names the file; every path serves it. `/image.ome.tif` when not given. */
  readonly path?: string;
  /** Milliseconds before each answer begins. 0. */
  readonly latency?: number;
  /** When to answer wrongly. The first rule that fits a request is applied; without one the answer is right. */
  readonly rules?: readonly Rule[];
  /** Headers added to each right answer; `undefined` takes one away (`{ ETag: undefined }`). */
  readonly headers?: HeaderChanges;
  /**
   * What other sites may see: `none` sends no CORS header, `read` allows reading but exposes nothing more,
   * `exposed` also exposes Content-Range and the others. `exposed`.
   */
  readonly cors?: 'none' | 'read' | 'exposed';
  /** Whether HEAD is answered; if not, with 405. Not. */
  readonly head?: boolean;
}

export interface Rule {
  readonly fault: Fault;
  /** Only for requests whose range touches these bytes (the end is not included). */
  readonly place?: { readonly start: number; readonly end: number };
  /** Only for these requests, counted from 0 since the start or the last `script`. */
  readonly requests?: readonly number[];
  /** Only so many times. */
  readonly times?: number;
}

export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Bytes asked for, the end not included and not cut to the file. */
  readonly range: { readonly start: number; readonly end: number } | undefined;
  /** 0 until there is one, and for answers that are no HTTP. */
  status: number;
  /** Bytes of body handed to the socket. */
  sent: number;
  /** The connection closed before the answer was complete. */
  cut: boolean;
}

export interface FaultServer {
  readonly url: string;
  readonly origin: string;
  readonly log: readonly LogEntry[];
  /** Most requests that were being answered at the same time. */
  readonly mostAtOnce: number;
  /** Serves another file from now on. */
  replace(file: Uint8Array): void;
  /** Sets new rules, and empties the log. */
  script(rules: readonly Rule[]): void;
  /** From now on no answer begins before so many requests have come, and a moment more for those that should not. */
  gather(requests: number): void;
  /** Resolves when no request is being answered. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export type HeaderChanges = Readonly<Record<string, string | undefined>>;

/** One request and the means to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly file: Uint8Array;
  /** The range asked for, cut to the file; the whole file when none was. */
  readonly span: { readonly start: number; readonly end: number };
  /** Headers of the right answer to this request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sends status, headers and body; waits for the client to take it. Stops when the connection closes. */
  send(answer: Answer): Promise<void>;
}

export interface Answer {
  readonly status?: number;
  /** Changes to the headers of the right answer; `undefined` takes one away. */
  readonly headers?: HeaderChanges;
  /** Leaves out the headers of the right answer, those for other sites among them. */
  readonly bare?: boolean;
  readonly body?: Uint8Array | string;
  /** Waits so many milliseconds after each so many bytes. */
  readonly pace?: { readonly bytes: number; readonly every: number };
  /** What to do after this many bytes of the body: break the connection, or send nothing more. */
  readonly stopAfter?: { readonly bytes: number; readonly by: 'cutting' | 'stalling' };
}

export type Fault = (exchange: Exchange) => void | Promise<void>;

export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  let { file } = options;
  let script = counted(options.rules ?? []);
  const log: LogEntry[] = [];
  let running = 0;
  let mostAtOnce = 0;
  let whenIdle: (() => void)[] = [];
  let gathered: { arrived(): void; readonly all: Promise<unknown> } | undefined;

  const server = createServer((request, response) => {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    response.once('close', () => {
      running -= 1;
      entry.cut = !response.writableFinished;
      if (running === 0) for (const tell of whenIdle.splice(0)) tell();
    });
    const entry = newEntry(request);
    const index = log.push(entry) - 1;
    gathered?.arrived();
    void answer(request, response, entry, index);
  });
  // Answers that never come must not be cut short by the server's own patience.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}${options.path ?? '/image.ome.tif'}`,
    origin,
    log,
    get mostAtOnce() {
      return mostAtOnce;
    },
    replace(next) {
      file = next;
    },
    script(rules) {
      script = counted(rules);
      log.length = 0;
      mostAtOnce = running;
    },
    gather(requests) {
      gathered = gathering(requests);
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
    close: () =>
      new Promise((resolve) => {
        whenIdle = [];
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse, entry: LogEntry, index: number): Promise<void> {
    await gathered?.all;
    if (options.latency) await sleep(options.latency);
    if (response.destroyed) return;
    const exchange = exchangeOf(request, response, entry, file, options);
    if (request.method === 'OPTIONS') return exchange.send({ status: 204, bare: true, headers: corsHeaders(options.cors) });
    if (request.method === 'HEAD' && options.head !== true) return exchange.send({ status: 405, bare: true });
    await (ruleFor(script, entry, index)?.fault ?? faults.none)(exchange);
  }
}

/** Waits for so many to arrive; not for ever, so that the test can say how many there were. */
function gathering(requests: number): { arrived(): void; readonly all: Promise<unknown> } {
  let left = requests;
  let tell = (): void => undefined;
  const all = new Promise<void>((resolve) => (tell = resolve));
  const arrived = (): void => {
    left -= 1;
    if (left === 0) tell();
  };
  return { arrived, all: Promise.race([all, sleep(20_000, undefined, { ref: false })]) };
}

function counted(rules: readonly Rule[]): { rule: Rule; left: number }[] {
  return rules.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
}

function ruleFor(script: { rule: Rule; left: number }[], { range }: LogEntry, index: number): Rule | undefined {
  const found = script.find(({ rule, left }) => {
    const { place, requests } = rule;
    const touches = place === undefined || (range !== undefined && range.start < place.end && range.end > place.start);
    return left > 0 && touches && (requests === undefined || requests.includes(index));
  });
  if (found !== undefined) found.left -= 1;
  return found?.rule;
}

function newEntry(request: IncomingMessage): LogEntry {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    range: first === undefined ? undefined : { start: Number(first), end: Number(last) + 1 },
    status: 0,
    sent: 0,
    cut: false,
  };
}

function exchangeOf(
  request: IncomingMessage,
  response: ServerResponse,
  entry: LogEntry,
  file: Uint8Array,
  options: FaultServerOptions,
): Exchange {
  const asked = entry.range ?? { start: 0, end: file.length };
  const span = { start: Math.min(asked.start, file.length), end: Math.min(asked.end, file.length) };
  const headers = changed(
    {
      'Content-Type': 'application/octet-stream',
      'Accept-Ranges': 'bytes',
      ETag: `"${file.length}-${file[0] ?? 0}"`,
      'Last-Modified': 'Mon, 05 Jan 2026 10:00:00 GMT',
      ...corsHeaders(options.cors),
    },
    options.headers ?? {},
  );
  return { request, response, file, span, headers, send };

  async function send(answer: Answer): Promise<void> {
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : (answer.body ?? new Uint8Array());
    const status = answer.status ?? 206;
    const own = status === 206 ? { 'Content-Range': `bytes ${span.start}-${span.end - 1}/${file.length}` } : {};
    const basic = answer.bare ? {} : { ...headers, ...own };
    entry.status = status;
    response.writeHead(status, changed({ 'Content-Length': `${body.length}`, ...basic }, answer.headers ?? {}));
    if (request.method === 'HEAD') return void response.end();
    const { stopAfter } = answer;
    const most = Math.min(body.length, stopAfter?.bytes ?? body.length);
    const step = answer.pace?.bytes ?? 64 * 1024;
    response.flushHeaders();
    for (let at = 0; at < most; at += step) {
      if (response.destroyed) return;
      const piece = body.subarray(at, Math.min(at + step, most));
      if (!response.write(piece)) await drained(response);
      entry.sent += piece.length;
      if (answer.pace !== undefined) await sleep(answer.pace.every);
    }
    if (stopAfter?.by === 'stalling' || response.destroyed) return;
    if (stopAfter?.by === 'cutting') {
      // Lets what was written reach the client first.
      await sleep(5);
      response.destroy();
      return;
    }
    response.end();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function changed(headers: Readonly<Record<string, string>>, changes: HeaderChanges): Record<string, string> {
  const result: Record<string, string> = { ...headers };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}

function corsHeaders(cors: FaultServerOptions['cors'] = 'exposed'): Record<string, string> {
  if (cors === 'none') return {};
  const read = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Range' };
  if (cors === 'read') return read;
  return { ...read, 'Access-Control-Expose-Headers': 'Content-Range, Content-Length, ETag, Accept-Ranges' };
}

/** What a server that hides it from other sites, or that leaves it out, does not show. */
const UNSEEN: HeaderChanges = { 'Content-Range': undefined, ETag: undefined, 'Accept-Ranges': undefined };

/** The ways to answer. Each is complete: it sends status, headers and body, or breaks the connection. */
export const faults = {
  /** No fault: the bytes asked for, 416 past the end, the whole file without a range. */
  none: (exchange: Exchange) => right(exchange, {}),

  /** Right bytes with other headers. */
  headers: (headers: HeaderChanges): Fault => (exchange) => right(exchange, { headers }),

  /** As seen from another site when nothing is exposed: no Content-Range, no ETag. */
  unseen: (exchange: Exchange) => right(exchange, { headers: UNSEEN }),

  /** Another status, with these headers only: other sites see no more than that it failed. */
  status:
    (status: number, headers: HeaderChanges = {}, body = ''): Fault =>
    ({ send }) =>
      send({ status, headers, body, bare: true }),

  /** 200 with the whole file, whatever was asked. */
  whole: ({ send, file }: Exchange) => send({ status: 200, body: file }),

  /** 200 with the whole file and no Content-Length. */
  wholeChunked: ({ send, file }: Exchange) => send({ status: 200, body: file, headers: { 'Content-Length': undefined } }),

  /** 206 without Content-Length. */
  chunked: (exchange: Exchange) => right(exchange, { headers: { 'Content-Length': undefined } }),

  /** Bytes from `by` further on, and a Content-Range that says so. */
  shifted:
    (by: number): Fault =>
    (exchange) => {
      const { start, end } = shiftedSpan(exchange, by);
      const { file, send } = exchange;
      return send({ body: file.subarray(start, end), headers: { 'Content-Range': `bytes ${start}-${end - 1}/${file.length}` } });
    },

  /** Bytes from `by` further on, under the Content-Range of those asked for, or under none. */
  shiftedUnseen:
    (by: number, headers: HeaderChanges = {}): Fault =>
    (exchange) => {
      const { start, end } = shiftedSpan(exchange, by);
      return exchange.send({ body: exchange.file.subarray(start, end), headers });
    },

  /** One byte of the answer is another. */
  flipped: ({ send, file, span }: Exchange) => {
    const body = file.slice(span.start, span.end);
    body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 0xff;
    return send({ body });
  },

  /** A complete answer with a part of the bytes that its Content-Range promises. */
  short:
    (part: number, headers: HeaderChanges = {}): Fault =>
    (exchange) => {
      const { send, file, span } = exchange;
      return isPastEnd(exchange) ? right(exchange, {}) : send({ body: file.subarray(span.start, partway(exchange, part)), headers });
    },

  /** A part of the bytes, honestly labelled, which a server may do. */
  part:
    (part: number): Fault =>
    (exchange) => {
      const end = Math.max(partway(exchange, part), exchange.span.start + 1);
      const { send, file, span } = exchange;
      return send({ body: file.subarray(span.start, end), headers: { 'Content-Range': `bytes ${span.start}-${end - 1}/${file.length}` } });
    },

  /** More bytes than asked for. */
  long:
    (by: number, headers: HeaderChanges = {}): Fault =>
    ({ send, file, span }) => {
      const body = new Uint8Array(span.end - span.start + by);
      body.set(file.subarray(span.start, span.end));
      return send({ body, headers });
    },

  /** The connection breaks after a part of the body. */
  cut:
    (part: number, headers: HeaderChanges = {}): Fault =>
    (exchange) =>
      right(exchange, { headers, stopAfter: { bytes: partway(exchange, part) - exchange.span.start, by: 'cutting' } }),

  /** The connection breaks before the status line. */
  reset: ({ response }: Exchange) => void response.destroy(),

  /** Something that is not HTTP. */
  garbled: ({ response }: Exchange) => void response.socket?.end('220 mail.example ESMTP\r\n'),

  /** Nothing, ever. */
  silent: () => {},

  /** Nothing more after a part of the body. */
  stalled:
    (part: number): Fault =>
    (exchange) =>
      right(exchange, { stopAfter: { bytes: partway(exchange, part) - exchange.span.start, by: 'stalling' } }),

  /** A few bytes at a time. */
  slow:
    (bytes: number, every: number): Fault =>
    (exchange) =>
      right(exchange, { pace: { bytes, every } }),

  /** The bytes asked for, compressed. */
  gzippedSlice: ({ send, file, span }: Exchange) =>
    send({ body: gzipSync(file.subarray(span.start, span.end)), headers: { 'Content-Encoding': 'gzip' } }),

  /** A range of the compressed file. */
  sliceOfGzipped: ({ send, file, span }: Exchange) => {
    const packed = gzipSync(file);
    const body = packed.subarray(span.start % packed.length, (span.start % packed.length) + (span.end - span.start));
    return send({ body, headers: { 'Content-Encoding': 'gzip' } });
  },

  /** The whole file, compressed on the way, which is in order for a 200. */
  wholeGzipped: ({ send, file }: Exchange) => send({ status: 200, body: gzipSync(file), headers: { 'Content-Encoding': 'gzip' } }),

  multipart: ({ send, file, span }: Exchange) => {
    const head = `--x\r\nContent-Type: image/tiff\r\nContent-Range: bytes ${span.start}-${span.end - 1}/${file.length}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), file.subarray(span.start, span.end), Buffer.from('\r\n--x--\r\n')]);
    return send({ body, headers: { 'Content-Type': 'multipart/byteranges; boundary=x', 'Content-Range': undefined } });
  },

  /** A text in place of the file, with ranges of it. */
  other:
    (text: string, headers: HeaderChanges = {}): Fault =>
    (exchange) =>
      right({ ...exchange, ...otherFile(exchange, Buffer.from(text)) }, { headers }),

  /** 416 for ranges that reach past the end, even if they begin before it; with the size, or without. */
  noOverhang:
    (headers: HeaderChanges = {}): Fault =>
    (exchange) => {
      const [, last] = /-(\d+)$/.exec(exchange.request.headers.range ?? '') ?? [];
      const { file, send } = exchange;
      return Number(last) >= file.length
        ? send({ status: 416, headers: { 'Content-Range': `bytes */${file.length}`, ...headers } })
        : right(exchange, {});
    },

  redirect:
    (to: string): Fault =>
    ({ send }) =>
      send({ status: 302, headers: { Location: to }, bare: true }),
};

function right(exchange: Exchange, answer: Answer): Promise<void> {
  const { send, file, span, request } = exchange;
  if (request.headers.range === undefined) return send({ ...answer, status: 200, body: file });
  if (!isPastEnd(exchange)) return send({ ...answer, body: file.subarray(span.start, span.end) });
  const headers: Record<string, string | undefined> = { 'Content-Range': `bytes */${file.length}`, ...answer.headers };
  return send({ status: 416, headers });
}

function isPastEnd({ span, file }: Exchange): boolean {
  return span.start >= file.length;
}

function partway({ span }: Exchange, part: number): number {
  return span.start + Math.floor((span.end - span.start) * part);
}

function shiftedSpan({ span, file }: Exchange, by: number): { start: number; end: number } {
  const start = span.start + by < file.length ? span.start + by : Math.max(0, span.start - by);
  return { start, end: Math.min(file.length, start + span.end - span.start) };
}

/** The same exchange about another file. */
function otherFile(exchange: Exchange, file: Uint8Array): Pick<Exchange, 'file' | 'span' | 'send'> {
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(exchange.request.headers.range ?? '') ?? [];
  const start = Math.min(Number(first), file.length);
  const end = last === '' ? file.length : Math.min(Number(last) + 1, file.length);
  const range = { 'Content-Range': `bytes ${start}-${end - 1}/${file.length}` };
  return {
    file,
    span: { start, end },
    send: (answer) => exchange.send(answer.status === undefined ? { ...answer, headers: { ...range, ...answer.headers } } : answer),
  };
}
