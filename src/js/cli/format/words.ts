import type { CostStep, Effect, Finding, Place, Report, StoreFacts, Verdict } from '../../slim.js';
import { isUrl } from '../url.js';
import { bytesText, countText } from '../progress.js';

/** What a verdict means, in words. */
export function verdictWords(verdict: Verdict, viewer: string): string {
  if (isSpecification(viewer)) return { loads: 'valid', slow: 'valid', wrong: 'not valid', fails: 'not valid', unknown: 'not determined' }[verdict];
  return { loads: 'loads', slow: 'loads, but slowly', wrong: 'shows something false', fails: 'fails', unknown: 'not determined' }[verdict];
}

/** Whether it is judged what something is worth, and not what a viewer makes of it. */
export function isSpecification(viewer: string): boolean {
  return viewer.endsWith('-spec');
}

/** Where something is, in words: `IFD 0, tile 3, byte 1,024`. */
export function placeWords({ ifd, tile, byte, xml, path, pointer, line, column }: Place): string {
  const parts = [
    ...(path === undefined ? [] : [path === '' ? 'root' : path]),
    ...(pointer === undefined ? [] : [pointer]),
    ...(ifd === undefined ? [] : [`IFD ${ifd}`]),
    ...(tile === undefined ? [] : [`tile ${countText(tile)}`]),
    ...(byte === undefined ? [] : [`byte ${countText(byte)}`]),
    ...(xml === undefined ? [] : [`OME-XML ${xml}`]),
    ...(line === undefined ? [] : [`line ${countText(line)}${column === undefined ? '' : `, column ${countText(column)}`}`]),
  ];
  return parts.join(', ');
}

/** The first places of a finding, and how many more there are. */
export function placesOf({ places, count }: Finding, most: number): { readonly places: readonly string[]; readonly more: number } {
  const words = places.map(({ at }) => placeWords(at)).filter((text) => text !== '').slice(0, most);
  return { places: words, more: words.length === 0 ? 0 : count - words.length };
}

const KINDS: Record<string, string> = { 'ome-tiff': 'OME-TIFF', tiff: 'TIFF', unknown: 'unknown format' };

/** `OME-TIFF, 12.3 MB` */
export function inputWords({ input: { kind, size } }: Report): string {
  const word = Object.hasOwn(KINDS, kind) ? KINDS[kind] : kind;
  return size === null ? `${word}` : `${word}, ${bytesText(size)}`;
}

/**
 * What looking at it costs, in a line: the first picture at the middle one of the round-trip times. `indexed`: whether there is an
 * offsets.json, where that is known.
 */
export function costWords({ cost, store, verdicts, findings, input }: Report, indexed?: boolean): string | undefined {
  if (store !== undefined) return storeCostWords(store, verdicts);
  if (cost === null) return undefined;
  const at = Math.floor(cost.roundTripMilliseconds.length / 2);
  const seconds = (steps: readonly CostStep[]): string => `${(steps.reduce((sum, { milliseconds }) => sum + (milliseconds[at] ?? 0), 0) / 1000).toFixed(1)} s`;
  const [without, known] = [[cost.withoutOffsets.open, cost.withoutOffsets.firstView], [cost.withOffsets.open, cost.withOffsets.firstView]];
  // As it is now comes first. Where nothing was found about an offsets.json, there is a good one.
  const good = input.kind === 'ome-tiff' && findings.every(({ rule }) => !rule.startsWith('index/offsets-'));
  const ready = seconds(known) !== seconds(without) && good && indexed !== false;
  const now = ready ? known : without;
  const requests = now.reduce((sum, step) => sum + step.requests, 0);
  const bytes = now.reduce((sum, step) => sum + step.bytes, 0);
  const other = seconds(known) === seconds(without) ? '' : ready ? ` with its offsets.json, ${seconds(without)} without` : `, ${seconds(known)} with offsets.json`;
  return `first picture after ${countText(requests)} ${requests === 1 ? 'request' : 'requests'}, ${bytesText(bytes)}, about ${seconds(now)} at ${cost.roundTripMilliseconds[at]} ms a round trip${other}`;
}

/** What people wait for first, of all that a viewer does with a store. */
const TELLING = [/^(.*: )?load$/, /^obs index$/, /^obs sets$/, /^embedding /, / gene first$/, /^(.*: )?background spatial(Beta)?$/, /^first statistics$/, /^(.*: )?tile 0 first$/];
const MOST_TOLD = 5;

function storeCostWords({ interactions }: StoreFacts, verdicts: Report['verdicts']): string | undefined {
  const followed = interactions.find(({ viewer }) => verdicts.some((verdict) => verdict.viewer === viewer));
  const steps = followed?.steps.filter(({ name, fails }) => fails === undefined && TELLING.some((telling) => telling.test(name))) ?? [];
  if (followed === undefined || steps.length === 0) return undefined;
  const told = steps.slice(0, MOST_TOLD).map(({ words, requests, bytes, estimated }) => `${words}: ${estimated ? 'about ' : ''}${countText(requests)} ${requests === 1 ? 'request' : 'requests'}, ${bytesText(bytes)}`);
  const name = verdicts.find(({ viewer }) => viewer === followed.viewer)?.name ?? followed.viewer;
  return `in ${name}: ${told.join('; ')}`;
}

/** Names of the viewers that a finding affects, with what they say: those that say the same together. */
export function affected(finding: Finding, report: Report): readonly { readonly names: string; readonly effect: Effect; readonly says: string }[] {
  const groups = new Map<string, { names: string[]; effect: Effect; says: string }>();
  for (const { viewer, effect, says = '' } of finding.viewers) {
    const name = report.verdicts.find((verdict) => verdict.viewer === viewer)?.name ?? viewer;
    const key = `${effect} ${says}`;
    const group = groups.get(key) ?? { names: [], effect, says };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, effect, says }) => ({ names: names.join(', '), effect, says }));
}

/** Where commands of fixes are to be run, if not where the user is. */
export function commandPlace(findings: readonly Finding[], input: string): string | undefined {
  if (findings.every(({ fix }) => fix.command === undefined)) return undefined;
  if (isUrl(input)) return 'Commands are for a copy of the file in the current folder.';
  const folder = input.replace(/[^/\\]*[/\\]*$/, '');
  return folder === '' || folder === './' ? undefined : `Commands are for the folder of the file, ${folder}`;
}
