/** The JavaScript side of the module `more`, in a chunk of its own, and the address of its bytes as bundlers know it. */
export { createGlue, version } from './generated/more/glue.js';

export const address = (): URL => new URL('./omescope-more.wasm', import.meta.url);
