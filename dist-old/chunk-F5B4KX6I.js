import {
  createGlue,
  version
} from "./chunk-4QEN2WHU.js";
import {
  makeConfig,
  readAttributes,
  readCensus,
  readMends,
  readReport,
  readStoreTree
} from "./chunk-JUY7AZVK.js";
import {
  OmescopeError,
  createEngine,
  decodeTileWith,
  load,
  readOffsets,
  readStructure,
  readTiff
} from "./chunk-YLBTSYZT.js";

// src/js/slim.ts
var engines;
async function initialize(input, further = {}) {
  const told = await input;
  const check2 = createEngine("check", async () => ({ module: await load("check", further.check), glue: await import("./chunk-GW2HEQUS.js") }));
  const made = {
    core: told === void 0 ? check2 : createEngine("core", async () => ({ module: await load("core", told), glue: { createGlue, version } })),
    check: check2,
    zarr: createEngine("zarr", async () => ({ module: await load("zarr", further.zarr), glue: await import("./chunk-XPTAFN6T.js") })),
    more: createEngine("more", async () => ({ module: await load("more", further.more), glue: await import("./chunk-X4QJ6YNI.js") })),
    jxl: createEngine("jxl", async () => ({ module: await load("jxl", further.jxl), glue: await import("./chunk-KFQ5VITY.js") }))
  };
  if (told !== void 0 && typeof told !== "function") made.core.give(await made.core.take());
  engines = made;
}
async function offsets(input, options) {
  return await readOffsets(initialized().core, input, options);
}
async function inspect(input, options) {
  return await readStructure(initialized().core, input, options);
}
async function check(input, options) {
  return await readReport(initialized(), input, options);
}
async function inspectStore(input, options = {}) {
  return await readStoreTree(initialized(), input, options);
}
async function census(input, options = {}) {
  return await readCensus(initialized(), input, options);
}
async function mend(input, options = {}) {
  return await readMends(initialized(), input, options);
}
async function viewConfig(input, options = {}) {
  return await makeConfig(initialized(), input, options);
}
async function judgeAttributes(text) {
  return await readAttributes(initialized(), text);
}
async function openTiff(input, options) {
  return await readTiff(initialized(), input, options);
}
async function decodeTile(bytes, spec, jpegTables) {
  return await decodeTileWith(initialized(), bytes, spec, jpegTables);
}
async function decodeInto(bytes, spec, target, jpegTables) {
  return await decodeTileWith(initialized(), bytes, spec, jpegTables, target);
}
function initialized() {
  if (engines !== void 0) return engines;
  throw new OmescopeError("usage", "omescope/slim has no WebAssembly module yet.", {
    help: "Call `await initialize(new URL('omescope/omescope.wasm', \u2026))` first, or import `omescope`, which finds it by itself."
  });
}

export {
  initialize,
  offsets,
  inspect,
  check,
  inspectStore,
  census,
  mend,
  viewConfig,
  judgeAttributes,
  openTiff,
  decodeTile,
  decodeInto
};
