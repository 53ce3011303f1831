import {
  createGlue,
  version
} from "./chunk-YIXB4CPO.js";

// src/js/zarr-module.ts
var address = () => new URL("./omescope-zarr.wasm", import.meta.url);
export {
  address,
  createGlue,
  version
};
