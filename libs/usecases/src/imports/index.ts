export * from './drafts.js';
export { comparedAddress, readName } from './cells.js';
export { IMPORT_FIELDS, isField, type ImportField } from './fields.js';
export { HeadingFinder, type ReadRow } from './headings.js';
export * from './port.js';
export { readImportRow, type ReadImportRow } from './read-row.js';
export { RegionIndex, type IndexedRegion } from './region-index.js';
export type { ReadingContext, WrittenPosition } from './row-reader.js';
