import {
  COMMANDS,
  COMMAND_NAMES,
  COMMON,
  OPTIONS
} from "./chunk-DX7AAFPU.js";
import {
  hang,
  wrap
} from "./chunk-3TARP7JL.js";

// src/js/cli/help.ts
var EXAMPLES = [
  ["omescope image.ome.tif", "does it load, show right, and is it fast? If not: why, and what to do"],
  ["omescope 'data/*.ome.tif'", "many at once: a line each, and how many fail"],
  ["omescope offsets image.ome.tif", "write the offsets.json that lets viewers open any plane at once"]
];
function usageText(width) {
  return [
    wrap("omescope says whether an OME-TIFF or a Zarr store loads, shows right and is fast in web viewers.", width),
    "",
    ...table(EXAMPLES, width),
    "",
    "omescope --help tells more."
  ].join("\n");
}
function helpText(width) {
  const commands = COMMAND_NAMES.map((name) => [name, COMMANDS[name].about]);
  return [
    wrap("omescope reads OME-TIFF files and Zarr stores (OME-Zarr, AnnData, SpatialData) the way web viewers do, and says what goes wrong there and how to put it right.", width),
    "",
    ...table(EXAMPLES, width),
    "",
    "Commands (omescope help COMMAND tells all of one)",
    "",
    ...table(commands, width),
    "",
    wrap("Exit codes: 0 all well, 1 findings, 2 usage or an input that cannot be read, 3 a bug of omescope.", width),
    wrap("Nothing is uploaded; of a URL only the bytes that are needed are read.", width)
  ].join("\n");
}
function commandText(name, width) {
  const { inputs, about, examples, options, more = [] } = COMMANDS[name];
  const rows = Object.entries({ ...options, ...COMMON }).map(([option, what]) => [spelled(option), what]);
  return [
    hang("", `omescope ${name}${inputs === "" ? "" : ` ${inputs}`}`, width, 4),
    wrap(`${about[0]?.toUpperCase()}${about.slice(1)}.`, width),
    ...examples.length === 0 ? [] : ["", ...table(examples, width)],
    "",
    ...table(rows, width),
    ...more.flatMap((text) => ["", wrap(text, width)])
  ].join("\n");
}
function spelled(name) {
  const option = OPTIONS[name];
  return `${option.short === void 0 ? "" : `-${option.short}, `}--${name}${option.value === void 0 ? "" : ` ${option.value}`}`;
}
function table(rows, width) {
  const first = Math.min(Math.max(...rows.map(([left]) => left.length)), Math.floor(width / 2.5));
  const beside = width >= 60;
  return rows.map(([left, right]) => {
    const label = `  ${left}`;
    if (right === "") return label;
    if (beside && left.length <= first) return hang(label.padEnd(first + 4), right, width);
    return `${label}
${hang(" ".repeat(beside ? first + 4 : 6), right, width)}`;
  });
}
export {
  commandText,
  helpText,
  usageText
};
