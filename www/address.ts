/** URLs that a person types, and the one in the address of the page (`?url=`). */

/** What was typed as an address to read. Addresses without a scheme belong to this page, or to a host that they begin with. */
export function addressOf(typed: string): string {
  const text = typed.trim();
  if (/^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?\//i.test(text)) return `http://${text}`;
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\//i.test(text)) return `https://${text}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return text;
  // A worker does not know the address of the page.
  return URL.canParse(text, document.baseURI) ? new URL(text, document.baseURI).href : text;
}

/** The last part of the path: the name that a file made of it goes by. */
export function nameOf(address: string): string {
  const path = address.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  if (/^(data|blob):/i.test(address)) return 'image';
  const last = path.split('/').findLast((part) => part !== '') ?? 'image';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Where a file of this name lies in the same folder; undefined where the address has no folder to look in. */
export function beside(address: string, name: string): string | undefined {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // A signature in the query is for the image alone, other queries are for both: viewers keep them, so this does.
  url.pathname = url.pathname.replace(/[^/]*$/, encodeURIComponent(name));
  url.hash = '';
  return url.href;
}

export function deepLink(): string | undefined {
  return new URLSearchParams(location.search).get('url') ?? undefined;
}

/** Puts the address into that of the page, or takes it out, without loading anything. */
export function setDeepLink(address: string | undefined): void {
  const url = new URL(location.href);
  url.search = '';
  if (address !== undefined) {
    // As readable as it may be: of the reserved characters only those that would end the value are encoded.
    url.search = `?url=${encodeURIComponent(address).replace(/%(2F|3A|40|2C)/g, decodeURIComponent)}`;
  }
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
