import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Readable } from 'node:stream';
import {
  LONGEST_CELL,
  MOST_COLUMNS,
  piecesOf,
  SheetRefused,
  type Cell,
  type FileBytes,
  type SheetRow,
} from './sheet.js';

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** Rows taken together: a yield per row would cost more than the row. */
const BATCH = 200;
/** The longest line with all of its cells at their longest, and a margin for what is refused cell by cell. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** A file that is one table of texts: UTF-8, GBK (read as GB 18030, its superset) or UTF-16; commas, tabs or semicolons. */
export async function* readCsv(file: FileBytes): AsyncGenerator<readonly SheetRow[]> {
  const encoding = await encodingOf(file);
  const text = Readable.from(piecesOf(file), { objectMode: false }).pipe(
    iconv.decodeStream(encoding, { stripBOM: true }),
  );
  const parser = parse({
    delimiter: await delimiterOf(file, encoding),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_LINE,
    info: true,
  });
  text.on('error', () => parser.destroy(new SheetRefused('broken-file')));
  text.pipe(parser);
  let rows: SheetRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.length > MOST_COLUMNS && record.slice(MOST_COLUMNS).some((cell) => cell.trim() !== ''))
        throw new SheetRefused('too-many-columns');
      const cells = record.slice(0, MOST_COLUMNS).map(cellOf);
      if (cells.every((cell) => cell === undefined)) continue;
      rows.push({ sheet: '', row: info.lines, cells });
      if (rows.length < BATCH) continue;
      yield rows;
      rows = [];
    }
  } catch (error) {
    throw error instanceof SheetRefused ? error : new SheetRefused('broken-file');
  } finally {
    parser.destroy();
  }
  if (rows.length > 0) yield rows;
}

/** A text that a spreadsheet program would take for a formula is refused like one; a sign before a number or a word is none. */
const FORMULA = /^\s*(?:=|@[a-z]|[+-]@?[a-z]+[(|!])/i;

function cellOf(text: string): Cell | undefined {
  if (text.length > LONGEST_CELL) return { kind: 'too-long', text: '' };
  const bare = text.trim();
  if (bare === '') return undefined;
  if (FORMULA.test(text) && bare.length > 1) return { kind: 'formula', text: '' };
  return { kind: 'text', text };
}

async function encodingOf(file: FileBytes): Promise<Encoding> {
  const head = await file.read(0, Math.min(file.size, 4));
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  for await (const piece of piecesOf(file)) {
    if (piece.includes(0)) throw new SheetRefused('not-a-spreadsheet');
    if (!isUtf8) continue;
    try {
      decoder.decode(piece, { stream: true });
    } catch {
      isUtf8 = false;
    }
  }
  return isUtf8 ? 'utf-8' : 'gb18030';
}

async function delimiterOf(file: FileBytes, encoding: Encoding): Promise<string> {
  const head = iconv.decode(await file.read(0, Math.min(file.size, 16 * 1024)), encoding);
  const lines = head.split(/\r?\n/).slice(0, 20);
  const linesWith = (mark: string): number => lines.filter((line) => line.includes(mark)).length;
  return [',', '\t', ';'].reduce((best, mark) => (linesWith(mark) > linesWith(best) ? mark : best));
}
