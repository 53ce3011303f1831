import { availableParallelism } from 'node:os';
import { rules, viewers, type CheckOptions, type Effect, type RuleLevel } from '../slim.js';
import { offsetsOf } from './beside.js';
import { UsageError } from './failure.js';
import { FORMAT_NAMES, isFormat, type FormatName } from './format/names.js';
import type { Inputs } from './inputs.js';
import type { Reading } from './reading.js';
import { nearest } from './rules.js';
import { didYouMean } from './similar.js';
import { isUrl } from './url.js';
import { assertWritable } from './write.js';

export interface CheckFlags {
  readonly viewer?: string[] | undefined;
  readonly format?: string | undefined;
  readonly 'fail-on'?: string | undefined;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly rule?: string[] | undefined;
  readonly offsets?: string | undefined;
  readonly from?: string | undefined;
  readonly resume: boolean;
  readonly jobs?: string | undefined;
  readonly output?: string | undefined;
  readonly force: boolean;
  readonly 'max-bytes'?: string | undefined;
  readonly path?: string | undefined;
  readonly census: boolean;
  readonly view?: string[] | undefined;
}

/** How each input is looked at. Workers get it as it is. */
export interface Task {
  readonly options: Pick<CheckOptions, 'viewers' | 'rules' | 'limits' | 'path' | 'view'>;
  readonly reading: Reading;
  readonly offsets: CheckOptions['offsets'];
  readonly failOn: Effect | 'never';
  /** Whether chunks of stores are counted. */
  readonly census: boolean;
}

/** What is to be done, with all flags looked at before anything is read. */
export interface Plan {
  readonly task: Task;
  readonly inputs: readonly string[];
  /** Whether there may be more than one input, so that programs get a list. */
  readonly several: boolean;
  readonly jobs: number;
  readonly format: FormatName;
  /** Whether people get everything of each of several inputs. */
  readonly verbose: boolean;
  /** Whether people get only what is bad. */
  readonly quiet: boolean;
  /** Whether lines say which input they are of, as it was given. */
  readonly named: boolean;
  readonly output: string | undefined;
  readonly resume: boolean;
  readonly force: boolean;
  /** Files that are never written to. */
  readonly read: readonly string[];
}

const FAIL_ON = ['fails', 'wrong', 'slow', 'note', 'never'] as const;
const LEVELS = ['off', 'warn', 'error'] as const;
/** Inputs at a time, where nobody says how many: memory grows with them, and disks and servers do not get faster. */
const MOST_JOBS = 8;

/** Reads the flags. Throws what is wrong with them. */
export async function planOf({ inputs, several }: Inputs, flags: CheckFlags, reading: Reading): Promise<Plan> {
  const { offsets: named, output, force, path, resume, quiet, verbose } = flags;
  const read = [...inputs, ...(named === undefined ? [] : [named])].filter((path) => !isUrl(path));
  const [failOn, format, jobs] = [failOnOf(flags['fail-on']), formatOf(flags.format), Math.min(jobsOf(flags.jobs), inputs.length)];
  const limits = { ...bytesOf(flags['max-bytes']) };
  const view = viewOf(flags.view ?? []);
  const chosen = { viewers: await viewersOf(flags.viewer ?? []), rules: await rulesOf(flags.rule ?? []) };
  if (named !== undefined && named !== 'none' && inputs.length > 1) {
    throw new UsageError(`--offsets ${named} goes with one image, and there are ${inputs.length}; only --offsets none goes with several`);
  }
  if (quiet && verbose) throw new UsageError('--quiet and --verbose exclude each other');
  if ((quiet || verbose) && format !== 'pretty') throw new UsageError(`--${quiet ? 'quiet' : 'verbose'} goes with --format pretty: what programs read is always complete`);
  if (resume && (format !== 'ndjson' || output === undefined)) throw new UsageError('--resume goes with --format ndjson and -o: it adds to that file what is not in it yet');
  if (resume && force) throw new UsageError('--resume keeps what is in the file, and --force replaces it: choose one');
  if (output !== undefined && !resume) assertWritable(output, read, force);
  const offsets = named === undefined ? undefined : offsetsOf(named);
  const task: Task = { options: { ...chosen, limits, ...(path !== undefined && { path }), ...(view && { view }) }, reading, offsets, failOn, census: flags.census };
  return { task, inputs, several, jobs, format, verbose, quiet, named: resume || flags.from !== undefined, output, resume, force, read };
}

function jobsOf(text: string | undefined): number {
  if (text === undefined) return Math.min(availableParallelism(), MOST_JOBS);
  const jobs = /^\d+$/.test(text) ? Number(text) : NaN;
  if (jobs >= 1 && jobs <= 256) return jobs;
  throw new UsageError(`--jobs takes a whole number from 1 to 256, and not "${text}"`);
}

const LISTS = ['obsSets', 'obsEmbedding', 'obsFeatureMatrix'] as const;

/** `--view obsSets=obs/leiden`, by the names of view configs. */
function viewOf(flags: readonly string[]): CheckOptions['view'] {
  if (flags.length === 0) return undefined;
  const lists: Record<string, string[]> = {};
  let [filter, systems] = [undefined as string | undefined, {} as Record<string, string>];
  for (const text of flags) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (value === '') throw new UsageError(`--view takes NAME=PATH, as obsSets=obs/leiden, and not "${text}"`);
    if (name === 'initialFeatureFilterPath') filter = value;
    else if (name === 'coordinateSystem') systems = { ...systems, ...systemOf(value) };
    else if (LISTS.some((known) => known === name)) (lists[name] ??= []).push(value);
    else throw new UsageError(`--view knows no "${name}"; there are ${[...LISTS, 'initialFeatureFilterPath', 'coordinateSystem'].join(', ')}`);
  }
  return { ...lists, ...(filter !== undefined && { initialFeatureFilterPath: filter }), coordinateSystem: systems };
}

/** `global` for all elements, `images/a:global` for one. */
function systemOf(value: string): Record<string, string> {
  const [, element = '', system = value] = /^((?:images|labels|points|shapes)\/[^:]+):(.*)$/s.exec(value) ?? [];
  return { [element]: system };
}

async function viewersOf(flags: readonly string[]): Promise<string[]> {
  const wanted = flags.flatMap((text) => text.split(',')).map((text) => text.trim());
  if (wanted.length === 0) return [];
  const all = await viewers();
  const known = all.map(({ id }) => id);
  const unknown = wanted.find((viewer) => !known.includes(viewer));
  if (unknown === undefined) return wanted;
  // Of versions that are alike the usual one is meant.
  const usual = [...all].sort((a, b) => Number(b.default) - Number(a.default)).map(({ id }) => id);
  throw new UsageError(`--viewer knows no "${unknown}".${didYouMean(unknown, usual)} There are ${known.join(', ')}`);
}

async function rulesOf(flags: readonly string[]): Promise<Record<string, RuleLevel>> {
  const chosen = flags.map(ruleOf);
  if (chosen.length === 0) return {};
  const all = await rules();
  const unknown = chosen.find(([id]) => all.every((rule) => rule.id !== id));
  if (unknown !== undefined) throw new UsageError(`--rule knows no "${unknown[0]}".${nearest(unknown[0], all)} omescope rules lists them`);
  return Object.fromEntries(chosen);
}

function ruleOf(text: string): [string, RuleLevel] {
  const [, id = '', word] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const level = LEVELS.find((known) => known === word);
  if (level === undefined) throw new UsageError(`--rule takes ID=off, ID=warn or ID=error, and not "${text}"`);
  return [id, level];
}

function bytesOf(text: string | undefined): { bytes?: number } {
  if (text === undefined) return {};
  const bytes = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(bytes)) throw new UsageError(`--max-bytes takes a whole number of bytes, and not "${text}"`);
  return { bytes };
}

function failOnOf(text = 'wrong'): Effect | 'never' {
  const known = FAIL_ON.find((word) => word === text);
  if (known === undefined) throw new UsageError(`--fail-on takes ${FAIL_ON.join(', ')}, and not "${text}".${didYouMean(text, FAIL_ON)}`);
  return known;
}

function formatOf(text = 'pretty'): FormatName {
  if (!isFormat(text)) throw new UsageError(`--format takes ${FORMAT_NAMES.join(', ')}, and not "${text}".${didYouMean(text, FORMAT_NAMES)}`);
  return text;
}
