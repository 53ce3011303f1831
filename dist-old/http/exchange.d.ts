import type { Ask, Outcome } from './ask.js';
import { type Pieces } from './body.js';
/**
 * Sends one request and reads its answer into `pieces`. Rejects with `signal.reason` or an `OmescopeError`. Whatever
 * happens, nothing of the request is left running.
 */
export declare function exchange(ask: Ask, pieces: Pieces, signal: AbortSignal): Promise<Outcome>;
