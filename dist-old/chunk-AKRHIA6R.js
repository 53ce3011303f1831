import {
  OmescopeError,
  bytesInNode,
  createEngine,
  decodeTileWith,
  fromBase64,
  moduleOf,
  readOffsets,
  readStructure,
  readTiff
} from "./chunk-YLBTSYZT.js";

// src/js/shipped.ts
async function shipped(imported, inlined) {
  const glue = await imported;
  const found = missing ? void 0 : await fromAddress(glue.address).catch((error) => ({ error }));
  if (found instanceof WebAssembly.Module) return { module: found, glue };
  missing ||= found === void 0;
  try {
    const { wasmBase64 } = await inlined();
    return { module: await WebAssembly.compile(fromBase64(wasmBase64)), glue };
  } catch (cause) {
    throw notLoaded(cause);
  }
}
var missing = false;
async function fromAddress(address) {
  let url;
  try {
    url = address();
  } catch {
    return void 0;
  }
  if (url.protocol === "file:") {
    const bytes = bytesInNode(url);
    return bytes === void 0 ? void 0 : new WebAssembly.Module(bytes);
  }
  const response = await fetch(url);
  return response.ok ? await moduleOf(response) : void 0;
}
function notLoaded(cause) {
  return new OmescopeError("no-module", "The WebAssembly part of omescope could not be loaded.", {
    cause,
    retryable: true,
    help: [
      "One of these helps:",
      "- Let the Content-Security-Policy allow it: script-src needs 'wasm-unsafe-eval'.",
      "- Deploy all files that the bundler has written, the .wasm files and lazily loaded chunks too; a page that was open during a new deployment has to be loaded again.",
      "- Vite before 8: put 'omescope' into optimizeDeps.exclude.",
      "- Import 'omescope/slim' and tell `initialize` where the .wasm files are."
    ].join("\n")
  });
}

// src/js/shipped-tiles.ts
var tiles = {
  core: /* @__PURE__ */ createEngine("core", () => shipped(import("./chunk-2ZEMLV2H.js"), () => import("./generated/core/inline.js"))),
  more: /* @__PURE__ */ createEngine("more", () => shipped(import("./chunk-QIGNQGPS.js"), () => import("./generated/more/inline.js"))),
  jxl: /* @__PURE__ */ createEngine("jxl", () => shipped(import("./chunk-Q4DRIIQF.js"), () => import("./generated/jxl/inline.js")))
};

// src/js/tiff.ts
function offsets(input, options) {
  return readOffsets(tiles.core, input, options);
}
function inspect(input, options) {
  return readStructure(tiles.core, input, options);
}
function openTiff(input, options) {
  return readTiff(tiles, input, options);
}
function decodeTile(bytes, spec, jpegTables) {
  return decodeTileWith(tiles, bytes, spec, jpegTables);
}
function decodeInto(bytes, spec, target, jpegTables) {
  return decodeTileWith(tiles, bytes, spec, jpegTables, target);
}

export {
  shipped,
  offsets,
  inspect,
  openTiff,
  decodeTile,
  decodeInto
};
