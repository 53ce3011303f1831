import {
  createGlue,
  version
} from "./chunk-YIXB4CPO.js";
export {
  createGlue,
  version
};
