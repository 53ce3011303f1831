import type { Progress } from '../slim.js';
import { createStatusLine } from './terminal.js';

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 MB`: powers of 1000, at most three digits. */
export function bytesText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

/** `1,036`. By hand: the first `toLocaleString` of a process takes it tens of milliseconds. */
export function countText(count: number): string {
  return Number.isSafeInteger(count) ? String(count).replace(/\B(?=(\d{3})+$)/g, ',') : count.toLocaleString('en-US');
}

/** `1 image`, `1,036 images` */
export function counted(count: number, one: string): string {
  return `${countText(count)} ${one}${count === 1 ? '' : 's'}`;
}

/** Shows how far a job is while it runs, on a terminal. */
export async function withProgress<T>(name: string, work: (onProgress: (progress: Progress) => void) => Promise<T>): Promise<T> {
  const status = createStatusLine();
  // Words are made only where somebody sees them.
  if (status.silent) return await work(() => undefined);
  try {
    return await work(({ bytes, requests, ifds }) => {
      status.show(`${name}: ${ifds === 0 ? '' : `${countText(ifds)} IFDs, `}${bytesText(bytes)} read in ${countText(requests)} requests`);
    });
  } finally {
    status.clear();
  }
}
