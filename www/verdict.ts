/** What each viewer will make of the image, in words. */
import { worstVerdict, type Effect, type Report, type Verdict, type ViewerVerdict } from 'omescope/slim';
import { el, icon, type Mark } from './dom.js';
import { capital, listed, sentence, shown } from './words.js';

const VERDICTS: Record<Verdict, { readonly mark: Mark; readonly words: string; readonly inWords: string }> = {
  fails: { mark: 'bad', words: 'fails', inWords: 'fails in' },
  wrong: { mark: 'wrong', words: 'shows something false', inWords: 'shows something false in' },
  unknown: { mark: 'ask', words: 'not determined', inWords: 'not determined for' },
  slow: { mark: 'slow', words: 'loads, but slowly', inWords: 'loads, but slowly, in' },
  loads: { mark: 'good', words: 'loads', inWords: 'loads in' },
};
/** Of a specification, which nothing loads. */
const VALID: Record<Verdict, { readonly mark: Mark; readonly words: string }> = {
  fails: { mark: 'bad', words: 'not valid' },
  wrong: { mark: 'bad', words: 'not valid' },
  unknown: { mark: 'ask', words: 'not determined' },
  slow: { mark: 'good', words: 'valid' },
  loads: { mark: 'good', words: 'valid' },
};
/** From worst to best: the order of the headline. */
const GRADES: readonly Verdict[] = ['fails', 'wrong', 'unknown', 'slow', 'loads'];

export const EFFECTS: Record<Effect, { readonly mark: Mark; readonly words: string }> = {
  fails: { mark: 'bad', words: 'fails' },
  wrong: { mark: 'wrong', words: 'shows something false' },
  slow: { mark: 'slow', words: 'slower than necessary' },
  note: { mark: 'info', words: 'worth knowing' },
};

/** Whether a verdict is about a specification and not about a viewer. */
export function isSpec(viewer: string): boolean {
  return viewer.endsWith('-spec');
}

/** All viewers in one line: `Fails in Vitessce; loads in Viv and Avivator`. */
export function headline(report: Report): { readonly mark: Mark; readonly title: string } {
  const viewers = report.verdicts.filter(({ viewer }) => !isSpec(viewer));
  const parts = GRADES.flatMap((grade) => {
    const names = shortNames(viewers).filter((_, index) => viewers[index]?.verdict === grade);
    return names.length === 0 ? [] : [`${VERDICTS[grade].inWords} ${listed(names)}`];
  });
  const title = parts.join('; ');
  return { mark: VERDICTS[worstVerdict({ ...report, verdicts: viewers })].mark, title: capital(title) };
}

/** Without versions, where each is there once. */
function shortNames(viewers: readonly ViewerVerdict[]): string[] {
  const short = viewers.map(({ name }) => name.replace(/ \d[\d.]*$/, ''));
  return new Set(short).size === short.length ? short : viewers.map(({ name }) => name);
}

/** One line for each viewer. */
export function verdictList({ verdicts }: Report): HTMLElement {
  return el('ul', { class: 'verdicts' }, ...verdicts.map(verdictLine));
}

function verdictLine({ viewer, name, verdict, says, remark }: ViewerVerdict): HTMLElement {
  const { mark, words } = isSpec(viewer) ? VALID[verdict] : VERDICTS[verdict];
  const quoted = says && verdict !== 'loads' ? el('q', {}, shown(says, 160)) : undefined;
  return el(
    'li',
    { 'data-viewer': viewer, 'data-verdict': verdict },
    icon(mark),
    el(
      'div',
      {},
      el('strong', {}, name),
      el('span', { class: 'judged' }, words),
      quoted,
      remark === undefined || isSpec(viewer) ? undefined : el('span', { class: 'quietly remark' }, sentence(remark)),
    ),
  );
}

/** Which versions the verdicts are for: `Vitessce 4.0.8 (2026-09-23) and Avivator (2026-08-22)`. */
export function versionsText({ verdicts }: Report): string {
  return listed(verdicts.map(({ name, date }) => `${name} (${date})`));
}
