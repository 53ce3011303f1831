/** What was found: what, where, why it matters for whom, and what to do about it. */
import type { Effect, Finding, Place, Report } from 'omescope/slim';
import { el, folded, icon, prose, type Child } from './dom.js';
import { snippetView } from './help.js';
import { EFFECTS, isSpec } from './verdict.js';
import { counted, countText, listed, sentence, shown, shownLines } from './words.js';

/** Longest text of a report that is shown as one paragraph. */
const MOST_TEXT = 2000;

const EFFECT_NAMES: Record<Effect, string> = { fails: 'Fails', wrong: 'Shows something false', slow: 'Slow', note: 'Note' };

/** A finding as a block of the page. `extra`: what this page can do about it besides. */
export function findingView(finding: Finding, report: Report, extra?: HTMLElement): HTMLElement {
  const { rule, effect, title, why, fix, count, places } = finding;
  const { mark } = EFFECTS[effect];
  const command = fix.command === undefined ? undefined : snippetView(shownLines(fix.command));
  return el(
    'article',
    { class: `finding ${mark}`, 'data-rule': rule, 'data-effect': effect },
    el('h4', {}, icon(mark), el('span', {}, el('span', { class: 'effect' }, `${EFFECT_NAMES[effect]}:`), ' ', el('bdi', {}, shown(title, 600)))),
    el(
      'dl',
      {},
      ...row('Where', placesView(places, count, title)),
      ...row('Why', el('p', {}, ...prose(shown(why, MOST_TEXT))), affectedView(finding, report)),
      ...row('What to do', el('p', {}, ...prose(shown(fix.text, MOST_TEXT))), command, extra),
      ...row('Rule', el('p', {}, el('code', {}, rule))),
    ),
  );
}

function row(name: string, ...values: readonly Child[]): HTMLElement[] {
  if (values.every((value) => value === undefined)) return [];
  return [el('dt', {}, name), el('dd', {}, ...values)];
}

/** The first place, and the others folded. */
function placesView(places: Finding['places'], count: number, title: string): HTMLElement | undefined {
  const [first, ...others] = places;
  if (first === undefined) return undefined;
  const [where, unlisted] = [placeText(first.at), count - places.length];
  if (where === '' && count === 1) return undefined;
  const items = others.map((place) => el('li', {}, el('bdi', {}, otherText(place, title))));
  const rest = unlisted > 0 ? el('li', { class: 'quietly' }, `${countText(unlisted)} more, not listed`) : undefined;
  const more = count > 1 ? folded(`and ${counted(count - 1, 'more place')}`, el('ul', {}, ...items, rest)) : undefined;
  return el('div', { class: 'places' }, el('p', {}, el('bdi', {}, where === '' ? 'The file as a whole' : where)), more);
}

/** A further place, with what is the matter there where that is not the same. */
function otherText({ at, title }: Finding['places'][number], first: string): string {
  const where = placeText(at);
  if (title === first) return where;
  return where === '' || title.startsWith(`${where} `) ? shown(title, 600) : `${where}: ${shown(title, 600)}`;
}

/** `IFD 0, tile 3, byte 1,024` */
export function placeText({ ifd, tile, byte, xml, path, pointer, line, column }: Place): string {
  const parts = [
    path === undefined ? undefined : path === '' ? 'root' : path,
    pointer,
    ifd === undefined ? undefined : `IFD ${ifd}`,
    tile === undefined ? undefined : `tile ${countText(tile)}`,
    byte === undefined ? undefined : `byte ${countText(byte)}`,
    xml === undefined ? undefined : `OME-XML ${xml}`,
    line === undefined ? undefined : `line ${countText(line)}${column === undefined ? '' : `, column ${countText(column)}`}`,
  ];
  return shown(parts.filter((part) => part !== undefined).join(', '), 600);
}

/** What it means for whom: viewers of which the same is to be said together. */
function affectedView({ viewers, effect: worst }: Finding, report: Report): HTMLElement | undefined {
  const groups = new Map<string, { readonly names: string[]; readonly effect: Effect; readonly says: string; readonly spec: boolean }>();
  for (const { viewer, effect, says = '' } of viewers) {
    // What is only worth knowing needs no word, unless the viewer has one.
    if (effect === 'note' && (says === '' || worst !== 'note')) continue;
    const name = report.verdicts.find((verdict) => verdict.viewer === viewer)?.name ?? viewer;
    const key = JSON.stringify([effect, says, isSpec(viewer)]);
    const group = groups.get(key) ?? { names: [], effect, says, spec: isSpec(viewer) };
    group.names.push(name);
    groups.set(key, group);
  }
  if (groups.size === 0) return undefined;
  const items = [...groups.values()].map(({ names, effect, says, spec }) => {
    const words = [spec ? 'not valid' : EFFECTS[effect].words, ...(says === '' ? [] : ['says '])].slice(effect === 'note' ? 1 : 0);
    return el('li', {}, el('strong', {}, listed(names)), `: ${words.join(', ')}`, says === '' ? undefined : el('q', {}, shown(says, 500)));
  });
  return el('ul', { class: 'affected' }, ...items);
}

/** What was not looked at, and why. */
export function notCheckedView({ notChecked }: Report): HTMLElement[] {
  return notChecked.map(({ what, why }) => el('li', {}, icon('ask'), el('span', {}, sentence(shown(what, 600)), ' ', el('span', { class: 'quietly' }, sentence(shown(why, 600))))));
}
