import { type Ask, type Outcome } from './ask.js';
import { type Pieces } from './body.js';
/** A 206: takes the bytes asked for, if everything visible about the answer says that they are these. */
export declare function takePart(ask: Ask, response: Response, pieces: Pieces, signal: AbortSignal): Promise<Outcome>;
