import {
  folderStore
} from "./chunk-G27K5Y3B.js";
import {
  isFolder
} from "./chunk-VFKSAONT.js";
import {
  EXIT,
  UsageError,
  cleanJson,
  out
} from "./chunk-BRJXFYTI.js";
import {
  check,
  judgeAttributes
} from "./chunk-F5B4KX6I.js";
import {
  worstVerdict
} from "./chunk-JUY7AZVK.js";

// src/js/cli/dingus.ts
import { readFileSync } from "node:fs";
async function dingusCommand(inputs, { signal }) {
  const [mode, path, ...others] = inputs;
  if (mode !== "attributes" && mode !== "zarr" || path === void 0 || others.length > 0) {
    throw new UsageError("omescope dingus takes attributes FILE.json, or zarr FOLDER");
  }
  const judged = mode === "attributes" ? await judgeAttributes(bytesOf(path)) : await judgeStore(path, signal);
  out(cleanJson(judged));
  return EXIT.ok;
}
function bytesOf(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
async function judgeStore(path, signal) {
  if (!isFolder(path)) throw new UsageError(`${path} is no folder`);
  const store = folderStore(path);
  const [v3, v2] = await Promise.all([store.get("/zarr.json"), store.get("/.zattrs")]);
  const attributes = v2 ?? v3;
  if (attributes === void 0) return { valid: false, message: "there are no attributes at the root" };
  const judged = await judgeAttributes(attributes);
  if (!judged.valid) return judged;
  const report = await check(store, { viewers: ["ngff-spec"], ...signal && { signal } });
  const bad = report.findings.filter(({ viewers }) => viewers.some(({ viewer, effect }) => viewer === "ngff-spec" && (effect === "wrong" || effect === "fails")));
  const valid = worstVerdict(report) === "loads" || bad.length === 0;
  return valid ? judged : { valid, message: bad.map(({ rule, title }) => `${title} [${rule}]`).join("; ") };
}
export {
  dingusCommand
};
