/** Calls into the module. It throws its own errors as JSON text; anything else means that it trapped: `internal`. */
export declare function guarded<T>(call: () => T): T;
/** JSON for the module, whose texts have no halves of characters in them. */
export declare function toCore(value: unknown): string;
export declare function messageOf(thrown: unknown): string;
