import type { Link } from './link.js';
/** Lets more requests run at once if the browser says that they share one connection. */
export declare function widenIfMultiplexed(link: Link): void;
