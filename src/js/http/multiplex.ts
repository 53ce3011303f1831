import type { Link } from './link.js';

/** Requests at once over HTTP/2 and HTTP/3, where they share one connection. */
const MULTIPLEXED = 64;

/** The browser's record of a request may come after its body, or never (other sites must allow it). */
const MOST_LOOKS = 8;

/** Lets more requests run at once if the browser says that they share one connection. */
export function widenIfMultiplexed(link: Link): void {
  if (link.limits.concurrencyChosen || link.protocolLooks >= MOST_LOOKS) return;
  link.protocolLooks += 1;
  const protocol = protocolOf(link.address.href);
  if (protocol === undefined) return;
  link.protocolLooks = MOST_LOOKS;
  if (/^h[23]/.test(protocol)) link.gate.widen(MULTIPLEXED);
}

/** `http/1.1`, `h2`, `h3`; nothing when it is not told. */
function protocolOf(href: string): string | undefined {
  const { performance } = globalThis as { performance?: Partial<Performance> };
  const record = performance?.getEntriesByName?.(href, 'resource').at(-1) as Partial<PerformanceResourceTiming> | undefined;
  return record?.nextHopProtocol || undefined;
}
