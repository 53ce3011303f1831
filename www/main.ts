/** The page: takes files and URLs, has them read, and shows what comes of it. */
import { deepLink, setDeepLink } from './address.js';
import { announce } from './announce.js';
import { byId } from './dom.js';
import { createDesk } from './desk.js';
import { listenForChoice, listenForDrops, listenForFolder, type Given } from './drop.js';
import { createReader, fetchKit } from './reader.js';
import { sort } from './sort.js';
import { ofAddress, ofFile, ofFolder } from './subject.js';

const urlField = byId('url', HTMLInputElement);
const desk = createDesk(byId('stage', HTMLElement), start());

function take(given: Given): void {
  if (given.url !== undefined) return openAddress(given.url);
  const { image, folder, offsets, remarks } = sort(given);
  const subject = image ? ofFile(image) : folder && ofFolder(folder);
  if (subject) {
    setDeepLink(undefined);
    urlField.value = '';
    desk.open(subject, offsets);
  } else desk.check(offsets);
  desk.remark(remarks);
}

function openAddress(typed: string): void {
  const text = typed.trim();
  if (text === '') return urlField.focus();
  urlField.value = text;
  setDeepLink(text);
  desk.open(ofAddress(text));
}

/** Fetches what is needed, once; after this, files are read without a network. */
async function start(): ReturnType<typeof createReader> {
  const reader = await createReader(await fetchKit());
  document.documentElement.dataset['ready'] = 'yes';
  return reader;
}

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
