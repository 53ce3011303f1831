import {
  createGlue,
  version
} from "./chunk-4QEN2WHU.js";

// src/js/core-module.ts
var address = () => new URL("./omescope.wasm", import.meta.url);
export {
  address,
  createGlue,
  version
};
