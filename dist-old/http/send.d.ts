import type { Ask, Outcome } from './ask.js';
/**
 * Sends the request for one range and waits for its status line and headers. `stop` closes the connection, `signal` says
 * that nobody waits any more.
 */
export declare function send(ask: Ask, stop: AbortController, signal: AbortSignal): Promise<Response | Outcome>;
