/** Processor time in milliseconds. */
import type { Page } from 'playwright-core';

/** Of this process, all threads together. */
export async function cpuOfProcess(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Of a page: of its main thread, or of all threads of its process, which is known to 10 ms only. */
export async function cpuOfPage(page: Page): Promise<(all: boolean) => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async (all) => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === (all ? 'ProcessTime' : 'ThreadTime'))?.value ?? NaN) * 1000;
  };
}
