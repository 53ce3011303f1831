import { appendFileSync } from 'node:fs';
import { reportText, rules, viewers } from '../../slim.js';
import type { Plan } from '../check-flags.js';
import type { Looked } from '../look.js';
import type { Outcome } from '../outcome.js';
import { cleanJson, columnsOf, painter, wantsColor, type Paint } from '../terminal.js';
import { writeOutput } from '../write.js';
import { githubText } from './github.js';
import { markdownText } from './markdown.js';
import type { FormatName } from './names.js';
import { prettyText } from './pretty.js';
import { sarifText } from './sarif.js';
import { tableWriter } from './table.js';

/** How text for people is laid out. */
export interface Look {
  /** Characters of a line. */
  readonly width: number;
  readonly paint: Paint;
}

/** Makes text of outcomes: one after the other as they come, or of all at the end. */
export interface Writer {
  one(looked: Looked): string;
  end?(): string | Promise<string>;
}

const WRITERS: Record<FormatName, (plan: Plan, look: Look) => Writer | Promise<Writer>> = {
  pretty: prettyWriter,
  json: ({ several }) => collected((outcomes) => jsonText(outcomes, several)),
  ndjson: ({ named }) => ({ one: ({ outcome }) => `${cleanJson(named ? { given: outcome.input, ...content(outcome) } : content(outcome))}\n` }),
  sarif: () => collected(async (outcomes) => sarifText(outcomes, await rules())),
  markdown: () => ({ one: ({ outcome }) => markdownText(outcome) }),
  github: () => ({ one: ({ outcome }) => githubText(outcome) }),
};

/** Everything of a single input; a line for each of several, and behind it everything where that is wanted. */
async function prettyWriter({ inputs, task, verbose, quiet }: Plan, look: Look): Promise<Writer> {
  const whole = ({ outcome, exit }: Looked): string => (quiet && exit === 0 ? '' : prettyText(outcome, look));
  if (inputs.length === 1) return { one: whole };
  const table = tableWriter(inputs, { known: await viewers(), chosen: task.options.viewers ?? [] }, look, quiet);
  if (!verbose) return table;
  // The lines come at the end, where they are seen.
  const lines: string[] = [];
  return {
    one(looked) {
      lines.push(table.one(looked));
      return whole(looked);
    },
    end: () => [...lines, table.end()].join(''),
  };
}

function collected(text: (outcomes: readonly Outcome[]) => string | Promise<string>): Writer {
  const outcomes: Outcome[] = [];
  return {
    one({ outcome }) {
      outcomes.push(outcome);
      return '';
    },
    end: () => text(outcomes),
  };
}

/** What programs read of an outcome: the report, or the error with its input. */
function content(outcome: Outcome): object {
  return 'report' in outcome ? outcome.report : outcome;
}

function jsonText(outcomes: readonly Outcome[], several: boolean): string {
  const [only] = outcomes;
  if (several || only === undefined) return `${cleanJson(outcomes.map(content), 2)}\n`;
  return 'report' in only ? reportText(only.report) : `${cleanJson(only, 2)}\n`;
}

/** Prints outcomes, keeps them for a file, or adds them to one. */
export interface Printer {
  one(looked: Looked): void;
  end(): Promise<void>;
}

export async function createPrinter(plan: Plan): Promise<Printer> {
  const { format, output, resume, force, read } = plan;
  const look = output === undefined ? { width: columnsOf(process.stdout), paint: painter(wantsColor(process.stdout)) } : { width: 80, paint: painter(false) };
  const writer = await WRITERS[format](plan, look);
  const kept: string[] = [];
  const print = (text: string): void => {
    if (text === '') return;
    if (output === undefined) process.stdout.write(text);
    else if (resume) appendFileSync(output, text);
    else kept.push(text);
  };
  return {
    one(looked) {
      print(writer.one(looked));
    },
    async end() {
      print((await writer.end?.()) ?? '');
      if (output !== undefined && !resume) writeOutput(output, kept.join(''), read, force);
    },
  };
}
