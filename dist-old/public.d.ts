/** What the entries with the judge export beside the functions that need a WebAssembly module. */
export * from './public-tiff.js';
export { isSuspicious, type ArrayCensus, type Census, type CensusOptions, type CensusProgress } from './store/census.js';
export type { LeftAlone, MendedText, Mending, MendOptions } from './store/mend.js';
export { findStore, openStore, type Folder, type StoreInput, type StoreOptions } from './store/open.js';
export type { StoreArray, StoreDefect, StoreNode, StoreTree, TreeOptions } from './store/tree.js';
export type { StoreView } from './store/told.js';
export type { ListableStore, ListOptions, Store, StoreKey, StoreRange, ZipNotice } from './store/store.js';
export type { CheckInput, CheckLimits, CheckOptions, JudgedAttributes, RuleLevel } from './check/check.js';
export type { RuleDocumentation, ViewerDocumentation } from './check/catalogue.js';
export type { ConfigOptions, MadeConfig, ViewConfig } from './check/view-config.js';
export type { ImageFacts, LevelFacts, TiffFacts } from './check/facts.js';
export type { OffsetsInput } from './check/offsets.js';
export { isAtLeast, reportText, worstVerdict, type Cost, type CostStep, type CostSteps, type Effect, type Finding, type Interaction, type Place, type Report, type StoreLevel, type StoreFacts, type Verdict, type ViewerVerdict } from './check/report.js';
