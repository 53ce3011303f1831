// docs/page.png: the page with a report on a sample that no viewer opens.
import { chromiumArgs } from '../chromium.mjs';
import { serve } from '../serve.mjs';
import { spoiltSample } from './example.mjs';

/** Takes the picture with this Chromium. */
export async function takePicture(executablePath, path) {
  const { chromium } = await import('playwright-core');
  const { url, close } = await serve();
  const browser = await chromium.launch({ executablePath, args: chromiumArgs });
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 1060 }, colorScheme: 'light' });
    await page.goto(url);
    await page.locator('input[type=file]').first().setInputFiles({ name: 'slide.ome.tif', mimeType: 'image/tiff', buffer: spoiltSample() });
    await page.getByText('is not a unit of the OME data model').first().waitFor();
    // The heading of the report has the focus, for screen readers; the picture does without its frame.
    await page.evaluate("document.activeElement.blur(); document.querySelector('#stage').scrollIntoView()");
    await page.screenshot({ path });
  } finally {
    await browser.close();
    await close();
  }
}
