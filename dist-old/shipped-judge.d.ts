import { type JudgeEngines } from './engine.js';
/** What judges, from the package. Apart, so that nothing of it is in a bundle that does not ask for it. */
export declare const judges: JudgeEngines;
