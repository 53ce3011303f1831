/** The JavaScript side of the module `core`, in a chunk of its own, and the address of its bytes as bundlers know it. */
export { createGlue, version } from './generated/core/glue.js';
export declare const address: () => URL;
