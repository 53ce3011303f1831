/** Printing for people: nothing from a file or a server can steer the terminal. */

// C0 and C1 controls but not the line feed, and the characters that change the direction of text.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Control characters made visible. */
export function clean(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Control characters made visible, on one line. */
export function cleanLine(text: string): string {
  return clean(text).replaceAll('\n', ' ');
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
export function paint(text: string, style: Style, stream: { isTTY?: boolean } = process.stdout): string {
  const [on, off] = CODES[style];
  return wantsColor(stream) ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

export function out(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function err(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A line on standard error that is written over, on a terminal; nothing elsewhere. */
export function createStatusLine(stream: NodeJS.WriteStream = process.stderr): { show(text: string): void; clear(): void } {
  if (stream.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let shown = false;
  return {
    show(text) {
      shown = true;
      stream.write(`\r\u001b[K${cleanLine(text).slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
