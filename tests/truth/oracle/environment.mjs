// What a browser has and Node.js has not, for the viewers.
import { pathToFileURL } from 'node:url';
import { installed } from './places.mjs';

async function document() {
  const { JSDOM } = await import(pathToFileURL(installed('jsdom', 'lib', 'api.js')).href);
  return new JSDOM('<!doctype html><html><body></body></html>', { url: 'http://127.0.0.1/' }).window;
}

/** Viv asks for DOMParser alone. */
export async function forViv() {
  globalThis.DOMParser = (await document()).DOMParser;
  globalThis.File ??= (await import('node:buffer')).File;
}

/** Vitessce's bundle looks around for a page while it loads (Hammer.js, probe.gl), and asks `window` for the size of the heap. */
export async function forVitessce() {
  const window = await document();
  const given = { window, document: window.document, navigator: window.navigator, DOMParser: window.DOMParser };
  for (const [name, value] of Object.entries(given)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
