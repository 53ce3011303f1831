/** Ending a job: by the button, by another job, by a crash. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { faults, startFaultServer } from '../js/support/fault-server.js';
import { makeTiff } from '../js/support/tiff.js';
import { drop, dropEndless, stage, structure, verdict } from './support/acts.js';
import { PATIENCE, useSite } from './support/site.js';

const site = useSite();

/** Turns of the page's event loop from a click to the page saying so: it is no matter of what the worker still does. */
async function turnsOfCancel(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel');
    let turns = 0;
    setTimeout(() => button?.click(), 0);
    while (document.querySelector('.bench h2')?.textContent !== 'Cancelled') {
      turns += 1;
      await new Promise((next) => setTimeout(next, 1));
    }
    return turns;
  });
}
/** What is queued before the click comes first. */
const AT_ONCE = 20;

test('Cancel ends a walk through half a million IFDs at once, time and again, and the next job works', async () => {
  const { page } = await site.open();
  for (let time = 0; time < 6; time += 1) {
    await dropEndless(page);
    // At different depths into the walk.
    await page.locator('.counters dd', { hasText: /^[1-9][\d,]*$/ }).first().waitFor();
    await page.waitForTimeout(100 * time);
    expect(await turnsOfCancel(page)).toBeLessThan(AT_ONCE);
  }
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancelled');
  await drop(page, { name: 'next.tif', content: makeTiff(9).bytes });
  await verdict(page, /ready: 9 IFDs/);
  expect(page.workers()).toHaveLength(1);
});

test('Cancel ends the wait for a server that never answers, and its connection too', async () => {
  const server = await startFaultServer({ file: makeTiff(3).bytes, rules: [{ fault: faults.silent }] });
  try {
    const { page } = await site.open();
    await page.locator('#url').fill(server.url);
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await expect.poll(() => server.log.length, { timeout: PATIENCE }).toBeGreaterThan(0);
    expect(await turnsOfCancel(page)).toBeLessThan(AT_ONCE);
    await expect.poll(() => server.log.map(({ cut }) => cut), { timeout: PATIENCE }).toEqual(server.log.map(() => true));
    server.script([]);
    await page.getByRole('button', { name: 'Read it again' }).click();
    await verdict(page, /ready: 3 IFDs/);
  } finally {
    await server.close();
  }
});

test('another file ends the job that is on, of which nothing more is heard', async () => {
  const { page } = await site.open();
  await dropEndless(page);
  await page.locator('.progress').waitFor();
  await drop(page, { name: 'second.tif', content: makeTiff(4).bytes });
  await verdict(page, /ready: 4 IFDs/);
  await page.waitForTimeout(500);
  expect(await stage(page).textContent()).not.toContain('endless');
  expect(page.workers()).toHaveLength(1);
});

test('files dropped one on the heels of another end with the last one', async () => {
  const { page } = await site.open();
  for (let count = 1; count <= 12; count += 1) await drop(page, { name: `${count}.tif`, content: makeTiff(count).bytes });
  await verdict(page, /ready: 12 IFDs/);
  await page.waitForTimeout(300);
  expect(await page.locator('.bench article > .place').count()).toBe(1);
  expect(await page.locator('article > .place').textContent()).toBe('12.tif');
});

test('a worker that dies is told of, and the next job works', async () => {
  const { page } = await site.open();
  await dropEndless(page);
  await page.locator('.progress').waitFor();
  await page.workers().at(-1)?.evaluate(() => void setTimeout(() => { throw new Error('out of luck'); }, 0));
  await verdict(page, /stopped unexpectedly/);
  expect(await stage(page).textContent()).toContain('out of luck');
  await drop(page, { name: 'next.tif', content: makeTiff(2).bytes });
  await verdict(page, /ready: 2 IFDs/);
});

test('a worker that dies while it has nothing to do is replaced without a word', async () => {
  const { page } = await site.open();
  await page.workers().at(-1)?.evaluate(() => void setTimeout(() => { throw new Error('out of luck'); }, 0));
  await page.waitForTimeout(200);
  expect(await stage(page).textContent()).toBe('');
  await drop(page, { name: 'next.tif', content: makeTiff(2).bytes });
  await verdict(page, /ready: 2 IFDs/);
});

test('the structure can be cancelled while report and offsets stay', async () => {
  const { page } = await site.open();
  // Clicked by the page itself: the structure does not take long.
  await page.evaluate(() => {
    const click = new MutationObserver(() => {
      const button = document.querySelector<HTMLButtonElement>('.offsets .progress button');
      if (!button) return;
      click.disconnect();
      button.click();
    });
    click.observe(document.body, { childList: true, subtree: true });
  });
  await dropEndless(page, 60_000);
  await verdict(page, /ready: 60,000 IFDs/);
  await page.getByText('The structure was not read: cancelled.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Fails in Vitessce, Viv and Avivator');
  expect(await page.getByRole('button', { name: /^Download/ }).count()).toBe(1);
  expect(await structure(page).count()).toBe(0);
  // It can be judged with an offsets file all the same.
  await drop(page, { name: 'old.json', content: '[1]' });
  await page.locator('[data-rule="index/offsets-stale"]').waitFor({ state: 'attached' });
});
