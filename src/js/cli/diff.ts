/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** Of longer stretches that differ, all lines are taken away and put in, instead of looking for equal ones among them. */
const MOST_CELLS = 4_000_000;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** The lines of a unified diff between two texts; `before` is `null` for a file that is new. */
export function unifiedDiff(name: string, before: string | null, after: string): string[] {
  const all = compared(linesOf(before ?? ''), linesOf(after));
  return [`--- ${before === null ? '/dev/null' : `a/${name}`}`, `+++ b/${name}`, ...hunks(all)];
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  // A text that does not end its last line is another one than that which does.
  return text.endsWith('\n') ? lines.slice(0, -1) : [...lines.slice(0, -1), `${lines.at(-1) ?? ''}\n\\ No newline at end of file`];
}

function compared(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ mark: ' ', text }));
  const middle = differing(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

/** By the longest common subsequence. */
function differing(before: readonly string[], after: readonly string[]): Line[] {
  const [rows, columns] = [before.length, after.length];
  if (rows * columns > MOST_CELLS) return [...before.map((text): Line => ({ mark: '-', text })), ...after.map((text): Line => ({ mark: '+', text }))];
  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      common[row * width + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    if (row < rows && column < columns && before[row] === after[column]) {
      lines.push({ mark: ' ', text: before[row] ?? '' });
      row += 1;
      column += 1;
    } else if (row < rows && (column >= columns || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ mark: '-', text: before[row] ?? '' });
      row += 1;
    } else {
      lines.push({ mark: '+', text: after[column] ?? '' });
      column += 1;
    }
  }
  return lines;
}

function hunks(lines: readonly Line[]): string[] {
  const near = new Uint8Array(lines.length);
  for (const [at, { mark }] of lines.entries()) if (mark !== ' ') near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  const printed: string[] = [];
  let [old, fresh] = [1, 1];
  for (let at = 0; at < lines.length; at += 1) {
    if (near[at] === 1 && near[at - 1] !== 1) printed.push(headOf(lines, near, at, old, fresh));
    const { mark, text } = lines[at] ?? { mark: ' ', text: '' };
    if (near[at] === 1) printed.push(`${mark}${text}`);
    if (mark !== '+') old += 1;
    if (mark !== '-') fresh += 1;
  }
  return printed;
}

function headOf(lines: readonly Line[], near: Uint8Array, start: number, old: number, fresh: number): string {
  let [end, removed, added] = [start, 0, 0];
  for (; near[end] === 1; end += 1) {
    if (lines[end]?.mark !== '+') removed += 1;
    if (lines[end]?.mark !== '-') added += 1;
  }
  return `@@ -${removed === 0 ? old - 1 : old},${removed} +${added === 0 ? fresh - 1 : fresh},${added} @@`;
}
