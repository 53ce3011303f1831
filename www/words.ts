/** Numbers and foreign text in words. */

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `1.2 MB`: powers of 1000, at most three digits. */
export function bytesText(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

/** `1,036`. By hand: `toLocaleString` takes a tenth of a second when it is called first. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 IFD`, `1,036 IFDs` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `0.6 % of the file` (unbroken); nothing where the size is not known. */
export function shareText(bytes: number, size: number | null | undefined): string | undefined {
  if (!size) return undefined;
  const percent = (100 * bytes) / size;
  if (percent >= 100) return 'as much as the whole file';
  if (percent < 0.01) return 'less than 0.01\u00a0% of the file';
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toPrecision(2))}\u00a0% of the file`;
}

/** Controls, and characters that are not seen or change the direction of text. */
const ACTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from a file as it can be shown: nothing that does something instead of being seen, and not endless. */
export function shown(text: string, most = 300): string {
  const plain = text.replace(ACTIVE, '\ufffd');
  return plain.length <= most ? plain : `${plain.slice(0, most - 40)}…${plain.slice(-39)}`;
}

/** Text of several lines as it can be shown: the same, but its lines stay. */
export function shownLines(text: string): string {
  return text.split('\n').map((line) => line.replace(ACTIVE, '\ufffd')).join('\n');
}

/** `Viv, Avivator and Vitessce` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** First letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same with a full stop, for words of the core, which start in lower case. */
export function sentence(text: string): string {
  const start = capital(text);
  return /[.!?:]$/.test(start) ? start : `${start}.`;
}
