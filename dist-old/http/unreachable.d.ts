import { type Link } from './link.js';
/** Why a request got no answer at all. Browsers do not tell, so some of this is a guess and says so. */
export interface Diagnosis {
    readonly what: string;
    readonly todo: string;
    readonly help?: string;
}
export declare function diagnose(link: Link, cause: unknown, signal: AbortSignal): Promise<Diagnosis>;
