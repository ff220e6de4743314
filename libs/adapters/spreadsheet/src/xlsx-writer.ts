import { columnLetters } from './sheet.js';
import { ZipWriter } from './zip-writer.js';

export interface Column {
  readonly title: string;
  /** In characters. */
  readonly width?: number;
  /** Right, with two decimals. */
  readonly isMoney?: boolean;
}
export type CellValue = string | number | null;
export interface Sheet {
  readonly name: string;
  /** One line over the whole width, before the headings. */
  readonly title?: string;
  /** Lines between the title and the headings (unit, period, region, date). */
  readonly notes?: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<readonly CellValue[]> | Iterable<readonly CellValue[]>;
  /** Behind the last row. */
  readonly totals?: () => readonly CellValue[];
  /** Printed on every page, for example who made it. */
  readonly footer?: string;
  /** Leaves each cell as it is given: for templates and test files, never for what people wrote. */
  readonly isTrusted?: boolean;
}

const STYLE = { text: 1, money: 2, heading: 3, title: 4 } as const;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML does not know are left out. */
const xml = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replaceAll(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** A text that a spreadsheet program could take for a formula gets an apostrophe (CR-78). */
export const guarded = (text: string): string => (/^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text);

/** As a spreadsheet program allows it. */
const sheetName = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31);

/** The row of the headings, which is repeated on every printed page. */
const headingsOf = ({ title, notes = [] }: Pick<Sheet, 'title' | 'notes'>): number =>
  (title === undefined ? 0 : 1) + notes.length + 1;

/** A workbook as a stream: texts stand in their cells, so that memory does not grow with the rows. */
export async function* writeXlsx(sheets: readonly Sheet[]): AsyncGenerator<Buffer> {
  const zip = new ZipWriter();
  const part = (name: string, text: string) => zip.part(name, [HEAD + text]);
  const each = (line: (n: number, sheet: Sheet) => string): string => sheets.map((one, n) => line(n + 1, one)).join('');
  yield* part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)}</Types>`,
  );
  yield* part(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield* part(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((n, { name }) => `<sheet name="${xml(sheetName(name))}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets><definedNames>${each((n, { name, ...sheet }) => `<definedName name="_xlnm.Print_Titles" localSheetId="${n - 1}">'${xml(sheetName(name).replaceAll("'", "''"))}'!$${headingsOf(sheet)}:$${headingsOf(sheet)}</definedName>`)}</definedNames></workbook>`,
  );
  yield* part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  yield* part(
    'xl/styles.xml',
    `<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="right"/></xf><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf fontId="2" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf></cellXfs></styleSheet>`,
  );
  for (const [n, sheet] of sheets.entries()) yield* zip.part(`xl/worksheets/sheet${n + 1}.xml`, sheetXml(sheet));
  yield* zip.end();
}

async function* sheetXml(sheet: Sheet): AsyncGenerator<string> {
  const { title, notes = [], columns } = sheet;
  const before = headingsOf(sheet) - 1;
  const last = columnLetters(Math.max(0, columns.length - 1));
  const guard = sheet.isTrusted === true ? (text: string) => text : guarded;
  const cell = (place: string, value: CellValue, style: number): string => {
    if (value === null || value === '') return '';
    if (typeof value === 'number')
      return `<c r="${place}"${style === STYLE.money ? ` s="${STYLE.money}"` : ''}><v>${value}</v></c>`;
    return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(guard(value))}</t></is></c>`;
  };
  const line = (row: number, values: readonly CellValue[], style: (n: number) => number): string =>
    `<row r="${row}">${values.map((value, n) => cell(`${columnLetters(n)}${row}`, value, style(n))).join('')}</row>`;
  const styleOf = (n: number): number => (columns[n]?.isMoney === true ? STYLE.money : STYLE.text);

  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${before + 1}" topLeftCell="A${before + 2}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map(({ width = 16 }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`)
    .join('')}</cols><sheetData>`;
  let row = 0;
  if (title !== undefined) yield line((row += 1), [title], () => STYLE.title);
  for (const note of notes) yield line((row += 1), [note], () => STYLE.text);
  yield line(
    (row += 1),
    columns.map((column) => column.title),
    () => STYLE.heading,
  );
  let gathered = '';
  for await (const values of sheet.rows) {
    gathered += line((row += 1), values, styleOf);
    if (gathered.length < 32_000) continue;
    yield gathered;
    gathered = '';
  }
  const totals = sheet.totals?.();
  if (totals) gathered += line((row += 1), totals, styleOf);
  const merged = columns.length > 1 && before > 0;
  const merges = merged
    ? `<mergeCells count="${before}">${Array.from({ length: before }, (_, n) => `<mergeCell ref="A${n + 1}:${last}${n + 1}"/>`).join('')}</mergeCells>`
    : '';
  const footer =
    sheet.footer === undefined
      ? ''
      : `<headerFooter><oddFooter>&amp;L${xml(sheet.footer)}&amp;R&amp;P/&amp;N</oddFooter></headerFooter>`;
  yield `${gathered}</sheetData>${merges}<pageSetup paperSize="9" orientation="landscape"/>${footer}</worksheet>`;
}
