/** Whether an existing offsets.json fits the image. */
import { checkOffsetsFile, offsetsFileName, type OffsetsVerdict } from 'omescope/slim';
import { beside } from './address.js';
import { button, el, icon, type Mark } from './dom.js';
import type { Subject } from './subject.js';
import { bytesText, counted, sentence, shown } from './words.js';

/** Far beyond any real one; a browser would take long over more. */
const MOST_BYTES = 256_000_000;
const PATIENCE = 30_000;

export interface Known {
  readonly offsets: readonly number[];
  /** Whether the chain ends as it should, so that there can be no more. */
  readonly complete: boolean;
}

/** The verdict on one file, as a block of the page. */
export function checkView(name: string, text: string, known: Known): HTMLElement {
  const verdict = checkOffsetsFile(text, known.offsets);
  const { mark, title, what } = known.complete ? judged(verdict) : judgedInPart(verdict, known.offsets.length);
  return block(mark, name, title, what, verdict.verdict);
}

export async function checkFile(file: File, known: Known): Promise<HTMLElement> {
  if (file.size > MOST_BYTES) return block('bad', file.name, 'is not an offsets.json', `It is ${bytesText(file.size)} long.`, 'not-offsets');
  try {
    return checkView(file.name, await file.text(), known);
  } catch {
    return block('warn', file.name, 'could not be read', 'It may have been changed, moved or deleted since. Please choose it again.', 'unread');
  }
}

/** A button that fetches the file beside an image on the web, where there is such a place. `judge` takes what was there. */
export function besideButton({ input, name }: Subject, show: (view: () => Promise<HTMLElement>) => void, known: Known, judge: (file: File) => void): HTMLElement | undefined {
  const file = offsetsFileName(name);
  const url = typeof input === 'string' ? beside(input, file) : undefined;
  if (url === undefined) return undefined;
  return button(`Check the ${shown(file, 60)} next to it`, () => show(() => checkUrl(url, file, known, judge)));
}

async function checkUrl(url: string, name: string, known: Known, judge: (file: File) => void): Promise<HTMLElement> {
  const unread = (what: string): HTMLElement => block('warn', name, 'could not be read', what, 'unread');
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    const { status } = response;
    if (status === 404) return block('info', name, 'does not exist', `The server has no such file next to the image (404). You can put the one from this page there.`, 'absent');
    if (status === 403) return unread('The server answered 403: on S3 and similar storage this means that it is missing or not public.');
    if (!response.ok) return unread(`The server answered ${status}.`);
    if (Number(response.headers.get('Content-Length') ?? 0) > MOST_BYTES) return unread('It is far too large for an offsets.json.');
    const text = await response.text();
    judge(new File([text], name));
    return checkView(name, text, known);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return unread('The server did not answer in time.');
    return unread('No answer that this page may read: the file is missing, the server cannot be reached, or it does not allow this page (CORS).');
  }
}

interface Judgement {
  readonly mark: Mark;
  readonly title: string;
  readonly what: string;
}

function judged({ verdict, what }: OffsetsVerdict): Judgement {
  if (verdict === 'equal') return { mark: 'good', title: 'fits this image', what };
  if (verdict === 'stale') return { mark: 'bad', title: 'does not fit this image', what };
  if (verdict === 'wrong-length') return { mark: 'bad', title: 'has the wrong length', what };
  return { mark: 'bad', title: 'is not an offsets.json', what };
}

/** Against a chain that is broken only what comes before the damage can be compared. */
function judgedInPart(verdict: OffsetsVerdict, before: number): Judgement {
  const equal = verdict.verdict === 'equal';
  if (!equal && !(verdict.verdict === 'wrong-length' && verdict.index === before)) return judged(verdict);
  const what = `its first ${counted(before, 'entry', 'entries')} are right, but after the damage there is nothing to compare with`;
  return { mark: 'warn', title: equal ? 'fits as far as the image can be read' : 'cannot be checked completely', what };
}

function block(mark: Mark, name: string, title: string, what: string, verdict: string): HTMLElement {
  return el(
    'div',
    { class: `check ${mark}`, 'data-verdict': verdict },
    el('p', { class: 'title' }, icon(mark), el('span', {}, el('bdi', {}, shown(name, 120)), ` ${title}`)),
    el('p', {}, sentence(shown(what, 400))),
  );
}
