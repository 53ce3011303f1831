#!/usr/bin/env node
import {
  COMMANDS,
  COMMAND_NAMES,
  COMMON,
  OPTIONS,
  isCommand
} from "../chunk-DX7AAFPU.js";
import {
  bytesText,
  countText,
  counted,
  withProgress
} from "../chunk-WJX3DTRA.js";
import {
  assertWritable,
  writeOutput
} from "../chunk-S7LGC6MR.js";
import {
  folderStore
} from "../chunk-G27K5Y3B.js";
import {
  expandPatterns,
  isFolder,
  isPattern,
  isUrl,
  openInput
} from "../chunk-VFKSAONT.js";
import {
  didYouMean,
  nearest,
  withoutArguments
} from "../chunk-VWXR6A6D.js";
import {
  cellsOf,
  hang,
  keepEnd,
  padTo,
  shorten,
  wrap
} from "../chunk-3TARP7JL.js";
import {
  EXIT,
  UsageError,
  clean,
  cleanJson,
  cleanLine,
  columnsOf,
  createStatusLine,
  err,
  exitOf,
  out,
  paint,
  painter,
  reportFailure,
  tellFailure,
  wantsColor
} from "../chunk-BRJXFYTI.js";
import {
  census,
  check,
  initialize
} from "../chunk-F5B4KX6I.js";
import {
  findStore,
  isAtLeast,
  isSuspicious,
  reportText,
  rules,
  viewers,
  worstVerdict
} from "../chunk-JUY7AZVK.js";
import {
  OmescopeError,
  offsetsFileName
} from "../chunk-YLBTSYZT.js";

// src/js/cli/main.ts
import { existsSync as existsSync5 } from "node:fs";

// src/js/cli/arguments.ts
import { parseArgs } from "node:util";
var GENERAL = [...Object.keys(COMMON), "version"];
function readArguments(args) {
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true, strict: false });
  const [word] = tokens.filter(({ kind }) => kind !== "option");
  const named = word?.kind === "positional" && (isCommand(word.value) || word.value === "help") ? word.value : void 0;
  const command = named === void 0 || named === "help" ? "check" : named;
  for (const token of tokens) if (token.kind === "option") assertOption(token, command, named === "help");
  return { values, named, inputs: named === void 0 ? positionals : positionals.slice(1) };
}
function assertOption(token, command, help) {
  if (!isOption(token.name)) throw unknownOption(token, command);
  const option = OPTIONS[token.name];
  const { rawName, value, inlineValue } = token;
  if (option.type === "boolean") {
    if (value !== void 0) throw new UsageError(`${rawName} takes no value, and "${value}" was given`);
  } else {
    if (value === void 0) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
    if (inlineValue === false && /^-./.test(value)) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}; if "${value}" is meant, write ${rawName}=${value}`);
  }
  if (!help && !takes(command, token.name)) throw misplaced(token.name, command);
}
function isOption(name) {
  return Object.hasOwn(OPTIONS, name);
}
function takes(command, option) {
  return GENERAL.includes(option) || Object.hasOwn(COMMANDS[command].options, option);
}
function misplaced(option, command) {
  const owners = COMMAND_NAMES.filter((name) => takes(name, option));
  return new UsageError(`--${option} does not go with omescope ${command}, but with omescope ${owners.join(", ")}`);
}
function unknownOption({ name, rawName, value }, command) {
  if (!rawName.startsWith("--")) {
    return new UsageError(`there is no option ${rawName}; omescope help ${command} lists them. A file whose name begins with a dash is meant by ./-NAME`);
  }
  const { options } = COMMANDS[command];
  const own = [...Object.keys(options), ...GENERAL];
  const near = didYouMean(name, own) || didYouMean(name, Object.keys(OPTIONS));
  const meant = near.replace(/ (\S+)\?$/, ` --$1${value === void 0 ? "" : `=${value}`}?`);
  return new UsageError(`there is no option ${rawName}.${meant} omescope help ${command} lists them`);
}

// src/js/cli/check-flags.ts
import { availableParallelism } from "node:os";

// src/js/cli/beside.ts
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
function offsetsBeside({ path, name }) {
  if (path === void 0) return {};
  const beside = join(dirname(path), offsetsFileName(name));
  return { offsets: existsSync(beside) ? fileOf(beside) : false };
}
function offsetsOf(text) {
  if (text === "none") return false;
  return isUrl(text) ? text : fileOf(text);
}
function fileOf(path) {
  try {
    return new File([readFileSync(path)], basename(path));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

// src/js/cli/format/names.ts
var FORMAT_NAMES = ["pretty", "json", "ndjson", "sarif", "markdown", "github"];
function isFormat(text) {
  return FORMAT_NAMES.some((name) => name === text);
}

// src/js/cli/check-flags.ts
var FAIL_ON = ["fails", "wrong", "slow", "note", "never"];
var LEVELS = ["off", "warn", "error"];
var MOST_JOBS = 8;
async function planOf({ inputs, several }, flags, reading) {
  const { offsets: named, output, force, path, resume, quiet, verbose } = flags;
  const read = [...inputs, ...named === void 0 ? [] : [named]].filter((path2) => !isUrl(path2));
  const [failOn, format, jobs] = [failOnOf(flags["fail-on"]), formatOf(flags.format), Math.min(jobsOf(flags.jobs), inputs.length)];
  const limits = { ...bytesOf(flags["max-bytes"]) };
  const view = viewOf(flags.view ?? []);
  const chosen = { viewers: await viewersOf(flags.viewer ?? []), rules: await rulesOf(flags.rule ?? []) };
  if (named !== void 0 && named !== "none" && inputs.length > 1) {
    throw new UsageError(`--offsets ${named} goes with one image, and there are ${inputs.length}; only --offsets none goes with several`);
  }
  if (quiet && verbose) throw new UsageError("--quiet and --verbose exclude each other");
  if ((quiet || verbose) && format !== "pretty") throw new UsageError(`--${quiet ? "quiet" : "verbose"} goes with --format pretty: what programs read is always complete`);
  if (resume && (format !== "ndjson" || output === void 0)) throw new UsageError("--resume goes with --format ndjson and -o: it adds to that file what is not in it yet");
  if (resume && force) throw new UsageError("--resume keeps what is in the file, and --force replaces it: choose one");
  if (output !== void 0 && !resume) assertWritable(output, read, force);
  const offsets = named === void 0 ? void 0 : offsetsOf(named);
  const task = { options: { ...chosen, limits, ...path !== void 0 && { path }, ...view && { view } }, reading, offsets, failOn, census: flags.census };
  return { task, inputs, several, jobs, format, verbose, quiet, named: resume || flags.from !== void 0, output, resume, force, read };
}
function jobsOf(text) {
  if (text === void 0) return Math.min(availableParallelism(), MOST_JOBS);
  const jobs = /^\d+$/.test(text) ? Number(text) : NaN;
  if (jobs >= 1 && jobs <= 256) return jobs;
  throw new UsageError(`--jobs takes a whole number from 1 to 256, and not "${text}"`);
}
var LISTS = ["obsSets", "obsEmbedding", "obsFeatureMatrix"];
function viewOf(flags) {
  if (flags.length === 0) return void 0;
  const lists = {};
  let [filter, systems] = [void 0, {}];
  for (const text of flags) {
    const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (value === "") throw new UsageError(`--view takes NAME=PATH, as obsSets=obs/leiden, and not "${text}"`);
    if (name === "initialFeatureFilterPath") filter = value;
    else if (name === "coordinateSystem") systems = { ...systems, ...systemOf(value) };
    else if (LISTS.some((known) => known === name)) (lists[name] ??= []).push(value);
    else throw new UsageError(`--view knows no "${name}"; there are ${[...LISTS, "initialFeatureFilterPath", "coordinateSystem"].join(", ")}`);
  }
  return { ...lists, ...filter !== void 0 && { initialFeatureFilterPath: filter }, coordinateSystem: systems };
}
function systemOf(value) {
  const [, element = "", system = value] = /^((?:images|labels|points|shapes)\/[^:]+):(.*)$/s.exec(value) ?? [];
  return { [element]: system };
}
async function viewersOf(flags) {
  const wanted = flags.flatMap((text) => text.split(",")).map((text) => text.trim());
  if (wanted.length === 0) return [];
  const all = await viewers();
  const known = all.map(({ id }) => id);
  const unknown = wanted.find((viewer) => !known.includes(viewer));
  if (unknown === void 0) return wanted;
  const usual = [...all].sort((a, b) => Number(b.default) - Number(a.default)).map(({ id }) => id);
  throw new UsageError(`--viewer knows no "${unknown}".${didYouMean(unknown, usual)} There are ${known.join(", ")}`);
}
async function rulesOf(flags) {
  const chosen = flags.map(ruleOf);
  if (chosen.length === 0) return {};
  const all = await rules();
  const unknown = chosen.find(([id]) => all.every((rule) => rule.id !== id));
  if (unknown !== void 0) throw new UsageError(`--rule knows no "${unknown[0]}".${nearest(unknown[0], all)} omescope rules lists them`);
  return Object.fromEntries(chosen);
}
function ruleOf(text) {
  const [, id = "", word] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const level = LEVELS.find((known) => known === word);
  if (level === void 0) throw new UsageError(`--rule takes ID=off, ID=warn or ID=error, and not "${text}"`);
  return [id, level];
}
function bytesOf(text) {
  if (text === void 0) return {};
  const bytes = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(bytes)) throw new UsageError(`--max-bytes takes a whole number of bytes, and not "${text}"`);
  return { bytes };
}
function failOnOf(text = "wrong") {
  const known = FAIL_ON.find((word) => word === text);
  if (known === void 0) throw new UsageError(`--fail-on takes ${FAIL_ON.join(", ")}, and not "${text}".${didYouMean(text, FAIL_ON)}`);
  return known;
}
function formatOf(text = "pretty") {
  if (!isFormat(text)) throw new UsageError(`--format takes ${FORMAT_NAMES.join(", ")}, and not "${text}".${didYouMean(text, FORMAT_NAMES)}`);
  return text;
}

// src/js/cli/engine.ts
import { readFileSync as readFileSync2 } from "node:fs";

// src/js/cli/home.ts
import { existsSync as existsSync2 } from "node:fs";
function inPackage(path) {
  let folder = new URL(".", import.meta.url);
  while (!existsSync2(new URL("package.json", folder))) {
    const above = new URL("..", folder);
    if (above.href === folder.href) break;
    folder = above;
  }
  return new URL(path, folder);
}

// src/js/cli/engine.ts
var LIKE_A_STORE = /\.(zarr|zip|ozx)(\/|$)/i;
async function startEngine({ check: check2, zarr } = {}) {
  const lazily = (name) => () => moduleIn(name);
  await initialize(lazily("omescope.wasm"), { check: check2 ?? lazily("omescope-check.wasm"), zarr: zarr ?? lazily("omescope-zarr.wasm"), more: lazily("omescope-more.wasm"), jxl: lazily("omescope-jxl.wasm") });
}
function judgeModules(inputs) {
  const stores = inputs.some((input) => LIKE_A_STORE.test(input));
  const files = inputs.some((input) => !LIKE_A_STORE.test(input));
  return { ...files && { check: moduleIn("omescope-check.wasm") }, ...stores && { zarr: moduleIn("omescope-zarr.wasm") } };
}
function moduleIn(name) {
  return new WebAssembly.Module(readFileSync2(inPackage(`dist/${name}`)));
}

// src/js/cli/format/formats.ts
import { appendFileSync } from "node:fs";

// src/js/cli/format/words.ts
function verdictWords(verdict, viewer) {
  if (isSpecification(viewer)) return { loads: "valid", slow: "valid", wrong: "not valid", fails: "not valid", unknown: "not determined" }[verdict];
  return { loads: "loads", slow: "loads, but slowly", wrong: "shows something false", fails: "fails", unknown: "not determined" }[verdict];
}
function isSpecification(viewer) {
  return viewer.endsWith("-spec");
}
function placeWords({ ifd, tile, byte, xml, path, pointer, line, column }) {
  const parts = [
    ...path === void 0 ? [] : [path === "" ? "root" : path],
    ...pointer === void 0 ? [] : [pointer],
    ...ifd === void 0 ? [] : [`IFD ${ifd}`],
    ...tile === void 0 ? [] : [`tile ${countText(tile)}`],
    ...byte === void 0 ? [] : [`byte ${countText(byte)}`],
    ...xml === void 0 ? [] : [`OME-XML ${xml}`],
    ...line === void 0 ? [] : [`line ${countText(line)}${column === void 0 ? "" : `, column ${countText(column)}`}`]
  ];
  return parts.join(", ");
}
function placesOf({ places, count }, most) {
  const words = places.map(({ at }) => placeWords(at)).filter((text) => text !== "").slice(0, most);
  return { places: words, more: words.length === 0 ? 0 : count - words.length };
}
var KINDS = { "ome-tiff": "OME-TIFF", tiff: "TIFF", unknown: "unknown format" };
function inputWords({ input: { kind, size } }) {
  const word = Object.hasOwn(KINDS, kind) ? KINDS[kind] : kind;
  return size === null ? `${word}` : `${word}, ${bytesText(size)}`;
}
function costWords({ cost, store, verdicts, findings, input }, indexed) {
  if (store !== void 0) return storeCostWords(store, verdicts);
  if (cost === null) return void 0;
  const at = Math.floor(cost.roundTripMilliseconds.length / 2);
  const seconds = (steps) => `${(steps.reduce((sum, { milliseconds }) => sum + (milliseconds[at] ?? 0), 0) / 1e3).toFixed(1)} s`;
  const [without, known] = [[cost.withoutOffsets.open, cost.withoutOffsets.firstView], [cost.withOffsets.open, cost.withOffsets.firstView]];
  const good = input.kind === "ome-tiff" && findings.every(({ rule }) => !rule.startsWith("index/offsets-"));
  const ready = seconds(known) !== seconds(without) && good && indexed !== false;
  const now = ready ? known : without;
  const requests = now.reduce((sum, step) => sum + step.requests, 0);
  const bytes = now.reduce((sum, step) => sum + step.bytes, 0);
  const other = seconds(known) === seconds(without) ? "" : ready ? ` with its offsets.json, ${seconds(without)} without` : `, ${seconds(known)} with offsets.json`;
  return `first picture after ${countText(requests)} ${requests === 1 ? "request" : "requests"}, ${bytesText(bytes)}, about ${seconds(now)} at ${cost.roundTripMilliseconds[at]} ms a round trip${other}`;
}
var TELLING = [/^(.*: )?load$/, /^obs index$/, /^obs sets$/, /^embedding /, / gene first$/, /^(.*: )?background spatial(Beta)?$/, /^first statistics$/, /^(.*: )?tile 0 first$/];
var MOST_TOLD = 5;
function storeCostWords({ interactions }, verdicts) {
  const followed = interactions.find(({ viewer }) => verdicts.some((verdict) => verdict.viewer === viewer));
  const steps = followed?.steps.filter(({ name: name2, fails }) => fails === void 0 && TELLING.some((telling) => telling.test(name2))) ?? [];
  if (followed === void 0 || steps.length === 0) return void 0;
  const told = steps.slice(0, MOST_TOLD).map(({ words, requests, bytes, estimated }) => `${words}: ${estimated ? "about " : ""}${countText(requests)} ${requests === 1 ? "request" : "requests"}, ${bytesText(bytes)}`);
  const name = verdicts.find(({ viewer }) => viewer === followed.viewer)?.name ?? followed.viewer;
  return `in ${name}: ${told.join("; ")}`;
}
function affected(finding, report) {
  const groups = /* @__PURE__ */ new Map();
  for (const { viewer, effect, says = "" } of finding.viewers) {
    const name = report.verdicts.find((verdict) => verdict.viewer === viewer)?.name ?? viewer;
    const key = `${effect} ${says}`;
    const group = groups.get(key) ?? { names: [], effect, says };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, effect, says }) => ({ names: names.join(", "), effect, says }));
}
function commandPlace(findings, input) {
  if (findings.every(({ fix }) => fix.command === void 0)) return void 0;
  if (isUrl(input)) return "Commands are for a copy of the file in the current folder.";
  const folder = input.replace(/[^/\\]*[/\\]*$/, "");
  return folder === "" || folder === "./" ? void 0 : `Commands are for the folder of the file, ${folder}`;
}

// src/js/cli/format/github.ts
var LEVELS2 = { fails: "error", wrong: "error", slow: "warning", note: "notice" };
function githubText(outcome) {
  const { input } = outcome;
  if (!("report" in outcome)) return annotation("error", input, "cannot be read", outcome.error.message);
  const lines = outcome.report.findings.map((finding) => {
    const { effect, title, fix, rule } = finding;
    const { places: [place] } = placesOf(finding, 1);
    return annotation(LEVELS2[effect], input, `${effect}: ${rule}`, `${title}${place === void 0 ? "" : ` (${place})`}. ${fix.text}`);
  });
  return lines.join("");
}
function annotation(level, file, title, message) {
  return `::${level} file=${property(file.replace(/^(\.\/)+/, ""))},title=${property(title)}::${data(message)}
`;
}
function data(text) {
  return cleanLine(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function property(text) {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

// src/js/cli/format/census.ts
var MOST_KEYS = 3;
function censusWords({ arrays }) {
  const known = arrays.filter(({ present }) => present !== null);
  const sum = (of) => known.reduce((all, array) => all + (of(array) ?? 0), 0);
  const missing = sum((array) => array.missing);
  const untold = arrays.length - known.length;
  const parts = [
    ...known.length === 0 ? [] : [`${counted(known.length, "array")} with ${counted(sum((array) => array.declared), "chunk")}, ${missing === 0 ? "all there" : `${countText(missing)} of them missing: viewers show the fill value for these`}`],
    ...untold === 0 ? [] : [`of ${counted(untold, "array")} it cannot be told which chunks are there`]
  ];
  return parts.length === 0 ? "there is no array" : parts.join("; ");
}
function censusFaults({ arrays }) {
  return arrays.filter(isSuspicious).flatMap(faultsOf);
}
function faultsOf({ path, misnamed, empty, emptyKeys, short, shortKeys, sized, present }) {
  const array = path === "" ? "root" : path;
  const looked = sized === present ? "" : ` of ${countText(sized)} looked at`;
  const keys = (list) => `${list.slice(0, MOST_KEYS).join(", ")}${list.length > MOST_KEYS ? ", ..." : ""}`;
  return [
    ...misnamed === null ? [] : [`${array}: ${counted(misnamed.count, "chunk")} stored as ${misnamed.found}, but the metadata says ${misnamed.stated}: viewers find none of them`],
    ...empty === 0 ? [] : [`${array}: ${counted(empty, "chunk")}${looked} without a byte (${keys(emptyKeys)}); copy again`],
    ...short === 0 ? [] : [`${array}: ${counted(short, "chunk")}${looked} shorter than a chunk is (${keys(shortKeys)}); copy again`]
  ];
}

// src/js/cli/format/markdown.ts
var PLACES = 5;
function markdownText(outcome) {
  const { input } = outcome;
  const lines = [`## ${escape(input)}`, "", ..."report" in outcome ? reportLines(outcome.report, input, outcome.indexed) : [`Could not be read: ${escape(outcome.error.message)}`, ""]];
  return `${lines.join("\n")}
`;
}
function reportLines(report, input, indexed) {
  const { findings, verdicts, notChecked, notes, omescope, census: census2 } = report;
  const [place, cost] = [commandPlace(findings, input), costWords(report, indexed)];
  return [
    `${escape(inputWords(report))}; checked with omescope ${escape(omescope)}`,
    "",
    "| viewer | verdict | says |",
    "|---|---|---|",
    ...verdicts.map(({ viewer, name, verdict, says = "" }) => `| ${escape(name)} | ${verdictWords(verdict, viewer)} | ${verdict === "loads" ? "" : escape(says)} |`),
    "",
    ...findings.flatMap((finding) => [...findingLines(finding, report), ""]),
    ...notChecked.length === 0 ? [] : ["### Not checked", "", ...notChecked.map(({ what, why }) => `- ${escape(what)}: ${escape(why)}`), ""],
    ...census2 === void 0 ? [] : [...censusFaults(census2), censusWords(census2)].flatMap((words) => [`Chunks: ${escape(words)}`, ""]),
    ...notes.flatMap(({ message }) => [`Server: ${escape(message)}`, ""]),
    ...place === void 0 ? [] : [escape(place), ""],
    ...cost === void 0 ? [] : [`Over HTTP: ${escape(cost)}\\.`, ""]
  ];
}
function findingLines(finding, report) {
  const { effect, rule, title, why, fix } = finding;
  const { places, more } = placesOf(finding, PLACES);
  const where = places.length === 0 ? "" : `: ${places.map(codeSpan).join("; ")}${more > 0 ? ` and ${countText(more)} more` : ""}`;
  return [
    `### ${effect}: ${escape(title)}`,
    "",
    `${codeSpan(rule)}${where}`,
    "",
    escape(why),
    "",
    ...affected(finding, report).filter(({ says }) => says !== "").flatMap(({ names, says }) => [`${escape(names)}: \u201C${escape(says)}\u201D`, ""]),
    `Fix: ${escape(fix.text)}`,
    ...fix.command === void 0 ? [] : ["", ...codeBlock(fix.command)]
  ];
}
function escape(text) {
  const marked = cleanLine(text).replace(/[\\`*_{}[\]()#+\-.!|~>@:$^=%]/g, "\\$&").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return marked.replace(/(\\@(?=[\w-])|\\#(?=\d)|\bGH(?=\\-\d))/g, "$1&#8203;").replace(/^( +)|( +)$/g, "");
}
function codeSpan(text) {
  const code = cleanLine(text);
  const fence = "`".repeat(longestRun(code) + 1);
  const space = /^[` ]|[` ]$/.test(code) ? " " : "";
  return `${fence}${space}${code}${space}${fence}`;
}
function codeBlock(code) {
  const text = clean(code);
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}sh`, text, fence];
}
function longestRun(text) {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run2]) => run2.length));
}

// src/js/cli/format/marks.ts
var MARKS = {
  loads: ["\u2713", "green"],
  slow: ["~", "yellow"],
  wrong: ["\u2717", "red"],
  fails: ["\u2717", "red"],
  unknown: ["?", "yellow"]
};

// src/js/cli/format/pretty.ts
var STYLES = { note: "dim", slow: "yellow", wrong: "red", fails: "red" };
var PLACES2 = 3;
var LEAST_SAID = 20;
var MOST_COLUMNS = 100;
function prettyText(outcome, wide) {
  if (!("report" in outcome)) return "";
  const { report, input, indexed } = outcome;
  const look = { ...wide, width: Math.min(wide.width, MOST_COLUMNS) };
  const telling = report.findings.filter(({ effect }) => effect !== "note");
  const blocks = [
    [hang("", `${look.paint(cleanLine(input), "bold")}  ${inputWords(report)}`, look.width), ...verdictLines(report, wide)],
    ...telling.map((finding) => findingLines2(finding, report, look)),
    noteLines(report, look),
    censusLines(report, look),
    [...aside(report, input, indexed, look)]
  ];
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}
`).join("\n")}
`;
}
function verdictLines({ verdicts }, look) {
  const names = Math.max(...verdicts.map(({ name }) => name.length), 0);
  const words = Math.max(...verdicts.map(({ verdict, viewer }) => verdictWords(verdict, viewer).length), 0);
  const room = look.width - names - words - 8;
  return verdicts.flatMap(({ viewer, name, verdict, says = "", remark }) => {
    const [mark, style] = MARKS[verdict];
    const text = verdictWords(verdict, viewer);
    const head = `  ${look.paint(mark, style)} ${name.padEnd(names)}  `;
    const remarked = remark === void 0 || isSpecification(viewer) ? [] : [look.paint(hang("    ", cleanLine(remark), look.width), "dim")];
    if (says === "" || verdict === "loads") return [`${head}${look.paint(text, style)}`, ...remarked];
    const said = (cells) => look.paint(shorten(`"${cleanLine(says)}"`, cells), "dim");
    const lines = room >= LEAST_SAID ? [`${head}${look.paint(text.padEnd(words), style)}  ${said(room)}`] : [`${head}${look.paint(text, style)}`, `    ${said(look.width - 4)}`];
    return [...lines, ...remarked];
  });
}
function findingLines2(finding, report, look) {
  const { effect, rule, title, why, fix } = finding;
  const { places, more } = placesOf(finding, PLACES2);
  const where = `${cleanLine(places.join("; "))}${more > 0 ? ` and ${countText(more)} more` : ""}`;
  const part = (label, text) => hang(`  ${label.padEnd(6)}`, cleanLine(text), look.width);
  const says = affected(finding, report).filter((group) => group.says !== "");
  return [
    hang(look.paint(`${effect.padEnd(5)}  `, STYLES[effect]), `${look.paint(cleanLine(title), "bold")} ${look.paint(`[${rule}]`, "dim")}`, look.width, 7),
    ...where === "" ? [] : [part("where", where)],
    part("why", why),
    ...says.map(({ names, says: words }) => part("says", `${names}: "${shorten(cleanLine(words), 240)}"`)),
    part("fix", fix.text),
    // As it is to be pasted: whatever its length.
    ...fix.command === void 0 ? [] : clean(fix.command).split("\n").map((line) => `          ${look.paint(line, "green")}`)
  ];
}
function noteLines({ findings }, look) {
  const notes = findings.filter(({ effect }) => effect === "note");
  return notes.map(({ title, rule }) => hang(look.paint("note   ", "dim"), `${cleanLine(title)} ${look.paint(`[${rule}]`, "dim")}`, look.width, 7));
}
function censusLines({ census: census2 }, look) {
  if (census2 === void 0) return [];
  const faults = censusFaults(census2).map((fault) => hang(look.paint("chunks ", "red"), cleanLine(fault), look.width, 7));
  return [...faults, hang(look.paint("chunks ", "dim"), cleanLine(censusWords(census2)), look.width, 7)];
}
function* aside(report, input, indexed, look) {
  for (const { what, why } of report.notChecked) yield wrap(`${look.paint("not checked:", "yellow")} ${cleanLine(what)}: ${cleanLine(why)}`, look.width);
  for (const { message, help } of report.notes) {
    yield wrap(`${look.paint("server:", "yellow")} ${cleanLine(message)}`, look.width);
    if (help !== void 0) yield hang("  ", clean(help), look.width);
  }
  const place = commandPlace(report.findings.filter(({ effect }) => effect !== "note"), input);
  if (place !== void 0) yield look.paint(wrap(cleanLine(place), look.width), "dim");
  const cost = costWords(report, indexed);
  if (cost !== void 0) yield look.paint(wrap(`Over HTTP: ${cleanLine(cost)}.`, look.width), "dim");
  const { bytes, requests } = report.transfer;
  yield look.paint(wrap(`${bytesText(bytes)} read in ${countText(requests)} ${requests === 1 ? "request" : "requests"}; omescope ${report.omescope}`, look.width), "dim");
}

// src/js/cli/format/sarif.ts
import { sep } from "node:path";
import { pathToFileURL } from "node:url";
var LEVELS3 = { fails: "error", wrong: "error", slow: "warning", note: "note" };
var MOST_RESULTS = 1e3;
var HOME = "https://www.npmjs.com/package/omescope";
var FILES = "https://unpkg.com/omescope";
function sarifText(outcomes, catalogue) {
  const all = outcomes.flatMap((outcome) => "report" in outcome ? outcome.report.findings.map((finding) => ({ finding, input: outcome.input })) : []);
  const results = worstFirst(all).slice(0, MOST_RESULTS);
  const used = new Set(results.map(({ finding }) => finding.rule));
  const rules2 = catalogue.filter(({ id }) => used.has(id));
  const version = outcomes.flatMap((outcome) => "report" in outcome ? [outcome.report.omescope] : [])[0];
  const run2 = {
    tool: { driver: { name: "omescope", ...version !== void 0 && { version }, informationUri: HOME, rules: rules2.map((rule) => ruleOf2(rule, version)) } },
    invocations: [invocationOf(outcomes, all.length - results.length)],
    results: results.map((result) => resultOf(result, rules2)),
    columnKind: "unicodeCodePoints"
  };
  return `${cleanJson({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run2] }, 2)}
`;
}
function worstFirst(results) {
  const order = ["fails", "wrong", "slow", "note"];
  return results.length <= MOST_RESULTS ? [...results] : results.toSorted((a, b) => order.indexOf(a.finding.effect) - order.indexOf(b.finding.effect));
}
function ruleOf2({ id, title, why, fix, affects, evidence }, version) {
  const worst = affects.map(({ effect }) => effect).reduce((worst2, effect) => Object.keys(LEVELS3).indexOf(effect) < Object.keys(LEVELS3).indexOf(worst2) ? effect : worst2, "note");
  const help = withoutArguments(fix.command === "" ? fix.text : `${fix.text}

${fix.command}`);
  const command = fix.command === "" ? [] : [codeBlock(withoutArguments(fix.command)).join("\n")];
  const markdown = [withoutArguments(why), withoutArguments(fix.text), ...command, `How this is known: ${evidence.map(escape).join("; ")}`];
  return {
    id,
    shortDescription: { text: plain(withoutArguments(title)) },
    fullDescription: { text: plain(withoutArguments(why)) },
    help: { text: plain(help), markdown: clean(markdown.join("\n\n")) },
    // For consumers that show no help of their own: the table of rules as it was published with this version, at this rule.
    ...version !== void 0 && { helpUri: `${FILES}@${version}/docs/rules.md#:~:text=${encodeURIComponent(id).replaceAll("-", "%2D")}` },
    defaultConfiguration: { level: LEVELS3[worst] }
  };
}
function resultOf({ finding, input }, rules2) {
  const { rule, effect, title, why, fix, count, places } = finding;
  const { places: where, more } = placesOf(finding, 3);
  const at = where.length === 0 ? "" : ` (${where.join("; ")}${more > 0 ? ` and ${countText(more)} more` : ""})`;
  const byte = places[0]?.at.byte;
  return {
    ruleId: rule,
    ruleIndex: rules2.findIndex(({ id }) => id === rule),
    level: LEVELS3[effect],
    message: { text: plain([`${title}${at}.`, why, fix.text, ...fix.command === void 0 ? [] : [fix.command]].join("\n")) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(input) }, ...byte !== void 0 && { region: { byteOffset: byte, byteLength: 1 } } } }],
    ...count > 1 && { occurrenceCount: count }
  };
}
function invocationOf(outcomes, omitted) {
  const failed = outcomes.flatMap((outcome) => "report" in outcome ? [] : [outcome]);
  const configuration = omitted === 0 ? [] : [{ level: "warning", message: { text: `${countText(omitted)} further results are left out, the least bad ones.` } }];
  return {
    executionSuccessful: failed.length === 0,
    ...failed.length > 0 && { toolExecutionNotifications: failed.map(notificationOf) },
    ...configuration.length > 0 && { toolConfigurationNotifications: configuration }
  };
}
function notificationOf({ input, error: { code, message, help } }) {
  return {
    level: "error",
    descriptor: { id: code },
    message: { text: plain(help === void 0 ? message : `${message}
${help}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(input) } } }]
  };
}
function plain(text) {
  const unlinked = /\]\(/.test(text) ? text.replace(/[\\[\]]/g, "\\$&") : text;
  return clean(/\{\d+\}/.test(unlinked) ? unlinked.replace(/[{}]/g, "$&$&") : unlinked);
}
function uriOf(input) {
  const text = input.replace(/[\ud800-\udfff]/gu, "\uFFFD");
  if (isUrl(text)) return URL.canParse(text) ? withoutSecrets(new URL(text)) : encodeURI(text);
  if (/^([/\\]|[a-z]:[/\\])/i.test(text)) return pathToFileURL(text).href;
  const parts = (sep === "\\" ? text.split(/[\\/]/) : text.split("/")).filter((part) => part !== ".");
  return parts.map(encodeURIComponent).join("/");
}
function withoutSecrets(url) {
  url.username = "";
  url.password = "";
  return url.href;
}

// src/js/cli/format/tally.ts
var BAD = ["fails", "wrong", "slow", "unknown"];
var MOST_RULES = 3;
function createTally(known) {
  const judged = /* @__PURE__ */ new Map();
  const rules2 = /* @__PURE__ */ new Map();
  let unread = 0;
  const nameOf = (id) => known.find((viewer) => viewer.id === id)?.name ?? id;
  const countOf = (id, verdict) => judged.get(id)?.get(verdict) ?? 0;
  const totalOf = (id) => [...judged.get(id)?.values() ?? []].reduce((sum, count) => sum + count, 0);
  function sentence(ids, verdict) {
    const groups = /* @__PURE__ */ new Map();
    for (const id of ids.filter((id2) => countOf(id2, verdict) > 0)) {
      const count = `${countText(countOf(id, verdict))} of ${countText(totalOf(id))}`;
      groups.set(count, [...groups.get(count) ?? [], nameOf(id)]);
    }
    if (groups.size === 0) return [];
    const parts = [...groups].map(([count, names], index) => `${count} ${index === 0 ? `${verb(verdict, count)} ` : ""}in ${listed(names)}`);
    return [`${parts.join(", ")}.`];
  }
  function specification(id) {
    const bad = countOf(id, "fails") + countOf(id, "wrong");
    return bad === 0 ? [] : [`${countText(bad)} of ${countText(totalOf(id))} ${bad === 1 ? "is" : "are"} not valid by the ${nameOf(id)}.`];
  }
  return {
    add(outcome) {
      if (!("report" in outcome)) {
        unread += 1;
        return;
      }
      const { verdicts, findings } = outcome.report;
      for (const { viewer, verdict } of verdicts) {
        const counts = judged.get(viewer) ?? /* @__PURE__ */ new Map();
        judged.set(viewer, counts.set(verdict, (counts.get(verdict) ?? 0) + 1));
      }
      for (const { rule } of findings.filter(({ effect }) => effect !== "note")) rules2.set(rule, (rules2.get(rule) ?? 0) + 1);
    },
    found: () => rules2.size > 0 || [...judged].some(([id]) => BAD.some((verdict) => countOf(id, verdict) > 0)),
    lines(inputs) {
      const viewers2 = [...judged.keys()].filter((id) => !isSpecification(id));
      const well = viewers2.filter((id) => countOf(id, "loads") === totalOf(id));
      const often = [...rules2].sort(([, a], [, b]) => b - a).slice(0, MOST_RULES);
      return [
        ...BAD.flatMap((verdict) => sentence(viewers2, verdict)),
        ...[...judged.keys()].filter(isSpecification).flatMap(specification),
        ...wellWords(well.map(nameOf), well.map(totalOf)),
        ...unread === 0 ? [] : [`${countText(unread)} of ${countText(inputs)} cannot be read.`],
        ...often.length === 0 ? [] : [`Most often: ${often.map(([rule, count]) => `${rule} (${countText(count)})`).join(", ")}.`]
      ];
    }
  };
}
function verb(verdict, count) {
  const one = count.startsWith("1 ");
  switch (verdict) {
    case "fails":
      return one ? "fails" : "fail";
    case "wrong":
      return one ? "shows something false" : "show something false";
    case "slow":
      return one ? "loads slowly" : "load slowly";
    default:
      return "may or may not load";
  }
}
function wellWords(names, totals) {
  if (names.length === 0) return [];
  const groups = /* @__PURE__ */ new Map();
  for (const [at, name] of names.entries()) groups.set(totals[at] ?? 0, [...groups.get(totals[at] ?? 0) ?? [], name]);
  return [...groups].map(([total, some]) => `${total === 1 ? "The one that is judged for it loads" : `All ${countText(total)} load`} in ${listed(some)}.`);
}
function listed(names) {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

// src/js/cli/format/table.ts
var SHORT = { loads: "loads", slow: "slow", wrong: "wrong", fails: "fails", unknown: "maybe" };
var SHORT_OF_SPECIFICATION = { loads: "valid", slow: "valid", wrong: "invalid", fails: "invalid", unknown: "maybe" };
var LEAST_NAME = 14;
var LEAST_FINDING = 12;
var LEAST_TITLE = 24;
function tableWriter(inputs, judges, look, quiet) {
  const columns = columnsFor(judges);
  const folder = commonFolder(inputs);
  const nameOf = (input) => cleanLine(input.slice(folder.length));
  const verdicts = columns.reduce((sum, { width }) => sum + width + 2, 0);
  const longest = inputs.reduce((most, input) => Math.max(most, cellsOf(nameOf(input))), 8);
  const name = Math.min(longest, Math.max(LEAST_NAME, Math.floor((look.width - verdicts) / 2)));
  const finding = look.width - name - verdicts - 2;
  const layout = { columns, name, finding, look, nameOf };
  const row = finding >= LEAST_FINDING ? rowText : blockText;
  const tally = createTally(judges.known);
  let begun = false;
  const head = () => {
    if (begun) return "";
    begun = true;
    const where = folder === "" ? "" : ` in ${cleanLine(folder)}`;
    const lines = [wrap(`${countText(inputs.length)} inputs${where}`, look.width), ...row === rowText ? [look.paint(titles(layout), "dim")] : []];
    return `${lines.join("\n")}
`;
  };
  return {
    one(looked) {
      tally.add(looked.outcome);
      return quiet && looked.exit === 0 ? "" : `${head()}${row(looked, layout)}
`;
    },
    end() {
      if (quiet && !begun) return "";
      const hints = tally.found() ? ["omescope -v ... tells everything of each, omescope explain RULE of a rule."] : [];
      const lines = [...tally.lines(inputs.length).map((line) => wrap(line, look.width)), ...hints.map((line) => look.paint(wrap(line, look.width), "dim"))];
      return `
${lines.join("\n")}
`;
    }
  };
}
function titles({ columns, name }) {
  return `${[padTo("", name), ...columns.map(({ title, width }) => padTo(title, width))].join("  ")}  worst finding`;
}
function rowText({ outcome }, { columns, name, finding, look, nameOf }) {
  const first = padTo(keepEnd(nameOf(outcome.input), name), name);
  if (!("report" in outcome)) return `${first}  ${look.paint("\u2717 cannot be read", "red")}`;
  const cells = columns.map(({ ids, width }) => {
    const found = outcome.report.verdicts.find(({ viewer }) => ids.includes(viewer));
    if (found === void 0) return look.paint(padTo("-", width), "dim");
    const [mark, style] = MARKS[found.verdict];
    return look.paint(padTo(`${mark} ${shortWord(found.viewer, found.verdict)}`, width), style);
  });
  return `${[first, ...cells].join("  ")}  ${findingText(outcome.report, finding, look)}`.trimEnd();
}
function blockText({ outcome }, { columns, look, nameOf }) {
  const first = (mark2) => `${mark2} ${keepEnd(nameOf(outcome.input), look.width - 2)}`;
  if (!("report" in outcome)) return `${look.paint(first("\u2717"), "red")}
  cannot be read`;
  const { verdicts } = outcome.report;
  const worst = verdicts.reduce((most, { verdict }) => isAtLeast(verdict, most) ? verdict : most, "loads");
  const [mark, style] = MARKS[worst];
  if (worst === "loads") return look.paint(first(mark), style);
  const words = /* @__PURE__ */ new Map();
  for (const { viewer, verdict } of verdicts.filter(({ verdict: verdict2 }) => verdict2 !== "loads")) {
    const title = columns.find(({ ids }) => ids.includes(viewer))?.title ?? viewer;
    const word = shortWord(viewer, verdict);
    words.set(word, [...words.get(word) ?? [], title]);
  }
  const lines = [...words].map(([word, titles2]) => hang(`  ${word}: `, titles2.join(", "), look.width, 4));
  return [look.paint(first(mark), style), ...lines, `  ${findingText(outcome.report, look.width - 2, look)}`.trimEnd()].filter((line) => line !== "").join("\n");
}
function shortWord(viewer, verdict) {
  return (isSpecification(viewer) ? SHORT_OF_SPECIFICATION : SHORT)[verdict];
}
function findingText({ findings }, room, { paint: paint2 }) {
  const worst = findings.reduce((most, finding) => most === void 0 || !isAtLeast(most.effect, finding.effect) ? finding : most, void 0);
  if (worst === void 0 || worst.effect === "note") return "";
  const rest = room - worst.rule.length - 2;
  if (rest < LEAST_TITLE) return shorten(worst.rule, room);
  return `${worst.rule}  ${paint2(shorten(cleanLine(worst.title), rest), "dim")}`;
}
function columnsFor({ known, chosen }) {
  const shown = known.filter(({ id, default: usual }) => chosen.length === 0 ? usual : chosen.includes(id));
  const columns = /* @__PURE__ */ new Map();
  for (const { id, name } of shown) {
    const bare = name.replace(/ \d[\d.]*$/, "");
    const title = isSpecification(id) ? "spec" : shown.filter((other) => other.name.startsWith(`${bare} `)).length > 1 ? name : bare;
    const column = columns.get(title) ?? { title, ids: [] };
    column.ids.push(id);
    columns.set(title, column);
  }
  return [...columns.values()].map(({ title, ids }) => {
    const words = ids.flatMap((id) => Object.keys(SHORT).map((verdict) => shortWord(id, verdict)));
    return { title, ids, width: Math.max(title.length, ...words.map((word) => word.length + 2)) };
  });
}
function commonFolder(inputs) {
  const [first = "", ...others] = inputs;
  let folder = first.slice(0, Math.max(first.lastIndexOf("/"), first.lastIndexOf("\\")) + 1);
  for (const other of others) {
    while (folder !== "" && !other.startsWith(folder)) folder = folder.slice(0, Math.max(folder.lastIndexOf("/", folder.length - 2), folder.lastIndexOf("\\", folder.length - 2)) + 1);
  }
  return /^[a-z\d]+:\/*$/i.test(folder) || folder === "/" || folder === "./" ? "" : folder;
}

// src/js/cli/format/formats.ts
var WRITERS = {
  pretty: prettyWriter,
  json: ({ several }) => collected((outcomes) => jsonText(outcomes, several)),
  ndjson: ({ named }) => ({ one: ({ outcome }) => `${cleanJson(named ? { given: outcome.input, ...content(outcome) } : content(outcome))}
` }),
  sarif: () => collected(async (outcomes) => sarifText(outcomes, await rules())),
  markdown: () => ({ one: ({ outcome }) => markdownText(outcome) }),
  github: () => ({ one: ({ outcome }) => githubText(outcome) })
};
async function prettyWriter({ inputs, task, verbose, quiet }, look) {
  const whole = ({ outcome, exit }) => quiet && exit === 0 ? "" : prettyText(outcome, look);
  if (inputs.length === 1) return { one: whole };
  const table = tableWriter(inputs, { known: await viewers(), chosen: task.options.viewers ?? [] }, look, quiet);
  if (!verbose) return table;
  const lines = [];
  return {
    one(looked) {
      lines.push(table.one(looked));
      return whole(looked);
    },
    end: () => [...lines, table.end()].join("")
  };
}
function collected(text) {
  const outcomes = [];
  return {
    one({ outcome }) {
      outcomes.push(outcome);
      return "";
    },
    end: () => text(outcomes)
  };
}
function content(outcome) {
  return "report" in outcome ? outcome.report : outcome;
}
function jsonText(outcomes, several) {
  const [only] = outcomes;
  if (several || only === void 0) return `${cleanJson(outcomes.map(content), 2)}
`;
  return "report" in only ? reportText(only.report) : `${cleanJson(only, 2)}
`;
}
async function createPrinter(plan) {
  const { format, output, resume, force, read } = plan;
  const look = output === void 0 ? { width: columnsOf(process.stdout), paint: painter(wantsColor(process.stdout)) } : { width: 80, paint: painter(false) };
  const writer = await WRITERS[format](plan, look);
  const kept = [];
  const print = (text) => {
    if (text === "") return;
    if (output === void 0) process.stdout.write(text);
    else if (resume) appendFileSync(output, text);
    else kept.push(text);
  };
  return {
    one(looked) {
      print(writer.one(looked));
    },
    async end() {
      print(await writer.end?.() ?? "");
      if (output !== void 0 && !resume) writeOutput(output, kept.join(""), read, force);
    }
  };
}

// src/js/cli/images.ts
import { existsSync as existsSync3, readdirSync } from "node:fs";
import { join as join2 } from "node:path";
var DEEPEST = 4;
var MOST = 1e4;
var MARKS2 = ["zarr.json", ".zgroup", ".zattrs", ".zarray", ".zmetadata"];
var IMAGE = /\.(tiff?|tf[28]|btf|ozx|zarr\.zip)$/i;
function isStoreFolder(path) {
  return /\.zarr[/\\]*$/i.test(path) || MARKS2.some((name) => existsSync3(join2(path, name)));
}
function isPlainFolder(path) {
  return isFolder(path) && !isStoreFolder(path);
}
function findImages(folder) {
  const inputs = [];
  let more = false;
  const walk = (at, depth) => {
    for (const entry of entriesOf(at)) {
      if (inputs.length >= MOST) {
        more = true;
        return;
      }
      const path = join2(at, entry.name);
      if (entry.isDirectory()) {
        if (isStoreFolder(path)) inputs.push(path);
        else if (depth < DEEPEST) walk(path, depth + 1);
        else more = true;
      } else if (IMAGE.test(entry.name)) inputs.push(path);
    }
  };
  walk(folder, 0);
  return { inputs, more };
}
function entriesOf(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
    return entries.sort((a, b) => a.name < b.name ? -1 : 1);
  } catch {
    return [];
  }
}

// src/js/cli/list.ts
import { readFileSync as readFileSync3 } from "node:fs";
function readList(path) {
  const text = textOf(path);
  const lines = text.includes("\0") ? text.split("\0") : text.split(/\r?\n/);
  const inputs = lines.flatMap((line, index) => inputIn(line, `${path === "-" ? "standard input" : path}, line ${index + 1}`));
  if (inputs.length === 0) throw new UsageError(`${path === "-" ? "standard input" : path} lists no input`);
  return inputs;
}
function textOf(path) {
  try {
    return readFileSync3(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new UsageError(`--from ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
function inputIn(line, where) {
  if (line.trim() === "") return [];
  if (!line.trimStart().startsWith("{")) return [line];
  const given = givenIn(line);
  if (given !== void 0) return [given];
  throw new UsageError(`${where}: this is neither a path nor JSON with the path as "given" or "input"; a path that begins with a brace is meant by ./{`);
}
function givenIn(line) {
  try {
    const { given, input } = JSON.parse(line);
    return [given, input].find((name) => typeof name === "string");
  } catch {
    return void 0;
  }
}

// src/js/cli/inputs.ts
function inputsOf(given, { from, path }) {
  const remarks = [];
  const named = expandPatterns(given).flatMap((input) => path === void 0 && isPlainFolder(input) ? imagesIn(input, remarks) : [input]);
  const inputs = from === void 0 ? named : [...named, ...readList(from)];
  if (inputs.length === 0) throw new UsageError("omescope check needs a file, a folder or a URL; omescope --help has examples");
  return { inputs, several: given.length > 1 || from !== void 0 || remarks.length > 0 || given.some(isPattern), remarks };
}
function imagesIn(folder, remarks) {
  const { inputs, more } = findImages(folder);
  if (inputs.length === 0) throw new UsageError(`${folder} is a folder without a Zarr store, and there is no image and no store in it${more ? " as far as was looked: four folders deep" : ""}`);
  const left = more ? "; what is more than four folders deep, or beyond 10,000, is left out" : "";
  remarks.push(`${folder} is a folder: ${counted(inputs.length, "image or store").replace("image or stores", "images and stores")} in it${left}`);
  return inputs;
}

// src/js/cli/jobs.ts
var MOST_WAITING = 256;
async function workOff({ items, workers, take, ordered }) {
  const waiting = /* @__PURE__ */ new Map();
  let [next, taken, failed] = [0, 0, false];
  const wake = [];
  function done(at, result) {
    if (!ordered) {
      take(result, items[at]);
      return;
    }
    waiting.set(at, result);
    for (let first = waiting.get(taken); first !== void 0; first = waiting.get(taken)) {
      waiting.delete(taken);
      take(first, items[taken]);
      taken += 1;
    }
    for (const go of wake.splice(0)) go();
  }
  async function lane(doer) {
    await doer.ready;
    while (next < items.length && !failed && !doer.over?.()) {
      if (ordered && next - taken >= MOST_WAITING) {
        await new Promise((resolve) => wake.push(resolve));
        continue;
      }
      const at = next;
      next += 1;
      try {
        done(at, await doer.work(items[at]));
      } catch (error) {
        failed = true;
        for (const go of wake.splice(0)) go();
        throw error;
      }
    }
  }
  const ends = await Promise.allSettled(workers.map(lane));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== void 0) throw failure.reason;
}

// src/js/cli/outcome.ts
function failureOf(error) {
  if (error instanceof OmescopeError) {
    const { code, message: message2, help } = error;
    return { code, message: message2, ...help !== void 0 && { help } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof UsageError ? "read-failed" : "internal", message };
}

// src/js/cli/look.ts
async function lookAt(input, task, { options, paint: paint2 }) {
  try {
    const looked = await checkOne(input, task, { ...options, ...task.options, limits: { ...options.limits, ...task.options.limits } });
    return { outcome: { input, ...looked }, exit: exitOfReport(looked.report, task.failOn), told: void 0 };
  } catch (error) {
    options.signal?.throwIfAborted();
    const { text, exit } = tellFailure(input, error, paint2);
    return { outcome: { input, error: failureOf(error) }, exit, told: text };
  }
}
function exitOfReport(report, failOn) {
  return failOn !== "never" && isAtLeast(worstOf(report), failOn) ? EXIT.findings : EXIT.ok;
}
function worstOf(report) {
  const verdict = worstVerdict(report);
  if (report.census?.arrays.some(isSuspicious) && !isAtLeast(verdict, "wrong")) return "wrong";
  return verdict === "loads" && report.findings.length > 0 ? "note" : verdict;
}
async function checkOne(text, { offsets, census: counting }, options) {
  if (options.path === void 0 && isPlainFolder(text)) throw new UsageError(`${text} is a folder without a Zarr store; omescope ${text} looks at what is in it`);
  if (isFolder(text)) return { report: await checkStore(text, folderStore(text), counting, options) };
  const input = openInput(text);
  try {
    const store = counting ? await findStore(input.source, options) : void 0;
    if (store !== void 0) return { report: await checkStore(text, store, counting, options) };
    const given = offsets === void 0 ? offsetsBeside(input) : { offsets };
    const report = await withProgress(text, (onProgress) => check(input.source, { ...options, ...given, onProgress }));
    return { report, ...given.offsets !== void 0 && { indexed: given.offsets !== false } };
  } finally {
    input.close();
  }
}
async function checkStore(text, store, counting, options) {
  const report = await withProgress(text, (onProgress) => check(store, { ...options, onProgress }));
  return counting ? { ...report, census: await countChunks(text, store, options) } : report;
}
async function countChunks(text, store, { path, signal }) {
  const status = createStatusLine();
  try {
    const onProgress = ({ files, arrays, arraysDone }) => {
      status.show(`${text}: ${countText(files)} chunks found, ${arraysDone} of ${arrays} arrays counted`);
    };
    return await census(store, { path, signal, onProgress });
  } finally {
    status.clear();
  }
}

// src/js/cli/patience.ts
var BEFORE = 200;
var WORTH = 400;
function createPatience(total, now = () => performance.now()) {
  const start = now();
  let some = false;
  let resolve = () => void 0;
  const over = new Promise((settle) => resolve = settle);
  const timer = setTimeout(() => {
    if (!some) resolve();
  }, BEFORE);
  const end = () => {
    clearTimeout(timer);
    resolve();
  };
  return {
    over,
    end,
    done(count) {
      some = true;
      const took = now() - start;
      const worthwhile = took >= BEFORE && took / count * (total - count) >= WORTH;
      if (worthwhile || count === total) end();
    }
  };
}

// src/js/cli/resume.ts
import { closeSync, existsSync as existsSync4, ftruncateSync, openSync, readSync, statSync } from "node:fs";
import { dirname as dirname2 } from "node:path";
function readEarlier(path, failOn, version) {
  const done = /* @__PURE__ */ new Map();
  let [lines, exit, whole] = [0, EXIT.ok, 0];
  if (!existsSync4(path)) {
    if (!existsSync4(dirname2(path))) throw new UsageError(`${path} cannot be written: there is no folder ${dirname2(path)}`);
    return { done, lines, exit };
  }
  if (!statSync(path).isFile()) throw new UsageError(`${path} is there already and is not a file`);
  const file = openSync(path, "r+");
  try {
    let broken;
    for (const { text, end } of linesOf(file)) {
      if (broken !== void 0) throw new UsageError(`${path}, line ${broken}, is no line of omescope --resume; nothing was added to it`);
      const line = parse(text);
      if (line === void 0) {
        broken = lines + 1;
        continue;
      }
      assertVersion(path, line, version);
      done.set(line.given, (done.get(line.given) ?? 0) + 1);
      [lines, whole] = [lines + 1, end];
      const own = "error" in line ? exitOf(line.error) : exitOfReport(line, failOn);
      if (own > exit) exit = own;
    }
    if (lines === 0 && broken !== void 0) throw new UsageError(`${path} is there already, and has no line of omescope --resume in it; nothing was added to it`);
    ftruncateSync(file, whole);
    return { done, lines, exit };
  } finally {
    closeSync(file);
  }
}
function leftOf(inputs, { done }) {
  const seen = new Map(done);
  return inputs.filter((input) => {
    const count = seen.get(input) ?? 0;
    if (count > 0) seen.set(input, count - 1);
    return count === 0;
  });
}
function parse(text) {
  try {
    const line = JSON.parse(text);
    return typeof line.given === "string" && ("error" in line || line.report === 1) ? line : void 0;
  } catch {
    return void 0;
  }
}
function assertVersion(path, line, version) {
  const { omescope } = line;
  if (omescope === void 0 || omescope === version) return;
  throw new UsageError(`${path} was begun by omescope ${omescope}, and this is ${version}; choose another file, or finish it with that one`);
}
function* linesOf(file) {
  const block = Buffer.alloc(1 << 20);
  let [rest, at] = [Buffer.alloc(0), 0];
  for (let count = readSync(file, block, 0, block.length, at); count > 0; count = readSync(file, block, 0, block.length, at)) {
    const bytes = Buffer.concat([rest, block.subarray(0, count)]);
    const start = at - rest.length;
    let from = 0;
    for (let feed = bytes.indexOf(10, from); feed >= 0; feed = bytes.indexOf(10, from)) {
      yield { text: bytes.toString("utf8", from, feed), end: start + feed + 1 };
      from = feed + 1;
    }
    rest = bytes.subarray(from);
    at += count;
  }
}

// src/js/cli/threads.ts
import { Worker } from "node:worker_threads";
var ThreadEnded = class extends Error {
};
function createThread({ script, workerData, resourceLimits, signal }) {
  let worker;
  let up = false;
  function start() {
    const made = new Worker(script, { workerData, ...resourceLimits && { resourceLimits } });
    made.on("error", () => void 0);
    made.on("exit", () => {
      if (worker === made) worker = void 0;
    });
    return made;
  }
  async function end() {
    const ending = worker;
    worker = void 0;
    await ending?.terminate();
  }
  return {
    get up() {
      return up;
    },
    end,
    async ask(message) {
      signal?.throwIfAborted();
      const at = worker ??= start();
      const waiting = new AbortController();
      try {
        return await new Promise((resolve, reject) => {
          const listen = { signal: waiting.signal };
          const lost = (why) => {
            worker = void 0;
            reject(new ThreadEnded(why));
          };
          onOnce(at, "message", (answer) => {
            up = true;
            resolve(answer);
          }, listen);
          onOnce(at, "messageerror", (error) => lost(messageOf(error)), listen);
          onOnce(at, "error", (error) => lost(messageOf(error)), listen);
          onOnce(at, "exit", (code) => lost(`exit code ${String(code)}`), listen);
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: waiting.signal });
          at.postMessage(message);
        });
      } finally {
        waiting.abort();
      }
    }
  };
}
function onOnce(worker, event, listener, { signal }) {
  worker.on(event, listener);
  signal.addEventListener("abort", () => worker.off(event, listener), { once: true });
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/js/cli/version.ts
import { readFileSync as readFileSync4 } from "node:fs";
function versionOf() {
  return JSON.parse(readFileSync4(inPackage("package.json"), "utf8")).version;
}

// src/js/cli/check.ts
var MOST_MEGABYTES = 512;
async function checkCommand(given, flags, reading, options) {
  const inputs = inputsOf(given, flags);
  const modules = inputs.inputs.length > 1 ? judgeModules(inputs.inputs) : void 0;
  await startEngine(modules);
  const plan = await planOf(inputs, flags, reading);
  if (!plan.quiet) for (const remark of inputs.remarks) err(paint(wrap(cleanLine(remark), columnsOf(process.stderr)), "dim", process.stderr));
  const earlier = plan.resume ? readEarlier(plan.output ?? "", plan.task.failOn, versionOf()) : void 0;
  const left = earlier === void 0 ? plan.inputs : leftOf(plan.inputs, earlier);
  if (earlier !== void 0 && earlier.lines > 0) err(`${cleanLine(plan.output ?? "")} has ${countText(plan.inputs.length - left.length)} of ${countText(plan.inputs.length)} inputs; ${left.length === 0 ? "nothing is left to do" : `going on with ${countText(left.length)}`}`);
  const exit = await lookAtAll(left, plan, modules, options);
  return earlier !== void 0 && earlier.exit > exit ? earlier.exit : exit;
}
async function lookAtAll(inputs, plan, modules, options) {
  const print = await createPrinter(plan);
  const status = createStatusLine();
  let [worst, done] = [EXIT.ok, 0];
  const patience = inputs.some(isUrl) ? void 0 : createPatience(inputs.length);
  const take = (looked) => {
    done += 1;
    patience?.done(done);
    status.clear();
    if (looked.told !== void 0) err(looked.told);
    print.one(looked);
    if (looked.exit > worst) worst = looked.exit;
    if (inputs.length > 1 && !plan.quiet) status.show(`${countText(done)} of ${countText(inputs.length)} looked at`);
  };
  const jobs = Math.min(plan.jobs, plan.task.reading.concurrency, inputs.length);
  const threads = modules !== void 0 && jobs > 1 ? startThreads(jobs, plan, modules, options) : void 0;
  try {
    const here = patience === void 0 && threads !== void 0 ? [] : [inHere(plan.task, threads, patience, options)];
    const workers = [...(threads ?? []).map((thread) => inThread(thread, patience)), ...here];
    await workOff({ items: inputs, workers, take, ordered: !plan.named || plan.format !== "ndjson" });
  } catch (error) {
    status.clear();
    if (options.signal?.aborted && inputs.length > 1) throw new UsageError(`interrupted after ${countText(done)} of ${countText(inputs.length)} inputs${plan.resume ? "; the same command goes on from there" : ""}`);
    throw error;
  } finally {
    status.clear();
    await Promise.all(threads?.map((thread) => thread.end()) ?? []);
  }
  await print.end();
  return worst;
}
function startThreads(jobs, { task }, modules, { signal }) {
  const reading = { ...task.reading, concurrency: Math.max(1, Math.floor(task.reading.concurrency / jobs)) };
  const workerData = { modules, task: { ...task, reading }, color: wantsColor(process.stderr) };
  const script = inPackage("dist/cli/worker.js");
  return Array.from({ length: jobs }, () => createThread({ script, workerData, signal, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } }));
}
function inHere(task, threads, patience, options) {
  const setting = { options, paint: painter(wantsColor(process.stderr)) };
  return {
    async work(input) {
      try {
        return await lookAt(input, task, setting);
      } catch (error) {
        patience?.end();
        throw error;
      } finally {
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    ...threads && { over: () => threads.every(({ up }) => up) }
  };
}
function inThread(thread, patience) {
  return {
    ...patience && { ready: patience.over },
    async work(input) {
      try {
        return await thread.ask(input);
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error;
        const message = `the thread that looked at it ended: ${error.message}`;
        const told = `${paint("error:", "red", process.stderr)} ${cleanLine(input)}: ${cleanLine(message)} ${paint("[internal]", "dim", process.stderr)}`;
        return { outcome: { input, error: { code: "internal", message } }, exit: EXIT.internal, told };
      }
    }
  };
}

// src/js/cli/reading.ts
var CONCURRENCY = 16;
function readingOf({ header = [], concurrency }) {
  return { headers: header.map(headerOf), concurrency: concurrencyOf(concurrency) };
}
function readOptions({ headers, concurrency }, signal) {
  const options = { limits: { concurrency }, ...signal && { signal } };
  if (headers.length === 0) return options;
  return {
    ...options,
    fetch: (request) => {
      for (const [name, value] of headers) request.headers.set(name, value);
      return fetch(request);
    }
  };
}
function concurrencyOf(text) {
  if (text === void 0) return CONCURRENCY;
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 256) return concurrency;
  throw new UsageError(`--concurrency takes a whole number from 1 to 256, and not "${text}"`);
}
function headerOf(header) {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*)$/s.exec(header) ?? [];
  if (name === void 0 || value === void 0) throw new UsageError(`--header takes 'NAME: VALUE', and not "${header}"`);
  return [name, value];
}

// src/js/cli/main.ts
var MOST_COLUMNS2 = 110;
async function run(args) {
  const said = readArguments(args);
  const { values, named, inputs } = said;
  if (values.version) {
    out(versionOf());
    return EXIT.ok;
  }
  if (values.help || named === "help") return await tellHelp(said);
  if (named === void 0 && inputs.length === 0 && values.from === void 0) {
    const { usageText } = await import("../chunk-LTQLET22.js");
    out(usageText(helpWidth()));
    return EXIT.usage;
  }
  if (named === void 0) assertNoSlip(inputs[0]);
  return await runCommand(named ?? "check", inputs, values);
}
async function tellHelp({ named, inputs }) {
  const { commandText, helpText } = await import("../chunk-LTQLET22.js");
  const name = named === "help" ? inputs[0] : named;
  if (name !== void 0 && !isCommand(name)) throw new UsageError(`there is no command "${name}".${didYouMean(name, COMMAND_NAMES)} omescope --help lists them`);
  out(name === void 0 ? helpText(helpWidth()) : commandText(name, helpWidth()));
  return EXIT.ok;
}
function helpWidth() {
  return Math.min(columnsOf(process.stdout), MOST_COLUMNS2);
}
function assertNoSlip(word) {
  if (word === void 0 || !/^\w+$/.test(word) || existsSync5(word)) return;
  throw new UsageError(`there is no command "${word}", and no file of this name.${didYouMean(word, COMMAND_NAMES)} omescope --help lists the commands`);
}
async function runCommand(command, inputs, values) {
  const reading = readingOf(values);
  const options = readOptions(reading, interruptible());
  if (command === "check") return await checkCommand(inputs, values, reading, options);
  await startEngine();
  switch (command) {
    case "offsets":
      return await (await import("../chunk-2HL7VEOV.js")).offsetsCommand(inputs, values, options);
    case "inspect":
      return await (await import("../chunk-MVDV2VK4.js")).inspectCommand(inputs, values, options);
    case "export":
      return await (await import("../chunk-6O52TB2A.js")).exportCommand(inputs, values, options);
    case "fix":
      return await (await import("../chunk-X74U4MD6.js")).fixCommand(inputs, values, options);
    case "config":
      return await (await import("../chunk-KEOBH5ZJ.js")).configCommand(inputs, values, options);
    case "dingus":
      return await (await import("../chunk-UGQG5BL5.js")).dingusCommand(inputs, options);
    case "rules":
      return await (await import("../chunk-C753U326.js")).rulesCommand(inputs, values);
    case "explain":
      return await (await import("../chunk-C753U326.js")).explainCommand(inputs);
    case "viewers":
      return await (await import("../chunk-C753U326.js")).viewersCommand(inputs, values);
  }
}
function interruptible() {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort(new UsageError("interrupted")));
  return controller.signal;
}
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});
process.exitCode = await run(process.argv.slice(2)).catch((error) => reportFailure("omescope", error));
