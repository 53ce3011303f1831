import {
  countText,
  counted,
  withProgress
} from "./chunk-WJX3DTRA.js";
import {
  writeOutput
} from "./chunk-S7LGC6MR.js";
import {
  expandPatterns,
  isUrl,
  openInput
} from "./chunk-VFKSAONT.js";
import {
  EXIT,
  UsageError,
  clean,
  cleanLine,
  err,
  exitOf,
  out,
  paint,
  reportFailure
} from "./chunk-BRJXFYTI.js";
import {
  offsets
} from "./chunk-F5B4KX6I.js";
import {
  OmescopeError,
  checkOffsetsFile,
  offsetsFileName,
  offsetsFileText
} from "./chunk-YLBTSYZT.js";

// src/js/cli/offsets.ts
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
async function offsetsCommand(given, flags, options) {
  if (given.length === 0) throw new UsageError("omescope offsets needs a file or a URL");
  const inputs = expandPatterns(given);
  const single = [flags.output !== void 0 && "-o", flags.stdout && "--stdout", flags.check !== void 0 && "--check"].find(Boolean);
  if (inputs.length > 1 && single) {
    throw new UsageError(`${single} goes with one input, and there are ${inputs.length}; without it, each gets its own offsets.json beside it`);
  }
  if ([flags.output !== void 0, flags.stdout, flags.check !== void 0].filter(Boolean).length > 1) {
    throw new UsageError("-o, --stdout and --check exclude each other");
  }
  let worst = EXIT.ok;
  for (const text of inputs) {
    const exit = await offsetsOf(text, inputs, flags, options).catch((error) => reportFailure(text, error));
    if (exit > worst) worst = exit;
  }
  return worst;
}
async function offsetsOf(text, inputs, flags, options) {
  const input = openInput(text);
  try {
    const { found, exit } = await walk(input, flags, options);
    if (found === void 0) return exit;
    if (flags.check !== void 0) return await check(input, flags.check, found) || exit;
    if (flags.stdout) {
      process.stdout.write(offsetsFileText(found));
      return exit;
    }
    const path = flags.output ?? join(input.path === void 0 ? "." : dirname(input.path), offsetsFileName(input.name));
    const written = writeOutput(path, offsetsFileText(found), inputs.filter((other) => !isUrl(other)), flags.force);
    out(`${cleanLine(path)}: ${counted(found.length, "IFD")}${written === "unchanged" ? ", unchanged" : ""}`);
    return exit;
  } finally {
    input.close();
  }
}
async function walk(input, flags, options) {
  try {
    const found = await withProgress(input.text, (onProgress) => offsets(input.source, { ...options, onProgress }));
    return { found, exit: EXIT.ok };
  } catch (error) {
    const broken = error instanceof OmescopeError && exitOf(error) === EXIT.findings;
    if (!broken || error.partial === void 0) throw error;
    const before = error.partial.length;
    err(`${paint("broken:", "yellow", process.stderr)} ${clean(input.text)}: ${clean(error.message)} ${paint(`[${error.code}]`, "dim", process.stderr)}`);
    if (flags.partial && before > 0) return { found: [...error.partial], exit: EXIT.findings };
    const words = before === 0 ? "No IFD before it is intact." : `${countText(before)} ${before === 1 ? "IFD is" : "IFDs are"} intact before it; --partial takes those.`;
    err(`      ${words}`);
    return { found: void 0, exit: EXIT.findings };
  }
}
async function check(input, path, found) {
  const result = checkOffsetsFile(await readText(path), found);
  const good = result.verdict === "equal";
  out(`${paint(result.verdict, good ? "green" : "red")} ${cleanLine(path)}: ${cleanLine(result.what)}`);
  if (!good && input.path !== void 0) out(`      omescope offsets ${quote(input.path)} -o ${quote(path)} --force`);
  return good ? EXIT.ok : EXIT.findings;
}
async function readText(path) {
  try {
    if (!isUrl(path)) return readFileSync(path, "utf8");
    const response = await fetch(path);
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    return await response.text();
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
function quote(word) {
  const shown = cleanLine(word);
  const safe = shown.startsWith("-") ? `./${shown}` : shown;
  return /^[\w./:@%+,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
export {
  offsetsCommand
};
