import { guarded, type CellValue, type Sheet } from './xlsx-writer.js';

const PIECE = 64 * 1024;

/** The rows of a sheet under their headings, in UTF-8 with its mark, so that office programs read it as such. */
export async function* writeCsv({ columns, rows, isTrusted }: Sheet): AsyncGenerator<Buffer> {
  const guard = isTrusted === true ? (text: string) => text : guarded;
  const line = (values: readonly CellValue[]): string =>
    `${values.map((one) => (typeof one === 'string' ? quoted(guard(one)) : String(one ?? ''))).join(',')}\r\n`;
  let gathered = `\ufeff${line(columns.map(({ title }) => title))}`;
  for await (const values of rows) {
    gathered += line(values);
    if (gathered.length < PIECE) continue;
    yield Buffer.from(gathered, 'utf8');
    gathered = '';
  }
  yield Buffer.from(gathered, 'utf8');
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
