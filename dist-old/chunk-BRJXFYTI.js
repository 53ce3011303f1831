import {
  OmescopeError
} from "./chunk-YLBTSYZT.js";

// src/js/cli/terminal.ts
var ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
var LOG_COMMAND = /##(?=\w*\[)/g;
var LINE_COMMAND = /^(\s*):(?=:)/gm;
function clean(text) {
  return text.replace(ACTIVE, escaped).replace(LOG_COMMAND, "#\\u0023").replace(LINE_COMMAND, "$1\\u003a");
}
function cleanLine(text) {
  return clean(text.replaceAll("\n", " "));
}
function cleanJson(value, indent2) {
  return clean(JSON.stringify(value, null, indent2));
}
function escaped(character) {
  return Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`).join("");
}
var CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };
function wantsColor(stream, env = process.env) {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== void 0) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
function painter(color) {
  return (text, style) => {
    const [on, off] = CODES[style];
    return color ? `\x1B[${on}m${text}\x1B[${off}m` : text;
  };
}
function paint(text, style, stream = process.stdout) {
  return painter(wantsColor(stream))(text, style);
}
function columnsOf(stream) {
  return stream.isTTY ? Math.min(Math.max(stream.columns || 80, 40), 200) : 80;
}
function out(text) {
  process.stdout.write(`${text}
`);
}
function err(text) {
  process.stderr.write(`${text}
`);
}
function createStatusLine(stream = process.stderr) {
  if (stream.isTTY !== true) return { silent: true, show: () => void 0, clear: () => void 0 };
  let shown = false;
  return {
    silent: false,
    show(text) {
      shown = true;
      stream.write(`\r\x1B[K${cleanLine(text).slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
    },
    clear() {
      if (shown) stream.write("\r\x1B[K");
      shown = false;
    }
  };
}

// src/js/cli/failure.ts
var EXIT = { ok: 0, findings: 1, usage: 2, internal: 3 };
var UsageError = class extends Error {
};
function reportFailure(name, error) {
  const { text, exit } = tellFailure(name, error, painter(wantsColor(process.stderr)));
  err(text);
  return exit;
}
function tellFailure(name, error, paint2) {
  const label = paint2("error:", "red");
  if (error instanceof UsageError) return { text: `${label} ${cleanLine(error.message)}`, exit: EXIT.usage };
  if (!(error instanceof OmescopeError)) {
    return { text: `${label} ${cleanLine(name)}: ${clean(error instanceof Error ? error.stack ?? error.message : String(error))}`, exit: EXIT.internal };
  }
  const line = `${label} ${cleanLine(name)}: ${cleanLine(error.message)} ${paint2(`[${error.code}]`, "dim")}`;
  return { text: error.help === void 0 ? line : `${line}
${indent(clean(error.help))}`, exit: exitOf(error) };
}
function exitOf({ code }) {
  if (code === "internal") return EXIT.internal;
  return code.startsWith("ifd-") ? EXIT.findings : EXIT.usage;
}
function indent(text) {
  return text.split("\n").map((line) => line === "" ? "" : `      ${line}`).join("\n");
}

export {
  clean,
  cleanLine,
  cleanJson,
  wantsColor,
  painter,
  paint,
  columnsOf,
  out,
  err,
  createStatusLine,
  EXIT,
  UsageError,
  reportFailure,
  tellFailure,
  exitOf,
  indent
};
