import {
  wrap
} from "./chunk-3TARP7JL.js";
import {
  EXIT,
  UsageError,
  columnsOf,
  err,
  indent,
  out,
  paint
} from "./chunk-BRJXFYTI.js";
import {
  rules,
  viewers
} from "./chunk-JUY7AZVK.js";

// src/js/cli/similar.ts
function didYouMean(word, known) {
  const meant = similar(word, known)[0];
  return meant === void 0 ? "" : ` Did you mean ${meant}?`;
}
function similar(word, known) {
  const given = word.toLowerCase();
  if (given === "" || given.length > 64) return [];
  const rated = [...known].map((name) => ({ name, far: distanceOf(given, name.toLowerCase()) }));
  return rated.filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.min(given.length, name.length) / 3))).sort((a, b) => a.far - b.far).map(({ name }) => name);
}
function distanceOf(given, name) {
  if (given === name) return 0;
  return given.length >= 2 && name.startsWith(given) ? 0.5 : slips(given, name);
}
function slips(one, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1];
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      row.push(Math.min((last[to] ?? 0) + 1, (row[to - 1] ?? 0) + 1, (last[to - 1] ?? 0) + (same ? 0 : 1), swapped ? (before[to - 2] ?? 0) + 1 : Infinity));
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}

// src/js/cli/rules.ts
async function rulesCommand(inputs, { json }) {
  if (inputs.length > 0) throw new UsageError("omescope rules takes no input; omescope explain RULE tells of one");
  const all = await rules();
  if (json) out(JSON.stringify(all, null, 2));
  else {
    for (const rule of all) out(`${paint(rule.id, "bold")}  ${withSlots(rule.title)}`);
    err(paint("What is in <angle brackets> is filled in with what is found in the data; omescope explain RULE tells all of a rule.", "dim", process.stderr));
  }
  return EXIT.ok;
}
async function explainCommand(inputs) {
  const all = await rules();
  if (inputs.length === 0) throw new UsageError("omescope explain needs the name of a rule; omescope rules lists them");
  for (const id of inputs) {
    const rule = all.find((known) => known.id === id);
    if (rule === void 0) throw new UsageError(`there is no rule "${id}".${nearest(id, all)} omescope rules lists them`);
    explain(rule);
  }
  return EXIT.ok;
}
async function viewersCommand(inputs, { json }) {
  if (inputs.length > 0) throw new UsageError("omescope viewers takes no input");
  const all = await viewers();
  if (json) out(JSON.stringify(all, null, 2));
  else {
    for (const viewer of all) {
      const more = [viewer.parts.join(", "), viewer.date, ...viewer.default ? [] : ["only when asked for"], ...viewer.remark ? [viewer.remark] : []];
      out(`${paint(viewer.id, "bold")}  ${more.join("; ")}`);
    }
  }
  return EXIT.ok;
}
function explain(rule) {
  const width = Math.min(columnsOf(process.stdout), 100) - 6;
  out(paint(rule.id, "bold"));
  out(indent(wrap(withSlots(rule.title), width)));
  out("\nWhy it matters");
  out(indent(wrap(withSlots(rule.why), width)));
  out("\nWhat to do");
  out(indent(wrap(withSlots(rule.fix.text), width)));
  if (rule.fix.command !== "") out(indent(withoutArguments(rule.fix.command)));
  out("\nWho is affected");
  for (const { software, versions, effect, says } of rule.affects) {
    out(indent(wrap(`${software}${versions === "" ? "" : ` ${versions}`}: ${effect}${says === "" ? "" : `, and says "${withSlots(says)}"`}`, width)));
  }
  out("\nHow that is known");
  for (const source of rule.evidence) out(indent(wrap(source, width)));
  out("");
}
function withSlots(text) {
  return text.replace(/\{([a-z_]+)\}/g, (_, name) => `<${name.replaceAll("_", " ")}>`);
}
function withoutArguments(text) {
  return text.replace(/\{([a-z_]+)\}/g, (_, name) => name.toUpperCase());
}
function nearest(id, all) {
  const concept = id.split("/").at(-1) ?? id;
  const ids = all.map((rule) => rule.id);
  const like = ids.filter((known) => concept !== "" && known.includes(concept));
  const area = id.split("/")[0] ?? "";
  like.sort((one, other) => Number(other.startsWith(`${area}/`)) - Number(one.startsWith(`${area}/`)));
  const meant = like.length > 0 ? like : similar(id, ids);
  return meant.length === 0 ? "" : ` Did you mean ${meant.slice(0, 3).join(" or ")}?`;
}

export {
  didYouMean,
  rulesCommand,
  explainCommand,
  viewersCommand,
  withoutArguments,
  nearest
};
