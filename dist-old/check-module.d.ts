/** The JavaScript side of the module `check`, in a chunk of its own, and the address of its bytes as bundlers know it. */
export { createGlue, version } from './generated/check/glue.js';
export declare const address: () => URL;
