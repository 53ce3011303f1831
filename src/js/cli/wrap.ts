/** What colours text: it takes no place on a line. */
const COLOR = /\u001b\[\d+m/g;

/** Breaks text into lines of at most `width` characters, at spaces. Longer words stay whole. */
export function wrap(text: string, width = 96): string {
  return text.split('\n').map((line) => wrapLine(line, width)).join('\n');
}

/** The same behind a label, with the other lines below the text of the first. */
export function hang(label: string, text: string, width: number, indent = lengthOf(label)): string {
  const lines = wrap(text, Math.max(width - indent, 20)).split('\n');
  return lines.map((line, index) => (index === 0 ? label : line === '' ? '' : ' '.repeat(indent)) + line).join('\n');
}

/** Text cut to a length, with a sign that it is. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, Math.max(length - 1, 0)).join('')}…`;
}

function lengthOf(text: string): number {
  return text.replace(COLOR, '').length;
}

function wrapLine(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    // A line that begins with `::` would be a command to GitHub.
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width && !word.startsWith('::')) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
