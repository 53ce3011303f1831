import {
  createStatusLine
} from "./chunk-BRJXFYTI.js";

// src/js/cli/progress.ts
var UNITS = ["bytes", "kB", "MB", "GB", "TB"];
function bytesText(bytes) {
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1e3;
    unit += 1;
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
function countText(count) {
  return Number.isSafeInteger(count) ? String(count).replace(/\B(?=(\d{3})+$)/g, ",") : count.toLocaleString("en-US");
}
function counted(count, one) {
  return `${countText(count)} ${one}${count === 1 ? "" : "s"}`;
}
async function withProgress(name, work) {
  const status = createStatusLine();
  if (status.silent) return await work(() => void 0);
  try {
    return await work(({ bytes, requests, ifds }) => {
      status.show(`${name}: ${ifds === 0 ? "" : `${countText(ifds)} IFDs, `}${bytesText(bytes)} read in ${countText(requests)} requests`);
    });
  } finally {
    status.clear();
  }
}

export {
  bytesText,
  countText,
  counted,
  withProgress
};
