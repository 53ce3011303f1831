/** By keyboard, by ear, on small screens, in the dark. */
import { expect, test } from 'vitest';
import { fixturePath } from '../js/support/fixtures.js';
import { makeTiff } from '../js/support/tiff.js';
import { drop, dropEndless, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();

const focused = (): string => {
  const element = document.activeElement;
  return element?.id || element?.textContent?.trim() || '';
};

test('the whole way by keyboard: choose a file, give a URL, and the focus lands on the result', async () => {
  const { page } = await site.open();
  // Early: from here on the browser hands its dialog to the test.
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(focused)).toBe('files');
  const outline = await page.evaluate(() => {
    const label = document.querySelector('label[for=files]');
    return label === null ? '' : getComputedStyle(label).outlineStyle;
  });
  expect(outline).toBe('solid');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(fixturePath('tiff', 'contiguous-le.tif'));
  await verdict(page, /Fails in Vitessce/);
  expect(await page.evaluate(focused)).toBe('Fails in Vitessce and Viv; shows something false in Avivator');
  await verdict(page, /ready: 40 IFDs/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(focused)).toBe('Download contiguous-le.offsets.json');

  await page.locator('#files').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(focused)).toBe('choose-folder');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(focused)).toBe('url');
  await page.keyboard.type('samples/cells.ome.tif');
  await page.keyboard.press('Enter');
  await verdict(page, /Loads in/);
  expect(await page.evaluate(focused)).toBe('Loads in Vitessce, Viv and Avivator');
});

test('the focus lands on an error too', async () => {
  const { page } = await site.open('?url=samples/none.tif');
  await verdict(page, /could not be read/);
  expect(await page.evaluate(focused)).toBe('The URL could not be read');
});

test('who is typing an address does not lose the field when a result comes', async () => {
  const { page } = await site.open();
  await page.locator('#url').focus();
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('#url');
    const transfer = new DataTransfer();
    transfer.items.add(new File(['<html>'], 'a.tif'));
    document.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: transfer }));
    if (field) field.value = 'https://exam';
  });
  await verdict(page, /not a TIFF/);
  expect(await page.evaluate(focused)).toBe('url');
});

test('a screen reader is told of start and end, and not of each step between', async () => {
  const { page } = await site.open();
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const status = document.querySelector('[role=status]');
    if (status) new MutationObserver(() => said.push(status.textContent ?? '')).observe(status, { childList: true, characterData: true, subtree: true });
  });
  // The page's clock stands still, and then goes on by a minute.
  await page.evaluate(() => {
    const clock = { at: performance.now() };
    Object.assign(window, { clock });
    performance.now = () => clock.at;
  });
  await dropEndless(page);
  const steps = (count: number): Promise<unknown> =>
    page.waitForFunction((wanted) => {
      const seen = (Reflect.get(window, 'seen') ?? new Set()) as Set<string>;
      Reflect.set(window, 'seen', seen.add(document.querySelector('.counters')?.textContent ?? ''));
      return seen.size >= wanted;
    }, count);
  await steps(4);
  expect(await page.evaluate(() => Reflect.get(window, 'said'))).toEqual(['Reading endless.ome.tif']);
  await page.evaluate(() => {
    Reflect.get(window, 'clock').at += 60_000;
  });
  await steps(8);
  expect(await page.evaluate(() => Reflect.get(window, 'said'))).toHaveLength(2);
  expect(await page.locator('.progress [role=status], .progress [aria-live]').count()).toBe(0);
});

test.each(['cells', 'broken', 'strips'])('headings, landmarks and names are in order: %s', async (name) => {
  const { page } = await site.open(`?url=samples/${name}.ome.tif`);
  await structure(page).waitFor();
  const levels = await page.evaluate(() => [...document.querySelectorAll('h1,h2,h3,h4')].map(({ tagName }) => Number(tagName[1])));
  expect(levels[0]).toBe(1);
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(await page.locator('header, main').count()).toBe(2);
  expect(await page.getByRole('textbox', { name: 'or give its URL' }).count()).toBe(1);
  expect(await page.getByLabel('Choose file').count()).toBe(1);
  expect(await page.getByRole('region', { name: 'Table of the IFDs' }).count()).toBe(1);
  const nameless = await page.evaluate(() => [...document.querySelectorAll('button, a, summary')].filter(({ textContent }) => !textContent?.trim()).length);
  expect(nameless).toBe(0);
});

test.each(['', '?url=samples/cells.ome.tif', '?url=samples/broken.ome.tif', '?url=samples/strips.ome.tif', '?url=samples/none.tif', '?url=http://127.0.0.1:9/a.tif'])(
  'nothing is cut off on a screen of 320 pixels: %s',
  async (path) => {
    const { page } = await site.open(path, { viewport: { width: 320, height: 640 } });
    if (path) await page.locator('.bench article > .place').waitFor();
    if (/cells|broken|strips/.test(path)) await structure(page).waitFor();
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    await drop(page, { name: 'x.json', content: '[]' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('main *')].filter((element) => !element.closest('pre, .scroll, .unseen') && element.getBoundingClientRect().right > 321).length,
    );
    expect(outside).toBe(0);
  },
);

test('a long file name and all that comes with it fit a screen of 320 pixels', async () => {
  const { page } = await site.open('', { viewport: { width: 320, height: 640 } });
  const name = `${'stitched_aligned_final_v2'.repeat(8)}.ome.tif`;
  await drop(page, { name, content: makeTiff(3).bytes }, { name: `${name}.json`, content: '<' }, { name: `${name}.zip`, content: '' });
  await structure(page).waitFor();
  await page.locator('.check').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test.each(['light', 'dark'] as const)('text is legible in %s', async (colorScheme) => {
  const { page } = await site.open('?url=samples/broken.ome.tif', { colorScheme });
  await structure(page).waitFor();
  const contrasts = await page.evaluate(() => {
    const parts = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = (color: string): number => {
      const [r = 0, g = 0, b = 0] = parts(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element: Element | null): string => {
      for (let at = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if (parts(color)[3] !== 0) return color;
      }
      return 'rgb(255, 255, 255)';
    };
    const texts = [...document.querySelectorAll('p, h1, h2, h3, h4, a, bdi, q, strong, summary, caption, code, label, button, dt, dd, td, th, svg.icon, input')];
    return texts.map((element) => {
      const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((one, two) => two - one);
      return { ratio: ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05), text: element.textContent?.slice(0, 40) };
    });
  });
  expect(contrasts.length).toBeGreaterThan(30);
  for (const { ratio, text } of contrasts) expect(ratio, text).toBeGreaterThan(4.5);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe(colorScheme === 'dark' ? 'rgb(15, 23, 25)' : 'rgb(244, 246, 246)');
});

test('who wants less motion gets none', async () => {
  const { page } = await site.open('', { reducedMotion: 'reduce' });
  await dropEndless(page);
  await page.locator('.bar').waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.bar') as Element, '::after').animationName)).toBe('none');
});
