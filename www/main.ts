/** The page: takes files and URLs, has them read, and shows what comes of it. */
import { deepLink, setDeepLink } from './address.js';
import { announce } from './announce.js';
import { byId } from './dom.js';
import { createDesk } from './desk.js';
import { listenForChoice, listenForDrops, listenForFolder, type Given } from './drop.js';
import { judgeOf, judgeOfDrag, judgeOfTyped } from './judge.js';
import { fetchKit, moduleOf } from './kit.js';
import type { ModuleName } from './messages.js';
import { createReader } from './reader.js';
import { sort } from './sort.js';
import { ofAddress, ofFile, ofFolder, type Subject } from './subject.js';

const urlField = byId('url', HTMLInputElement);
const reader = start();
const desk = createDesk(byId('stage', HTMLElement), reader);

/** Fetches a judge, and makes it ready: somebody is about to give something. */
function prepare(name: ModuleName): void {
  moduleOf(name).catch(() => undefined);
  void reader.then((ready) => ready.prepare(name));
}

/** Fetches the judge before a byte of the input is read: from then on there is nothing to be fetched, unless it is not what it is called. */
function openSubject(subject: Subject, offsets?: readonly File[]): void {
  prepare(judgeOf(subject));
  desk.open(subject, offsets);
}

function take(given: Given): void {
  if (given.url !== undefined) return openAddress(given.url);
  const { image, folder, offsets, remarks } = sort(given);
  const subject = image ? ofFile(image) : folder && ofFolder(folder);
  if (subject) {
    setDeepLink(undefined);
    urlField.value = '';
    openSubject(subject, offsets);
  } else desk.check(offsets);
  desk.remark(remarks);
}

function openAddress(typed: string): void {
  const text = typed.trim();
  if (text === '') return urlField.focus();
  urlField.value = text;
  setDeepLink(text);
  openSubject(ofAddress(text));
}

/** Starts the worker. The modules are fetched when it is clear that they will be needed. */
async function start(): ReturnType<typeof createReader> {
  const started = await createReader(await fetchKit());
  document.documentElement.dataset['ready'] = 'yes';
  return started;
}

document.addEventListener('dragenter', ({ dataTransfer }) => {
  const judge = judgeOfDrag(dataTransfer);
  if (judge !== undefined) prepare(judge);
});
byId('zone', HTMLElement).addEventListener('pointerdown', ({ target }) => {
  if (target instanceof Element && target.closest('label, button')) prepare(target.closest('#choose-folder') ? 'zarr' : 'check');
});
urlField.addEventListener('input', () => {
  const judge = judgeOfTyped(urlField.value);
  if (judge !== undefined) prepare(judge);
});

listenForDrops(byId('zone', HTMLElement), take);
listenForChoice(byId('files', HTMLInputElement), take);
listenForFolder(byId('choose-folder', HTMLButtonElement), byId('folder', HTMLInputElement), take);
byId('address', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  openAddress(urlField.value);
});
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-sample]')) {
  link.addEventListener('click', (event) => {
    // With a modifier key it opens elsewhere, by its own address.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openAddress(link.dataset['sample'] ?? '');
  });
}
byId('starting', HTMLElement).remove();
const linked = deepLink();
if (linked) openAddress(linked);
else announce('');
