// src/js/errors.ts
var OmescopeError = class extends Error {
  name = "OmescopeError";
  code;
  at;
  retryable;
  help;
  partial;
  constructor(code, message, details = {}) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = code;
    this.at = details.at ?? {};
    this.retryable = details.retryable ?? false;
    this.help = details.help;
    this.partial = details.partial;
  }
};
function amended(error, changes) {
  const { code, at, cause, retryable, help, partial } = error;
  const { message = error.message, ...details } = changes;
  const own = { at, cause, retryable, ...help !== void 0 && { help }, ...partial !== void 0 && { partial } };
  return new OmescopeError(code, message, { ...own, ...details });
}

// src/js/abort.ts
var told = /* @__PURE__ */ new WeakMap();
function onAbort(signal, stop) {
  if (signal.aborted) {
    stop();
    return () => {
    };
  }
  const stops = told.get(signal) ?? listenTo(signal);
  stops.add(stop);
  return () => stops.delete(stop);
}
function listenTo(signal) {
  const stops = /* @__PURE__ */ new Set();
  told.set(signal, stops);
  signal.addEventListener("abort", () => stops.forEach((stop) => stop()), { once: true });
  return stops;
}
async function abortable(work, signal) {
  if (signal === void 0) return await work;
  signal.throwIfAborted();
  let release = () => {
  };
  const aborted = new Promise((_, reject) => {
    release = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    release();
    work.catch(() => void 0);
  }
}
function follow(signal) {
  const controller = new AbortController();
  const release = signal === void 0 ? () => {
  } : onAbort(signal, () => controller.abort(signal.reason));
  return { controller, release };
}

// src/js/http/batch.ts
var LONGEST_MERGED = 4 * 1024 * 1024;
function batched(gap, fetchSpan) {
  const line = /* @__PURE__ */ new Set();
  return async ({ start: start2, end }, signals) => {
    const releases = [];
    try {
      return await new Promise((resolve, reject) => {
        const reader = { start: start2, end, resolve, reject, leave: () => line.delete(reader) };
        if (line.size === 0) queueMicrotask(flush);
        line.add(reader);
        for (const signal of signals) {
          releases.push(
            onAbort(signal, () => {
              reader.leave();
              reject(signal.reason);
            })
          );
        }
      });
    } finally {
      for (const release of releases) release();
    }
  };
  function flush() {
    const readers2 = [...line];
    line.clear();
    for (const group of grouped(readers2, gap)) void fetchGroup(group);
  }
  async function fetchGroup({ start: start2, end, readers: readers2 }) {
    const live = new Set(readers2);
    const stop = new AbortController();
    for (const reader of readers2) {
      reader.leave = () => {
        live.delete(reader);
        if (live.size === 0) stop.abort();
      };
    }
    try {
      const bytes = await fetchSpan({ start: start2, end }, stop.signal);
      for (const reader of live) reader.resolve(readers2.length === 1 ? bytes : partFor(reader, start2, bytes));
    } catch (error) {
      for (const reader of live) reader.reject(error);
    }
  }
}
function grouped(readers2, gap) {
  const groups = [];
  const order = new Map(readers2.map((reader, index) => [reader, index]));
  for (const reader of readers2.toSorted((a, b) => a.start - b.start)) {
    const group = groups.at(-1);
    if (group !== void 0 && fits(group, reader, gap)) {
      group.end = Math.max(group.end, reader.end);
      group.readers.push(reader);
    } else {
      groups.push({ start: reader.start, end: reader.end, readers: [reader] });
    }
  }
  const first = (group) => Math.min(...group.readers.map((reader) => order.get(reader) ?? 0));
  return groups.sort((a, b) => first(a) - first(b));
}
function fits(group, reader, gap) {
  if (reader.end <= group.end) return true;
  return reader.start <= group.end + gap && reader.end - group.start <= LONGEST_MERGED;
}
function partFor(reader, start2, bytes) {
  return bytes.slice(reader.start - start2, reader.end - start2);
}

// src/js/http/words.ts
var LONGEST = 200;
var LONGEST_URL = 300;
var SECRET_PARAMETERS = /^(x-amz-.*|x-goog-.*|sig|signature|token|access_token|auth|key|api_?key|awsaccesskeyid|googleaccessid|key-pair-id|policy)$/i;
function plain(text) {
  const oneLine = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return shortened(oneLine, LONGEST);
}
function printableUrl(href) {
  const url = new URL(href);
  if (url.protocol === "data:") return shortened(url.href, 40);
  const query = url.search === "" ? "" : `?${url.search.slice(1).split("&").map(printableParameter).join("&")}`;
  const place = url.protocol === "blob:" ? url.href.split(/[?#]/, 1)[0] : `${url.protocol}//${url.host}${url.pathname}`;
  return shortened(`${place}${query}`, LONGEST_URL);
}
function reasonOf(error) {
  if (!(error instanceof Error)) return plain(String(error));
  const inner = error.cause instanceof Error ? innermost(error.cause) : "";
  return plain(inner === "" || inner === error.message ? error.message || error.name : `${error.message}: ${inner}`);
}
function duration(milliseconds) {
  return milliseconds >= 1e3 ? `${Math.round(milliseconds / 100) / 10} s` : `${Math.round(milliseconds)} ms`;
}
function amount(bytes) {
  const mebibyte = 1024 * 1024;
  return bytes >= mebibyte ? `${Math.round(bytes / mebibyte * 10) / 10} MiB` : `${bytes} bytes`;
}
function printableParameter(parameter) {
  const [name = "", ...value] = parameter.split("=");
  return value.length > 0 && SECRET_PARAMETERS.test(decoded(name)) ? `${name}=\u2026` : parameter;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function innermost(cause) {
  const first = cause instanceof AggregateError ? cause.errors[0] : void 0;
  if (cause.message === "" && first instanceof Error) return first.message;
  return cause.message || ("code" in cause ? String(cause.code) : "");
}
function shortened(text, longest) {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}\u2026`;
}

// src/js/http/address.ts
var NEVER_SENT = ["If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range"];
function addressOf(input) {
  const request = typeof input === "object" && "headers" in input ? acceptable(input) : void 0;
  const given = request?.url ?? String(input);
  const moved = typeof input === "object" && request === void 0 ? overHttp(given, decoded) : overHttp(given, asIs);
  const url = parsed(moved ?? given);
  const headers = new Headers(request?.headers);
  for (const name of NEVER_SENT) headers.delete(name);
  takeCredentials(url, headers);
  url.hash = "";
  const printable = printableUrl(url.href);
  return {
    href: url.href,
    printable,
    name: nameOf(url),
    request,
    headers,
    ranged: /^https?:$/.test(url.protocol),
    note: moved === void 0 ? void 0 : { code: "url-rewritten", message: `${plain(given)} is read over HTTPS as ${printable}.` }
  };
}
function acceptable(request) {
  if (request.method !== "GET") {
    throw new OmescopeError("usage", `The request's method is ${plain(request.method)}; only GET reads a file.`);
  }
  if (request.mode === "no-cors") {
    throw new OmescopeError("usage", "The request's mode is 'no-cors', which hides the bytes of every answer. Leave it out.");
  }
  return request;
}
function overHttp(given, keyOf) {
  const [, scheme, bucket = "", path = ""] = /^\s*(s3|gs):\/\/([\w.-]+)\/(.+?)\s*$/is.exec(given) ?? [];
  if (scheme === void 0) return void 0;
  const key = path.split("/").map((part) => encodeURIComponent(keyOf(part))).join("/");
  if (scheme.toLowerCase() === "gs") return `https://storage.googleapis.com/${bucket}/${key}`;
  return bucket.includes(".") ? `https://s3.amazonaws.com/${bucket}/${key}` : `https://${bucket}.s3.amazonaws.com/${key}`;
}
function asIs(path) {
  return path;
}
function parsed(given) {
  const url = parse(given);
  if (url === void 0) {
    throw new OmescopeError("usage", `${plain(given) || "An empty text"} is not a URL. Give a full one, such as https://host/image.ome.tif.`);
  }
  if (/^(https?|blob|data):$/.test(url.protocol)) return url;
  if (/^(file|[a-z]):$/.test(url.protocol)) {
    throw new OmescopeError(
      "usage",
      `${plain(given)} is on this computer and cannot be fetched. Give the file itself: a File or Blob in a browser, its path on the command line.`
    );
  }
  throw new OmescopeError(
    "usage",
    `${printableUrl(url.href)} cannot be read: ${url.protocol} is not supported. Use an http: or https: address (s3: and gs: work for public files).`
  );
}
function parse(given) {
  const { document, location } = globalThis;
  try {
    return new URL(given, document?.baseURI ?? location?.href);
  } catch {
    return void 0;
  }
}
function takeCredentials(url, headers) {
  if (url.username === "" && url.password === "") return;
  const pair = new TextEncoder().encode(`${decoded(url.username)}:${decoded(url.password)}`);
  if (!headers.has("Authorization")) headers.set("Authorization", `Basic ${btoa(String.fromCharCode(...pair))}`);
  url.username = "";
  url.password = "";
}
function nameOf(url) {
  if (!/^https?:$/.test(url.protocol)) return url.protocol.slice(0, -1);
  const segment = url.pathname.split("/").findLast((part) => part !== "");
  return segment === void 0 ? url.host : plain(decoded(segment));
}

// src/js/http/gate.ts
function createGate(width) {
  const line = /* @__PURE__ */ new Set();
  let running = 0;
  return {
    async pass(task, signal) {
      signal.throwIfAborted();
      if (running < width) running += 1;
      else await turn(signal);
      try {
        signal.throwIfAborted();
        return await task();
      } finally {
        running -= 1;
        admit();
      }
    },
    widen(wider) {
      width = Math.max(width, wider);
      admit();
    }
  };
  function turn(signal) {
    return new Promise((resolve, reject) => {
      let release = () => {
      };
      const enter = () => {
        release();
        resolve();
      };
      line.add(enter);
      release = onAbort(signal, () => {
        line.delete(enter);
        reject(signal.reason);
      });
    });
  }
  function admit() {
    for (const enter of line) {
      if (running >= width) return;
      line.delete(enter);
      running += 1;
      enter();
    }
  }
}

// src/js/http/options.ts
function resolveLimits(limits = {}) {
  return {
    concurrency: atLeast(1, "concurrency", limits.concurrency, 6),
    concurrencyChosen: limits.concurrency !== void 0,
    headerTimeout: atLeast(1, "headerTimeout", limits.headerTimeout, 15e3),
    stallTimeout: atLeast(1, "stallTimeout", limits.stallTimeout, 15e3),
    attempts: atLeast(1, "attempts", limits.attempts, 3),
    wholeFile: atLeast(0, "wholeFile", limits.wholeFile, 32 * 1024 * 1024),
    retryDelays: limits.retryDelays ?? [250, 500, 1e3]
  };
}
function atLeast(least, name, value, otherwise) {
  if (value === void 0) return otherwise;
  if (value >= least) return value;
  throw new OmescopeError("usage", `limits.${name} is ${value}; it must be a number of at least ${least}.`);
}

// src/js/http/version.ts
function newVersion() {
  return {
    dropped: new AbortController(),
    etag: void 0,
    modified: void 0,
    size: void 0,
    seen: 0,
    whole: void 0,
    tooLarge: false
  };
}
function differenceOf(version, stamp) {
  if (differ(version.size, stamp.total)) return `its size went from ${version.size} to ${stamp.total} bytes`;
  if (stamp.total !== void 0 && stamp.total < version.seen) {
    return `its size went from at least ${version.seen} to ${stamp.total} bytes`;
  }
  if (differ(version.etag, stamp.etag)) return `its ETag went from ${plain(version.etag ?? "")} to ${plain(stamp.etag ?? "")}`;
  if (version.etag !== void 0 && version.etag === stamp.etag) return void 0;
  if (differ(version.modified, stamp.modified)) {
    return `its date went from ${plain(version.modified ?? "")} to ${plain(stamp.modified ?? "")}`;
  }
  return void 0;
}
function learn(version, stamp) {
  version.etag ??= stamp.etag;
  version.modified ??= stamp.modified;
  version.size ??= stamp.total;
}
function differ(before, now2) {
  return before !== void 0 && now2 !== void 0 && before !== now2;
}

// src/js/http/link.ts
function openLink(address, options) {
  const limits = resolveLimits(options.limits);
  return {
    address,
    limits,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    ownFetch: options.fetch === void 0,
    gate: createGate(limits.concurrency),
    wholeGate: createGate(1),
    notes: address.note === void 0 ? [] : [address.note],
    transfer: { requests: 0, bytes: 0 },
    onTransfer: options.onTransfer,
    answered: false,
    protocolLooks: 0,
    version: newVersion()
  };
}
function countRequest(link) {
  link.transfer.requests += 1;
  link.onTransfer?.({ ...link.transfer });
}
function countBytes(link, bytes) {
  link.transfer.bytes += bytes;
  link.onTransfer?.({ ...link.transfer });
}
function bodyLimits(link) {
  return { stallTimeout: link.limits.stallTimeout, onBytes: (bytes) => countBytes(link, bytes) };
}
function noteOnce(link, note) {
  if (!link.notes.some(({ code }) => code === note.code)) link.notes.push(note);
}

// src/js/http/abort.ts
var late = /* @__PURE__ */ Symbol("late");
function within(work, milliseconds, signal) {
  return new Promise((resolve, reject) => {
    let release = () => {
    };
    const timer = setTimeout(() => settle2(() => resolve(late)), milliseconds);
    const settle2 = (outcome) => {
      clearTimeout(timer);
      release();
      outcome();
    };
    release = onAbort(signal, () => settle2(() => reject(signal.reason)));
    work.then(
      (value) => settle2(() => resolve(value)),
      (error) => settle2(() => reject(error))
    );
  });
}
function pause(milliseconds, signal) {
  return within(new Promise(() => {
  }), milliseconds, signal);
}

// src/js/http/problem.ts
function errorOf(address, span, problem) {
  const { code, what, todo, help, response, cause, retryable } = problem;
  const place = [address.printable, ...redirection(response), ...bytesOf(address, span)].join(", ");
  return new OmescopeError(code, `${what} (${place}). ${todo}`, {
    at: {
      url: address.printable,
      range: [span.start, span.end],
      ...response === void 0 ? {} : { status: response.status }
    },
    ...help === void 0 ? {} : { help },
    ...cause === void 0 ? {} : { cause },
    ...retryable === void 0 ? {} : { retryable }
  });
}
function redirection(response) {
  return response?.redirected && response.url !== "" ? [`redirected to ${printableUrl(response.url)}`] : [];
}
function bytesOf(address, { start: start2, end }) {
  return address.ranged ? [`bytes ${start2}-${end - 1}`] : [];
}

// src/js/http/ask.ts
function assertSame(ask, stamp, response) {
  ask.version.dropped.signal.throwIfAborted();
  const difference = differenceOf(ask.version, stamp);
  if (difference !== void 0) throw changed(ask, difference, response);
  learn(ask.version, stamp);
}
function changed({ link, version, span }, difference, response) {
  const error = errorOf(link.address, span, {
    code: "http-changed",
    what: `The file changed while it was being read: ${difference}`,
    todo: "What was read so far is void. Wait until the file is no longer being written, and read it from the start.",
    response,
    retryable: true
  });
  link.version = newVersion();
  version.dropped.abort(error);
  return error;
}

// src/js/http/body.ts
function noPieces() {
  return { list: [], length: 0 };
}
async function readBody(response, pieces, limits, signal) {
  const reader = response.body?.getReader();
  if (reader === void 0) return { end: "complete" };
  const most = pieces.length + limits.most;
  try {
    for (; ; ) {
      const next = await nextPiece(reader, limits.stallTimeout, signal);
      if ("end" in next) return next;
      limits.onBytes(next.bytes.byteLength);
      const fitting = next.bytes.subarray(0, most - pieces.length);
      if (fitting.byteLength > 0) pieces.list.push(fitting);
      pieces.length += fitting.byteLength;
      if (fitting.byteLength < next.bytes.byteLength) return { end: "too-long" };
    }
  } finally {
    discard(reader);
  }
}
function joined({ list, length }) {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of list) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}
function discard(body) {
  body?.cancel().catch(() => {
  });
}
async function excerptOf(response, { stallTimeout, onBytes }, signal) {
  const patience = Math.min(1e3, stallTimeout);
  const stop = new AbortController();
  const release = onAbort(signal, () => stop.abort(signal.reason));
  const timer = setTimeout(() => stop.abort(), patience);
  const pieces = noPieces();
  try {
    await readBody(response, pieces, { most: 4096, stallTimeout: patience, onBytes }, stop.signal);
  } catch {
    signal.throwIfAborted();
  } finally {
    clearTimeout(timer);
    release();
  }
  return new TextDecoder().decode(joined(pieces));
}
async function nextPiece(reader, stallTimeout, signal) {
  try {
    const next = await within(reader.read(), stallTimeout, signal);
    if (next === late) return { end: "stalled" };
    return next.done ? { end: "complete" } : { bytes: next.value };
  } catch (cause) {
    signal.throwIfAborted();
    return { end: "cut", cause };
  }
}

// src/js/http/answer.ts
function stampOf(response, total) {
  const etag = response.headers.get("ETag")?.trim();
  return {
    // A compressed answer has an entity tag of its own (RFC 9110, section 8.8.3.3).
    etag: etag === void 0 || etag === "" || /^W\//i.test(etag) || isEncoded(response) ? void 0 : etag,
    modified: response.headers.get("Last-Modified")?.trim() || void 0,
    total
  };
}
function parseContentRange(header) {
  const [, first, last, total] = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(header) ?? [];
  if (first === void 0 || last === void 0) return void 0;
  const range = { first: Number(first), end: Number(last) + 1, total: total === "*" ? void 0 : Number(total) };
  const sound = range.end > range.first && Number.isSafeInteger(range.end) && (range.total === void 0 || range.total >= range.end && Number.isSafeInteger(range.total));
  return sound ? range : void 0;
}
function sizeOfUnsatisfied(response) {
  const [, total] = /^\s*bytes\s+\*\/(\d+)\s*$/i.exec(response.headers.get("Content-Range") ?? "") ?? [];
  const size = Number(total);
  return total !== void 0 && Number.isSafeInteger(size) ? size : void 0;
}
function declaredLength(response) {
  const header = response.headers.get("Content-Length");
  return header !== null && /^\s*\d+\s*$/.test(header) && !isEncoded(response) ? Number(header) : void 0;
}
function isEncoded(response) {
  const encoding = response.headers.get("Content-Encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}
function mediaType(response) {
  return (response.headers.get("Content-Type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
function retryAfter(response) {
  const header = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^\d+$/.test(header)) return Number(header) * 1e3;
  const date = header === "" ? Number.NaN : Date.parse(header);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - Date.now());
}

// src/js/http/advice.ts
var EXPOSED = "Content-Range, Content-Length, ETag, Accept-Ranges";
var S3 = `Amazon S3 (bucket, Permissions, Cross-origin resource sharing):
  [{
    "AllowedOrigins": ["*"],
    "AllowedMethods": ["GET", "HEAD"],
    "AllowedHeaders": ["Range"],
    "ExposeHeaders": ["Content-Range", "Content-Length", "ETag", "Accept-Ranges"]
  }]`;
var GOOGLE = `Google Cloud Storage (responseHeader both allows and exposes):
  echo '[{"origin": ["*"], "method": ["GET", "HEAD"], "maxAgeSeconds": 3600,
    "responseHeader": ["Range", "Content-Range", "Content-Length", "ETag", "Accept-Ranges"]}]' > cors.json
  gcloud storage buckets update gs://BUCKET --cors-file=cors.json`;
var NGINX = `nginx (inside the location):
  add_header Access-Control-Allow-Origin "*" always;
  add_header Access-Control-Allow-Methods "GET, HEAD, OPTIONS" always;
  add_header Access-Control-Allow-Headers "Range" always;
  add_header Access-Control-Expose-Headers "${EXPOSED}" always;
  if ($request_method = OPTIONS) { return 204; }`;
var APACHE = `Apache (.htaccess, with mod_headers):
  Header always set Access-Control-Allow-Origin "*"
  Header always set Access-Control-Allow-Methods "GET, HEAD, OPTIONS"
  Header always set Access-Control-Allow-Headers "Range"
  Header always set Access-Control-Expose-Headers "${EXPOSED}"`;
var CADDY = `Caddy:
  header {
    Access-Control-Allow-Origin *
    Access-Control-Allow-Methods "GET, HEAD, OPTIONS"
    Access-Control-Allow-Headers Range
    Access-Control-Expose-Headers "${EXPOSED}"
  }`;
var HTTP_SERVER = `On your own computer:
  npx http-server --cors
  (allows Range; it cannot expose ${EXPOSED}, so changes of the file are harder to notice)`;
function corsAdvice(href) {
  const host = new URL(href).hostname;
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(host)) return S3;
  if (/(^|\.)storage\.googleapis\.com$|(^|\.)storage\.cloud\.google\.com$/.test(host)) return GOOGLE;
  return [S3, GOOGLE, NGINX, APACHE, CADDY, HTTP_SERVER].join("\n\n");
}
var RANGE_ADVICE = `Servers that answer byte ranges without any setting: Amazon S3, Google Cloud Storage, nginx, Apache, Caddy and
npx http-server --cors. Servers that do not: python -m http.server, many development servers, and proxies that
compress or buffer what they pass on.
  nginx in front of another server:  proxy_force_ranges on;
  Apache:                            remove "Header unset Accept-Ranges" and "MaxRanges none"`;
var ENCODING_ADVICE = `A byte range of compressed text is not a byte range of the file. Turn compression off for this file:
  nginx:   gzip off;
  Apache:  SetEnvIfNoCase Request_URI "\\.(tiff?|btf|zarr.*)$" no-gzip
  Caddy:   leave this path out of "encode"
  S3, Google Cloud Storage:  upload again without Content-Encoding (gsutil cp without -z or -Z)`;

// src/js/http/failures.ts
function noAnswer(timeout) {
  return {
    code: "http-timeout",
    what: `The server did not answer within ${duration(timeout)}`,
    todo: "Try again later, or allow more time with limits.headerTimeout.",
    retryable: true
  };
}
function stalled(timeout, received) {
  return {
    code: "http-timeout",
    what: `The server sent ${amount(received)} and then nothing for ${duration(timeout)}`,
    todo: "Try again later, or allow more time with limits.stallTimeout.",
    retryable: true
  };
}
function cutOff(received, cause) {
  return {
    code: "http-network",
    what: `The connection broke after ${amount(received)}${cause === void 0 ? "" : `: ${reasonOf(cause)}`}`,
    todo: "Try again. If it breaks at the same place each time, the server or a proxy before it cuts answers off.",
    cause,
    retryable: true
  };
}
function wrongRange({ link, span }, what, response) {
  return errorOf(link.address, span, {
    code: "http-wrong-range",
    what,
    todo: "The server, or a proxy or cache before it, handles byte ranges wrongly: report it there, or read a copy from elsewhere.",
    response
  });
}
function tooShort({ link, span }, received) {
  return errorOf(link.address, span, {
    code: "http-short",
    what: `The server sent only ${received} of ${span.end - span.start} bytes, and asking for the rest did not bring it`,
    todo: "The file on the server may be cut off, or a proxy before it limits answers: compare its size there with the original.",
    retryable: true
  });
}
function encoded({ link, span }, response) {
  const encoding = plain(response.headers.get("Content-Encoding") ?? "");
  return errorOf(link.address, span, {
    code: "http-encoded",
    what: `The server compressed a byte range (Content-Encoding: ${encoding}), so its bytes are not those of the file`,
    todo: "Turn compression off for this file on the server.",
    help: ENCODING_ADVICE,
    response
  });
}
function notData({ link, span }, page, response) {
  return errorOf(link.address, span, {
    code: "http-not-data",
    what: `The server sent ${page} in place of the file`,
    todo: "Give the address of the file itself, not of a page that shows or shares it, or that wants a login first. Web applications also answer with a page for files that are missing.",
    response
  });
}
function rangeIgnored({ link, span }, size, response) {
  const { address, limits } = link;
  const most = amount(limits.wholeFile);
  const sent = size === void 0 ? `more than the ${most} that are taken whole` : `${amount(size)}, over the ${most} that are taken whole`;
  if (!address.ranged) {
    return errorOf(address, span, {
      code: "http-range-ignored",
      what: `A ${address.name}: address can only be read whole, and this one holds ${sent}`,
      todo: "Give the File or Blob itself instead.",
      response
    });
  }
  return errorOf(address, span, {
    code: "http-range-ignored",
    what: `The server ignored the byte range and began to send the whole file: ${sent}`,
    todo: "Put the file on a server that answers byte ranges, or give the downloaded file instead.",
    help: RANGE_ADVICE,
    response
  });
}

// src/js/http/part.ts
async function takePart(ask, response, pieces, signal) {
  const { link, span, version } = ask;
  const most = promisedBytes(ask, response);
  const before = pieces.length;
  const { stallTimeout } = link.limits;
  const body = await readBody(response, pieces, { ...bodyLimits(link), most }, signal);
  const received = pieces.length - before;
  if (body.end === "too-long") throw wrongRange(ask, `The server sent more than the ${most} bytes it was asked for`, response);
  version.seen = Math.max(version.seen, span.start + received);
  if (body.end === "stalled") return { kind: "failed", problem: () => stalled(stallTimeout, received) };
  if (body.end === "cut") return { kind: "failed", problem: () => cutOff(received, body.cause) };
  return { kind: "received" };
}
function promisedBytes(ask, response) {
  const { link, span } = ask;
  if (mediaType(response) === "multipart/byteranges") {
    throw wrongRange(ask, "The server packed the bytes into a multipart answer, which was not asked for", response);
  }
  if (isEncoded(response)) throw encoded(ask, response);
  const header = response.headers.get("Content-Range");
  if (header === null) {
    assertSame(ask, stampOf(response, void 0), response);
    noteUnseenRanges(link);
    return span.end - span.start;
  }
  const range = parseContentRange(header);
  if (range === void 0 || range.first !== span.start || range.end > span.end) {
    throw wrongRange(ask, `The server sent other bytes than those asked for: its Content-Range is "${plain(header)}"`, response);
  }
  assertSame(ask, stampOf(response, range.total), response);
  return range.end - range.first;
}
function noteUnseenRanges(link) {
  noteOnce(link, {
    code: "http-cors-expose",
    message: `The server does not show Content-Range (${link.address.printable}): it leaves it out, or does not expose it to other sites (CORS). So the size has to be found by trying, and a server that sends bytes from a wrong place of the file cannot be noticed. Let it expose Content-Range.`,
    help: corsAdvice(link.address.href)
  });
}

// src/js/http/sniff.ts
var SNIFFED = 4096;
var BEFORE = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*/;
var PAGE = /^<(?:!doctype\s+html|html)(?=[\s>])/i;
var REFUSAL = /^<Error(?=[\s>])/;
var CUT_PAGES = ["<!doctype html", "<html>"];
function pageIn(bytes) {
  const text = new TextDecoder().decode(bytes.subarray(0, SNIFFED));
  const start2 = text.replace(BEFORE, "");
  if (REFUSAL.test(start2)) return `an error document${quoted(sayingOf(text))}`;
  if (PAGE.test(start2) || isCutPage(start2)) return `a web page${quoted(sayingOf(text))}`;
  return void 0;
}
function sayingOf(text) {
  const code = inElement(text, "Code");
  if (code !== "") return plain([code, inElement(text, "Message")].filter((part) => part !== "").join(": "));
  if (/<(html|!doctype|head|title|body)\b/i.test(text)) return inElement(text, "title") || inElement(text, "h1");
  return text.includes("\uFFFD") ? "" : plain(text);
}
function quoted(saying) {
  return saying === "" ? "" : ` that says "${saying}"`;
}
function isCutPage(start2) {
  return start2.length >= 5 && CUT_PAGES.some((page) => page.startsWith(start2.toLowerCase()));
}
function inElement(text, name) {
  const [, inside = ""] = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`, "i").exec(text) ?? [];
  return plain(inside.replace(/<[^>]*>/g, " "));
}

// src/js/http/refusal.ts
var PASSING = /* @__PURE__ */ new Set([408, 425, 429, 500, 502, 503, 504]);
function isPassing(status) {
  return PASSING.has(status);
}
var LONGEST_WAIT = 1e4;
function refusalOf(response, saying) {
  const wait = retryAfter(response);
  const tooLong = wait !== void 0 && wait > LONGEST_WAIT;
  const passing = isPassing(response.status);
  return {
    problem: {
      code: "http-status",
      what: `The server answered ${statusOf(response)}${quoted(saying)}`,
      todo: passing && tooLong ? `It asks to wait ${duration(wait)}. Try again after that.` : todoFor(response.status),
      response,
      retryable: passing
    },
    passing: passing && !tooLong,
    wait
  };
}
function statusOf({ status, statusText, type }) {
  if (type === "opaqueredirect") return "with a redirect that was not followed";
  const text = plain(statusText);
  return text === "" ? `${status}` : `${status} ${text}`;
}
function todoFor(status) {
  if (PASSING.has(status)) return "It is overloaded or out of order for the moment. Try again later.";
  switch (status) {
    case 401:
    case 407:
      return "It wants a login. Use a signed URL, or pass a fetch option that adds the Authorization header.";
    case 403:
      return "On S3 and similar storage this means missing or not public. Check the spelling (capitals count), make the file public, or get a new signed URL if this one has expired.";
    case 404:
      return "There is no file at this address. Check the spelling (capitals count).";
    case 410:
      return "The file has been removed. Ask its owner for the new address.";
    default:
      return "Check that the address opens the file itself, with a plain GET request.";
  }
}

// src/js/http/held.ts
var underWay = /* @__PURE__ */ new Set();
async function fetchHeld(fetch2, request) {
  underWay.add(request);
  try {
    return await fetch2(request);
  } finally {
    underWay.delete(request);
  }
}

// src/js/http/unreachable.ts
async function diagnose(link, cause, signal) {
  const { location, navigator } = globalThis;
  if (location === void 0) return unreachable(cause);
  if (isMixedContent(location, link.address)) return mixedContent(link.address);
  if (navigator?.onLine === false) {
    return { what: "There is no network connection", todo: "This computer says that it is offline. Connect it, and try again." };
  }
  if (link.answered || !link.ownFetch || isSameOrigin(location, link.address)) return unreachable(cause);
  const { href, request, headers } = link.address;
  const unread = new Request(href, { method: "HEAD", mode: "no-cors", credentials: "omit", cache: "no-store" });
  if (!await isAnswered(link, unread, signal)) return unreachable(cause);
  const plainly = new Request(request ?? href, { headers, cache: "no-store" });
  return await isAnswered(link, plainly, signal) ? rangesRejected(link.address) : notAllowed(location, link.address);
}
function unreachable(cause) {
  return {
    what: `The server could not be reached: ${reasonOf(cause)}`,
    todo: "Check the address and the network (VPN, proxy, firewall, certificate), and try again."
  };
}
function mixedContent({ href }) {
  return {
    what: "The browser does not let a page that was loaded over https: read an http: address (mixed content)",
    todo: `Serve the file over https: (try https://${new URL(href).host}/), or give the downloaded file instead.`
  };
}
function notAllowed({ origin }, { href }) {
  const page = origin === "null" || origin.startsWith("file:") ? "a page opened from disk" : plain(origin);
  return {
    what: "The server answers, but very likely does not allow this page to read it (CORS). The browser does not say, so this is a guess",
    todo: `Let the server send Access-Control-Allow-Origin for ${page}, and check that the file exists: "not found" without that header looks the same.`,
    help: corsAdvice(href)
  };
}
function rangesRejected({ href }) {
  return {
    what: "The server lets this page read the file, but the browser rejects its answers to byte ranges; very likely it compresses them",
    todo: "Turn compression off for this file on the server, and let it allow the Range header.",
    help: `${ENCODING_ADVICE}

${corsAdvice(href)}`
  };
}
function isMixedContent({ origin }, { href }) {
  const url = new URL(href);
  const isHere = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return origin.startsWith("https:") && url.protocol === "http:" && !isHere;
}
function isSameOrigin({ origin }, { href }) {
  return origin === new URL(href).origin;
}
async function isAnswered(link, probe, signal) {
  const stop = new AbortController();
  const patience = Math.min(5e3, link.limits.headerTimeout);
  countRequest(link);
  try {
    return await within(fetchHeld(link.fetch, new Request(probe, { signal: stop.signal })), patience, signal) !== late;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    stop.abort();
  }
}

// src/js/http/send.ts
async function send(ask, stop, signal) {
  const { link } = ask;
  const { headerTimeout } = link.limits;
  countRequest(link);
  const answer = answerTo(ask, stop.signal);
  try {
    const response = await within(answer, headerTimeout, signal);
    if (response !== late) return response;
  } catch (cause) {
    dropLate(answer);
    signal.throwIfAborted();
    if (cause instanceof OmescopeError) throw cause;
    return { kind: "failed", problem: () => networkProblem(link, cause, signal) };
  }
  dropLate(answer);
  return { kind: "failed", problem: () => noAnswer(headerTimeout) };
}
async function answerTo({ link, span }, signal) {
  const { address } = link;
  const headers = new Headers(address.headers);
  if (address.ranged) headers.set("Range", `bytes=${span.start}-${span.end - 1}`);
  const cache = avoidsCache(address) ? { cache: "no-store" } : {};
  return await fetchHeld(link.fetch, new Request(address.request ?? address.href, { headers, signal, ...cache }));
}
function dropLate(answer) {
  answer.then(
    ({ body }) => discard(body),
    () => {
    }
  );
}
function avoidsCache({ request }) {
  const { navigator } = globalThis;
  const chosen = request !== void 0 && request.cache !== "default";
  return !chosen && /Chrom(e|ium)\//.test(navigator?.userAgent ?? "");
}
async function networkProblem(link, cause, signal) {
  return { code: "http-network", ...await diagnose(link, cause, signal), cause, retryable: true };
}

// src/js/http/whole.ts
async function takeWhole(ask, response, signal) {
  const { link, version } = ask;
  if (mediaType(response) === "text/html" && link.address.ranged) {
    const saying = sayingOf(await excerptOf(response, bodyLimits(link), signal));
    throw notData(ask, `a web page${quoted(saying)}`, response);
  }
  const declared = declaredLength(response);
  if (declared !== void 0 && declared > link.limits.wholeFile) throw rangeIgnored(ask, declared, response);
  return link.wholeGate.pass(async () => {
    if (version.whole !== void 0) return { kind: "whole" };
    if (version.tooLarge) throw rangeIgnored(ask, void 0, response);
    return readWhole(ask, response, signal);
  }, signal);
}
async function readWhole(ask, response, signal) {
  const { link, version } = ask;
  const { stallTimeout, wholeFile: most } = link.limits;
  const pieces = noPieces();
  const body = await readBody(response, pieces, { ...bodyLimits(link), most }, signal);
  if (body.end === "too-long") {
    version.tooLarge = true;
    throw rangeIgnored(ask, void 0, response);
  }
  if (body.end === "stalled") return { kind: "failed", problem: () => stalled(stallTimeout, pieces.length) };
  if (body.end === "cut") return { kind: "failed", problem: () => cutOff(pieces.length, body.cause) };
  const declared = response.type === "cors" ? void 0 : declaredLength(response);
  if (declared !== void 0 && pieces.length < declared) return { kind: "failed", problem: () => cutOff(pieces.length, void 0) };
  assertSame(ask, stampOf(response, pieces.length), response);
  const whole = joined(pieces);
  const page = link.address.ranged ? pageIn(whole) : void 0;
  if (page !== void 0) throw notData(ask, page, response);
  version.whole = whole;
  return { kind: "whole" };
}

// src/js/http/exchange.ts
async function exchange(ask, pieces, signal) {
  signal.throwIfAborted();
  const stop = new AbortController();
  const release = onAbort(signal, () => stop.abort(signal.reason));
  let response;
  try {
    const answer = await send(ask, stop, signal);
    if ("kind" in answer) return answer;
    response = answer;
    ask.link.answered = true;
    return await judge(ask, response, pieces, signal);
  } finally {
    release();
    if (response?.body?.locked === false) discard(response.body);
    stop.abort();
  }
}
async function judge(ask, response, pieces, signal) {
  switch (response.status) {
    case 206:
      return takePart(ask, response, pieces, signal);
    case 200:
      return takeWhole(ask, response, signal);
    case 416:
      return { kind: "past-end", response, size: sizeOfUnsatisfied(response) };
    default:
      return refused(ask, response, signal);
  }
}
async function refused(ask, response, signal) {
  const { link, span } = ask;
  const saying = sayingOf(await excerptOf(response, bodyLimits(link), signal));
  const { problem, passing, wait } = refusalOf(response, saying);
  if (!passing) throw errorOf(link.address, span, problem);
  return { kind: "failed", problem: () => problem, wait };
}

// src/js/http/multiplex.ts
var MULTIPLEXED = 64;
var MOST_LOOKS = 8;
function widenIfMultiplexed(link) {
  if (link.limits.concurrencyChosen || link.protocolLooks >= MOST_LOOKS) return;
  link.protocolLooks += 1;
  const protocol = protocolOf(link.address.href);
  if (protocol === void 0) return;
  link.protocolLooks = MOST_LOOKS;
  if (/^h[23]/.test(protocol)) link.gate.widen(MULTIPLEXED);
}
function protocolOf(href) {
  const { performance: performance2 } = globalThis;
  const record = performance2?.getEntriesByName?.(href, "resource").at(-1);
  return record?.nextHopProtocol || void 0;
}

// src/js/http/range.ts
async function readSpan(link, span, signal) {
  const { version } = link;
  const stop = new AbortController();
  const releases = [signal, version.dropped.signal].map((given) => onAbort(given, () => stop.abort(given.reason)));
  try {
    const job = { link, version, span, pieces: noPieces(), end: span.end, tries: 0, shortAnswers: 0 };
    const bytes = await finish(job, stop.signal);
    const page = span.start === 0 && link.address.ranged ? pageIn(bytes) : void 0;
    if (page !== void 0) throw notData({ link, version, span }, page);
    widenIfMultiplexed(link);
    return bytes;
  } finally {
    for (const release of releases) release();
  }
}
async function finish(job, signal) {
  const { link, version, span, pieces } = job;
  while (remaining(job) !== void 0) {
    const turn = await link.gate.pass(async () => {
      const ask = remaining(job);
      return ask && { ask, outcome: await exchange(ask, pieces, signal) };
    }, signal);
    if (turn !== void 0) await settle(job, turn.ask, turn.outcome, signal);
    signal.throwIfAborted();
  }
  return version.whole?.slice(span.start, span.end) ?? joined(pieces);
}
function remaining({ link, version, span, pieces, end }) {
  const start2 = span.start + pieces.length;
  const last = Math.min(end, version.size ?? end);
  return version.whole === void 0 && start2 < last ? { link, version, span: { start: start2, end: last } } : void 0;
}
async function settle(job, ask, outcome, signal) {
  switch (outcome.kind) {
    case "whole":
      return;
    case "received":
      return settleReceived(job);
    case "past-end":
      return settlePastEnd(job, ask, outcome.response, outcome.size);
    case "failed":
      return settleFailed(job, ask, outcome, signal);
  }
}
function settleReceived(job) {
  if (remaining(job) === void 0) return;
  job.shortAnswers += 1;
  const allowed = job.version.size === void 0 ? 2 : 1;
  if (job.shortAnswers > allowed) throw tooShort({ ...job, span: { start: job.span.start, end: job.end } }, job.pieces.length);
}
function settlePastEnd(job, ask, response, size) {
  const { version, span } = ask;
  assertSame(ask, { etag: void 0, modified: void 0, total: size }, response);
  if (size === void 0) {
    const known = version.size ?? version.seen;
    if (known > span.start) throw changed(ask, `it ends before byte ${span.start}, and had at least ${known} bytes`, response);
    if (version.seen === span.start) version.size = span.start;
    job.end = span.start;
    return;
  }
  if (span.end <= size) throw wrongRange(ask, `The server says that there are no such bytes in a file of ${size}`, response);
}
async function settleFailed(job, ask, outcome, signal) {
  const { attempts, retryDelays } = job.link.limits;
  job.tries += 1;
  if (job.tries >= attempts) {
    const problem = await outcome.problem();
    const todo = job.tries > 1 ? `Tried ${job.tries} times. ${problem.todo}` : problem.todo;
    throw errorOf(job.link.address, ask.span, { ...problem, todo });
  }
  const delay = retryDelays[Math.min(job.tries, retryDelays.length) - 1] ?? 0;
  await pause(Math.max(outcome.wait ?? 0, delay * (0.5 + Math.random())), signal);
}

// src/js/http/source.ts
var WIDEST_GAP = 4 * 1024;
function httpSource(input, options = {}) {
  const address = addressOf(input);
  const link = openLink(address, options);
  const readSoon = batched(WIDEST_GAP, (span, signal) => readSpan(link, span, signal));
  return {
    reach: "network",
    name: address.name,
    url: address.ranged ? address.href : void 0,
    notes: link.notes,
    get size() {
      return link.version.size;
    },
    get transfer() {
      return { ...link.transfer };
    },
    async read(offset, length, { signal } = {}) {
      signal?.throwIfAborted();
      address.request?.signal.throwIfAborted();
      const start2 = byteCount("offset", offset);
      const end = Math.min(start2 + byteCount("length", length), Number.MAX_SAFE_INTEGER);
      if (start2 === end) return new Uint8Array();
      return readSoon({ start: start2, end }, [signal, address.request?.signal].filter((given) => given !== void 0));
    }
  };
}
function byteCount(name, value) {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new OmescopeError("usage", `The ${name} of a read is ${value}; it must be a whole number from 0 to 2^53 - 1.`);
}

// src/js/pieces.ts
var OVERHEAD = 256;
var WORTHWHILE = 64 * 1024;
function createPieces(most) {
  const pieces = [];
  const queue = /* @__PURE__ */ new Set();
  let held = 0;
  function indexOf(byte) {
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = low + high >>> 1;
      if (endOf(pieces[middle]) > byte) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  function parts(start2, end) {
    return bridged(exactParts(start2, end));
  }
  function exactParts(start2, end) {
    const found = [];
    let index = indexOf(start2);
    for (let at = start2; at < end; ) {
      const piece = pieces[index];
      if (piece === void 0 || piece.start > at) {
        const until = Math.min(end, piece?.start ?? end);
        found.push({ start: at, end: until });
        at = until;
      } else {
        const until = Math.min(end, endOf(piece));
        found.push(piece.bytes.subarray(at - piece.start, until - piece.start));
        at = until;
        index += 1;
      }
    }
    return found;
  }
  function insert(piece) {
    pieces.splice(indexOf(piece.start), 0, piece);
    queue.add(piece);
    held += sizeOf(piece);
    for (const oldest of queue) {
      if (held <= most) return;
      remove(indexOf(oldest.start));
    }
  }
  function remove(index) {
    for (const piece of pieces.splice(index, 1)) {
      queue.delete(piece);
      held -= sizeOf(piece);
    }
  }
  return {
    parts,
    add(start2, bytes) {
      const end = start2 + bytes.length;
      let index = indexOf(start2);
      const left = pieces[index];
      const from = left !== void 0 && left.start < start2 ? endOf(left) : start2;
      if (from > start2) index += 1;
      while (pieces[index] !== void 0 && endOf(pieces[index]) <= end) remove(index);
      const until = Math.min(end, pieces[index]?.start ?? end);
      if (from >= until) return;
      insert({ start: from, bytes: until - from === bytes.length ? bytes : bytes.slice(from - start2, until - start2) });
    },
    clear() {
      pieces.length = 0;
      queue.clear();
      held = 0;
    }
  };
}
function bridged(parts) {
  const found = [];
  let between = [];
  let gap;
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      between.push(part);
    } else if (gap !== void 0 && part.start - gap.end < WORTHWHILE) {
      gap = { start: gap.start, end: part.end };
      between = [];
    } else {
      found.push(...gap ? [gap] : [], ...between);
      [gap, between] = [part, []];
    }
  }
  return [...found, ...gap ? [gap] : [], ...between];
}
function endOf(piece) {
  return piece === void 0 ? Number.POSITIVE_INFINITY : piece.start + piece.bytes.length;
}
function sizeOf({ bytes }) {
  return bytes.length + OVERHEAD;
}

// src/js/source.ts
function bytesOf2(answer, offset, length) {
  if (answer instanceof Uint8Array && answer.length <= length) return answer;
  throw new OmescopeError("usage", `read(${offset}, ${length}) of the source has to answer with a Uint8Array of at most ${length} bytes.`);
}

// src/js/kept.ts
function keptSource(inner, most) {
  const pieces = createPieces(most);
  const count = { requests: 0, bytes: 0 };
  let version = 0;
  function fetchPart({ start: start2, end }, options) {
    const begun = version;
    const keep = (answer2) => {
      const bytes = bytesOf2(answer2, start2, end - start2);
      count.bytes += bytes.length;
      if (begun === version) pieces.add(start2, bytes);
      return bytes;
    };
    const failed = (error) => {
      if (begun === version && error instanceof OmescopeError && error.code === "http-changed") {
        version += 1;
        pieces.clear();
      }
      throw error;
    };
    count.requests += 1;
    const answer = inner.read(start2, end - start2, options);
    return answer instanceof Uint8Array ? keep(answer) : Promise.resolve(answer).then(keep, failed);
  }
  return {
    name: inner.name,
    url: inner.url,
    reach: inner.reach,
    file: inner.file,
    get size() {
      return inner.size;
    },
    get notes() {
      return inner.notes;
    },
    get transfer() {
      return inner.transfer ?? { ...count };
    },
    read(offset, length, options) {
      options?.signal?.throwIfAborted();
      if (!isCount(offset) || !isCount(length)) return inner.read(offset, length, options);
      const parts = pieces.parts(offset, Math.min(offset + length, inner.size ?? Number.MAX_SAFE_INTEGER));
      const arrived = parts.map((part) => part instanceof Uint8Array ? part : fetchPart(part, options));
      if (arrived.every((bytes) => bytes instanceof Uint8Array)) return joined2(arrived, parts);
      return Promise.all(arrived).then((all) => joined2(all, parts));
    }
  };
}
function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0;
}
function joined2(arrived, parts) {
  const [only] = arrived;
  if (only !== void 0 && arrived.length === 1) return only;
  const short = arrived.findIndex((bytes2, index) => bytes2.length < lengthOf(parts[index]));
  const whole = short < 0 ? arrived : arrived.slice(0, short + 1);
  const bytes = new Uint8Array(whole.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of whole) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
function lengthOf(part) {
  if (part === void 0) return 0;
  return part instanceof Uint8Array ? part.length : part.end - part.start;
}

// src/js/input.ts
var KEPT = 64 * 1024 * 1024;
function openSource(input, options = {}) {
  const source = toSource(input, options);
  return source.reach === "memory" ? source : keptSource(source, atLeastZero(options.limits?.kept ?? KEPT));
}
function atLeastZero(kept) {
  if (kept >= 0) return kept;
  throw new OmescopeError("usage", `limits.kept is ${kept}; it must be a number of at least 0.`);
}
function addressed(input) {
  if (typeof input === "string") return parseUrl(input);
  return typeof input === "object" && (input instanceof URL || isRequest(input)) ? input : void 0;
}
function toSource(input, options = {}) {
  const address = addressed(input);
  if (address !== void 0) return httpSource(address, options);
  if (typeof input === "object" && input !== null) return objectSource(input);
  throw unreadable(input);
}
function objectSource(input) {
  if (isBlob(input)) return blobSource(input);
  if (input instanceof ArrayBuffer) return bytesSource(new Uint8Array(input));
  if (ArrayBuffer.isView(input)) return bytesSource(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
  if (isSource(input)) return input;
  throw unreadable(input);
}
function unreadable(input) {
  return new OmescopeError("usage", `Cannot read from ${describe(input)}.`, {
    help: "Give a URL, a File or Blob, an ArrayBuffer or a view of one, or an object with read(offset, length)."
  });
}
function parseUrl(text) {
  const base = globalThis.location?.href;
  try {
    return new URL(text, base).href;
  } catch (cause) {
    throw new OmescopeError("usage", `"${text.slice(0, 200)}" is not a URL.`, {
      cause,
      help: "A string is taken as a URL. For a file of this computer give a File or Blob; in Node.js `await fs.openAsBlob(path)` makes one."
    });
  }
}
function isRequest(input) {
  return tagOf(input) === "Request";
}
function isBlob(input) {
  return tagOf(input) === "Blob" || tagOf(input) === "File";
}
function tagOf(input) {
  return input?.[Symbol.toStringTag];
}
function isSource(input) {
  return input !== null && typeof input.read === "function";
}
function describe(input) {
  return input === null ? "null" : typeof input === "object" ? `an object of type ${input.constructor?.name}` : typeof input;
}
function bytesSource(bytes) {
  const reach = "memory";
  return { size: bytes.byteLength, reach, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
var SKIPPED = 32 * 1024;
function blobSource(blob) {
  const readSoon = batched(SKIPPED, async ({ start: start2, end }) => new Uint8Array(await blob.slice(start2, end).arrayBuffer()));
  return {
    size: blob.size,
    name: "name" in blob && typeof blob.name === "string" ? blob.name : void 0,
    reach: "disk",
    file: blob,
    read: (offset, length, { signal } = {}) => readSoon({ start: offset, end: offset + length }, signal === void 0 ? [] : [signal])
  };
}

// src/js/offsets-file.ts
var TIFF_EXTENSION = /(\.ome)?\.(tiff?|tf[28]|btf)$/i;
var OTHER_EXTENSION = /\.[a-z][a-z0-9]{0,6}$/i;
function offsetsFileName(imageName) {
  const base = imageName.split(/[\\/]/).at(-1) ?? "";
  const stem = TIFF_EXTENSION.test(base) ? base.replace(TIFF_EXTENSION, "") : base.replace(OTHER_EXTENSION, "");
  return stem === "" ? "offsets.json" : `${stem}.offsets.json`;
}
function offsetsFileText(offsets) {
  return `${JSON.stringify(offsets)}
`;
}
function checkOffsetsFile(text, offsets) {
  const found = parseOffsets(text);
  if (typeof found === "string") return { verdict: "not-offsets", what: found };
  const index = offsets.findIndex((offset, at) => at < found.length && found[at] !== offset);
  if (index >= 0) {
    const what = `entry ${index} is ${found[index]}, but IFD ${index} of the image is at byte ${offsets[index]}: it was made for another version of the image`;
    return { verdict: "stale", what, index };
  }
  if (found.length !== offsets.length) {
    const what = `it has ${entries(found.length)}, but the image has ${offsets.length} IFDs`;
    return { verdict: "wrong-length", what, index: Math.min(found.length, offsets.length) };
  }
  return { verdict: "equal", what: `all ${entries(offsets.length)} are right` };
}
function entries(count) {
  return count === 1 ? "1 entry" : `${count} entries`;
}
function parseOffsets(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const html = /^\s*</.test(text) ? "it looks like a web page; " : "";
    return `it is not JSON: ${html}${error instanceof Error ? error.message : "it cannot be parsed"}`;
  }
  if (!Array.isArray(value)) return `it is ${value === null ? "null" : `a JSON ${typeof value}`}, and not an array`;
  const wrong = value.findIndex((entry2) => !Number.isSafeInteger(entry2) || entry2 < 0);
  if (wrong >= 0) return `entry ${wrong} is ${JSON.stringify(value[wrong])}, and not a whole number from 0 to 2^53 - 1`;
  return value;
}

// src/js/engine.ts
var MOST_IDLE = 4;
var MOST_MEMORY = 64 * 1024 * 1024;
var FILES = { core: "omescope.wasm", check: "omescope-check.wasm", zarr: "omescope-zarr.wasm", more: "omescope-more.wasm", jxl: "omescope-jxl.wasm" };
var SIMD_PROBE = [
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11
];
function createEngine(name, load2) {
  const idle = [];
  let compiled;
  let common;
  let commonInstance;
  function loaded() {
    compiled ??= loadChecked(load2).catch((error) => {
      compiled = void 0;
      throw error;
    });
    return compiled;
  }
  async function create() {
    const { module, glue } = await loaded();
    return await instantiate(name, module, glue);
  }
  return {
    async take() {
      return idle.pop() ?? await create();
    },
    shared() {
      common ??= create().then(
        (instance) => commonInstance = instance,
        (error) => {
          common = void 0;
          throw error;
        }
      );
      return common;
    },
    drop(instance) {
      if (commonInstance === instance) common = commonInstance = void 0;
    },
    give(instance) {
      instance.end?.();
      if (idle.length < MOST_IDLE && instance.memorySize() <= MOST_MEMORY) idle.push(instance);
    }
  };
}
async function instantiate(name, module, glue) {
  const instance = glue.createGlue();
  try {
    await start(instance, module);
    const about = JSON.parse(instance.about());
    if (about.module === name && about.version === glue.version) return instance;
    throw notTheModule(name, `it is the module "${about.module}" of omescope ${about.version}, and "${name}" of ${glue.version} is needed`);
  } catch (error) {
    if (error instanceof WebAssembly.LinkError || error instanceof TypeError) throw notTheModule(name, error.message, error);
    throw error;
  }
}
async function start(instance, module) {
  try {
    instance.initSync({ module });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    await instance.default({ module_or_path: module });
  }
}
function notTheModule(name, why, cause) {
  return new OmescopeError("usage", `The WebAssembly module does not fit: ${why}.`, {
    cause,
    help: `Use ${FILES[name]} of the same release as the JavaScript files; a cache may hold an older one.`
  });
}
async function loadChecked(load2) {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new OmescopeError("no-simd", "This JavaScript engine has no WebAssembly SIMD, which omescope needs.", {
      help: "Use Chrome or Edge 91, Firefox 89, Safari 16.4, Node.js 16.4 or anything newer."
    });
  }
  return await load2();
}
function fromBase64(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

// src/js/load.ts
async function load(name, told2) {
  const file = FILES[name];
  const input = typeof told2 === "function" ? await told2() : told2;
  if (input === void 0) {
    throw new OmescopeError("usage", `This call needs ${file}, and \`initialize\` was not told where it is.`, {
      help: `Call \`await initialize(core, { ${name}: new URL('omescope/${file}', \u2026) })\`, or import \`omescope\`, which finds it by itself.`
    });
  }
  if (input instanceof WebAssembly.Module) return input;
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) return await WebAssembly.compile(input);
  const response = input instanceof Response ? input : await fetch(input);
  if (!response.ok) {
    throw new OmescopeError("http-status", `${file} could not be loaded: ${response.url} answers ${response.status}.`, {
      at: { url: response.url, status: response.status }
    });
  }
  const module = await moduleOf(response);
  if (module !== void 0) return module;
  throw new OmescopeError("http-not-data", `${response.url} is not a WebAssembly module.`, {
    at: { url: response.url },
    help: "The server answers with something else, often its index page. Import `omescope` instead, which has the module as text, too."
  });
}
async function moduleOf(response) {
  const streamed = /^application\/wasm$/i.test(response.headers.get("Content-Type") ?? "") && typeof WebAssembly.compileStreaming === "function";
  if (streamed) return await WebAssembly.compileStreaming(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes[0] === 0 && bytes[1] === 97 && bytes[2] === 115 && bytes[3] === 109 ? await WebAssembly.compile(bytes) : void 0;
}
function bytesInNode(url) {
  const { process } = globalThis;
  try {
    return process?.getBuiltinModule?.("fs").readFileSync(url);
  } catch {
    return void 0;
  }
}

// src/js/trap.ts
function guarded(call) {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof OmescopeError) throw thrown;
    if (typeof thrown === "string") throw fromCore(thrown);
    throw new OmescopeError("internal", `omescope failed: ${messageOf(thrown)}`, {
      cause: thrown,
      help: "This is a bug of omescope, not of your file. Please report it, with the file if you can."
    });
  }
}
function fromCore(json) {
  const { code, what, byte } = JSON.parse(json);
  return new OmescopeError(code, what, { at: byte === void 0 ? {} : { byte } });
}
function toCore(value) {
  return JSON.stringify(value, (_, text) => typeof text === "string" ? text.replace(/[\ud800-\udfff]/gu, "\uFFFD") : text);
}
function messageOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/js/drive.ts
var REACH = { memory: 0, disk: 1, network: 2 };
var BREATH = 50;
async function converse(engine, source, begin, options, result) {
  try {
    return await converseOnce(engine, source, begin, options, result);
  } catch (error) {
    if (!(error instanceof OmescopeError && error.code === "http-changed")) throw error;
    return await converseOnce(engine, source, begin, options, result);
  }
}
async function converseOnce(engine, source, begin, options, result) {
  options.signal?.throwIfAborted();
  const instance = await abortable(engine.take(), options.signal);
  const { controller, release } = follow(options.signal);
  let trapped = false;
  try {
    guarded(() => begin(instance, source.size ?? -1, REACH[source.reach ?? "disk"]));
    await feed(instance, source, controller.signal, options);
    return guarded(() => result(instance));
  } catch (error) {
    trapped = error instanceof OmescopeError && error.code === "internal";
    throw trapped || options.partial !== true ? error : withPartial(error, instance);
  } finally {
    release();
    controller.abort(new DOMException("The job is over.", "AbortError"));
    if (!trapped) engine.give(instance);
  }
}
async function feed(instance, source, signal, options) {
  const count = { bytes: 0, requests: 0, rounds: 0 };
  const alone = roundOfFile(instance, source.file);
  const report = () => {
    const { bytes, requests } = alone === void 0 ? source.transfer ?? count : count;
    options.onProgress?.({ bytes, requests, rounds: count.rounds, ifds: guarded(() => instance.found()), size: source.size });
  };
  const round = alone ?? roundOfSource(instance, source, signal);
  let breath = now();
  for (; ; ) {
    const done = round(count);
    const waited = done instanceof Promise;
    if (!(waited ? await done : done)) break;
    count.rounds += 1;
    signal.throwIfAborted();
    const { size } = source;
    if (size !== void 0) guarded(() => instance.learnSize(size));
    if (now() - breath >= BREATH) {
      report();
      if (!waited) await pause2();
      signal.throwIfAborted();
      breath = now();
    }
  }
  report();
}
function roundOfFile(instance, file) {
  if (file === void 0 || !("FileReaderSync" in globalThis) || !("stepBlob" in instance)) return void 0;
  return (count) => {
    const [requests = 0, bytes = 0] = fileGuarded(() => instance.stepBlob(file));
    count.requests += requests;
    count.bytes += bytes;
    return requests > 0;
  };
}
function fileGuarded(call) {
  try {
    return guarded(call);
  } catch (error) {
    if (error instanceof OmescopeError && error.cause instanceof DOMException) throw unreadable2("The file", error.cause, {});
    throw error;
  }
}
function roundOfSource(instance, source, signal) {
  return (count) => {
    const asks = guarded(() => instance.step());
    if (asks.length === 0) return false;
    count.requests += asks.length / 2;
    const take = (answers2) => {
      for (const [index, answer] of answers2.entries()) {
        count.bytes += answer.length;
        guarded(() => instance.supply(asks[2 * index] ?? 0, answer));
      }
      return true;
    };
    const answers = readAll(source, asks, signal);
    return Array.isArray(answers) ? take(answers) : answers.then(take);
  };
}
function readAll(source, asks, signal) {
  const answers = [];
  for (let index = 0; index < asks.length; index += 2) {
    answers.push(readOne(source, asks[index] ?? 0, asks[index + 1] ?? 0, signal));
  }
  const atOnce = answers.every((answer) => answer instanceof Uint8Array);
  return atOnce ? answers : abortable(Promise.all(answers), signal);
}
function readOne(source, offset, length, signal) {
  const failed = (cause) => {
    signal.throwIfAborted();
    if (cause instanceof OmescopeError) throw cause;
    throw unreadable2(`Bytes ${offset} to ${offset + length}`, cause, { byte: offset, range: [offset, offset + length] });
  };
  const checked = (answer) => bytesOf2(answer, offset, length);
  try {
    const answer = source.read(offset, length, { signal });
    return answer instanceof Uint8Array ? checked(answer) : Promise.resolve(answer).then(checked, failed);
  } catch (cause) {
    return failed(cause);
  }
}
function unreadable2(what, cause, at) {
  return new OmescopeError("read-failed", `${what} could not be read: ${messageOf(cause)}`, {
    at,
    cause,
    help: "A file that was changed, moved or deleted after it was chosen has to be chosen again."
  });
}
function withPartial(error, instance) {
  if (!(error instanceof OmescopeError) || error.partial !== void 0 || error.code === "not-tiff") return error;
  return amended(error, { partial: Array.from(instance.offsets()) });
}
function now() {
  return performance.now();
}
function pause2() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

// src/js/read.ts
async function readOffsets(engine, input, options = {}) {
  const source = toSource(input, options);
  return await converse(engine, source, walk(false, options), { ...options, partial: true }, (instance) => {
    const offsets = Array.from(instance.offsets());
    const breakage = JSON.parse(instance.breakage());
    if (breakage === null) return offsets;
    throw new OmescopeError(breakage.code, breakage.what, {
      at: { ifd: breakage.ifd, byte: breakage.byte },
      partial: offsets,
      help: "The file is damaged there, or was not copied to its end. `partial` has the offsets of the IFDs before."
    });
  });
}
async function readStructure(engine, input, options = {}) {
  const source = toSource(input, options);
  return await converse(engine, source, walk(true, options), { ...options, partial: true }, (instance) => {
    const structure = JSON.parse(instance.structure());
    return { ...structure, notes: [...source.notes ?? []] };
  });
}
function walk(structure, { limits }) {
  return (instance, size, reach) => instance.begin(structure, size, reach, limits?.ifds ?? 0);
}

// src/js/tiff/module.ts
function moduleOf2(compression) {
  switch (compression) {
    case 2:
    // CCITT RLE
    case 3:
    // CCITT Group 3
    case 4:
    // CCITT Group 4
    case 33003:
    // JPEG 2000
    case 33004:
    case 33005:
    case 34712:
    case 34925:
    // LZMA
    case 34927:
    // WebP
    case 50001:
      return "more";
    case 50002:
    // JPEG XL
    case 52546:
      return "jxl";
    default:
      return "core";
  }
}

// src/js/tiff/spec.ts
var MEMBERS = {
  compression: 4294967295,
  width: 4294967295,
  height: 4294967295,
  rows: 4294967295,
  samples: 65535,
  bits: 65535,
  format: ["uint", "int", "float"],
  predictor: 65535,
  bigEndian: [false, true],
  lowestBitFirst: [false, true],
  color: ["stored", "rgb", "jfif"],
  lercCompression: 255,
  t4Options: 4294967295
};
var ABSENT = { predictor: 1, bigEndian: false, lowestBitFirst: false, color: "stored", lercCompression: 0, t4Options: 0 };
function numbersOf(spec) {
  const all = { ...ABSENT, rows: spec.height };
  for (const [name, value] of Object.entries(spec)) {
    if (!(name in MEMBERS)) throw new OmescopeError("usage", `The spec of the tile has a member ${name}, which is unknown.`);
    if (value !== void 0) all[name] = value;
  }
  return Uint32Array.from(Object.entries(MEMBERS), ([name, allowed]) => numberOf(name, all[name], allowed));
}
function numberOf(name, value, allowed) {
  if (typeof allowed === "number") {
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= allowed) return value;
    throw new OmescopeError("usage", `The spec of the tile has ${name} ${String(value)}; it is a whole number up to ${allowed}.`);
  }
  const number = allowed.indexOf(value);
  if (number >= 0) return number;
  throw new OmescopeError("usage", `The spec of the tile has ${name} ${String(value)}; it is one of: ${allowed.join(", ")}.`);
}

// src/js/tiff/decode.ts
var ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float16: Float32Array,
  float32: Float32Array,
  float64: Float64Array
};
var MOST_MEMORY2 = 128 * 1024 * 1024;
var MOST_BYTES = 2 ** 29;
var NO_TABLES = new Uint8Array(0);
function createSamples(type, length) {
  return new ARRAYS[type](length);
}
function sampleTypeOf({ format, bits }) {
  if (format === "uint") return bits <= 8 ? "uint8" : bits <= 16 ? "uint16" : bits <= 32 ? "uint32" : bits === 64 ? "uint64" : void 0;
  if (format === "int") return [8, 16, 32, 64].includes(bits) ? `int${bits}` : void 0;
  return bits === 24 ? "float32" : [16, 32, 64].includes(bits) ? `float${bits}` : void 0;
}
async function decodeBlock(engines, bytes, spec, jpegTables, target) {
  const numbers = numbersOf(spec);
  const type = sampleTypeOf(spec);
  if (type === void 0) throw new OmescopeError("unsupported", `Samples of ${spec.bits} bits of format ${spec.format} are not decoded.`);
  const length = spec.width * spec.height * spec.samples;
  const data = target ?? createSamples(type, isTooLarge(type, length) ? 0 : length);
  if (target !== void 0 && !(target instanceof ARRAYS[type] && target.length === length)) {
    throw new OmescopeError("usage", `The target has to be a ${ARRAYS[type].name} of ${length} samples.`);
  }
  const stored = type === "float16" ? new Uint16Array(data.length) : data;
  const engine = engines[moduleOf2(spec.compression)];
  const instance = await engine.shared();
  try {
    const damage = run(instance, bytes, numbers, jpegTables, stored);
    if (stored !== data) widenHalf(stored, data);
    if (instance.memorySize() > MOST_MEMORY2) engine.drop(instance);
    return { data, type, damage };
  } catch (error) {
    if (!(error instanceof OmescopeError) || error.code === "internal") engine.drop(instance);
    throw error;
  }
}
function run(instance, bytes, spec, jpegTables, { buffer, byteOffset, byteLength }) {
  try {
    guarded(() => instance.decodeInto(bytes, spec, jpegTables ?? NO_TABLES, new Uint8Array(buffer, byteOffset, byteLength)));
    return void 0;
  } catch (error) {
    if (error instanceof OmescopeError && error.code === "tile-broken") return error;
    throw error;
  }
}
function isTooLarge(type, length) {
  return length * ARRAYS[type].BYTES_PER_ELEMENT > MOST_BYTES;
}
function widenHalf(halves, into) {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let index = 0; index < halves.length; index += 1) {
    const half = halves[index] ?? 0;
    const sign = (half & 32768) << 16;
    const exponent = half >> 10 & 31;
    const fraction = half & 1023;
    if (exponent === 0) into[index] = (half & 32768 ? -1 : 1) * fraction * 2 ** -24;
    else bits[index] = sign | (exponent === 31 ? 2139095040 : exponent + 112 << 23) | fraction << 13;
  }
}

// src/js/tiff/one.ts
async function decodeTileWith(engines, bytes, spec, jpegTables, target) {
  const { data, damage } = await decodeBlock(engines, bytes, spec, jpegTables, target);
  if (damage !== void 0) throw damage;
  return data;
}

// src/js/tiff/memo.ts
function createMemo(most, load2) {
  const kept = /* @__PURE__ */ new Map();
  return (key) => {
    const known = kept.get(key);
    if (known !== void 0) return known;
    const loading = load2(key);
    loading.catch(() => kept.delete(key));
    kept.set(key, loading);
    const oldest = kept.keys().next().value;
    if (kept.size > most && oldest !== void 0) kept.delete(oldest);
    return loading;
  };
}

// src/js/tiff/level.ts
var MOST = 2 ** 30;
async function readWindow(blocks, rect, options) {
  checkRect(blocks, rect);
  const { sample, layout = "interleaved", damaged = "throw", signal } = options;
  if (sample !== void 0 && !(Number.isInteger(sample) && sample >= 0 && sample < blocks.samples)) {
    throw new OmescopeError("usage", `There is no sample ${sample}; the image has ${blocks.samples}.`);
  }
  const samples = sample === void 0 ? blocks.samples : 1;
  const bytes = rect.width * rect.height * samples * 8;
  if (bytes > MOST * 8) throw new OmescopeError("usage", `A window of ${rect.width} x ${rect.height} pixels is too large to be read at once.`);
  const data = createSamples(blocks.type, rect.width * rect.height * samples);
  const damage = [];
  const target = { data, rect, samples, layout };
  await Promise.all(
    touched(blocks, rect, sample).map(async ({ x, y, plane }) => {
      const block = await blocks.block(x, y, plane, signal);
      if (block.damage !== void 0 && damaged === "throw") throw block.damage;
      if (block.damage !== void 0) damage.push(block.damage);
      copyBlock(blocks, block, { x, y, plane }, sample, target);
    })
  );
  return { data, type: blocks.type, width: rect.width, height: rect.height, samples, layout, damage };
}
function checkRect(blocks, { x, y, width, height }) {
  const whole = [x, y, width, height].every(Number.isInteger);
  if (whole && x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= blocks.width && y + height <= blocks.height) return;
  throw new OmescopeError("usage", `The window ${x},${y} of ${width} x ${height} pixels is not inside the image of ${blocks.width} x ${blocks.height}.`);
}
function touched(blocks, rect, sample) {
  const places = [];
  const planes = !blocks.planar ? [0] : sample === void 0 ? Array.from({ length: blocks.samples }, (_, plane) => plane) : [sample];
  for (const plane of planes) {
    for (let y = Math.floor(rect.y / blocks.tileHeight); y * blocks.tileHeight < rect.y + rect.height; y += 1) {
      for (let x = Math.floor(rect.x / blocks.tileWidth); x * blocks.tileWidth < rect.x + rect.width; x += 1) {
        places.push({ x, y, plane });
      }
    }
  }
  return places;
}
function copyBlock(blocks, block, place, sample, target) {
  const { rect } = target;
  const { width: stored, height: rows, samples: inBlock } = block.spec;
  const left = place.x * blocks.tileWidth;
  const top = place.y * blocks.tileHeight;
  const [x0, x1] = [Math.max(left, rect.x), Math.min(left + stored, rect.x + rect.width)];
  const [y0, y1] = [Math.max(top, rect.y), Math.min(top + rows, rect.y + rect.height)];
  const first = blocks.planar ? 0 : sample ?? 0;
  const count = blocks.planar || sample !== void 0 ? 1 : inBlock;
  const whole = target.layout === "interleaved" && count === inBlock && count === target.samples;
  const from = bitsOf(block.data);
  const to = bitsOf(target.data);
  for (let y = y0; y < y1; y += 1) {
    const source = ((y - top) * stored + (x0 - left)) * inBlock;
    const row = (y - rect.y) * rect.width + (x0 - rect.x);
    if (whole) {
      to.set(from.subarray(source, source + (x1 - x0) * inBlock), row * count);
      continue;
    }
    for (let part = 0; part < count; part += 1) {
      const channel = sample !== void 0 ? 0 : blocks.planar ? place.plane : part;
      const planar = target.layout === "planar";
      let at = planar ? channel * rect.width * rect.height + row : row * target.samples + channel;
      const step = planar ? 1 : target.samples;
      for (let x = x0, index = source + first + part; x < x1; x += 1, index += inBlock, at += step) to[at] = from[index];
    }
  }
}
function bitsOf({ buffer, byteOffset, length, BYTES_PER_ELEMENT }) {
  const Bits = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array }[BYTES_PER_ELEMENT];
  return new Bits(buffer, byteOffset, length);
}

// src/js/tiff/storage.ts
async function readStorage(engine, source, offset, described, options) {
  const begin = (instance, size, reach) => instance.beginPixels(offset ?? -1, described, size, reach);
  return await converse(engine, source, begin, options, (instance) => {
    const facts = JSON.parse(instance.storage());
    const tables = instance.jpegTables();
    return { ...facts, jpegTables: tables.length === 0 ? void 0 : tables };
  });
}

// src/js/tiff/table.ts
var PAGE2 = 2048;
var MOST_PAGES = 64;
async function readFully(source, offset, length, signal) {
  const first = await source.read(offset, length, { signal });
  if (first.length === length || first.length === 0) return first;
  const all = new Uint8Array(length);
  all.set(first);
  let filled = first.length;
  while (filled < length) {
    const next = await source.read(offset + filled, length - filled, { signal });
    if (next.length === 0) break;
    all.set(next, filled);
    filled += next.length;
  }
  return all.subarray(0, filled);
}
function createNumberReader(source, table, bigEndian) {
  const page = createMemo(MOST_PAGES, (number) => {
    const count = Math.min(PAGE2, table.count - number * PAGE2);
    return readFully(source, table.at + number * PAGE2 * table.width, count * table.width);
  });
  return {
    count: table.count,
    async get(index) {
      const bytes = await page(Math.floor(index / PAGE2));
      const at = index % PAGE2 * table.width;
      const number = readNumber(bytes.subarray(at, at + table.width), table.width, bigEndian);
      if (number !== void 0) return number;
      throw new OmescopeError("tile-missing", `Entry ${index} of the table at byte ${table.at} is not in the file or is no size.`, {
        at: { byte: table.at + index * table.width }
      });
    }
  };
}
function readNumber(bytes, width, bigEndian) {
  if (bytes.length < width) return void 0;
  let number = 0;
  for (let at = 0; at < width; at += 1) number = number * 256 + (bytes[bigEndian ? at : width - 1 - at] ?? 0);
  return Number.isSafeInteger(number) ? number : void 0;
}

// src/js/tiff/open.ts
var MOST_KEPT = 512;
var MOST_IMAGES = 1 << 20;
async function readTiff(engines, input, options = {}) {
  const source = toSource(input, options);
  const signal = options.signal;
  const first = await readStorage(engines.core, source, void 0, true, signal ? { signal } : {});
  const file = createFile(engines, source, options, first);
  const images = first.ome === null ? await imagesOfChain(file) : imagesOfOme(file, first.ome);
  return {
    images,
    async ifd(which) {
      const offset = typeof which === "number" ? await offsetOf(file, which) : which.offset;
      const storage = await file.storage(offset);
      return { ...levelOf(file, gridOf(storage), () => Promise.resolve(offset)), facts: storage.ifd };
    }
  };
}
function createFile(engines, source, options, first) {
  let walked;
  return {
    engines,
    source,
    options,
    offsets() {
      if (options.offsets !== void 0) return Promise.resolve(options.offsets);
      walked ??= readOffsets(engines.core, source, options.limits ? { limits: options.limits } : {}).catch((error) => {
        if (error instanceof OmescopeError && error.partial !== void 0) return error.partial;
        walked = void 0;
        throw error;
      });
      return walked;
    },
    storage: createMemo(
      MOST_KEPT,
      (offset) => offset === first.ifd.offset ? Promise.resolve(first) : readStorage(engines.core, source, offset, false, {})
    )
  };
}
async function offsetOf(file, index) {
  const offsets = await file.offsets();
  const offset = Number.isInteger(index) ? offsets[index] : void 0;
  if (offset !== void 0) return offset;
  throw new OmescopeError("usage", `There is no IFD ${index}; the file has ${offsets.length}.`);
}
async function imagesOfChain(file) {
  const offsets = await file.offsets();
  return offsets.slice(0, MOST_IMAGES).map((offset) => createImage(file, void 0, [], [1, 1, 1], () => Promise.resolve(offset)));
}
function imagesOfOme(file, { images }) {
  return images.map((image, index) => {
    const { planesC, sizeZ, sizeT, planes } = image;
    const channels = image.channels.map(({ name }) => ({ name: name ?? void 0 }));
    return createImage(file, image.name ?? void 0, channels, [planesC, sizeZ, sizeT], async ({ c = 0, z = 0, t = 0 }) => {
      const inside = (at, size) => Number.isInteger(at) && at >= 0 && at < size;
      if (!inside(c, planesC) || !inside(z, sizeZ) || !inside(t, sizeT)) {
        throw new OmescopeError("usage", `There is no plane c=${c}, z=${z}, t=${t}; image ${index} has ${planesC}, ${sizeZ} and ${sizeT} of them.`);
      }
      const ifd = planes?.[(t * sizeZ + z) * planesC + c];
      if (ifd === void 0 || ifd < 0) {
        const where = ifd === -1 ? "is in another file of this data set" : "is in no IFD according to the OME-XML";
        throw new OmescopeError("plane-missing", `Plane c=${c}, z=${z}, t=${t} of image ${index} ${where}.`);
      }
      return await offsetOf(file, ifd);
    });
  });
}
function createImage(file, name, channels, [sizeC, sizeZ, sizeT], place) {
  const atLevel = async (selection, level) => {
    const offset = await place(selection);
    if (level === 0) return offset;
    const { subIfds } = await file.storage(offset);
    const sub = Number.isInteger(level) ? subIfds[level - 1] : void 0;
    if (sub !== void 0) return sub;
    throw new OmescopeError("usage", `There is no level ${level}; the plane has ${subIfds.length + 1}.`);
  };
  return {
    name,
    channels,
    sizeC,
    sizeZ,
    sizeT,
    async levelCount() {
      return (await file.storage(await place({}))).subIfds.length + 1;
    },
    async level(index) {
      const storage = await file.storage(await atLevel({}, index));
      return levelOf(file, gridOf(storage), (selection) => atLevel(selection, index));
    }
  };
}
function gridOf(storage) {
  if ("spec" in storage.grid) return storage.grid;
  throw new OmescopeError("unsupported", `The IFD at byte ${storage.ifd.offset}: ${storage.grid.what}.`, { at: { byte: storage.ifd.offset } });
}
function levelOf(file, grid, place) {
  const { width, height, samples, sampleType: type, blockWidth: tileWidth, blockHeight: tileHeight, across, down } = grid;
  const read = async (rect, options = {}) => {
    options.signal?.throwIfAborted();
    const storage = await abortable(place(options).then((offset) => file.storage(offset)), options.signal);
    return await readWindow(blocksOf(file, storage), rect, options);
  };
  return {
    width,
    height,
    samples,
    type,
    tileWidth,
    tileHeight,
    across,
    down,
    window: read,
    plane: (options) => read({ x: 0, y: 0, width, height }, options),
    async tile(x, y, options = {}) {
      if (!(Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < across && y < down)) {
        throw new OmescopeError("usage", `There is no tile ${x},${y}; the level has ${across} x ${down}.`);
      }
      const rect = { x: x * tileWidth, y: y * tileHeight, width: Math.min(tileWidth, width - x * tileWidth), height: Math.min(tileHeight, height - y * tileHeight) };
      const cut = await read(rect, options);
      return options.pad ? padded(cut, tileWidth, tileHeight) : cut;
    }
  };
}
function padded(pixels, width, height) {
  if (pixels.width === width && pixels.height === height) return pixels;
  const data = createSamples(pixels.type, width * height * pixels.samples);
  const planes = pixels.layout === "planar" ? pixels.samples : 1;
  const inRow = pixels.samples / planes;
  for (let row = 0; row < planes * pixels.height; row += 1) {
    const [plane, y] = [Math.floor(row / pixels.height), row % pixels.height];
    const from = row * pixels.width * inRow;
    data.set(pixels.data.subarray(from, from + pixels.width * inRow), (plane * height + y) * width * inRow);
  }
  return { ...pixels, data, width, height };
}
function blocksOf(file, storage) {
  const grid = gridOf(storage);
  const { width, height, samples, sampleType: type, planar, blockWidth: tileWidth, blockHeight: tileHeight, across, down } = grid;
  const tables = tablesOf(file, storage, grid);
  return {
    width,
    height,
    samples,
    type,
    planar,
    tileWidth,
    tileHeight,
    across,
    down,
    async block(x, y, plane, signal) {
      const index = (plane * down + y) * across + x;
      const inside = Math.min(tileHeight, height - y * tileHeight);
      const rows = grid.tiled ? tileHeight : inside;
      const spec = inside < rows ? { ...grid.spec, height: rows, rows: inside } : { ...grid.spec, height: rows };
      const name = `${grid.tiled ? "tile" : "strip"} ${index} of the IFD at byte ${storage.ifd.offset}`;
      const [offset, length] = await abortable(Promise.all([tables.offset(index), tables.length(index, spec.height)]), signal);
      if (length === 0 || offset === 0) return { data: createSamples(type, spec.width * rows * spec.samples), type, damage: void 0, spec };
      const bytes = await abortable(readFully(file.source, offset, length, signal), signal);
      const decoded2 = await decodeBlock(file.engines, bytes, spec, storage.jpegTables).catch((error) => {
        throw error instanceof OmescopeError ? placed(error, name, offset) : error;
      });
      return { ...decoded2, damage: decoded2.damage && placed(decoded2.damage, name, offset), spec };
    }
  };
}
function placed(error, name, byte) {
  return amended(error, { message: `${name}: ${error.message}`, at: { byte } });
}
var readers = /* @__PURE__ */ new WeakMap();
function tablesOf(file, storage, grid) {
  const known = readers.get(storage);
  if (known !== void 0) return known;
  const offsets = createNumberReader(file.source, grid.offsets, storage.bigEndian);
  const counts = grid.byteCounts === null ? void 0 : createNumberReader(file.source, grid.byteCounts, storage.bigEndian);
  const made = {
    offset: (index) => entry(offsets, index),
    async length(index, rows) {
      if (counts !== void 0 && index < counts.count) return await entry(counts, index);
      const { compression, width, samples, bits } = grid.spec;
      if (compression === 1) return Math.ceil(width * samples * bits / 8) * rows;
      if (file.source.size === void 0) throw new OmescopeError("tile-missing", "its size is not in the file");
      return Math.max(0, file.source.size - await entry(offsets, index));
    }
  };
  readers.set(storage, made);
  return made;
}
async function entry(table, index) {
  if (index < table.count) return await table.get(index);
  throw new OmescopeError("tile-missing", `Tile ${index} is not in the file: its table has ${table.count} entries.`);
}

export {
  onAbort,
  abortable,
  follow,
  OmescopeError,
  bytesOf2 as bytesOf,
  guarded,
  toCore,
  messageOf,
  REACH,
  converse,
  plain,
  printableUrl,
  decoded,
  addressOf,
  resolveLimits,
  openLink,
  countRequest,
  bodyLimits,
  late,
  within,
  pause,
  noPieces,
  readBody,
  joined,
  discard,
  parseContentRange,
  declaredLength,
  retryAfter,
  noAnswer,
  stalled,
  cutOff,
  isPassing,
  statusOf,
  fetchHeld,
  diagnose,
  widenIfMultiplexed,
  openSource,
  addressed,
  toSource,
  isBlob,
  offsetsFileName,
  offsetsFileText,
  checkOffsetsFile,
  createEngine,
  fromBase64,
  load,
  moduleOf,
  bytesInNode,
  readOffsets,
  readStructure,
  decodeTileWith,
  readTiff
};
