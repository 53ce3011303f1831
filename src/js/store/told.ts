import { OmescopeError } from '../errors.js';
import { printableUrl } from '../http/words.js';
import { toCore } from '../trap.js';
import { partsOf, type ListableStore } from './store.js';

/** What the core is told of a store. Addresses as they may be shown. */
export function storeTold(store: ListableStore, path: string | undefined, viewers: readonly string[] = []): string {
  const { name = '', zip, url } = store;
  const shown = url !== undefined && URL.canParse(url) ? printableUrl(url) : url;
  return toCore({ name, ...(shown !== undefined && { url: shown }), path: plainPath(path), ...(zip && { zip }), viewers });
}

/** A path in a store, without slashes at its ends. */
function plainPath(path = ''): string {
  const plain = path.replace(/^\/+|\/+$/g, '');
  try {
    return partsOf(plain).join('/');
  } catch (cause) {
    throw new OmescopeError('usage', `"${path}" is no path in a store.`, { cause });
  }
}
