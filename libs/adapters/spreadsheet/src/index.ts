export { writeCsv } from './csv-writer.js';
export * from './read-sheets.js';
export * from './sheet.js';
export { guarded, writeXlsx, type CellValue, type Column, type Sheet } from './xlsx-writer.js';
