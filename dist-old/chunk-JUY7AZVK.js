import {
  OmescopeError,
  REACH,
  abortable,
  addressOf,
  addressed,
  bodyLimits,
  bytesOf,
  converse,
  countRequest,
  cutOff,
  declaredLength,
  decoded,
  diagnose,
  discard,
  fetchHeld,
  follow,
  guarded,
  isBlob,
  isPassing,
  joined,
  late,
  messageOf,
  noAnswer,
  noPieces,
  offsetsFileText,
  onAbort,
  openLink,
  parseContentRange,
  pause,
  plain,
  printableUrl,
  readBody,
  resolveLimits,
  retryAfter,
  stalled,
  statusOf,
  toCore,
  toSource,
  widenIfMultiplexed,
  within
} from "./chunk-YLBTSYZT.js";

// src/js/store/store.ts
function isStore(input) {
  return typeof input === "object" && input !== null && typeof input.get === "function";
}
function listable(store) {
  const { name, url, zip, getRange, sizeOf: sizeOf3, names } = store;
  const given2 = store;
  const address = typeof url === "string" || url instanceof URL ? String(url) : void 0;
  return {
    name: typeof name === "string" ? name : nameIn(address),
    url: address,
    zip,
    get notes() {
      return Array.isArray(given2.notes) ? given2.notes : [];
    },
    get: async (key, options) => await store.get(key, options),
    ...typeof getRange === "function" && { getRange: async (key, range, options) => await store.getRange?.(key, range, options) },
    ...typeof sizeOf3 === "function" && { sizeOf: async (key, options) => await given2.sizeOf?.(key, options) },
    ...typeof names === "function" && { names: async (path, options) => await given2.names?.(path, options) }
  };
}
function nameIn(url) {
  if (url === void 0 || !URL.canParse(url)) return void 0;
  const last = new URL(url).pathname.split("/").findLast((part) => part !== "");
  return last === void 0 ? void 0 : plain(decoded(last));
}
function partsOf(key) {
  const inside = key.startsWith("/") ? key.slice(1) : key;
  if (inside === "") return [];
  const parts = inside.split("/");
  const bad = parts.find((part) => part === "" || part === "." || part === ".." || /[\\\u0000]/.test(part));
  if (bad === void 0) return parts;
  throw new OmescopeError("store-denied", `${key} is no key of a store: it has the part ${JSON.stringify(bad)}`);
}
function spanOf(range, size) {
  if ("suffixLength" in range) return [Math.max(0, size - range.suffixLength), size];
  return [Math.min(range.offset, size), Math.min(range.offset + range.length, size)];
}

// src/js/store/drive.ts
async function converseWithStore(engine, store, begin, options, result) {
  options.signal?.throwIfAborted();
  const instance = await abortable(engine.take(), options.signal);
  const { controller, release } = follow(options.signal);
  let trapped = false;
  try {
    guarded(() => begin(instance));
    await feed(instance, store, controller.signal, options);
    return guarded(() => result(instance));
  } catch (error) {
    trapped = error instanceof OmescopeError && error.code === "internal";
    throw error;
  } finally {
    release();
    controller.abort(new DOMException("The job is over.", "AbortError"));
    if (!trapped) engine.give(instance);
  }
}
async function feed(instance, store, signal, { onProgress }) {
  const spent = { requests: 0, bytes: 0, rounds: 0 };
  let before = "";
  for (; ; ) {
    const wanted = guarded(() => instance.stepStore());
    const asks = JSON.parse(wanted);
    if (asks.length === 0) return;
    if (wanted === before) throw new OmescopeError("internal", `omescope asks for ${asks[0]?.path} again and again.`);
    before = wanted;
    spent.rounds += 1;
    spent.requests += asks.length;
    const answers = await abortable(Promise.all(asks.map((ask) => answer(store, ask, signal))), signal);
    for (const supply of answers) spent.bytes += guarded(() => supply(instance));
    onProgress?.({ ...spent });
  }
}
async function answer(store, ask, signal) {
  try {
    return await ANSWERS[ask.kind](store, ask, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = reasonOfDenial(error);
    if (why === void 0) throw readFailed(ask.path, error);
    if (ask.kind === "names") return supplyNames(ask.path, void 0);
    return given((instance) => instance.supplyDenied(ask.path, why));
  }
}
var ANSWERS = {
  async key(store, { path }, signal) {
    const bytes = await store.get(keyOf(path), { signal });
    if (bytes === void 0) return given((instance) => instance.supplyAbsent(path));
    return (instance) => {
      instance.supplyKey(path, bytes);
      return bytes.length;
    };
  },
  async part(store, ask, signal) {
    const { path, start, len } = ask;
    const bytes = await partOf(store, keyOf(path), { offset: start, length: len }, signal);
    return (instance) => {
      instance.supplyKeyPart(path, start, len, bytes);
      return bytes?.length ?? 0;
    };
  },
  async size(store, { path }, signal) {
    const size = store.sizeOf === void 0 ? (await store.get(keyOf(path), { signal }))?.length : await store.sizeOf(keyOf(path), { signal });
    return given((instance) => instance.supplySize(path, size ?? -1));
  },
  async names(store, { path }, signal) {
    return supplyNames(path, await store.names?.(keyOf(path), { signal }));
  }
};
async function partOf(store, key, range, signal) {
  if (store.getRange !== void 0) return await store.getRange(key, range, { signal });
  const bytes = await store.get(key, { signal });
  return bytes?.subarray(...spanOf(range, bytes.length));
}
function keyOf(path) {
  return `/${path}`;
}
function supplyNames(path, names) {
  return given((instance) => instance.supplyNames(path, toCore(names ?? null)));
}
function given(supply) {
  return (instance) => {
    supply(instance);
    return 0;
  };
}
function reasonOfDenial(error) {
  if (error instanceof OmescopeError) return error.code === "store-denied" ? error.message : void 0;
  if (!(error instanceof Error)) return void 0;
  return /^Unexpected response status (\d{3}\b.*)$/s.exec(error.message)?.[1]?.trim();
}
function readFailed(path, cause) {
  if (cause instanceof OmescopeError) return cause;
  return new OmescopeError("read-failed", `${path} could not be read: ${messageOf(cause)}`, { cause });
}

// src/js/store/job.ts
var AT_A_TIME = 16;
var MOST_KEYS = 20;
async function breathe(job, files) {
  const pause2 = job.breathe(files);
  if (pause2 === void 0) return;
  await pause2;
  job.signal?.throwIfAborted();
}
async function inTurn(items, signal, work, width) {
  const line = items[Symbol.iterator]();
  let failed2 = false;
  const worker = async () => {
    for (let next = line.next(); next.done !== true && !failed2; next = line.next()) {
      try {
        signal?.throwIfAborted();
        await work(next.value);
      } catch (error) {
        failed2 = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
function join(path, name) {
  return path === "" ? name : `${path}/${name}`;
}

// src/js/store/keys.ts
var FORMS = [
  { prefixed: false, separator: "." },
  { prefixed: false, separator: "/" },
  { prefixed: true, separator: "/" },
  { prefixed: true, separator: "." }
];
function formOf({ keys, separator }) {
  if (keys === "other" || separator !== "." && separator !== "/") return void 0;
  return { prefixed: keys === "default", separator };
}
function isSameForm(one, other, rank) {
  return one.prefixed === other.prefixed && (one.separator === other.separator || rank === 0 || rank === 1 && !one.prefixed);
}
function exampleOf(form, rank) {
  return keyOf2(form, new Array(rank).fill(0));
}
function keyOf2({ prefixed, separator }, index) {
  if (index.length === 0) return prefixed ? "c" : "0";
  return `${prefixed ? `c${separator}` : ""}${index.join(separator)}`;
}
function numberIn(text, count) {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return void 0;
  const number = Number(text);
  return number < count ? number : void 0;
}
function indexIn(name, { prefixed }, grid) {
  if (grid.length === 0) return name === (prefixed ? "c" : "0") ? [] : void 0;
  const parts = name.split(".");
  if (prefixed && parts.shift() !== "c") return void 0;
  if (parts.length !== grid.length) return void 0;
  const index = parts.map((part, axis) => numberIn(part, grid[axis] ?? 0));
  return index.includes(void 0) ? void 0 : index;
}
function placeOf(index, grid) {
  return index.reduce((place, number, axis) => place * (grid[axis] ?? 1) + number, 0);
}
function indexAt(place, grid) {
  const index = new Array(grid.length).fill(0);
  for (let axis = grid.length - 1; axis >= 0; axis -= 1) {
    const count = grid[axis] ?? 1;
    index[axis] = place % count;
    place = Math.floor(place / count);
  }
  return index;
}

// src/js/store/marks.ts
var MOST_MARKS = 1 << 24;
function createMarks(total) {
  const bits = new Uint8Array(total <= MOST_MARKS ? Math.ceil(total / 8) : 0);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(place) {
      if (bits.length === 0) {
        count += 1;
        return;
      }
      const [at, bit] = [place >> 3, 1 << (place & 7)];
      if (((bits[at] ?? 0) & bit) !== 0) return;
      bits[at] = (bits[at] ?? 0) | bit;
      count += 1;
    },
    *places(marked) {
      if (bits.length === 0) return;
      for (let place = 0; place < total; place += 1) if (((bits[place >> 3] ?? 0) & 1 << (place & 7)) !== 0 === marked) yield place;
    }
  };
}

// src/js/store/sizes.ts
var PLAIN = ["bytes", "transpose"];
async function look(job, path, form, array, marks) {
  const { store, sizes, signal } = job;
  const grid = array.grid ?? [];
  if (store.sizeOf === void 0 || sizes <= 0) return { sized: 0, empty: 0, emptyKeys: [], short: 0, shortKeys: [] };
  const whole = array.innerChunks === null && array.codecs.every((codec) => PLAIN.includes(codec)) ? array.chunkBytes : null;
  const [empty, short] = [[], []];
  const found = { sized: 0, empty: 0, short: 0 };
  await inTurn(spread(marks, sizes), signal, async (place) => {
    const key = keyOf2(form, indexAt(place, grid));
    const size = await sizeOf(store, join(path, key), signal);
    if (size === void 0) return;
    found.sized += 1;
    if (size === 0) {
      found.empty += 1;
      if (empty.length < MOST_KEYS) empty.push(key);
    } else if (whole !== null && size < whole) {
      found.short += 1;
      if (short.length < MOST_KEYS) short.push(key);
    }
    if (found.sized % 1024 === 0) await breathe(job, 0);
  }, AT_A_TIME);
  return { ...found, emptyKeys: empty, shortKeys: short };
}
async function sizeOf(store, path, signal) {
  try {
    return await store.sizeOf?.(`/${path}`, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (reasonOfDenial(error) === void 0) throw error;
    return void 0;
  }
}
function* spread(marks, most) {
  const step = Math.max(1, marks.count / most);
  let [next, at] = [0, 0];
  for (const place of marks.places(true)) {
    if (at >= next) {
      yield place;
      next += step;
    }
    at += 1;
  }
}

// src/js/store/told.ts
function viewTold({ coordinateSystem = {}, coordinateTransformations, ...parts }) {
  const asked = Object.entries(parts).flatMap(([part, paths]) => [paths].flat().map((path) => [part, path]));
  const coordinateSystems = typeof coordinateSystem === "string" ? { "": coordinateSystem } : coordinateSystem;
  return { asked, coordinateSystems, ...coordinateTransformations && { coordinateTransformations: toCore(coordinateTransformations) } };
}
function storeTold(store, path, viewers2 = [], view = {}) {
  const { name = "", zip, url } = store;
  const shown = url !== void 0 && URL.canParse(url) ? printableUrl(url) : url;
  return toCore({ name, ...shown !== void 0 && { url: shown }, path: plainPath(path), ...zip && { zip }, viewers: viewers2, view: viewTold(view) });
}
function plainPath(path = "") {
  const plain2 = path.replace(/^\/+|\/+$/g, "");
  try {
    return partsOf(plain2).join("/");
  } catch (cause) {
    throw new OmescopeError("usage", `"${path}" is no path in a store.`, { cause });
  }
}

// src/js/store/tree.ts
async function readTree(engine, store, { path, ...options }) {
  const told = storeTold(store, path);
  const trust = store.names === void 0;
  const tree = await converseWithStore(engine, store, (instance) => instance.beginTree(told, trust), options, (instance) => {
    return JSON.parse(guarded(() => instance.tree()));
  });
  return { name: store.name ?? "", ...tree };
}

// src/js/store/census.ts
var SIZES = 500;
var BREATH = 50;
async function takeCensus(engine, store, { path, sizes, signal, onProgress }) {
  const tree = await readTree(engine, store, { path, signal });
  const arrays = tree.nodes.flatMap((node) => node.array === null ? [] : [{ path: node.path, array: node.array }]);
  const lists = store.names !== void 0;
  const count = { arrays: arrays.length, arraysDone: 0, files: 0 };
  let breath = Date.now();
  let told = 0;
  const tell = (listed = 0) => {
    told = Math.max(told, count.files + listed);
    onProgress?.({ ...count, files: told });
  };
  const job = {
    store,
    signal,
    sizes: sizes ?? (store.zip === void 0 ? SIZES : Number.MAX_SAFE_INTEGER),
    found(files) {
      if (Date.now() - breath < BREATH) return;
      breath = Date.now();
      tell(files);
    },
    breathe(files) {
      count.files += files;
      if (Date.now() - breath < BREATH) return void 0;
      breath = Date.now();
      tell();
      return new Promise((resolve) => setTimeout(resolve));
    }
  };
  const counted = [];
  for (const { path: at, array } of arrays) {
    signal?.throwIfAborted();
    counted.push(lists ? await countArray(job, at, array) : unknown(at, array));
    count.arraysDone += 1;
  }
  tell();
  return { arrays: counted, unlisted: !lists || counted.some(({ declared, present }) => declared !== null && present === null), omitted: tree.omitted };
}
function unknown(path, { grid }) {
  const declared = grid === null ? null : finite(totalOf(grid));
  return { path, declared, present: null, missing: null, missingKeys: [], sized: 0, empty: 0, emptyKeys: [], short: 0, shortKeys: [], misnamed: null };
}
function totalOf(grid) {
  return grid.reduce((product, count) => product * count, 1);
}
function finite(count) {
  return Number.isFinite(count) ? count : null;
}
async function countArray(job, path, array) {
  const form = formOf(array);
  if (form === void 0 || array.grid === null) return { ...unknown(path, array), declared: null };
  const { grid } = array;
  const total = totalOf(grid);
  const top = await namesAt(job, path);
  if (top === void 0) return unknown(path, array);
  const marks = createMarks(total);
  await walk(job, { path, form, grid, top, marks });
  const missing = total - marks.count;
  const sizes = await look(job, path, form, array, marks);
  const misnamed = missing === 0 ? null : await otherForms(job, path, form, grid, top);
  return { path, declared: finite(total), present: marks.count, missing: finite(missing), missingKeys: missing === 0 ? [] : firstKeys(marks.places(false), form, grid), ...sizes, misnamed };
}
function firstKeys(places, form, grid) {
  const keys = [];
  for (const place of places) {
    if (keys.length === MOST_KEYS) break;
    keys.push(keyOf2(form, indexAt(place, grid)));
  }
  return keys;
}
async function walk(job, { path, form, grid, top, marks }) {
  if (form.separator === "." || grid.length === 0) {
    for (const [at, name] of top.entries()) {
      const index = indexIn(name, form, grid);
      if (index !== void 0) marks.add(placeOf(index, grid));
      if (at % 4096 === 4095) await breathe(job, 4096);
    }
    await breathe(job, top.length % 4096);
    return;
  }
  if (!form.prefixed) return await descend(job, path, [], top, grid, marks);
  if (top.includes("c")) await descend(job, join(path, "c"), [], await namesAt(job, join(path, "c")) ?? [], grid, marks);
}
async function descend(job, path, above, names, grid, marks) {
  const axis = above.length;
  const numbers = names.map((name) => numberIn(name, grid[axis] ?? 0)).filter((number) => number !== void 0);
  if (axis === grid.length - 1) {
    for (const number of numbers) marks.add(placeOf([...above, number], grid));
    await breathe(job, numbers.length);
    return;
  }
  await inTurn(numbers, job.signal, async (number) => {
    const folder = join(path, String(number));
    await descend(job, folder, [...above, number], await namesAt(job, folder) ?? [], grid, marks);
  }, axis === 0 ? AT_A_TIME : 1);
}
async function otherForms(job, path, stated, grid, top) {
  const rank = grid.length;
  let most = null;
  for (const form of FORMS) {
    if (isSameForm(form, stated, rank)) continue;
    const marks = createMarks(totalOf(grid));
    await walk(job, { path, form, grid, top, marks });
    if (marks.count > (most?.count ?? 0)) most = { stated: exampleOf(stated, rank), found: exampleOf(form, rank), count: marks.count };
  }
  return most;
}
async function namesAt({ store, signal, found }, path) {
  signal?.throwIfAborted();
  const key = `/${path}`;
  try {
    return await abortable(Promise.resolve(store.names?.(key, { signal, onNames: found })), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (reasonOfDenial(error) === void 0) throw error;
    return void 0;
  }
}
function isSuspicious({ empty, short, misnamed }) {
  return empty > 0 || short > 0 || misnamed !== null;
}

// src/js/store/blob.ts
function storeOfFiles(name, { fileAt, names }) {
  return {
    name,
    async get(key) {
      const file = await fileAt(key);
      return file && await bytesOfBlob(file);
    },
    async getRange(key, range) {
      const file = await fileAt(key);
      return file && await partOfBlob(file, range);
    },
    async sizeOf(key) {
      return (await fileAt(key))?.size;
    },
    names
  };
}
async function partOfBlob(blob, range) {
  const [start, end] = spanOf(range, blob.size);
  return await bytesOfBlob(blob.slice(start, end));
}
async function bytesOfBlob(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}
function absentOrThrow(error) {
  const name = typeof error === "object" && error !== null && "name" in error ? error.name : void 0;
  if (name === "NotFoundError" || name === "TypeMismatchError") return void 0;
  throw error;
}

// src/js/store/entry.ts
function entryStore(root) {
  const files = /* @__PURE__ */ new Map();
  function fileAt(key) {
    const path = partsOf(key).join("/");
    if (path === "") return Promise.resolve(void 0);
    let found = files.get(path);
    if (found === void 0) {
      if (files.size >= MOST_FILES) files.clear();
      found = fileOf(root, path);
      files.set(path, found);
    }
    return found;
  }
  return storeOfFiles(root.name, {
    fileAt,
    async names(path, { signal, onNames } = {}) {
      const folder = await folderOf(root, partsOf(path).join("/"));
      if (folder === void 0) return [];
      const reader = folder.createReader();
      const names = [];
      for (; ; ) {
        signal?.throwIfAborted();
        const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (entries.length === 0) return names;
        for (const { name } of entries) names.push(name);
        onNames?.(names.length);
      }
    }
  });
}
var MOST_FILES = 2e4;
async function fileOf(root, path) {
  try {
    const entry = await new Promise((resolve, reject) => root.getFile(path, {}, resolve, reject));
    return await new Promise((resolve, reject) => entry.file(resolve, reject));
  } catch (error) {
    return absentOrThrow(error);
  }
}
async function folderOf(root, path) {
  if (path === "") return root;
  try {
    const entry = await new Promise((resolve, reject) => root.getDirectory(path, {}, resolve, reject));
    return entry;
  } catch (error) {
    return absentOrThrow(error);
  }
}

// src/js/store/files.ts
function filesStore(files) {
  let tree;
  const all = [...files];
  const first = all[0]?.webkitRelativePath.split("/")[0] ?? "";
  const top = first !== "" && all.every(({ webkitRelativePath }) => webkitRelativePath.startsWith(`${first}/`)) ? first : "";
  const root = () => tree ??= treeOf(all, top);
  return storeOfFiles(top === "" ? void 0 : top, {
    fileAt: (key) => find(root(), partsOf(key)),
    async names(path) {
      const folder = partsOf(path).reduce((at, part) => at?.folders.get(part), root());
      return await Promise.resolve(folder === void 0 ? [] : [...folder.folders.keys(), ...folder.files.keys()]);
    }
  });
}
function treeOf(files, top) {
  const root = emptyFolder();
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const parts = path.slice(top === "" ? 0 : top.length + 1).split("/");
    const name = parts.pop() ?? "";
    let at = root;
    for (const part of parts) {
      let below = at.folders.get(part);
      if (below === void 0) at.folders.set(part, below = emptyFolder());
      at = below;
    }
    at.files.set(name, file);
  }
  return root;
}
function emptyFolder() {
  return { folders: /* @__PURE__ */ new Map(), files: /* @__PURE__ */ new Map() };
}
function find(root, parts) {
  const name = parts.at(-1);
  const folder = parts.slice(0, -1).reduce((at, part) => at?.folders.get(part), root);
  return name === void 0 ? void 0 : folder?.files.get(name);
}

// src/js/store/handle.ts
function handleStore(root) {
  const folders = /* @__PURE__ */ new Map([["", Promise.resolve(root)]]);
  function folderAt(parts) {
    const path = parts.join("/");
    let found = folders.get(path);
    if (found === void 0) {
      if (folders.size >= MOST_FOLDERS) {
        for (const known of folders.keys()) if (known !== "") folders.delete(known);
      }
      found = step(folderAt(parts.slice(0, -1)), parts.at(-1) ?? "");
      folders.set(path, found);
    }
    return found;
  }
  async function step(above, name) {
    try {
      return await (await above)?.getDirectoryHandle(name);
    } catch (error) {
      return absentOrThrow(error);
    }
  }
  async function fileAt(key) {
    const parts = partsOf(key);
    const name = parts.pop();
    if (name === void 0) return void 0;
    try {
      const folder = await folderAt(parts);
      return await (await folder?.getFileHandle(name))?.getFile();
    } catch (error) {
      return absentOrThrow(error);
    }
  }
  return storeOfFiles(root.name, {
    fileAt,
    async names(path, { signal, onNames } = {}) {
      const folder = await folderAt(partsOf(path));
      const names = [];
      if (folder === void 0) return names;
      for await (const name of folder.keys()) {
        names.push(name);
        if (names.length % 256 !== 0) continue;
        signal?.throwIfAborted();
        onNames?.(names.length);
      }
      return names;
    }
  });
}
var MOST_FOLDERS = 1e4;

// src/js/store/waiting.ts
function createWaiting() {
  let [answered, running, stuck] = [false, 0, 0];
  const waits = /* @__PURE__ */ new Set();
  const wake = () => {
    if (answered || stuck >= running) for (const go of waits) go();
  };
  return {
    begin() {
      running += 1;
      return () => {
        running -= 1;
        wake();
      };
    },
    answered() {
      answered = true;
      wake();
    },
    async anyAnswer(signal) {
      if (answered) return true;
      stuck += 1;
      try {
        await new Promise((resolve) => {
          const go = () => {
            waits.delete(go);
            resolve();
          };
          waits.add(go);
          onAbort(signal, go);
          wake();
        });
        return answered;
      } finally {
        stuck -= 1;
      }
    }
  };
}

// src/js/store/http.ts
var LONGEST_WAIT = 1e4;
var MOST_BYTES = 1 << 30;
function httpStore(input, options = {}) {
  const address = addressOf(input);
  const link = openLink(address, options);
  const waiting = createWaiting();
  const host = {};
  async function ask(key, method, range, given2, use) {
    const href = hrefOf(address, key);
    const { controller, release } = follow(given2);
    const { signal } = controller;
    const { attempts, retryDelays } = link.limits;
    try {
      for (let tries = 1; ; tries += 1) {
        const outcome = await link.gate.pass(() => turn(href, method, range, signal, use), signal);
        if ("value" in outcome) return outcome.value;
        if (tries < Math.min(attempts, outcome.most ?? attempts) && outcome.passing) {
          await pause(Math.max(outcome.wait ?? 0, (retryDelays[Math.min(tries, retryDelays.length) - 1] ?? 0) * (0.5 + Math.random())), signal);
          continue;
        }
        if (outcome.denied !== void 0) throw new OmescopeError("store-denied", outcome.denied, { at: { url: addressOf(href).printable } });
        throw failureOf(addressOf(href).printable, tries, outcome.problem);
      }
    } finally {
      release();
      controller.abort(new DOMException("The object was read.", "AbortError"));
    }
  }
  async function turn(href, method, range, signal, use) {
    const done = waiting.begin();
    try {
      const response = await send(link, href, method, range, signal);
      if (response === late) return failed(noAnswer(link.limits.headerTimeout));
      link.answered = true;
      waiting.answered();
      const { status } = response;
      notice(host, method, range, response);
      if (status === 404) return letGo(response, { value: void 0 });
      if (status !== 200 && status !== 206 && status !== 416) return letGo(response, refused(response));
      const value = await use({ response, signal, close: () => discard(response.body) });
      if (isProblem(value)) return failed(value);
      widenIfMultiplexed(link);
      return { value };
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof OmescopeError) throw cause;
      if (await waiting.anyAnswer(signal) && link.ownFetch && "location" in globalThis) return { denied: "no answer that this page may read", passing: true, most: 2, problem: noAnswer(0) };
      return failed({ code: "http-network", ...await diagnose({ ...link, address: addressOf(href) }, cause, signal), cause, retryable: true });
    } finally {
      done();
    }
  }
  async function read(key, range, signal) {
    return await ask(key, "GET", range && headerOf(range), signal, async (answer2) => {
      const { response } = answer2;
      if (response.status === 416) {
        answer2.close();
        return new Uint8Array();
      }
      const pieces = noPieces();
      const body = await readBody(response, pieces, { ...bodyLimits(link), most: MOST_BYTES }, answer2.signal);
      if (body.end === "too-long") throw new OmescopeError("store-denied", `${response.status}: it has more than ${MOST_BYTES} bytes`);
      if (body.end === "stalled") return stalled(link.limits.stallTimeout, pieces.length);
      if (body.end === "cut") return cutOff(pieces.length, body.cause);
      const bytes = joined(pieces);
      if (range !== void 0 && response.status === 200) return cut(bytes, range);
      return bytes;
    });
  }
  return {
    name: address.name,
    url: address.href,
    notes: link.notes,
    host,
    get: (key, { signal } = {}) => read(key, void 0, signal),
    getRange: (key, range, { signal } = {}) => read(key, range, signal),
    async sizeOf(key, { signal } = {}) {
      const length = await ask(key, "HEAD", void 0, signal, (answer2) => Promise.resolve({ length: declaredLength(answer2.response) })).catch((error) => {
        if (error instanceof OmescopeError && error.code === "store-denied" && /^(400|403|405|501)\b|^no answer/.test(error.message)) return { length: void 0 };
        throw error;
      });
      if (length?.length !== void 0 || length === void 0) return length?.length;
      const size = await ask(key, "GET", "bytes=0-0", signal, async ({ response, close }) => {
        const total = parseContentRange(response.headers.get("Content-Range") ?? "")?.total;
        close();
        return await Promise.resolve({ total: response.status === 200 ? declaredLength(response) : total });
      });
      return size === void 0 ? void 0 : size.total ?? (await read(key, void 0, signal))?.length;
    }
  };
}
function notice(host, method, range, response) {
  const { status } = response;
  if (method === "HEAD" && [400, 405, 501].includes(status)) host.headRefused = statusOf(response);
  if (method === "GET" && range !== void 0 && status === 200) host.rangesIgnored = true;
  const encoding = response.headers.get("Content-Encoding");
  if (encoding !== null && encoding !== "identity" && status !== 404) host.encoding = encoding;
}
function failureOf(url, tries, { code, what, todo, help, cause, retryable }) {
  const tried = tries > 1 ? ` Tried ${tries} times.` : "";
  const details = { at: { url }, ...help !== void 0 && { help }, ...cause !== void 0 && { cause }, ...retryable !== void 0 && { retryable } };
  return new OmescopeError(code, `${what} (${url}).${tried} ${todo}`, details);
}
function failed(problem) {
  return { problem, passing: true };
}
function refused(response) {
  const wait = retryAfter(response);
  const passing = isPassing(response.status) && (wait === void 0 || wait <= LONGEST_WAIT);
  return { denied: statusOf(response), passing, wait, problem: noAnswer(0) };
}
function letGo(response, outcome) {
  discard(response.body);
  return outcome;
}
function isProblem(value) {
  return typeof value === "object" && value !== null && "todo" in value;
}
async function send(link, href, method, range, signal) {
  const { address } = link;
  const headers = new Headers(address.headers);
  if (range !== void 0) headers.set("Range", range);
  countRequest(link);
  const like = address.request === void 0 ? href : new Request(href, address.request);
  const answer2 = fetchHeld(link.fetch, new Request(like, { method, headers, signal }));
  return await within(answer2, link.limits.headerTimeout, signal);
}
function hrefOf({ href }, key) {
  const url = new URL(href);
  const folder = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  url.pathname = folder + partsOf(key).map(encodeURIComponent).join("/");
  return url.href;
}
function headerOf(range) {
  return "suffixLength" in range ? `bytes=-${range.suffixLength}` : `bytes=${range.offset}-${range.offset + range.length - 1}`;
}
function cut(bytes, range) {
  return "suffixLength" in range ? bytes.slice(-range.suffixLength) : bytes.slice(range.offset, range.offset + range.length);
}

// src/js/store/zip/directory.ts
var [END, END64, LOCATOR64, ENTRY] = [101010256, 101075792, 117853008, 33639248];
var END_LENGTH = 22;
var LOCATOR_LENGTH = 20;
var ENTRY_LENGTH = 46;
var LOCAL_LENGTH = 30;
var TAIL = 65535 + END_LENGTH + LOCATOR_LENGTH + 56;
var PIECE = 4 * 1024 * 1024;
var MOST_ENTRIES = 2e6;
var MOST_BYTES2 = 256 * 1024 * 1024;
async function readFully(source, offset, length, options) {
  const first = bytesOf(await source.read(offset, length, options), offset, length);
  if (first.length === length || first.length === 0) return first;
  const all = new Uint8Array(length);
  all.set(first);
  let filled = first.length;
  while (filled < length) {
    const next = bytesOf(await source.read(offset + filled, length - filled, options), offset + filled, length - filled);
    if (next.length === 0) break;
    all.set(next, filled);
    filled += next.length;
  }
  return all.subarray(0, filled);
}
async function readDirectory(source, options) {
  const size = await sizeOf2(source, options);
  const begin = Math.max(0, size - TAIL);
  const tail = await readFully(source, begin, size - begin, options);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === void 0) throw broken("it has no end of central directory record: it is no zip archive, or was not copied to its end");
  const comment = new TextDecoder().decode(tail.subarray(end + END_LENGTH, end + END_LENGTH + view.getUint16(end + 20, true)));
  const record = await zip64(source, view, end, begin, size, options) ?? plainEnd(view, end, begin);
  return { ...await readEntries(source, record, options), comment, zip64: record.zip64 };
}
async function sizeOf2(source, options) {
  if (source.size === void 0) await source.read(0, 4, options);
  if (source.size !== void 0) return source.size;
  throw broken("the server does not say how long it is, and a zip archive is read from its end");
}
function findEnd(view) {
  let loose;
  for (let at = view.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const over = at + END_LENGTH + view.getUint16(at + 20, true);
    if (over === view.byteLength) return at;
    if (over < view.byteLength) loose ??= at;
  }
  return loose;
}
function plainEnd(view, end, begin) {
  const [disk, first, here, entries] = [4, 6, 8, 10].map((at) => view.getUint16(end + at, true));
  if (disk !== 0 || first !== 0 || here !== entries) throw broken("it is one part of several");
  return { entries: entries ?? 0, length: view.getUint32(end + 12, true), start: view.getUint32(end + 16, true), at: begin + end, zip64: false };
}
async function zip64(source, view, end, begin, size, options) {
  const locator = end - LOCATOR_LENGTH;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return void 0;
  const stated = long(view, locator + 8);
  for (const at of [stated, begin + locator - 56]) {
    if (!(at >= 0 && at + 56 <= size)) continue;
    const bytes = await readFully(source, at, 56, options);
    const record = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 56 || record.getUint32(0, true) !== END64) continue;
    if (record.getUint32(16, true) !== 0 || record.getUint32(20, true) !== 0) throw broken("it is one part of several");
    return { entries: long(record, 32), length: long(record, 40), start: long(record, 48), at, zip64: true };
  }
  throw broken("its ZIP64 end of central directory record is not where it is said to be");
}
async function readEntries(source, { entries: stated, length, start: told, at }, options) {
  const start = at - length;
  const shift = start - told;
  if (start < 0 || shift < 0) throw broken("its central directory does not fit into it");
  if (length > MOST_BYTES2 || stated > MOST_ENTRIES) throw broken(`its central directory has ${length} bytes and ${stated} entries, of which ${MOST_BYTES2} and ${MOST_ENTRIES} are read`);
  const files = /* @__PURE__ */ new Map();
  const refused2 = { count: 0, first: null };
  const doubled = { count: 0, first: null };
  const found = { entries: 0, compressed: 0, firstCompressed: null, first: null };
  for await (const { name, entry } of walk2(source, start, length, shift, options)) {
    found.entries += 1;
    found.first ??= name;
    if (name.endsWith("/")) continue;
    if (entry.method !== 0) {
      found.compressed += 1;
      found.firstCompressed ??= name;
    }
    if (!isSafe(name)) {
      refused2.count += 1;
      refused2.first ??= name;
    } else if (files.has(name)) {
      doubled.count += 1;
      doubled.first ??= name;
    }
    if (isSafe(name)) files.set(name, entry);
  }
  if (found.entries !== stated && found.entries % 65536 !== stated) throw broken(`it says that it has ${stated} entries, and has ${found.entries}`);
  return { files, ...found, refused: refused2, doubled, overlapping: overlapIn(files), shift, start };
}
function overlapIn(files) {
  const sorted = [...files].sort(([, one], [, other]) => one.at - other.at);
  const at = sorted.findIndex(([, { at: begin }], index) => {
    const before = sorted[index - 1]?.[1];
    return before !== void 0 && before.packed > 0 && begin < before.at + LOCAL_LENGTH + before.packed;
  });
  return sorted[at]?.[0] ?? null;
}
async function* walk2(source, start, length, shift, options) {
  let held = new Uint8Array();
  let at = 0;
  let read = 0;
  for (; ; ) {
    const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
    while (at + ENTRY_LENGTH <= held.length) {
      if (view.getUint32(at, true) !== ENTRY) throw broken("its central directory is damaged");
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
      const next = at + ENTRY_LENGTH + nameLength + extraLength + commentLength;
      if (next > held.length) break;
      const name = nameOf(held.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
      yield { name, entry: entryOf(view, at, nameLength, extraLength, shift) };
      at = next;
    }
    if (read === length) {
      if (at !== held.length) throw broken("its central directory ends in the middle of an entry");
      return;
    }
    const more = await readFully(source, start + read, Math.min(PIECE, length - read), options);
    if (more.length === 0) throw broken("it ends in the middle of its central directory");
    read += more.length;
    const rest = held.subarray(at);
    const joined2 = new Uint8Array(rest.length + more.length);
    joined2.set(rest);
    joined2.set(more, rest.length);
    [held, at] = [joined2, 0];
  }
}
function entryOf(view, at, nameLength, extraLength, shift) {
  let [packed, size, place] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
  if ([packed, size, place].includes(4294967295)) {
    let field = extra64(view, at + ENTRY_LENGTH + nameLength, extraLength);
    const take = (now) => {
      if (now !== 4294967295 || field === void 0 || field.start + 8 > field.end) return now;
      const value = long(view, field.start);
      field = { ...field, start: field.start + 8 };
      return value;
    };
    size = take(size);
    packed = take(packed);
    place = take(place);
  }
  const flags = view.getUint16(at + 8, true);
  return { method: view.getUint16(at + 10, true), encrypted: (flags & 1) === 1, packed, size, crc: view.getUint32(at + 16, true), at: place + shift };
}
function extra64(view, start, length) {
  const end = start + length;
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1) return { start: at + 4, end: Math.min(end, at + 4 + view.getUint16(at + 2, true)) };
  }
  return void 0;
}
var UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
var LATIN1 = new TextDecoder("latin1");
function nameOf(bytes) {
  try {
    return UTF8.decode(bytes);
  } catch {
    return LATIN1.decode(bytes);
  }
}
function isSafe(name) {
  return name !== "" && !/[\\\u0000]|^[a-z]:/i.test(name) && name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
function long(view, at) {
  return view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
}
function broken(what) {
  return new OmescopeError("zip-broken", `The zip archive cannot be read: ${what}.`);
}

// src/js/store/zip/unpack.ts
var LOCAL = 67324752;
var MOST_BYTES3 = 1 << 30;
var MOST_UNPACKED = 64 * 1024 * 1024;
async function contentOf(source, directory, name, entry, part, options) {
  if (entry.encrypted) throw denied(name, "it is encrypted");
  if (entry.method !== 0 && entry.method !== 8) throw denied(name, `its compression (method ${entry.method}) is neither none nor Deflate`);
  if (entry.method === 0 && entry.packed !== entry.size) throw denied(name, "it is not compressed, and has two sizes");
  const [start, end] = part;
  const [bytes, most] = entry.method === 0 ? [end - start, MOST_BYTES3] : [Math.max(entry.size, entry.packed), MOST_UNPACKED];
  if (bytes > most) throw denied(name, `it has more than ${most} bytes`);
  const data = await placeOf2(source, directory, name, entry, options);
  if (entry.method === 0) {
    const content = await readFully(source, data + start, bytes, options);
    if (content.length < bytes) throw denied(name, "the archive ends in the middle of it");
    return content;
  }
  const packed = await readFully(source, data, entry.packed, options);
  return (await inflate(packed, name, entry.size, options)).subarray(start, end);
}
async function placeOf2(source, { start }, name, entry, options) {
  if (entry.at + LOCAL_LENGTH > start) throw denied(name, "its place is not in the archive");
  const header = await readFully(source, entry.at, LOCAL_LENGTH, options);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < LOCAL_LENGTH || view.getUint32(0, true) !== LOCAL) throw denied(name, "there is no file at its place in the archive");
  const data = entry.at + LOCAL_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
  if (data + entry.packed > start) throw denied(name, "it reaches into the directory of the archive");
  return data;
}
async function inflate(packed, name, size, { signal }) {
  const stream = new Blob([packed]).stream().pipeThrough(inflater());
  const pieces = noPieces();
  const { end } = await readBody(new Response(stream), pieces, { most: size, stallTimeout: 6e4, onBytes: () => void 0 }, signal ?? new AbortController().signal);
  if (end === "complete" && pieces.length === size) return joined(pieces);
  throw denied(name, end === "too-long" ? `it unpacks to more than the ${size} bytes that it says` : "its compressed bytes are damaged");
}
function inflater() {
  try {
    return new DecompressionStream("deflate-raw");
  } catch (cause) {
    throw new OmescopeError("unsupported", "This JavaScript engine cannot unpack compressed files of zip archives.", {
      cause,
      help: "Pack the store without compression (`zip -0 -r`), which viewers need for speed as well, or use a newer browser or Node.js."
    });
  }
}
function denied(name, why) {
  return new OmescopeError("store-denied", `${name} in the archive cannot be read: ${why}`);
}

// src/js/store/zip.ts
var CLUTTER = /^(__MACOSX$|\.DS_Store$)/;
async function zipStore(source, options = {}) {
  const { directory, prefix, folders } = opened(await readDirectory(source, options));
  const nameOf3 = (key) => prefix + partsOf(key).join("/");
  const read = async (key, span, signal) => {
    const name = nameOf3(key);
    const entry = directory.files.get(name);
    return entry && await contentOf(source, directory, name, entry, span(entry.size), signal);
  };
  return {
    name: source.name,
    url: source.url,
    zip: noticeOf(directory, folders),
    get notes() {
      return [...source.notes ?? [], ...notesOf(directory)];
    },
    get: (key, { signal } = {}) => read(key, (size) => [0, size], { signal }),
    getRange: (key, range, { signal } = {}) => read(key, (size) => spanOf(range, size), { signal }),
    async sizeOf(key) {
      return await Promise.resolve(directory.files.get(nameOf3(key))?.size);
    },
    async names(path) {
      return await Promise.resolve([...folders.get(nameOf3(path).replace(/\/$/, "")) ?? []]);
    }
  };
}
function opened(directory) {
  const folders = foldersOf(directory.files.keys());
  const [only, ...others] = topOf(folders);
  const inside = only !== void 0 && others.length === 0 && only.endsWith(".zarr") && folders.has(only);
  return { directory, prefix: inside ? `${only}/` : "", folders };
}
function topOf(folders) {
  return [...folders.get("") ?? []].filter((name) => !CLUTTER.test(name));
}
function foldersOf(names) {
  const folders = /* @__PURE__ */ new Map();
  for (const name of names) {
    let path = name;
    for (; ; ) {
      const at = path.lastIndexOf("/");
      const [folder, last] = [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
      const known = folders.get(folder);
      if (known === void 0) folders.set(folder, /* @__PURE__ */ new Set([last]));
      else known.add(last);
      if (known !== void 0 || folder === "") break;
      path = folder;
    }
  }
  return folders;
}
function noticeOf(directory, folders) {
  const { entries, compressed, firstCompressed, first, comment, zip64: zip642 } = directory;
  return { top: topOf(folders), entries, compressed, firstCompressed, first, comment, zip64: zip642 };
}
function notesOf({ refused: refused2, doubled, overlapping }) {
  const many = (count, first) => `${count === 1 ? "One entry" : `${count} entries`} of the archive (${JSON.stringify(first)}${count === 1 ? "" : " and others"})`;
  return [
    ...refused2.count === 0 ? [] : [{ code: "zip-names", message: `${many(refused2.count, refused2.first)} would lie outside of it when unpacked, and cannot be keys of a store; left alone.` }],
    ...doubled.count === 0 ? [] : [{ code: "zip-doubled", message: `${many(doubled.count, doubled.first)} has the name of an earlier one; the last one is read.` }],
    ...overlapping === null ? [] : [{ code: "zip-overlap", message: `Files of the archive share bytes (${JSON.stringify(overlapping)} and the one before it), as in archives that are made to unpack to far more than they hold.` }]
  ];
}

// src/js/store/open.ts
var ARCHIVE = /\.(zip|ozx)$/i;
var STORE = /\.zarr$/i;
var OTHER_FILE = /\.[a-z][a-z0-9]{1,6}$/i;
async function openStore(input, options = {}) {
  const store = await findStore(input, options);
  if (store !== void 0) return store;
  const address = addressed(input);
  if (address !== void 0) return httpStore(address, options);
  return await zipStore(toSource(input, options), readOptions(options));
}
async function findStore(input, options = {}) {
  if (isStore(input)) return listable(input);
  const folder = folderIn(input);
  if (folder !== void 0) return folder;
  const address = addressed(input);
  if (address !== void 0) return await storeAt(address, options);
  const name = nameOf2(input);
  return ARCHIVE.test(name) || STORE.test(name) ? await zipStore(toSource(input, options), readOptions(options)) : void 0;
}
async function storeAt(address, options) {
  const path = pathOf(typeof address === "object" && "url" in address ? address.url : String(address));
  if (path === void 0) return void 0;
  if (ARCHIVE.test(path)) return await zipStore(toSource(address, options), readOptions(options));
  if (path.split("/").some((part) => STORE.test(part))) return httpStore(address, options);
  return OTHER_FILE.test(path) || await isTiff(address, options) ? void 0 : await probeStore(address, options);
}
async function isTiff(address, options) {
  try {
    const start = await toSource(address, options).read(0, 4, readOptions(options));
    return ["II", "MM"].includes(String.fromCharCode(...start.subarray(0, 2)));
  } catch {
    options.signal?.throwIfAborted();
    return false;
  }
}
async function probeStore(address, options) {
  const store = httpStore(address, options);
  const looks = ["/zarr.json", "/.zattrs", "/.zgroup", "/.zarray"];
  const found = await Promise.all(looks.map((key) => looksLikeJson(store, key, options)));
  return found.includes(true) ? store : void 0;
}
async function looksLikeJson(store, key, { signal }) {
  try {
    const bytes = await store.get(key, { signal });
    return bytes !== void 0 && new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith("{");
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) return false;
    throw error;
  }
}
function folderIn(input) {
  if (typeof input !== "object" || input === null) return void 0;
  if (Array.isArray(input) || typeof FileList === "function" && input instanceof FileList) return filesStore(input);
  if ("kind" in input && input.kind === "directory" && "getFileHandle" in input) return handleStore(input);
  if ("isDirectory" in input && input.isDirectory && "createReader" in input) return entryStore(input);
  return void 0;
}
function pathOf(href) {
  const path = /^(?:https?|s3|gs):\/\/[^/?#]*([^?#]*)/i.exec(href.trim())?.[1];
  return path?.replace(/\/$/, "");
}
function nameOf2(input) {
  const name = typeof input === "object" && "name" in input ? input.name : void 0;
  return typeof name === "string" ? name : "";
}
function readOptions({ signal }) {
  return { signal };
}

// src/js/store/mend.ts
async function readMending(engine, store, { path, ...options }) {
  const told = storeTold(store, path);
  return await converseWithStore(engine, store, (instance) => instance.beginMending(told), options, (instance) => {
    return JSON.parse(guarded(() => instance.mending()));
  });
}

// src/js/check/offsets.ts
var MOST_BYTES4 = 32e6;
async function findOffsets(given2, image, options) {
  if (given2 === false) return { kind: "not-looked-for" };
  if (Array.isArray(given2)) return { kind: "text", place: "the list of offsets", text: offsetsFileText(given2) };
  if (typeof given2 === "object" && isBlob(given2)) return await fromBlob(given2);
  const request = given2 === void 0 ? beside(image) : requestFor(addressOf(given2));
  return request === void 0 ? { kind: "not-looked-for" } : await fromUrl(request, options);
}
function requestFor({ href, printable, headers }, like) {
  return { request: new Request(like === void 0 ? href : new Request(href, like), { headers }), place: printable };
}
function beside(image) {
  if (image === void 0 || !image.ranged) return void 0;
  const href = image.href.replace(/ome\.tif(f?)/gi, "offsets.json");
  if (href === image.href) return void 0;
  const { printable } = addressOf(href);
  return requestFor({ ...image, href, printable }, image.request);
}
async function fromBlob(blob) {
  const place = "name" in blob && typeof blob.name === "string" ? blob.name : "the offsets file";
  if (blob.size > MOST_BYTES4) return tooLong(place);
  try {
    return { kind: "text", place, text: await blob.text() };
  } catch (error) {
    return { kind: "unreadable", place, why: messageOf(error) };
  }
}
function tooLong(place) {
  return { kind: "unreadable", place, why: `it has more than ${MOST_BYTES4} bytes` };
}
async function fromUrl({ request, place }, options) {
  const { headerTimeout, stallTimeout } = resolveLimits(options.limits);
  const { signal } = options;
  const { controller, release } = follow(signal);
  try {
    const answer2 = fetchHeld(options.fetch ?? fetch, new Request(request, { signal: controller.signal }));
    const response = await within(answer2, headerTimeout, controller.signal);
    if (response === late) return { kind: "unreadable", place, why: "the server does not answer" };
    if (response.ok) return await textOf(response, place, stallTimeout, controller.signal);
    discard(response.body);
    const absent = [403, 404, 410].includes(response.status);
    return absent ? { kind: "absent", place } : { kind: "unreadable", place, why: `the server answers ${response.status}` };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) throw error;
    return { kind: "absent", place };
  } finally {
    release();
    controller.abort(new DOMException("The offsets file was read.", "AbortError"));
  }
}
async function textOf(response, place, stallTimeout, signal) {
  const pieces = noPieces();
  const { end } = await readBody(response, pieces, { most: MOST_BYTES4, stallTimeout, onBytes: () => void 0 }, signal);
  if (end === "complete") return { kind: "text", place, text: new TextDecoder().decode(joined(pieces)) };
  return end === "too-long" ? tooLong(place) : { kind: "unreadable", place, why: "the connection broke off" };
}

// src/js/check/check.ts
async function readReport(engines, input, options = {}) {
  const store = await findStore(input, options);
  return store === void 0 ? await readFileReport(engines, input, options) : await readStoreReport(engines, store, options);
}
async function readFileReport(engines, input, options) {
  if (options.view !== void 0 && Object.keys(options.view).length > 0) throw new OmescopeError("usage", "What a view asks for goes with a Zarr store, and this is a file.");
  if (options.path !== void 0 && options.path !== "") throw new OmescopeError("usage", `There is no ${options.path} in a TIFF: a path goes with a Zarr store.`);
  const source = toSource(input, options);
  const address = addressIn(input, source);
  const { bytes, ifds } = options.limits ?? {};
  const told = toCore({ name: source.name ?? "", ...address?.ranged && { url: address.printable }, ifds, bytes });
  const wanted = toCore({ viewers: options.viewers ?? [], rules: Object.entries(options.rules ?? {}) });
  const begin = (instance, size, reach) => instance.beginCheck(told, size, Math.max(reach, REACH.disk));
  const offsets = await findOffsets(options.offsets, address, options);
  const report = await converse(engines.check, source, begin, { ...options, partial: true }, (instance) => {
    instance.learnOffsets(offsets.kind, offsets.place ?? "", offsets.text ?? offsets.why ?? "");
    return JSON.parse(instance.report(wanted));
  });
  return { ...report, notes: [...source.notes ?? []] };
}
function addressIn(input, { url }) {
  const given2 = addressed(input) ?? (url !== void 0 && /^https?:/i.test(url) && URL.canParse(url) ? url : void 0);
  return given2 === void 0 ? void 0 : addressOf(given2);
}
async function readStoreReport(engines, store, options) {
  const { signal, onProgress } = options;
  const told = storeTold(store, options.path, options.viewers, options.view);
  const report = await converseWithStore(engines.zarr, store, (instance) => instance.beginStore(told), { signal, ...onProgress && { onProgress: progressOf(onProgress) } }, (instance) => {
    const wanted = toCore({ viewers: options.viewers ?? [], rules: Object.entries(options.rules ?? {}), ...store.host && { host: store.host } });
    return JSON.parse(instance.report(wanted));
  });
  return { ...report, notes: [...store.notes ?? []] };
}
async function readStoreTree(engines, input, options) {
  return await readTree(engines.zarr, await openStore(input, options), options);
}
async function readCensus(engines, input, options) {
  return await takeCensus(engines.zarr, await openStore(input, options), options);
}
async function readMends(engines, input, options) {
  return await readMending(engines.zarr, await openStore(input, options), options);
}
async function readAttributes(engines, text) {
  const instance = await engines.zarr.shared();
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return JSON.parse(guarded(() => instance.judgeAttributes(bytes)));
}
function progressOf(onProgress) {
  return (progress) => onProgress({ ...progress, ifds: 0, size: void 0 });
}

// src/js/check/view-config.ts
var VERSION = "1.0.16";
var SOMEWHERE = "http://127.0.0.1:9000/";
async function makeConfig(engines, input, options) {
  const store = await openStore(input, options);
  const told = storeTold(store, options.path);
  const shows = await converseWithStore(engines.zarr, store, (instance) => instance.beginStore(told), { signal: options.signal }, (instance) => {
    return JSON.parse(guarded(() => instance.showsOf()));
  });
  const name = typeof store.name === "string" && store.name !== "" ? store.name : "data.zarr";
  const address = options.url ?? store.url ?? `${SOMEWHERE}${encodeURIComponent(name)}`;
  const path = (options.path ?? "").replace(/^\/+|\/+$/g, "");
  const url = path === "" ? address : `${address.replace(/\/+$/, "")}/${path.split("/").map(encodeURIComponent).join("/")}`;
  return { config: configOf(shows, name, url), leftOut: shows.leftOut };
}
function configOf(shows, name, url) {
  const zip = /\.zip$/i.test(url.replace(/[?#].*$/s, "")) ? ".zip" : "";
  const [file, views] = filesAndViews(shows);
  if (file === void 0) {
    const [first] = shows.leftOut;
    throw new OmescopeError("usage", `There is nothing in ${name} that Vitessce would show${first === void 0 ? "" : `: ${first.why}`}.`, { help: "omescope check says what is in the way." });
  }
  const embeddings = shows.parts.filter(({ part }) => part === "obsEmbedding").map(({ name: name2 }) => [keyOf3(name2), name2]);
  return {
    version: VERSION,
    name,
    description: "",
    datasets: [{ uid: "A", name, files: [{ ...file, fileType: `${file.fileType}${zip}`, url }] }],
    coordinationSpace: { dataset: { A: "A" }, ...file.fileType === "anndata.zarr" && embeddings.length > 0 && { embeddingType: Object.fromEntries(embeddings) } },
    layout: laidOut(views),
    initStrategy: "auto"
  };
}
function filesAndViews({ kind, parts }) {
  if (parts.length === 0) return [void 0, []];
  const of = (part) => parts.filter((one) => one.part === part);
  if (kind === "ome-zarr") return [{ fileType: "image.ome-zarr" }, [["spatialBeta"], ["layerControllerBeta"]]];
  if (kind === "ome-zarr-label") return [{ fileType: "obsSegmentations.ome-zarr" }, [["spatialBeta"], ["layerControllerBeta"]]];
  const [matrix] = of("obsFeatureMatrix");
  const sets = of("obsSets");
  const ofTable = [...sets.length > 0 ? [["obsSets"]] : [], ...matrix === void 0 ? [] : [["featureList"]]];
  if (kind === "anndata-zarr") {
    const [locations] = of("obsLocations");
    const options = {
      ...matrix && { obsFeatureMatrix: { path: matrix.path } },
      ...of("obsEmbedding").length > 0 && { obsEmbedding: of("obsEmbedding").map(({ path, name }) => ({ path, embeddingType: name })) },
      ...locations && { obsLocations: { path: locations.path } },
      ...sets.length > 0 && { obsSets: sets.map(({ path, name }) => ({ name, path })) }
    };
    const embeddings = of("obsEmbedding").map(({ name }) => ["scatterplot", { embeddingType: keyOf3(name) }]);
    const coordinationValues = { obsType: "cell", featureType: "gene", featureValueType: "expression" };
    return [{ fileType: "anndata.zarr", options, coordinationValues }, [...locations ? [["spatial"]] : [], ...embeddings.slice(0, 2), ...ofTable, ...matrix ? [["heatmap"]] : []]];
  }
  return [{ fileType: "spatialdata.zarr", options: spatialOptions(parts) }, [["spatialBeta"], ["layerControllerBeta"], ...ofTable]];
}
function spatialOptions(parts) {
  const options = {};
  const isTable = (path) => parts.some(({ part, table }) => (part === "obsFeatureMatrix" || part === "obsSets") && table === path);
  for (const { part, path, coordinateSystem, table } of parts) {
    if (part !== "image" && part !== "obsSegmentations" && part !== "obsSpots" && part !== "obsPoints") continue;
    options[part] ??= { path, ...table !== void 0 && isTable(table) && { tablePath: table }, ...coordinateSystem !== void 0 && { coordinateSystem } };
  }
  const matrix = parts.find(({ part }) => part === "obsFeatureMatrix");
  if (matrix !== void 0) options["obsFeatureMatrix"] = { path: matrix.path, ...matrix.region !== void 0 && { region: matrix.region } };
  const tables = parts.filter(({ part }) => part === "obsSets");
  const [first] = tables;
  if (first !== void 0) {
    const sets = tables.filter(({ table }) => table === first.table).map(({ path, name }) => ({ name, path }));
    options["obsSets"] = { tablePath: first.table, ...first.region !== void 0 && { region: first.region }, obsSets: sets };
  }
  return options;
}
function laidOut(views) {
  const rows = views.length <= 3 ? [views] : [views.slice(0, Math.ceil(views.length / 2)), views.slice(Math.ceil(views.length / 2))];
  const height = 12 / rows.length;
  return rows.flatMap((row, y) => {
    const width = Math.floor(12 / row.length);
    return row.map(([component, scopes], x) => ({ component, coordinationScopes: { dataset: "A", ...scopes }, x: x * width, y: y * height, w: x === row.length - 1 ? 12 - x * width : width, h: height }));
  });
}
function keyOf3(name) {
  return name.replace(/[^A-Za-z0-9_-]/g, "_");
}

// src/js/check/report.ts
var GRADES = { loads: 0, unknown: 1, note: 1, slow: 2, wrong: 3, fails: 4 };
function isAtLeast(one, other) {
  return GRADES[one] >= GRADES[other];
}
function worstVerdict({ verdicts }) {
  return verdicts.map(({ verdict }) => verdict).reduce((worst, verdict) => GRADES[verdict] > GRADES[worst] ? verdict : worst, "loads");
}
var ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|##(?=\w*\[)/gu;
function reportText(report) {
  const units = (found) => found === "##" ? ["#", "\\u0023"] : Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`);
  return `${JSON.stringify(report, null, 2).replace(ACTIVE, (found) => units(found).join(""))}
`;
}

// src/js/check/catalogue.ts
async function rules() {
  return (await import("./chunk-ACQRC2F3.js")).rules;
}
async function viewers() {
  return (await import("./chunk-WMMPPS6Y.js")).viewers;
}

export {
  isSuspicious,
  openStore,
  findStore,
  readReport,
  readStoreTree,
  readCensus,
  readMends,
  readAttributes,
  makeConfig,
  isAtLeast,
  worstVerdict,
  reportText,
  rules,
  viewers
};
