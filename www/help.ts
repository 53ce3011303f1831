/** What to do about a problem: prose as prose, settings as text that can be copied. */
import { el } from './dom.js';
import { copyButton } from './handover.js';
import { shownLines } from './words.js';

/** A heading line and indented lines below it; where there are none, all is prose or one block. */
interface Piece {
  readonly title: string | undefined;
  readonly lines: readonly string[];
}

/** Pieces beyond this number are folded, so that the one wanted is found. */
const MOST_OPEN = 2;

export function helpView(help: string): HTMLElement {
  const pieces = shownLines(help).split(/\n{2,}/).map(pieceOf);
  const snippets = pieces.filter(({ title }) => title !== undefined).length;
  return el('div', { class: 'help' }, ...pieces.map((piece) => pieceView(piece, snippets > MOST_OPEN)));
}

function pieceOf(text: string): Piece {
  const [first = '', ...rest] = text.split('\n');
  const titled = /^\S.*:$/.test(first) && rest.length > 0 && rest.every((line) => /^\s/.test(line));
  return titled ? { title: first.slice(0, -1), lines: dedented(rest) } : { title: undefined, lines: [first, ...rest] };
}

function pieceView({ title, lines }: Piece, folded: boolean): HTMLElement {
  if (title === undefined) return lines.length === 1 ? el('p', {}, lines[0]) : snippetView(lines.join('\n'));
  if (!folded) return el('div', {}, el('p', { class: 'title' }, title), snippetView(lines.join('\n')));
  return el('details', {}, el('summary', {}, title), snippetView(lines.join('\n')));
}

/** Text to be copied, in a box that scrolls by itself. */
export function snippetView(text: string): HTMLElement {
  const box = el('pre', { tabindex: '0' }, text);
  return el('div', { class: 'snippet' }, box, copyButton('Copy', () => text));
}

function dedented(lines: readonly string[]): string[] {
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(depth));
}
