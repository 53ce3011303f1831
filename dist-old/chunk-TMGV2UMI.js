import {
  createGlue,
  version
} from "./chunk-VYYV3JQG.js";

// src/js/check-module.ts
var address = () => new URL("./omescope-check.wasm", import.meta.url);
export {
  address,
  createGlue,
  version
};
