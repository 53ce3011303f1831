import { type Ask, type Outcome } from './ask.js';
/**
 * A 200: the server ignores ranges and sends the whole file. A small one is taken and kept, so that it is sent once; a
 * large one is refused at once, for it would be sent again for every read.
 */
export declare function takeWhole(ask: Ask, response: Response, signal: AbortSignal): Promise<Outcome>;
