import type { OmescopeError } from '../errors.js';
import type { Stamp } from './answer.js';
import type { Link } from './link.js';
import { type Problem, type Span } from './problem.js';
import { type Version } from './version.js';
/** One request of a job: the bytes of `span`, of the version of the file that the job began with. */
export interface Ask {
    readonly link: Link;
    readonly version: Version;
    readonly span: Span;
}
/** What one request led to. What cannot get better by asking again is thrown instead. */
export type Outcome = 
/** The body ended; the pieces have all of it, which may be less than was asked for. */
{
    readonly kind: 'received';
}
/** The server sent the file whole, and `version.whole` has it. */
 | {
    readonly kind: 'whole';
}
/** 416: the server says that the file ends at or before the first byte asked for. */
 | {
    readonly kind: 'past-end';
    readonly response: Response;
    readonly size: number | undefined;
}
/** Another try may go better. `problem` is for when it was the last one. */
 | {
    readonly kind: 'failed';
    readonly problem: () => Problem | Promise<Problem>;
    readonly wait?: number | undefined;
};
/** Compares an answer with what is known of the file, and adds to that. */
export declare function assertSame(ask: Ask, stamp: Stamp, response: Response): void;
/**
 * The error for a file that was replaced or written to. It ends every read of the old version; the next read begins with
 * nothing known.
 */
export declare function changed({ link, version, span }: Ask, difference: string, response: Response): OmescopeError;
