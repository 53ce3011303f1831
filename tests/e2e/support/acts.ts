/** What a person does on the page, and what the page says then. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

export interface GivenFile {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** Zeros behind the content. */
  readonly zeros?: number;
}

/** Drops files onto the page, all at once. */
export async function drop(page: Page, ...files: GivenFile[]): Promise<void> {
  const encoded = files.map(({ name, content, zeros = 0 }) => ({ name, base64: Buffer.from(content).toString('base64'), zeros }));
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, base64, zeros } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes, new Uint8Array(zeros)], name));
    }
    const zone = document.querySelector('#zone');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      zone?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }
  }, encoded);
}

/** Drops files or folders of this computer, by the browser's own drag and drop. */
export async function dropPaths(page: Page, ...paths: string[]): Promise<void> {
  const box = await page.locator('#zone').boundingBox();
  if (!box) throw new Error('the drop zone is not on the page');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: box.x + 30, y: box.y + 30, data });
  }
  await session.detach();
}

/**
 * Drops an image whose walk takes long: half a million IFDs in an order that jumps about in the file. It is made
 * in the page, since it is too long to be handed over.
 */
export async function dropEndless(page: Page, ifds = 500_000): Promise<void> {
  await page.evaluate((count) => {
    const length = 18;
    const view = new DataView(new ArrayBuffer(8 + count * length));
    // Steps of a length that has no divisor in common with the number of IFDs reach all of them.
    const place = (index: number): number => 8 + ((index * 311_111) % count) * length;
    view.setUint32(0, 0x49492a00);
    view.setUint32(4, place(0), true);
    for (let index = 0; index < count; index += 1) {
      const at = place(index);
      view.setUint16(at, 1, true);
      view.setUint16(at + 2, 256, true);
      view.setUint16(at + 4, 4, true);
      view.setUint32(at + 6, 1, true);
      view.setUint32(at + 14, index + 1 < count ? place(index + 1) : 0, true);
    }
    const transfer = new DataTransfer();
    transfer.items.add(new File([view.buffer], 'endless.ome.tif'));
    document.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, ifds);
}

/** The heading that says what came of it. Waits for one that fits. */
export async function verdict(page: Page, words: RegExp): Promise<string> {
  const heading = page.locator('.bench h2').filter({ hasText: words });
  await heading.waitFor();
  return (await heading.textContent()) ?? '';
}

/** The table of the IFDs, which comes last. */
export function structure(page: Page): Locator {
  return page.locator('.structure table');
}

/** Waits until all of an image has been read. */
export async function readAll(page: Page, name: string): Promise<void> {
  await page.locator('.result[data-read=all] article > .place', { hasText: name }).waitFor();
}

/** All that the page shows below the drop zone. */
export function stage(page: Page): Locator {
  return page.locator('#stage');
}

/** Clicks the download button; the name and the text of what is saved. */
export async function download(page: Page, label: RegExp = /^Download/): Promise<{ name: string; text: string }> {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: label }).click()]);
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), 'utf8') };
}

/** Clicks the copy button of the offsets; what the clipboard holds then. The page needs leave to read it. */
export async function copied(page: Page): Promise<string> {
  const actions = page.locator('.offsets > .actions');
  await actions.getByRole('button', { name: 'Copy' }).click();
  await actions.getByRole('button', { name: 'Copied' }).waitFor();
  return await page.evaluate(() => navigator.clipboard.readText());
}
