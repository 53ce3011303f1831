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

/** `1,036` */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
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

/** A name or address as it can be shown: no control characters, none that turn the direction of text, not endless. */
export function shown(text: string, most = 300): string {
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return plain.length <= most ? plain : `${plain.slice(0, most - 40)}…${plain.slice(-39)}`;
}

/** First letter in upper case, for words of the core, which start in lower case. */
export function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?:]$/.test(start) ? start : `${start}.`;
}
