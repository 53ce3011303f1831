import {
  createGlue,
  version
} from "./chunk-BK6SWHHI.js";
export {
  createGlue,
  version
};
