import {
  bytesText,
  countText,
  withProgress
} from "./chunk-WJX3DTRA.js";
import {
  folderStore
} from "./chunk-G27K5Y3B.js";
import {
  expandPatterns,
  isFolder,
  openInput
} from "./chunk-VFKSAONT.js";
import {
  EXIT,
  UsageError,
  clean,
  cleanLine,
  err,
  indent,
  out,
  paint,
  reportFailure
} from "./chunk-BRJXFYTI.js";
import {
  inspect,
  inspectStore
} from "./chunk-F5B4KX6I.js";
import {
  findStore
} from "./chunk-JUY7AZVK.js";
import {
  OmescopeError
} from "./chunk-YLBTSYZT.js";

// src/js/cli/store-tree.ts
function storeLines(name, { nodes, omitted, unlisted }, all) {
  const arrays = nodes.filter(({ kind }) => kind === "array").length;
  const formats = [...new Set(nodes.map(({ zarrFormat }) => zarrFormat))].sort();
  const head = [
    ...formats.length === 0 ? ["no Zarr store"] : [`Zarr ${formats.join(" and ")}`],
    `${countText(nodes.length - arrays)} ${nodes.length - arrays === 1 ? "group" : "groups"}`,
    `${countText(arrays)} ${arrays === 1 ? "array" : "arrays"}`
  ];
  const lines = [`${name}: ${head.join(", ")}`];
  const base = depthOf(nodes[0]?.path ?? "");
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at];
    lines.push(lineOf(node, base));
    let next = at + 1;
    while (!all && next < nodes.length && isLike(nodes[next], node)) next += 1;
    if (next > at + 1) {
      const last = nodes[next - 1];
      lines.push(`${"  ".repeat(depthOf(node.path) - base + 1)}${next === at + 2 ? nameOf(last) : `${nameOf(nodes[at + 1])} to ${nameOf(last)}`}  same as ${nameOf(node)}`);
    }
    at = next;
  }
  if (omitted > 0) lines.push(`  ${countText(omitted)} names below groups were not looked at`);
  if (unlisted) lines.push("  The store cannot be listed: what neither metadata nor attributes name is not here.");
  return lines;
}
function lineOf(node, base) {
  return `${"  ".repeat(depthOf(node.path) - base + 1)}${nameOf(node)}  ${describe(node)}`;
}
function depthOf(path) {
  return path === "" ? 0 : path.split("/").length;
}
function nameOf({ path }) {
  return path === "" ? "/" : path.split("/").at(-1) ?? path;
}
function isLike(one, other) {
  const folder = (path) => path.slice(0, path.lastIndexOf("/") + 1);
  return one.array !== null && other.array !== null && folder(one.path) === folder(other.path) && describe(one) === describe(other);
}
function describe({ array, what, attributes, zarrFormat, defects }) {
  const broken = defects.length === 0 ? [] : ["with defects"];
  if (array !== null) return [...arrayWords(array), ...broken].join("  ");
  const named = attributes.length > 8 ? [...attributes.slice(0, 8), `${attributes.length - 8} more`] : attributes;
  return [`group of Zarr ${zarrFormat}`, ...what === null ? [] : [what], ...named.length === 0 ? [] : [named.join(", ")], ...broken].join("  ");
}
function arrayWords({ shape, chunks, grid, innerChunks, dtype, codecs, bytes, dimensionNames }) {
  const total = grid?.reduce((product, count) => product * count, 1);
  const kind = innerChunks === null ? "chunks" : "shards";
  return [
    sizes(shape) + (dimensionNames === null ? "" : ` (${dimensionNames.map((name) => name ?? "?").join(", ")})`),
    dtype ?? "unknown type",
    `${kind} ${sizes(chunks)}${total === void 0 ? "" : ` (${countText(total)})`}${innerChunks === null ? "" : `, chunks ${sizes(innerChunks)}`}`,
    codecs.length === 0 ? "no compression" : codecs.join(", "),
    ...bytes === null ? [] : [bytesText(bytes)]
  ];
}
function sizes(shape) {
  if (shape === null) return "unknown shape";
  return shape.length === 0 ? "one value" : shape.join(" x ");
}

// src/js/cli/tree.ts
function structureLines(name, structure, all) {
  const { format, byteOrder, size, ifds, chain } = structure;
  const below = ifds.reduce((count, ifd) => count + countBelow(ifd), 0);
  const head = [
    `${format}, ${byteOrder} endian`,
    ...size === null ? [] : [bytesText(size)],
    `${countText(ifds.length)} ${ifds.length === 1 ? "IFD" : "IFDs"}`,
    ...below === 0 ? [] : [`${countText(below)} ${below === 1 ? "SubIFD" : "SubIFDs"}`],
    ...chain === "broken" ? ["chain broken"] : []
  ];
  return [`${name}: ${head.join(", ")}`, ...treeLines(ifds, 1, all)];
}
function countBelow(ifd) {
  return ifd.subIfds.reduce((count, sub) => count + 1 + countBelow(sub), 0);
}
function treeLines(ifds, depth, all) {
  const lines = [];
  for (let first = 0; first < ifds.length; ) {
    const ifd = ifds[first];
    lines.push(...ifdLines(ifd, depth, all));
    let next = first + 1;
    const words = sameness(ifd);
    while (!all && next < ifds.length && sameness(ifds[next]) === words) next += 1;
    const same = next - first - 1;
    if (same > 0) {
      const [from, to] = [ifds[first + 1]?.path, ifds[next - 1]?.path];
      lines.push(`${"  ".repeat(depth)}${same === 1 ? `${from}  same as ${ifd.path}` : `${from} to ${to}  same as ${ifd.path}`}`);
    }
    first = next;
  }
  return lines;
}
function ifdLines(ifd, depth, all) {
  const line = `${"  ".repeat(depth)}${ifd.path}  @${ifd.offset}  ${describe2(ifd)}`;
  return [line, ...treeLines(ifd.subIfds, depth + 1, all)];
}
function sameness(ifd) {
  return `${describe2(ifd)}(${ifd.subIfds.map(sameness).join()})`;
}
function describe2(ifd) {
  const notes = [
    ...ifd.planarConfiguration === 2 ? ["planar"] : [],
    ...ifd.newSubfileType & 1 ? ["reduced resolution"] : [],
    ...ifd.newSubfileType & 4 ? ["mask"] : [],
    ...ifd.chained ? ["chained"] : []
  ];
  const parts = [
    `${ifd.width ?? "?"} x ${ifd.height ?? "?"}`,
    sampleWords(ifd),
    layoutWords(ifd),
    nameOf2(ifd.compression) + (ifd.predictor.code === 1 ? "" : `, ${nameOf2(ifd.predictor)} predictor`),
    ifd.photometric === null ? "no photometric interpretation" : nameOf2(ifd.photometric),
    ...notes
  ];
  return parts.join("  ");
}
var KINDS = { 1: "uint", 2: "int", 3: "float", 4: "undefined", 5: "complex int", 6: "complex" };
function sampleWords({ bitsPerSample, sampleFormat, samplesPerPixel }) {
  const types = bitsPerSample.map((bits, sample) => `${KINDS[sampleFormat[sample] ?? sampleFormat[0] ?? 1] ?? "unknown"}${bits}`);
  const kinds = new Set(types);
  const type = kinds.size === 1 ? [...kinds].join() : types.join("/");
  return samplesPerPixel === 1 ? type : `${samplesPerPixel} x ${type}`;
}
function layoutWords({ layout }) {
  if (layout === null) return "no tiles or strips";
  const count = `(${countText(layout.count)})`;
  return layout.kind === "tiles" ? `tiles ${layout.width} x ${layout.height} ${count}` : `strips of ${layout.rowsPerStrip} ${count}`;
}
function nameOf2({ code, name }) {
  return name ?? `code ${code}`;
}

// src/js/cli/inspect.ts
async function inspectCommand(given, flags, options) {
  if (given.length === 0) throw new UsageError("omescope inspect needs a file, a folder or a URL");
  let worst = EXIT.ok;
  for (const text of expandPatterns(given)) {
    const exit = await inspectOne(text, flags, options).catch((error) => reportFailure(text, error));
    if (exit > worst) worst = exit;
  }
  return worst;
}
async function inspectOne(text, flags, options) {
  if (isFolder(text)) return await inspectFolder(text, folderStore(text), flags, options);
  const input = openInput(text);
  try {
    const store = await findStore(input.source, options);
    if (store !== void 0) return await inspectFolder(text, store, flags, options);
    if (flags.path !== void 0) throw new OmescopeError("usage", "--path goes with a Zarr store, and this is none.");
    const structure = await withProgress(text, (onProgress) => inspect(input.source, { ...options, onProgress }));
    if (flags.json) out(JSON.stringify(structure, null, 2));
    else print(text, structure, flags.all);
    return structure.defects.length === 0 ? EXIT.ok : EXIT.findings;
  } finally {
    input.close();
  }
}
async function inspectFolder(text, store, flags, options) {
  const tree = await withProgress(
    text,
    (onProgress) => inspectStore(store, { path: flags.path, signal: options.signal, onProgress: (progress) => onProgress({ ...progress, ifds: 0, size: void 0 }) })
  );
  if (flags.json) out(JSON.stringify(tree, null, 2));
  else printTree(text, tree, flags.all);
  if (tree.nodes.length === 0) throw new OmescopeError("read-failed", `There is no Zarr group or array${flags.path === void 0 ? "" : ` at ${flags.path}`}.`);
  return tree.nodes.every(({ defects }) => defects.length === 0) ? EXIT.ok : EXIT.findings;
}
function printTree(text, tree, all) {
  const [head = "", ...lines] = storeLines(text, tree, all).map(cleanLine);
  out(paint(head, "bold"));
  for (const line of lines) out(line);
  for (const { what, key, pointer, place, code } of tree.nodes.flatMap(({ defects }) => defects)) {
    const where = `${key}${pointer}${place === void 0 ? "" : `, line ${place.line}, column ${place.column}`}`;
    out(`${paint("broken:", "yellow")} ${cleanLine(`${where}: ${what}`)} ${paint(`[${code}]`, "dim")}`);
  }
}
function print(text, structure, all) {
  const [head = "", ...lines] = structureLines(text, structure, all).map(cleanLine);
  out(paint(head, "bold"));
  for (const line of lines) out(line);
  for (const defect of structure.defects) {
    out(`${paint("broken:", "yellow")} ${cleanLine(defect.what)} ${paint(`[${defect.code}]`, "dim")}`);
  }
  if (structure.defectsOmitted > 0) out(`and ${countText(structure.defectsOmitted)} more defects`);
  for (const note of structure.notes) {
    err(`${paint("note:", "dim", process.stderr)} ${clean(note.message)}`);
    if (note.help !== void 0) err(indent(clean(note.help)));
  }
}
export {
  inspectCommand
};
