/** What colours text: it takes no place on a line. */
const COLOR = /\u001b\[\d+m/g;

/** Breaks text into lines of at most `width` cells, at spaces. Longer words stay whole. */
export function wrap(text: string, width = 96): string {
  return text.split('\n').map((line) => wrapLine(line, width)).join('\n');
}

/** The same behind a label, with the other lines below the text of the first. */
export function hang(label: string, text: string, width: number, indent = cellsOf(label)): string {
  const lines = wrap(text, Math.max(width - indent, 20)).split('\n');
  return lines.map((line, index) => (index === 0 ? label : line === '' ? '' : ' '.repeat(indent)) + line).join('\n');
}

/** Text cut to a number of cells, with a sign that it is. */
export function shorten(text: string, cells: number): string {
  return cellsOf(text) <= cells ? text : `${fitting([...text], cells - 1)}…`;
}

/** The same from the other side: the end of a path tells more than its beginning. */
export function keepEnd(text: string, cells: number): string {
  return cellsOf(text) <= cells ? text : `…${[...fitting([...text].reverse(), cells - 1)].reverse().join('')}`;
}

/** Text with spaces behind it up to a number of cells. */
export function padTo(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** Cells of a terminal that a text takes: two for the wide characters of East Asia and emoji, none for marks on others and colours. */
export function cellsOf(text: string): number {
  // Nearly all text is of this sort.
  if (/^[ -~]*$/.test(text)) return text.length;
  return [...text.replace(COLOR, '')].reduce((sum, character) => sum + cellsOfOne(character), 0);
}

function cellsOfOne(character: string): number {
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Script=Han}/u.test(character) ? 2 : 1;
}

/** As many of the first characters as have room. */
function fitting(characters: readonly string[], cells: number): string {
  let [taken, room] = ['', cells];
  for (const character of characters) {
    room -= cellsOfOne(character);
    if (room < 0) break;
    taken += character;
  }
  return taken;
}

function wrapLine(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    // A line that begins with `::` would be a command to GitHub.
    if (line !== '' && cellsOf(line) + 1 + cellsOf(word) > width && !word.startsWith('::')) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
