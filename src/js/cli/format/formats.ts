import { reportText, rules } from '../../index.js';
import type { Plan } from '../check-flags.js';
import type { Outcome } from '../outcome.js';
import { cleanJson, painter, wantsColor, type Paint } from '../terminal.js';
import { writeOutput } from '../write.js';
import { githubText } from './github.js';
import { markdownText } from './markdown.js';
import { prettyText } from './pretty.js';
import { sarifText } from './sarif.js';

/** How text for people is laid out. */
export interface Look {
  /** Characters of a line. */
  readonly width: number;
  readonly paint: Paint;
}

/** Makes text of outcomes: one after the other as they come, or of all at the end. `several`: there may be more than one. */
interface Format {
  readonly each?: (outcome: Outcome, look: Look) => string;
  readonly all?: (outcomes: readonly Outcome[], several: boolean) => string | Promise<string>;
}

export const FORMATS = {
  pretty: { each: prettyText },
  json: { all: jsonText },
  ndjson: { each: (outcome) => `${cleanJson(content(outcome))}\n` },
  sarif: { all: async (outcomes) => sarifText(outcomes, await rules()) },
  markdown: { each: markdownText },
  github: { each: githubText },
} as const satisfies Record<string, Format>;

export function isFormat(text: string): text is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, text);
}

/** What programs read of an outcome: the report, or the error with its input. */
function content(outcome: Outcome): unknown {
  return 'report' in outcome ? outcome.report : outcome;
}

function jsonText(outcomes: readonly Outcome[], several: boolean): string {
  const [only] = outcomes;
  if (several || only === undefined) return `${cleanJson(outcomes.map(content), 2)}\n`;
  return 'report' in only ? reportText(only.report) : `${cleanJson(only, 2)}\n`;
}

/** Prints outcomes, or keeps them for a file. */
export interface Printer {
  one(outcome: Outcome): void;
  end(): Promise<void>;
}

export function createPrinter({ format, output, force, read }: Plan, several: boolean): Printer {
  const { each, all }: Format = FORMATS[format];
  const look = output === undefined ? lookOf(process.stdout) : { width: 80, paint: painter(false) };
  const outcomes: Outcome[] = [];
  const kept: string[] = [];
  const print = (text: string): void => {
    if (output === undefined) process.stdout.write(text);
    else kept.push(text);
  };
  return {
    one(outcome) {
      if (each) print(each(outcome, look));
      else outcomes.push(outcome);
    },
    async end() {
      if (all) print(await all(outcomes, several));
      if (output !== undefined) writeOutput(output, kept.join(''), read, force);
    },
  };
}

/** Lines as wide as the terminal, but not so wide that they are hard to read. */
function lookOf(stream: NodeJS.WriteStream): Look {
  const columns = stream.isTTY ? stream.columns || 80 : 80;
  return { width: Math.min(Math.max(columns, 60), 100), paint: painter(wantsColor(stream)) };
}
