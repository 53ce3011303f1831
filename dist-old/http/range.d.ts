import type { Link } from './link.js';
import { type Span } from './problem.js';
/**
 * Reads a span, up to the end of the file, into a fresh array. A request that fails in passing is repeated for the bytes
 * still missing. Rejects with `signal.reason` or an `OmescopeError`.
 */
export declare function readSpan(link: Link, span: Span, signal: AbortSignal): Promise<Uint8Array>;
