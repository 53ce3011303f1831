import {
  createGlue,
  version
} from "./chunk-BK6SWHHI.js";

// src/js/jxl-module.ts
var address = () => new URL("./omescope-jxl.wasm", import.meta.url);
export {
  address,
  createGlue,
  version
};
