// A Chromium for the tests: one that is there, or Debian's. npm never downloads a browser.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt, say } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...candidates, ...MAC].find((path) => existsSync(path));
}

async function ofPlaywright() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function byApt() {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  say('installing chromium by apt-get');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'chromium']]) {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    const result = attempt(command, rest, { env });
    if (!result.ok) throw new Error(`No Chromium for the tests, and apt-get cannot install one:\n${result.text}`);
  }
  return onPath();
}

/** Path of a Chromium: `CHROME_PATH`, one on PATH, Playwright's own, Debian's by apt-get. */
export async function findChromium() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROME_PATH is ${given}, where there is nothing.`);
  }
  const found = onPath() ?? (await ofPlaywright()) ?? byApt();
  if (found) return found;
  throw new Error('No Chromium for the tests. Install Chrome or Chromium, or run `npx playwright-core install chromium`, or set CHROME_PATH.');
}

/** Headless, and with nothing going on in the background. */
export const chromiumArgs = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
