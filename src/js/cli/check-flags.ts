import { rules, viewers, type CheckOptions, type Effect, type Options, type RuleLevel } from '../index.js';
import { offsetsOf } from './beside.js';
import { UsageError } from './failure.js';
import { FORMATS, isFormat } from './format/formats.js';
import { isUrl } from './input.js';
import { nearest } from './rules.js';
import { assertWritable } from './write.js';

export interface CheckFlags {
  readonly viewer?: string[] | undefined;
  readonly format?: string | undefined;
  readonly 'fail-on'?: string | undefined;
  readonly rule?: string[] | undefined;
  readonly offsets?: string | undefined;
  readonly output?: string | undefined;
  readonly force: boolean;
  readonly 'max-bytes'?: string | undefined;
  readonly path?: string | undefined;
  readonly census: boolean;
  readonly view?: string[] | undefined;
}

/** What is to be done, with all flags looked at before anything is read. */
export interface Plan {
  readonly options: CheckOptions;
  readonly offsets: CheckOptions['offsets'];
  readonly failOn: Effect | 'never';
  readonly format: keyof typeof FORMATS;
  readonly output: string | undefined;
  readonly force: boolean;
  /** Whether chunks of stores are counted. */
  readonly census: boolean;
  /** Files that are never written to. */
  readonly read: readonly string[];
}

const FAIL_ON = ['fails', 'wrong', 'slow', 'note', 'never'] as const;
const LEVELS = ['off', 'warn', 'error'] as const;

/** Reads the flags. Throws what is wrong with them. */
export async function planOf(inputs: readonly string[], flags: CheckFlags, options: Options): Promise<Plan> {
  const { offsets: named, output, force, path } = flags;
  const read = [...inputs, ...(named === undefined ? [] : [named])].filter((path) => !isUrl(path));
  const [failOn, format] = [failOnOf(flags['fail-on']), formatOf(flags.format)];
  const limits = { ...options.limits, ...bytesOf(flags['max-bytes']) };
  const view = viewOf(flags.view ?? []);
  const chosen = { viewers: await viewersOf(flags.viewer ?? []), rules: await rulesOf(flags.rule ?? []) };
  if (named !== undefined && named !== 'none' && inputs.length > 1) {
    throw new UsageError(`--offsets ${named} goes with one image, and there are ${inputs.length}; only --offsets none goes with several`);
  }
  if (output !== undefined) assertWritable(output, read, force);
  const offsets = named === undefined ? undefined : offsetsOf(named);
  return { options: { ...options, ...chosen, limits, ...(path !== undefined && { path }), ...(view && { view }) }, offsets, failOn, format, output, force, census: flags.census, read };
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
  const known = (await viewers()).map(({ id }) => id);
  const unknown = wanted.find((viewer) => !known.includes(viewer));
  if (unknown !== undefined) throw new UsageError(`--viewer knows no "${unknown}"; there are ${known.join(', ')}`);
  return wanted;
}

async function rulesOf(flags: readonly string[]): Promise<Record<string, RuleLevel>> {
  const chosen = flags.map(ruleOf);
  if (chosen.length === 0) return {};
  const all = await rules();
  const unknown = chosen.find(([id]) => all.every((rule) => rule.id !== id));
  if (unknown !== undefined) throw new UsageError(`--rule knows no "${unknown[0]}"${nearest(unknown[0], all)}; omescope rules lists them`);
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
  if (known === undefined) throw new UsageError(`--fail-on takes ${FAIL_ON.join(', ')}, and not "${text}"`);
  return known;
}

function formatOf(text = 'pretty'): keyof typeof FORMATS {
  if (!isFormat(text)) throw new UsageError(`--format takes ${Object.keys(FORMATS).join(', ')}, and not "${text}"`);
  return text;
}
