/** Handing a text over: as a download, or to the clipboard. */
import { button } from './dom.js';
import { announce } from './announce.js';

/** A button that saves a text as a file. The text never leaves the browser. */
export function downloadButton(label: string, fileName: string, text: () => string, look = 'primary'): HTMLButtonElement {
  return button(label, () => {
    const url = URL.createObjectURL(new Blob([text()], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    // The download has its own hold on the data once it has begun.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }, look);
}

/** A button that copies a text, and says so. */
export function copyButton(label: string, text: () => string, look = 'quiet'): HTMLButtonElement {
  let back: ReturnType<typeof setTimeout> | undefined;
  return button(label, (made) => {
    void copy(text()).then((copied) => {
      const words = copied ? 'Copied' : 'Not copied: the browser did not allow it';
      made.textContent = words;
      announce(words);
      clearTimeout(back);
      back = setTimeout(() => made.replaceChildren(label), 2500);
    });
  }, look);
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The way that also works where the page is served over http:, or the clipboard asks for leave. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  field.ariaHidden = 'true';
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
