import type { OmescopeError } from '../errors.js';
import type { Ask } from './ask.js';
import { type Problem } from './problem.js';
/** The words for each way an answer can be wrong. `Problem`s may pass with another try; errors do not. */
export declare function noAnswer(timeout: number): Problem;
export declare function stalled(timeout: number, received: number): Problem;
export declare function cutOff(received: number, cause: unknown): Problem;
export declare function wrongRange({ link, span }: Ask, what: string, response: Response): OmescopeError;
/** `received` of the bytes of `span` came, again and again fewer than are there. */
export declare function tooShort({ link, span }: Ask, received: number): OmescopeError;
export declare function encoded({ link, span }: Ask, response: Response): OmescopeError;
export declare function notData({ link, span }: Ask, page: string, response?: Response): OmescopeError;
/** `size` is the file's, when it is known. */
export declare function rangeIgnored({ link, span }: Ask, size: number | undefined, response: Response): OmescopeError;
