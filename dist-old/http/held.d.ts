/**
 * What `fetch` answers. Node.js hands the abort of a signal on to a request through a weak reference: a request that nothing
 * holds is forgotten while it waits, and then goes on after an abort.
 */
export declare function fetchHeld(fetch: (request: Request) => Promise<Response>, request: Request): Promise<Response>;
