import {
  census,
  check,
  decodeInto,
  decodeTile,
  initialize,
  inspect,
  inspectStore,
  judgeAttributes,
  mend,
  offsets,
  openTiff,
  viewConfig
} from "./chunk-F5B4KX6I.js";
import {
  findStore,
  isAtLeast,
  isSuspicious,
  openStore,
  reportText,
  rules,
  viewers,
  worstVerdict
} from "./chunk-JUY7AZVK.js";
import {
  OmescopeError,
  checkOffsetsFile,
  offsetsFileName,
  offsetsFileText,
  openSource
} from "./chunk-YLBTSYZT.js";
export {
  OmescopeError,
  census,
  check,
  checkOffsetsFile,
  decodeInto,
  decodeTile,
  findStore,
  initialize,
  inspect,
  inspectStore,
  isAtLeast,
  isSuspicious,
  judgeAttributes,
  mend,
  offsets,
  offsetsFileName,
  offsetsFileText,
  openSource,
  openStore,
  openTiff,
  reportText,
  rules,
  viewConfig,
  viewers,
  worstVerdict
};
