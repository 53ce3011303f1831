/** Where one image at a time is worked on: progress, result or error, and the offsets files that wait to be checked. */
import { announce } from './announce.js';
import { checkFile } from './check.js';
import { button, el, focusHeading, icon } from './dom.js';
import { failureView } from './failure.js';
import type { Failure, FromWorker } from './messages.js';
import { progressView, type ProgressView } from './progress.js';
import type { Reader } from './reader.js';
import { resultView, type ResultView } from './result.js';
import type { Subject } from './subject.js';
import { shown } from './words.js';

export interface Desk {
  /** Reads an image; what was on the desk is put away. */
  open(subject: Subject): void;
  /** Checks offsets files against the image: now, or when it has been read. */
  check(files: readonly File[]): void;
  /** Says something that does not stand in the way of anything. */
  remark(sentences: readonly string[]): void;
}

/** `reader`: may still be on its way. */
export function createDesk(stage: HTMLElement, reader: Promise<Reader>): Desk {
  const remarks = el('div', { class: 'remarks' });
  const bench = el('div', { class: 'bench' });
  stage.append(remarks, bench);
  let waiting: File[] = [];
  let result: ResultView | undefined;
  /** Tells the job that is on from those before it. */
  let job = 0;
  let busy = false;
  // Where it fails, each job says so.
  reader.catch(() => undefined);

  function open(subject: Subject): void {
    const mine = (job += 1);
    // What waits belongs to the image that was being read, if one was.
    if (busy) waiting = [];
    result = undefined;
    busy = true;
    remarks.replaceChildren();
    let progress = progressView('Finding the IFDs of', subject, () => cancel(subject));
    bench.replaceChildren(progress.node);
    announce(`Reading ${shown(subject.place, 120)}`);
    const field = document.activeElement;
    const typed = field instanceof HTMLInputElement ? field.value : undefined;

    const show = (heading: HTMLElement, node: HTMLElement): void => {
      bench.replaceChildren(node);
      // Nobody is to lose the field that they are typing in.
      const typing = typed !== undefined && document.activeElement === field && (field as HTMLInputElement).value !== typed;
      if (typing) announce(heading.textContent);
      else focusHeading(heading);
    };
    const fail = (failure: Failure): void => {
      busy = false;
      waiting = [];
      const view = failureView(failure, subject);
      if (result) result.pending(laterFailure(view.node, failure));
      else show(view.heading, view.node);
    };
    const hear = (message: FromWorker): void => {
      if (mine !== job) return;
      if (message.kind === 'progress') progress.update(message.spent);
      else if (message.kind === 'error') fail(message.failure);
      else if (message.kind === 'offsets') {
        result = resultView(subject, message.offsets, message.broken, message.spent);
        progress = structureProgress(subject, result);
        show(result.heading, result.node);
        check([]);
      } else if (message.kind === 'outline') {
        busy = false;
        result?.fill(message.outline, message.notes, message.spent);
      }
    };
    reader.then(
      (ready) => mine === job && ready.read(subject.input, hear),
      (error: unknown) => mine === job && fail(notStarted(error)),
    );
  }

  function structureProgress(subject: Subject, shownResult: ResultView): ProgressView {
    const view = progressView('Reading what each IFD says', subject, () => {
      stop();
      shownResult.pending(el('p', { class: 'quietly' }, 'The structure was not read: cancelled.'));
      focusHeading(shownResult.heading);
    });
    shownResult.pending(view.node);
    return view;
  }

  /** Ends the job that is on; the next one does not have to wait for it. */
  function stop(): void {
    job += 1;
    busy = false;
    void reader.then((ready) => ready.stop());
  }

  function cancel(subject: Subject): void {
    stop();
    const kept = waiting;
    waiting = [];
    const heading = el('h2', { class: 'verdict' }, icon('info'), 'Cancelled');
    const again = button('Read it again', () => {
      open(subject);
      check(kept);
    });
    bench.replaceChildren(el('article', { class: 'card' }, heading, el('p', { class: 'place' }, el('bdi', {}, shown(subject.place))), el('div', { class: 'actions' }, again)));
    focusHeading(heading);
  }

  function check(files: readonly File[]): void {
    waiting.push(...files);
    const { known } = result ?? {};
    if (result && known) {
      for (const file of waiting) result.check(() => checkFile(file, known));
      waiting = [];
    } else if (files.length > 0 && !busy) {
      remark([`${files.map(({ name }) => shown(name, 80)).join(', ')} is checked as soon as its image is here: drop or choose that too.`]);
    }
  }

  function remark(sentences: readonly string[]): void {
    if (sentences.length === 0) return;
    remarks.replaceChildren(...sentences.map((text) => el('p', {}, icon('info'), el('span', {}, text))));
    announce(sentences.join(' '));
  }

  return { open, check, remark };
}

/** The offsets are there, but the structure could not be read. */
function laterFailure(view: HTMLElement, failure: Failure): HTMLElement {
  announce(`The structure could not be read: ${failure.message}`);
  view.className = 'late';
  return view;
}

function notStarted(error: unknown): Failure {
  const old = error instanceof WebAssembly.CompileError;
  const message = old
    ? 'This browser cannot run the WebAssembly module of this page.'
    : `A part of this page could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  const help = old ? 'Use Chrome or Edge 91, Firefox 89, Safari 16.4 or anything newer.' : 'Reload the page.';
  return { code: old ? 'no-simd' : undefined, message, at: {}, help, partial: undefined };
}
