import {
  decodeInto,
  decodeTile,
  inspect,
  offsets,
  openTiff
} from "./chunk-AKRHIA6R.js";
import {
  OmescopeError,
  checkOffsetsFile,
  offsetsFileName,
  offsetsFileText,
  openSource
} from "./chunk-YLBTSYZT.js";
export {
  OmescopeError,
  checkOffsetsFile,
  decodeInto,
  decodeTile,
  inspect,
  offsets,
  offsetsFileName,
  offsetsFileText,
  openSource,
  openTiff
};
