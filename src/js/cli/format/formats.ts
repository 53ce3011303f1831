import { reportText, type Report } from '../../index.js';
import { githubText } from './github.js';
import { markdownText } from './markdown.js';
import { prettyText } from './pretty.js';
import { sarifText } from './sarif.js';

/** Makes text of reports: one after the other as they come, or of all at the end. `input` is as the user wrote it. */
export interface Formatter {
  readonly each?: (report: Report, input: string) => string;
  readonly all?: (reports: readonly Report[], inputs: readonly string[]) => string;
}

export const FORMATS = {
  pretty: { each: prettyText },
  json: { all: (reports) => (reports.length === 1 && reports[0] ? reportText(reports[0]) : `${JSON.stringify(reports, null, 2)}\n`) },
  ndjson: { each: (report) => `${JSON.stringify(report)}\n` },
  sarif: { all: sarifText },
  markdown: { each: markdownText },
  github: { each: githubText },
} as const satisfies Record<string, Formatter>;

export function isFormat(text: string): text is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, text);
}
