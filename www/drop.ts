/** What a person gave: by dropping it anywhere on the page, or with the file chooser. */
import type { Folder } from 'omescope/slim';
import { nameOfFolder } from './reader.js';

export interface GivenFolder {
  readonly name: string;
  readonly folder: Folder;
}

export interface Given {
  readonly files: readonly File[];
  readonly folders: readonly GivenFolder[];
  /** A link that was dropped. */
  readonly url: string | undefined;
}

/** Takes drops on the whole page, so that one beside the zone does not make the browser leave it. */
export function listenForDrops(zone: HTMLElement, take: (given: Given) => void): void {
  let inside = 0;
  const mark = (): void => void zone.classList.toggle('over', inside > 0);
  document.addEventListener('dragenter', (event) => {
    event.preventDefault();
    inside += 1;
    mark();
  });
  document.addEventListener('dragleave', () => {
    inside = Math.max(0, inside - 1);
    mark();
  });
  document.addEventListener('dragover', (event) => {
    // Text that is dragged into the URL field is the browser's to handle.
    if (isField(event.target) && !hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  document.addEventListener('drop', (event) => {
    inside = 0;
    mark();
    if (isField(event.target) && !hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) take(givenBy(event.dataTransfer));
  });
}

export function listenForChoice(input: HTMLInputElement, take: (given: Given) => void): void {
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // So that the same file, changed meanwhile, can be chosen again.
    input.value = '';
    if (files.length > 0) take({ files, folders: [], url: undefined });
  });
}

/** A button that asks for a folder: by the browser's picker where there is one, which reads nothing beforehand. */
export function listenForFolder(button: HTMLElement, input: HTMLInputElement, take: (given: Given) => void): void {
  const give = (folder: Folder): void => take({ files: [], folders: [{ folder, name: nameOfFolder(folder) }], url: undefined });
  button.addEventListener('click', () => {
    const picker = (globalThis as { showDirectoryPicker?: () => Promise<FileSystemDirectoryHandle> }).showDirectoryPicker;
    if (picker === undefined) input.click();
    // Whoever closes the picker wants nothing.
    else picker().then(give, (error: unknown) => (error instanceof DOMException && error.name === 'AbortError' ? undefined : input.click()));
  });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) give(files);
  });
}

/** Everything has to be taken out at once: the list is empty as soon as the event is over. */
function givenBy(transfer: DataTransfer): Given {
  const files: File[] = [];
  const folders: GivenFolder[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push({ name: entry.name, folder: entry as FileSystemDirectoryEntry });
    else if (file) files.push(file);
  }
  const link = transfer.getData('text/uri-list').split(/\r?\n/).find((line) => line !== '' && !line.startsWith('#'));
  return { files, folders, url: files.length + folders.length > 0 ? undefined : link };
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'text';
}
