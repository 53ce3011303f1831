/** Reads OME-XML: workers and Node.js have no `DOMParser`, and files in the wild have more than it takes. */

/** An element, its names without their prefixes. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly Element[];
  /** The text right inside of it. */
  readonly text: string;
}

type Growing = { -readonly [K in keyof Element]: Element[K] } & { children: Growing[] };

/** A comment or instruction; text of CDATA; the end of an element; the start of one, and whether that is all of it; text. */
const TOKENS = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<![^>]*>|<\/[^>]*>|<([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)|</g;
const ATTRIBUTES = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string | undefined>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The root element of a text, if there is one. Entities of a document type are not expanded. */
export function parseXml(text: string): Element | undefined {
  const top: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  // Ends: every match takes at least one character.
  for (const [token, data, name, inside = '', plain] of text.matchAll(TOKENS)) {
    const parent = open.at(-1) ?? top;
    if (name !== undefined) {
      const element: Growing = { name: local(name), attributes: attributesIn(inside), children: [], text: '' };
      parent.children.push(element);
      if (!inside.endsWith('/')) open.push(element);
    } else if (token.startsWith('</')) {
      if (open.length > 1) open.pop();
    } else {
      parent.text += data ?? unescaped(plain ?? '');
    }
  }
  return top.children[0];
}

/** The children of this name. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  return (element?.children ?? []).filter((child) => child.name === name);
}

function attributesIn(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single = ''] of text.matchAll(ATTRIBUTES)) attributes[local(name)] = unescaped(double ?? single);
  return attributes;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : -1;
    return code < 0 ? (NAMED[name] ?? whole) : code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
