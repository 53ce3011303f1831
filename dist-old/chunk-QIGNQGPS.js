import {
  createGlue,
  version
} from "./chunk-X3B26GGA.js";

// src/js/more-module.ts
var address = () => new URL("./omescope-more.wasm", import.meta.url);
export {
  address,
  createGlue,
  version
};
