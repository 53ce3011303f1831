import type { Note } from '../source.js';
import type { Address } from './address.js';
import type { BodyLimits } from './body.js';
import { type Gate } from './gate.js';
import { type HttpOptions, type Limits } from './options.js';
import { type Version } from './version.js';
/** Everything that the requests of one source share. */
export interface Link {
    readonly address: Address;
    readonly limits: Limits;
    readonly fetch: (request: Request) => Promise<Response>;
    /** Whether failures may be looked into with requests of our own. */
    readonly ownFetch: boolean;
    /** Requests under way. */
    readonly gate: Gate;
    /** Whole-file bodies being read: one at a time, since the first makes the others needless. */
    readonly wholeGate: Gate;
    readonly notes: Note[];
    readonly transfer: {
        requests: number;
        bytes: number;
    };
    readonly onTransfer: HttpOptions['onTransfer'];
    /** Whether the server has ever answered; if so, it is neither unknown nor closed to this page. */
    answered: boolean;
    /** How often the browser was asked which protocol the server speaks. */
    protocolLooks: number;
    version: Version;
}
export declare function openLink(address: Address, options: HttpOptions): Link;
export declare function countRequest(link: Link): void;
/** How the bodies of this source are read. */
export declare function bodyLimits(link: Link): Omit<BodyLimits, 'most'>;
/** Adds the note unless it is there already. */
export declare function noteOnce(link: Link, note: Note): void;
