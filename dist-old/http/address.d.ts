import type { Note } from '../source.js';
/** What to ask for, worked out once from what the caller gave. */
export interface Address {
    /** Absolute, without fragment or credentials. */
    readonly href: string;
    /** For messages: secrets hidden. */
    readonly printable: string;
    readonly name: string;
    /** The caller's request, whose mode, credentials and other settings are kept. */
    readonly request: Request | undefined;
    readonly headers: Headers;
    /** Whether byte ranges can be asked for; not so for `data:` and `blob:`, which come whole. */
    readonly ranged: boolean;
    readonly note: Note | undefined;
}
export declare function addressOf(input: string | URL | Request): Address;
