import { type Bindings, type Loaded } from './engine.js';
/** The JavaScript side of a module that is in the package, and where its bytes are. */
interface Shipped<G> extends Bindings<G> {
    address(): URL;
}
/** The module as text, for where its bytes are not found. */
interface Inlined {
    readonly wasmBase64: string;
}
/**
 * The bytes are a quarter smaller than the text and are compiled while they arrive. But not every bundler brings them along
 * (esbuild, plain Rollup and the development server of Vite before 8 do not), and the text is found wherever scripts are.
 */
export declare function shipped<G>(imported: Promise<Shipped<G>>, inlined: () => Promise<Inlined>): Promise<Loaded<G>>;
export {};
