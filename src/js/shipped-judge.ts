import { createEngine, type JudgeEngines } from './engine.js';
import { shipped } from './shipped.js';

/** What judges, from the package. Apart, so that nothing of it is in a bundle that does not ask for it. */
export const judges: JudgeEngines = {
  check: /* @__PURE__ */ createEngine('check', () => shipped(import('./check-module.js'), () => import('./generated/check/inline.js'))),
  zarr: /* @__PURE__ */ createEngine('zarr', () => shipped(import('./zarr-module.js'), () => import('./generated/zarr/inline.js'))),
};
