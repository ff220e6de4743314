import { readCsv } from './csv-reader.js';
import { SheetRefused, type FileBytes, type SheetRow } from './sheet.js';
import { readXlsx } from './xlsx-reader.js';

export type FileForm = 'xlsx' | 'csv';

const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** PDF, PNG, JPEG, GIF, RAR, 7z, gzip, an HTML page, a program. */
const SOMETHING_ELSE = [
  '%PDF',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  '<!DO',
  '<htm',
  'MZ',
  '\x7fELF',
];

/** What the bytes are; the name only has to agree. */
export async function formOf(file: FileBytes, name: string): Promise<FileForm> {
  if (file.size === 0) throw new SheetRefused('no-rows');
  const head = await file.read(0, Math.min(8, file.size));
  if (head.subarray(0, 4).equals(OLD_OFFICE)) throw new SheetRefused('old-or-locked-workbook');
  const start = head.toString('latin1');
  if (SOMETHING_ELSE.some((mark) => start.toLowerCase().startsWith(mark.toLowerCase())))
    throw new SheetRefused('not-a-spreadsheet');
  const form = head.subarray(0, 4).equals(ZIP) ? 'xlsx' : 'csv';
  const extension = /\.(xlsx|xlsm|csv|txt|tsv)$/i.exec(name)?.[1]?.toLowerCase();
  const formOfName = extension === undefined ? form : extension.startsWith('xls') ? 'xlsx' : 'csv';
  if (formOfName !== form) throw new SheetRefused('not-what-its-name-says');
  return form;
}

/** Every row that has a filled cell, some hundred at a time; throws {@link SheetRefused} for what is no table. */
export async function* readSheets(file: FileBytes, name: string): AsyncGenerator<readonly SheetRow[]> {
  yield* (await formOf(file, name)) === 'xlsx' ? readXlsx(file) : readCsv(file);
}
