import type { Effect, Finding, Place, Report, Verdict } from '../../index.js';
import { bytesText } from '../progress.js';

/** What a verdict means, in words. */
export function verdictWords(verdict: Verdict, viewer: string): string {
  if (viewer.endsWith('-spec')) return { loads: 'valid', slow: 'valid', wrong: 'not valid', fails: 'not valid', unknown: 'cannot be told' }[verdict];
  return { loads: 'loads', slow: 'loads, but slowly', wrong: 'shows something false', fails: 'fails', unknown: 'cannot be told' }[verdict];
}

/** What a finding is, in a word. */
export function effectWord(effect: Effect): string {
  return { note: 'note', slow: 'slow', wrong: 'wrong', fails: 'fails' }[effect];
}

/** Where something is, in words: `IFD 0, tile 3, byte 1,024`. */
export function placeWords({ ifd, tile, byte, xml, path, pointer, line, column }: Place): string {
  const parts = [
    ...(path === undefined ? [] : [path === '' ? 'root' : path]),
    ...(pointer === undefined ? [] : [pointer]),
    ...(ifd === undefined ? [] : [`IFD ${ifd}`]),
    ...(tile === undefined ? [] : [`tile ${tile}`]),
    ...(byte === undefined ? [] : [`byte ${byte.toLocaleString('en-US')}`]),
    ...(xml === undefined ? [] : [`OME-XML ${xml}`]),
    ...(line === undefined ? [] : [`line ${line}${column === undefined ? '' : `, column ${column}`}`]),
  ];
  return parts.join(', ');
}

/** `OME-TIFF, 12.3 MB` */
export function inputWords({ input }: Report): string {
  const kinds: Record<string, string> = { 'ome-tiff': 'OME-TIFF', tiff: 'TIFF', unknown: 'unknown format' };
  const size = input.size === null ? [] : [bytesText(input.size)];
  return [kinds[input.kind] ?? input.kind, ...size].join(', ');
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
