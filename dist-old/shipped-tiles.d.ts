import { type TileEngines } from './engine.js';
/** What TIFF files are read and decoded with, from the package. */
export declare const tiles: TileEngines;
