/** Printing for people: nothing from a file or a server can steer the terminal, or a service that reads commands from a log. */

/** Controls but the line feed, and the format characters of Unicode, which change the direction of text or hide in it. */
const ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Azure and GitHub read `##[command]` anywhere in a line. */
const LOG_COMMAND = /##(?=\w*\[)/g;
/** GitHub reads `::command::` at the start of one. */
const LINE_COMMAND = /^(\s*):(?=:)/gm;

/** Control characters made visible, as JSON writes them. */
export function clean(text: string): string {
  return text.replace(ACTIVE, escaped).replace(LOG_COMMAND, '#\\u0023').replace(LINE_COMMAND, '$1\\u003a');
}

/** Control characters made visible, on one line. */
export function cleanLine(text: string): string {
  return clean(text.replaceAll('\n', ' '));
}

/** JSON that a terminal and a log take for nothing else; it means the same. */
export function cleanJson(value: unknown, indent?: number): string {
  return clean(JSON.stringify(value, null, indent));
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('');
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
const CODES: Record<Style, readonly [number, number]> = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };

/** Whether colour is wanted on a stream: no-color.org, then FORCE_COLOR, then whether it is a terminal. */
export function wantsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Colours text that has been cleaned. */
export type Paint = (text: string, style: Style) => string;

export function painter(color: boolean): Paint {
  return (text, style) => {
    const [on, off] = CODES[style];
    return color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
}

/** The same for a stream. */
export function paint(text: string, style: Style, stream: { isTTY?: boolean } = process.stdout): string {
  return painter(wantsColor(stream))(text, style);
}

/** Characters of a line of a stream: of a terminal from 40 to 200, else 80. */
export function columnsOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  return stream.isTTY ? Math.min(Math.max(stream.columns || 80, 40), 200) : 80;
}

export function out(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function err(text: string): void {
  process.stderr.write(`${text}\n`);
}

export interface StatusLine {
  /** Whether nobody sees it. */
  readonly silent: boolean;
  show(text: string): void;
  clear(): void;
}

/** A line on standard error that is written over, on a terminal; nothing elsewhere. */
export function createStatusLine(stream: NodeJS.WriteStream = process.stderr): StatusLine {
  if (stream.isTTY !== true) return { silent: true, show: () => undefined, clear: () => undefined };
  let shown = false;
  return {
    silent: false,
    show(text) {
      shown = true;
      stream.write(`\r\u001b[K${cleanLine(text).slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
