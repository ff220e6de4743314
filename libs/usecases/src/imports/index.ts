export * from './drafts.js';
export { IMPORT_FIELDS, type ImportField } from './fields.js';
export { HeadingFinder, type ReadRow } from './headings.js';
export { planRegions, type PlannedRegion, type RegionPlan } from './plan-regions.js';
export * from './port.js';
export { readImportRow, type ReadImportRow } from './read-row.js';
export { faultOfRefusal } from './refusals.js';
export { RegionIndex, type IndexedRegion } from './region-index.js';
export type { ReadingContext } from './row-reader.js';
