import {
  createGlue,
  version
} from "./chunk-VYYV3JQG.js";
export {
  createGlue,
  version
};
