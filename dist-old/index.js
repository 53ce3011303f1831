import {
  decodeInto,
  decodeTile,
  inspect,
  offsets,
  openTiff,
  shipped
} from "./chunk-AKRHIA6R.js";
import {
  findStore,
  isAtLeast,
  isSuspicious,
  makeConfig,
  openStore,
  readAttributes,
  readCensus,
  readMends,
  readReport,
  readStoreTree,
  reportText,
  rules,
  viewers,
  worstVerdict
} from "./chunk-JUY7AZVK.js";
import {
  OmescopeError,
  checkOffsetsFile,
  createEngine,
  offsetsFileName,
  offsetsFileText,
  openSource
} from "./chunk-YLBTSYZT.js";

// src/js/shipped-judge.ts
var judges = {
  check: /* @__PURE__ */ createEngine("check", () => shipped(import("./chunk-TMGV2UMI.js"), () => import("./generated/check/inline.js"))),
  zarr: /* @__PURE__ */ createEngine("zarr", () => shipped(import("./chunk-TBLAEVGD.js"), () => import("./generated/zarr/inline.js")))
};

// src/js/index.ts
function check(input, options) {
  return readReport(judges, input, options);
}
function inspectStore(input, options = {}) {
  return readStoreTree(judges, input, options);
}
function census(input, options = {}) {
  return readCensus(judges, input, options);
}
function mend(input, options = {}) {
  return readMends(judges, input, options);
}
function viewConfig(input, options = {}) {
  return makeConfig(judges, input, options);
}
function judgeAttributes(text) {
  return readAttributes(judges, text);
}
export {
  OmescopeError,
  census,
  check,
  checkOffsetsFile,
  decodeInto,
  decodeTile,
  findStore,
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
