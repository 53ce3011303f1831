/** Recognises the pages that servers send in place of a file, and what they say. */
/** As many bytes as are looked at. */
export declare const SNIFFED = 4096;
/** What stands at the start of the bytes, in words; nothing when it may well be data. */
export declare function pageIn(bytes: Uint8Array): string | undefined;
/** What the text of an answer tells a person: an XML error's code, a page's title, or the first words. */
export declare function sayingOf(text: string): string;
/** ` that says "..."`, or nothing. */
export declare function quoted(saying: string): string;
