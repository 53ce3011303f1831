import {
  withProgress
} from "./chunk-WJX3DTRA.js";
import {
  folderStore
} from "./chunk-G27K5Y3B.js";
import {
  isFolder,
  isUrl,
  openInput
} from "./chunk-VFKSAONT.js";
import {
  EXIT,
  UsageError,
  cleanJson,
  cleanLine,
  err,
  out,
  paint
} from "./chunk-BRJXFYTI.js";
import {
  mend
} from "./chunk-F5B4KX6I.js";
import {
  findStore
} from "./chunk-JUY7AZVK.js";
import {
  OmescopeError
} from "./chunk-YLBTSYZT.js";

// src/js/cli/diff.ts
var CONTEXT = 3;
var MOST_CELLS = 4e6;
function unifiedDiff(name, before, after) {
  const all = compared(linesOf(before ?? ""), linesOf(after));
  return [`--- ${before === null ? "/dev/null" : `a/${name}`}`, `+++ b/${name}`, ...hunks(all)];
}
function linesOf(text) {
  if (text === "") return [];
  const lines = text.split("\n");
  return text.endsWith("\n") ? lines.slice(0, -1) : [...lines.slice(0, -1), `${lines.at(-1) ?? ""}
\\ No newline at end of file`];
}
function compared(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const same = (lines) => lines.map((text) => ({ mark: " ", text }));
  const middle = differing(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}
function differing(before, after) {
  const [rows, columns] = [before.length, after.length];
  if (rows * columns > MOST_CELLS) return [...before.map((text) => ({ mark: "-", text })), ...after.map((text) => ({ mark: "+", text }))];
  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  const at = (row2, column2) => common[row2 * width + column2] ?? 0;
  for (let row2 = rows - 1; row2 >= 0; row2 -= 1) {
    for (let column2 = columns - 1; column2 >= 0; column2 -= 1) {
      common[row2 * width + column2] = before[row2] === after[column2] ? at(row2 + 1, column2 + 1) + 1 : Math.max(at(row2 + 1, column2), at(row2, column2 + 1));
    }
  }
  const lines = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    if (row < rows && column < columns && before[row] === after[column]) {
      lines.push({ mark: " ", text: before[row] ?? "" });
      row += 1;
      column += 1;
    } else if (row < rows && (column >= columns || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ mark: "-", text: before[row] ?? "" });
      row += 1;
    } else {
      lines.push({ mark: "+", text: after[column] ?? "" });
      column += 1;
    }
  }
  return lines;
}
function hunks(lines) {
  const near = new Uint8Array(lines.length);
  for (const [at, { mark }] of lines.entries()) if (mark !== " ") near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  const printed = [];
  let [old, fresh] = [1, 1];
  for (let at = 0; at < lines.length; at += 1) {
    if (near[at] === 1 && near[at - 1] !== 1) printed.push(headOf(lines, near, at, old, fresh));
    const { mark, text } = lines[at] ?? { mark: " ", text: "" };
    if (near[at] === 1) printed.push(`${mark}${text}`);
    if (mark !== "+") old += 1;
    if (mark !== "-") fresh += 1;
  }
  return printed;
}
function headOf(lines, near, start, old, fresh) {
  let [end, removed, added] = [start, 0, 0];
  for (; near[end] === 1; end += 1) {
    if (lines[end]?.mark !== "+") removed += 1;
    if (lines[end]?.mark !== "-") added += 1;
  }
  return `@@ -${removed === 0 ? old - 1 : old},${removed} +${added === 0 ? fresh - 1 : fresh},${added} @@`;
}

// src/js/cli/rewrite.ts
import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
function rewrite(root, changes) {
  const planned = changes.map((change) => ({ change, file: placeOf(root, change) }));
  return planned.map(rewriteOne);
}
function placeOf(root, { key, before }) {
  const base = realpathSync(resolve(root));
  const parts = key.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\\\u0000]/.test(part))) throw new UsageError(`${key} is no key of a store; nothing was written`);
  const folder = realpathSync(join(base, ...parts.slice(0, -1)));
  const named = join(folder, parts.at(-1) ?? "");
  const there = lstatSync(named, { throwIfNoEntry: false });
  const file = there?.isSymbolicLink() === true && existsSync(named) ? realpathSync(named) : named;
  const inside = (path) => path === base || path.startsWith(base.endsWith(sep) ? base : base + sep);
  if (!inside(folder) || !inside(file)) throw new UsageError(`${key} is a link that leads out of ${root}; nothing was written`);
  if (there?.isSymbolicLink() === true && file === named) throw new UsageError(`${key} is a link that leads nowhere; nothing was written`);
  if (there !== void 0 && !statSync(file).isFile()) throw new UsageError(`${key} is no file; nothing was written`);
  const now = there === void 0 ? null : textOf(readFileSync(file));
  if (now !== before && !isUtf16(file)) throw new UsageError(`${key} has changed since it was read; nothing was written. Run it again`);
  return file;
}
function textOf(bytes) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
function isUtf16(file) {
  if (!existsSync(file)) return false;
  const [first, second] = readFileSync(file);
  return first === 255 && second === 254 || first === 254 && second === 255;
}
function rewriteOne({ change: { key, after }, file }) {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  const there = statSync(file, { throwIfNoEntry: false });
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeThrough(temporary, after, there?.mode);
    const backup = there === void 0 ? void 0 : backUp(file);
    renameSync(temporary, file);
    sync(dirname(file));
    return { key, backup: backup === void 0 ? void 0 : basename(backup) };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${key} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
function writeThrough(path, text, mode) {
  const file = openSync(path, "wx", mode === void 0 ? 438 : mode & 511);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
function backUp(file) {
  for (let number = 1; ; number += 1) {
    const name = `${file}.omescope-backup${number === 1 ? "" : `-${number}`}`;
    if (!existsSync(name)) {
      keep(file, name);
      return name;
    }
    if (readFileSync(name).equals(readFileSync(file))) return name;
  }
}
function keep(file, name) {
  try {
    linkSync(file, name);
  } catch {
    const copy = openSync(name, "wx");
    try {
      const bytes = readFileSync(file);
      for (let at = 0; at < bytes.length; ) at += writeSync(copy, bytes, at);
      fsyncSync(copy);
    } finally {
      closeSync(copy);
    }
  }
}
function sync(folder) {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
  }
}

// src/js/cli/fix.ts
async function fixCommand(inputs, flags, options) {
  const [store, ...others] = inputs;
  if (store === void 0 || others.length > 0) throw new UsageError("omescope fix takes one Zarr store, a folder");
  if (flags.write && flags["dry-run"]) throw new UsageError("--write and --dry-run exclude each other; --dry-run is what is done without either");
  await assertFolder(store, options);
  const mending = await withProgress(
    store,
    (onProgress) => mend(folderStore(store), { path: flags.path, signal: options.signal, onProgress: (progress) => onProgress({ ...progress, ifds: 0, size: void 0 }) })
  );
  if (flags.write) return writeAll(store, mending, flags.json);
  if (flags.json) out(cleanJson(mending, 2));
  else print(store, mending);
  return mending.changes.length === 0 ? EXIT.ok : EXIT.findings;
}
async function assertFolder(text, options) {
  if (isUrl(text)) throw new UsageError(`${text} is an address, and omescope fix writes to folders only; download the store first`);
  if (isFolder(text)) return;
  const input = openInput(text);
  try {
    const store = await findStore(input.source, options);
    const what = store === void 0 ? "no Zarr store" : "an archive, and omescope fix writes to folders only; unpack it first, and make it again with zip -0 -r";
    throw new UsageError(`${text} is ${what}`);
  } catch (error) {
    if (error instanceof OmescopeError) throw new UsageError(`${text} is no Zarr store: ${error.message}`);
    throw error;
  } finally {
    input.close();
  }
}
function print(store, { changes, left }) {
  for (const { key, before, after, why } of changes) {
    for (const reason of why) out(paint(`# ${cleanLine(`${key}: ${reason}`)}`, "bold"));
    for (const line of unifiedDiff(key, before, after)) out(painted(line));
    out("");
  }
  tellLeft(left);
  if (changes.length === 0) out(cleanLine(`${store}: there is nothing that omescope fix mends`));
  else err(cleanLine(`Nothing was written. The same with --write writes ${changes.length === 1 ? "this file" : `these ${changes.length} files`}`));
}
function painted(line) {
  const text = line.split("\n").map(cleanLine).join("\n");
  if (line.startsWith("+")) return paint(text, "green");
  return line.startsWith("-") ? paint(text, "red") : text;
}
function tellLeft(left) {
  for (const { key, why } of left) err(`${paint("not mended:", "yellow", process.stderr)} ${cleanLine(`${key === "" ? "the store" : key}: ${why}`)}`);
}
function writeAll(store, { changes, left }, json) {
  const written = rewrite(store, changes);
  if (json) out(cleanJson({ written, left }, 2));
  for (const [at, { key, backup }] of json ? [] : written.entries()) {
    out(cleanLine(`${key} ${backup === void 0 ? "is new" : `is written anew; what was there is in ${backup}`}`));
    for (const why of changes[at]?.why ?? []) out(`  ${cleanLine(why)}`);
  }
  tellLeft(left);
  if (written.length === 0 && !json) out(cleanLine(`${store}: there is nothing that omescope fix mends`));
  return left.length === 0 ? EXIT.ok : EXIT.findings;
}
export {
  fixCommand
};
