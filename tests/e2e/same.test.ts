/** A report made in Chromium is that of the command line and of Node.js, byte by byte. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check, reportText } from 'omescope';
import { useBench } from '../js/support/cli.js';
import { sameFiles } from '../js/support/same.js';
import { usePackagePage } from './support/package.js';

const bench = useBench('same-e2e');
const opened = usePackagePage(async (page) => {
  await page.addScriptTag({ type: 'module', content: "import * as omescope from '/dist/index.js'; globalThis.omescope = omescope;" });
  await page.waitForFunction(() => 'omescope' in globalThis);
});

/** The text of a report made in the page, of a File or of bytes without a name. */
async function inPage(bytes: Uint8Array, name: string | undefined): Promise<string> {
  return await opened.page.evaluate(
    async ({ base64, named }) => {
      const { check: judge, reportText: textOf } = (globalThis as unknown as { omescope: typeof import('omescope') }).omescope;
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      return textOf(await judge(named === undefined ? data.buffer : new File([data], named)));
    },
    { base64: Buffer.from(bytes).toString('base64'), named: name },
  );
}

test.each(sameFiles())('$name', async ({ path, name }) => {
  const bytes = new Uint8Array(readFileSync(path));
  const { out } = await bench.omescope([path, '--format', 'json', '--offsets', 'none']);
  expect(await inPage(bytes, name)).toBe(out);
  expect(await inPage(bytes, undefined)).toBe(reportText(await check(bytes)));
});
