import type { Verdict } from '../../slim.js';
import type { Style } from '../terminal.js';

/** What stands before a verdict. */
export const MARKS: Record<Verdict, readonly [string, Style]> = {
  loads: ['✓', 'green'],
  slow: ['~', 'yellow'],
  wrong: ['✗', 'red'],
  fails: ['✗', 'red'],
  unknown: ['?', 'yellow'],
};
