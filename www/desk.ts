/** Where one image at a time is worked on: progress, result or error, and the offsets files that wait to be checked. */
import type { Census, Note } from 'omescope/slim';
import { announce } from './announce.js';
import { censusView, countingView, summaryText, type CountingView } from './census.js';
import { checkFile } from './check.js';
import { button, el, focusHeading, icon } from './dom.js';
import { failureView, notStarted } from './failure.js';
import type { Answer, Failure } from './messages.js';
import { offsetsView } from './offsets.js';
import { progressView, type ProgressView } from './progress.js';
import type { Reader } from './reader.js';
import { reportView, type Part } from './report.js';
import { createShow, resultView, type ResultView, type Show } from './result.js';
import { fitting } from './sort.js';
import { isFolder, type Subject } from './subject.js';
import { shown } from './words.js';

export interface Desk {
  /** Reads an image; what was on the desk is put away. `offsets`: offsets files that came with it. */
  open(subject: Subject, offsets?: readonly File[]): void;
  /** Checks offsets files against the image: now, or when it has been read. */
  check(files: readonly File[]): void;
  /** Says something that does not stand in the way of anything. */
  remark(sentences: readonly string[]): void;
}

/** An image on the desk. */
interface Job {
  readonly subject: Subject;
  /** The offsets file that is to be judged with it. */
  existing: File | undefined;
  /** The one that it was first judged with. */
  readonly judged: File | undefined;
  /** Whether it is still being read. */
  busy: boolean;
  /** Number of the task that reads it. */
  task: number | undefined;
  progress: ProgressView | undefined;
  counting: CountingView | undefined;
  result: ResultView | undefined;
  /** Why there is no verdict. */
  unjudged: Failure | undefined;
  /** What the report says of the server. */
  notes: readonly Note[];
}

/** `reader`: may still be on its way. */
export function createDesk(stage: HTMLElement, reader: Promise<Reader>): Desk {
  const remarks = el('div', { class: 'remarks' });
  const bench = el('div', { class: 'bench' });
  stage.append(remarks, bench);
  /** Offsets files that are to be compared with the image as soon as its offsets are known. */
  let waiting: File[] = [];
  let job: Job | undefined;
  // Where it fails, each job says so.
  reader.catch(() => undefined);

  function open(subject: Subject, files: readonly File[] = []): void {
    // What waits belongs to the image that was being read, if one was.
    waiting = job?.busy ? [...files] : [...waiting, ...files];
    const existing = fitting(waiting, subject);
    const mine: Job = { subject, existing, judged: existing, busy: true, task: undefined, progress: undefined, counting: undefined, result: undefined, unjudged: undefined, notes: [] };
    job = mine;
    remarks.replaceChildren();
    mine.progress = progressView('Checking', subject, () => cancel(mine));
    bench.replaceChildren(mine.progress.node);
    announce(`Reading ${shown(subject.place, 120)}`);
    const show = createShow(bench);
    reader.then(
      (ready) => {
        if (job !== mine) return;
        mine.task = ready.read(subject.input, existing, (answer) => {
          if (job === mine) hear(mine, answer, show);
        });
      },
      (error: unknown) => job === mine && fail(mine, notStarted(error), show),
    );
  }

  function hear(mine: Job, answer: Answer, show: Show): void {
    const begin = (part: Part): void => {
      mine.result = resultView(part);
      show(part, mine.result.node);
      later(mine, 'Listing the IFDs of', 'The IFDs were not listed: cancelled.');
    };
    if (answer.kind === 'progress') mine.progress?.update(answer.spent);
    else if (answer.kind === 'report') {
      mine.notes = answer.report.notes;
      begin(reportView(answer.report, mine.subject));
      // One that came while the image was being judged.
      if (mine.existing && mine.existing !== mine.judged) judge(mine, mine.existing);
    } else if (answer.kind === 'store') {
      mine.result = resultView(reportView(answer.report, mine.subject));
      show(mine.result, mine.result.node);
      if (answer.counting) count(mine);
    } else if (answer.kind === 'counting') mine.counting?.update(answer.progress);
    else if (answer.kind === 'census') {
      mine.result?.pending(censusCard(answer.census));
      announce(summaryText(answer.census));
    } else if (answer.kind === 'unjudged') {
      mine.unjudged = answer.failure;
      begin(failureView({ ...answer.failure, partial: undefined }, mine.subject, 'The image could not be checked'));
    } else if (answer.kind === 'offsets') {
      const list = offsetsView(mine.subject, answer.offsets, answer.broken, answer.spent, (file) => judge(mine, file));
      mine.result?.add(list);
      announce(list.heading.textContent);
      later(mine, 'Reading what each IFD says', 'The structure was not read: cancelled.');
      compare(mine);
    } else if (answer.kind === 'outline') {
      const news = answer.notes.filter(({ code }) => mine.notes.every((told) => told.code !== code));
      mine.result?.offsets?.fill(answer.outline, news, answer.spent);
    } else if (answer.kind === 'error') fail(mine, answer.failure, show);
    else {
      mine.busy = false;
      mine.result?.end();
    }
  }

  /** Says that the chunks of a store are counted, and lets that be left out. */
  function count(mine: Job): void {
    mine.counting = countingView(() => {
      stop();
      mine.busy = false;
      mine.result?.pending(el('p', { class: 'quietly' }, 'The chunks were not counted: cancelled.'));
      if (mine.result) focusHeading(mine.result.heading);
    });
    mine.result?.pending(mine.counting.node);
  }

  function censusCard(census: Census): HTMLElement {
    const view = censusView(census);
    return el('article', { class: 'card counted', 'aria-label': 'Chunks' }, view);
  }

  /** Says what comes next, in its place, and lets it be left out. */
  function later(mine: Job, doing: string, left: string): void {
    mine.progress = progressView(doing, mine.subject, () => {
      stop();
      mine.busy = false;
      waiting = [];
      mine.result?.pending(el('p', { class: 'quietly' }, left));
      if (mine.result) focusHeading(mine.result.heading);
    });
    mine.result?.pending(mine.progress.node);
  }

  function fail(mine: Job, failure: Failure, show: Show): void {
    mine.busy = false;
    waiting = [];
    const view = failureView(failure, mine.subject);
    if (!mine.result) show(view, view.node);
    // The reason why there is no verdict: it is told once, now with what was found before.
    else if (!mine.result.offsets && mine.unjudged && mine.unjudged.code === failure.code) mine.result.close(view);
    else {
      const what = mine.counting ? 'The chunks' : mine.result.offsets ? 'The structure' : 'The list of offsets';
      announce(`${what} could not be read: ${shown(failure.message)}`);
      view.node.className = 'late';
      mine.result.pending(view.node);
    }
  }

  /** Ends the job that is on; the next one does not have to wait for it. */
  function stop(): void {
    void reader.then((ready) => ready.stop());
  }

  function cancel({ subject }: Job): void {
    stop();
    job = undefined;
    const kept = waiting;
    waiting = [];
    const heading = el('h2', { class: 'verdict' }, icon('info'), 'Cancelled');
    const again = button('Read it again', () => open(subject, kept));
    bench.replaceChildren(el('article', { class: 'card' }, heading, el('p', { class: 'place' }, el('bdi', {}, shown(subject.place))), el('div', { class: 'actions' }, again)));
    focusHeading(heading);
  }

  function check(files: readonly File[]): void {
    const last = files.at(-1);
    if (!last) return;
    if (job && isFolder(job.subject)) return remark([`${shown(last.name, 80)} was ignored: only TIFF files have an offsets.json.`]);
    waiting.push(...files);
    if (job?.busy || job?.result) {
      judge(job, last);
      compare(job);
    } else remark([`${files.map(({ name }) => shown(name, 80)).join(', ')} will be checked as soon as you drop or choose its image, too.`]);
  }

  function compare({ result }: Job): void {
    const list = result?.offsets;
    if (!list) return;
    for (const file of waiting) list.check(() => checkFile(file, list.known));
    waiting = [];
  }

  /** Has the image judged once more, with an offsets file. Of several the last one counts. */
  function judge(mine: Job, file: File): void {
    mine.existing = file;
    if (!mine.result) return;
    void reader.then((ready) => {
      if (job !== mine || mine.task === undefined) return;
      const { input } = mine.subject;
      if (!(input instanceof File || typeof input === 'string')) return;
      ready.judge(mine.task, input, file, (answer) => {
        if (job === mine && mine.existing === file) rejudge(mine, file, answer);
      });
    });
  }

  function rejudge({ result, subject }: Job, { name }: File, answer: Answer): void {
    if (answer.kind === 'error') remark([`The image could not be checked with ${shown(name, 80)}: ${shown(answer.failure.message)}`]);
    if (answer.kind !== 'report' || !result) return;
    const before = result.heading.textContent;
    const part = reportView(answer.report, subject);
    result.replace(part);
    if (part.heading.textContent !== before) announce(`With ${shown(name, 80)}: ${part.heading.textContent}`);
  }

  function remark(sentences: readonly string[]): void {
    if (sentences.length === 0) return;
    remarks.replaceChildren(...sentences.map((text) => el('p', {}, icon('info'), el('span', {}, text))));
    announce(sentences.join(' '));
  }

  return { open, check, remark };
}
