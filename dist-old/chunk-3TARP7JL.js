// src/js/cli/wrap.ts
var COLOR = /\u001b\[\d+m/g;
function wrap(text, width = 96) {
  return text.split("\n").map((line) => wrapLine(line, width)).join("\n");
}
function hang(label, text, width, indent = cellsOf(label)) {
  const lines = wrap(text, Math.max(width - indent, 20)).split("\n");
  return lines.map((line, index) => (index === 0 ? label : line === "" ? "" : " ".repeat(indent)) + line).join("\n");
}
function shorten(text, cells) {
  return cellsOf(text) <= cells ? text : `${fitting([...text], cells - 1)}\u2026`;
}
function keepEnd(text, cells) {
  return cellsOf(text) <= cells ? text : `\u2026${[...fitting([...text].reverse(), cells - 1)].reverse().join("")}`;
}
function padTo(text, cells) {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}
function cellsOf(text) {
  if (/^[ -~]*$/.test(text)) return text.length;
  return [...text.replace(COLOR, "")].reduce((sum, character) => sum + cellsOfOne(character), 0);
}
function cellsOfOne(character) {
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Script=Han}/u.test(character) ? 2 : 1;
}
function fitting(characters, cells) {
  let [taken, room] = ["", cells];
  for (const character of characters) {
    room -= cellsOfOne(character);
    if (room < 0) break;
    taken += character;
  }
  return taken;
}
function wrapLine(text, width) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && cellsOf(line) + 1 + cellsOf(word) > width && !word.startsWith("::")) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}

export {
  wrap,
  hang,
  shorten,
  keepEnd,
  padTo,
  cellsOf
};
