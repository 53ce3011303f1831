export type Glue = typeof import('./bindings.js');
export declare function createGlue(): Glue;
export declare const version: string;
