import { createEngine, type TileEngines } from './engine.js';
import { shipped } from './shipped.js';

/** What TIFF files are read and decoded with, from the package. */
export const tiles: TileEngines = {
  core: /* @__PURE__ */ createEngine('core', () => shipped(import('./core-module.js'), () => import('./generated/core/inline.js'))),
  more: /* @__PURE__ */ createEngine('more', () => shipped(import('./more-module.js'), () => import('./generated/more/inline.js'))),
  jxl: /* @__PURE__ */ createEngine('jxl', () => shipped(import('./jxl-module.js'), () => import('./generated/jxl/inline.js'))),
};
