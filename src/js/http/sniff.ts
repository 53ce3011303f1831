import { plain } from './words.js';

/** Recognises the pages that servers send in place of a file, and what they say. */

/** As many bytes as are looked at. */
export const SNIFFED = 4096;

const BEFORE = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*/;
const PAGE = /^<(?:!doctype\s+html|html)(?=[\s>])/i;
/** The error document of S3, Google Cloud Storage and Azure. Other XML may be a file in its own right. */
const REFUSAL = /^<Error(?=[\s>])/;
/** Starts of a page that a very short read cuts off; no file format begins like these. */
const CUT_PAGES = ['<!doctype html', '<html>'];

/** What stands at the start of the bytes, in words; nothing when it may well be data. */
export function pageIn(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, SNIFFED));
  const start = text.replace(BEFORE, '');
  if (REFUSAL.test(start)) return `an error document${quoted(sayingOf(text))}`;
  if (PAGE.test(start) || isCutPage(start)) return `a web page${quoted(sayingOf(text))}`;
  return undefined;
}

/** What the text of an answer tells a person: an XML error's code, a page's title, or the first words. */
export function sayingOf(text: string): string {
  const code = inElement(text, 'Code');
  if (code !== '') return plain([code, inElement(text, 'Message')].filter((part) => part !== '').join(': '));
  if (/<(html|!doctype|head|title|body)\b/i.test(text)) return inElement(text, 'title') || inElement(text, 'h1');
  // Bytes that are no text come out as replacement characters.
  return text.includes('\uFFFD') ? '' : plain(text);
}

/** ` that says "..."`, or nothing. */
export function quoted(saying: string): string {
  return saying === '' ? '' : ` that says "${saying}"`;
}

function isCutPage(start: string): boolean {
  return start.length >= 5 && CUT_PAGES.some((page) => page.startsWith(start.toLowerCase()));
}

function inElement(text: string, name: string): string {
  const [, inside = ''] = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`, 'i').exec(text) ?? [];
  return plain(inside.replace(/<[^>]*>/g, ' '));
}
