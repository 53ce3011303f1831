/** Words of servers and addresses made fit to print. Everything a server says passes through `plain`. */
/** Foreign text without control and direction characters, on one line, of at most 200 characters. */
export declare function plain(text: string): string;
/** An address for messages: no user name, no password, no fragment, and signed parameters hidden. */
export declare function printableUrl(href: string): string;
/** What an exception says, with the reason that Node's fetch hides in `cause`. */
export declare function reasonOf(error: unknown): string;
/** `15 s`, `250 ms`. */
export declare function duration(milliseconds: number): string;
/** `32 MiB`, `1000 bytes`. */
export declare function amount(bytes: number): string;
/** Percent-decoding that leaves alone what is not percent-encoded UTF-8. */
export declare function decoded(text: string): string;
