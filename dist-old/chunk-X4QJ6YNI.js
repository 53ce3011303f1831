import {
  createGlue,
  version
} from "./chunk-X3B26GGA.js";
export {
  createGlue,
  version
};
