import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { readSheets } from './read-sheets.js';
import { columnLetters, SheetRefused, type FileBytes, type SheetRow } from './sheet.js';
import { guarded, writeXlsx, type Sheet } from './xlsx-writer.js';
import { dateOfSerial } from './xlsx-reader.js';
import { ZipWriter } from './zip-writer.js';

const fileOf = (bytes: Buffer): FileBytes => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});
async function gathered<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
const rowsOf = async (bytes: Buffer, name: string): Promise<SheetRow[]> =>
  (await gathered(readSheets(fileOf(bytes), name))).flat();
const textsOf = (rows: readonly SheetRow[]) => rows.map(({ cells }) => Array.from(cells, (cell) => cell?.text ?? null));
const faultOf = async (bytes: Buffer, name: string): Promise<string> => {
  try {
    await rowsOf(bytes, name);
    return 'none';
  } catch (error) {
    return error instanceof SheetRefused ? error.fault : String(error);
  }
};
const workbook = async (...sheets: Sheet[]): Promise<Buffer> => Buffer.concat(await gathered(writeXlsx(sheets)));

/** A workbook with one sheet of this XML. */
async function raw(sheet: string, parts: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const zip = new ZipWriter();
  const all = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="a" Target="worksheets/s.xml"/><Relationship Id="b" Target="sharedStrings.xml"/><Relationship Id="c" Target="styles.xml"/></Relationships>',
    'xl/worksheets/s.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  };
  const pieces: Buffer[] = [];
  for (const [name, text] of Object.entries(all)) pieces.push(...(await gathered(zip.part(name, [text]))));
  return Buffer.concat([...pieces, ...zip.end()]);
}

describe('a workbook that was written', () => {
  it('reads back as it was, titles and notes included', async () => {
    const rows = [
      ['张三', 12.5, null, '乙 & <丙>'],
      [null, 0, '01380000', null],
    ];
    const columns = ['姓名', '金额', '电话', '备注'].map((title) => ({ title }));
    const bytes = await workbook({ name: '老人', title: '名册', notes: ['单位：某县'], columns, rows });
    expect(textsOf(await rowsOf(bytes, 'a.xlsx'))).toEqual([
      ['名册'],
      ['单位：某县'],
      ['姓名', '金额', '电话', '备注'],
      ['张三', '12.5', null, '乙 & <丙>'],
      [null, '0', '01380000'],
    ]);
  });

  it('keeps a text that looks like a formula from being one (CR-78)', () => {
    expect(['=1+1', '+86', '-1', '@a', '\t=1', '张三'].map(guarded)).toEqual([
      "'=1+1",
      "'+86",
      "'-1",
      "'@a",
      "'\t=1",
      '张三',
    ]);
  });
});

describe('a workbook of an office program', () => {
  it('gives shared texts, dates, booleans and long numbers as texts, and no value of a formula', async () => {
    const bytes = await raw(
      '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45000</v></c><c r="D3" t="b"><v>1</v></c><c r="E3"><v>1.3800001111E10</v></c><c r="F3"><f>A1</f><v>7</v></c><c r="G3" t="s"><v>0</v></c></row>',
      {
        'xl/sharedStrings.xml': `<sst><si><t>${'长'.repeat(2_001)}</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si></sst>`,
        'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      },
    );
    const [row] = await rowsOf(bytes, 'a.xlsx');
    expect(row?.row).toBe(3);
    expect(Array.from(row?.cells ?? [], (cell) => (cell ? `${cell.kind} ${cell.text}` : null))).toEqual([
      'text 张三',
      'date 2023-03-15',
      null,
      'boolean true',
      'number 13800001111',
      'formula ',
      'too-long ',
    ]);
  });

  it.each([
    ['a cell in column 201', '<row r="1"><c r="GS1"><v>1</v></c></row>', 'too-many-columns'],
    ['a shared text that is not there', '<row r="1"><c r="A1" t="s"><v>9</v></c></row>', 'broken-file'],
    ['XML that does not end', '<row r="1"><c r="A1">', 'broken-file'],
    ['an entity of its own', '<row r="1"><c r="A1" t="str"><v>&lol;</v></c></row>', 'broken-file'],
  ])('with %s is refused', async (_, sheet, fault) => {
    expect(await faultOf(await raw(sheet), 'a.xlsx')).toBe(fault);
  });

  it('that would unpack to more than 1 GiB is refused before it is unpacked', async () => {
    const bytes = await raw('');
    const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(0x4000_0001, central + 24);
    expect(await faultOf(bytes, 'a.xlsx')).toBe('unzipped-too-large');
  });

  it('that unpacks to more than it says is refused', async () => {
    const bytes = await raw('<row r="1"/>'.repeat(10_000));
    let at = 0;
    for (let n = 0; n < 4; n += 1) at = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]), at + 1);
    bytes.writeUInt32LE(10, at + 24);
    expect(await faultOf(bytes, 'a.xlsx')).toBe('broken-file');
  });

  it('counts days as the two calendars do, and knows no 29 February 1900', () => {
    expect([1, 59, 60, 61, 0.5].map((serial) => dateOfSerial(serial, false))).toEqual([
      ...['1900-01-01', '1900-02-28', null, '1900-03-01', null],
    ]);
    expect(dateOfSerial(0, true)).toBe('1904-01-01');
  });
});

describe('a table of texts', () => {
  const table = '姓名,电话\n张三,13800001111\n,\n李四,"1,2"\n';

  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
    ['GBK', iconv.encode(table, 'gbk')],
    ['UTF-16', iconv.encode(table, 'utf-16le', { addBOM: true })],
    ['UTF-8 with tabs', Buffer.from('姓名\t电话\n张三\t13800001111\n\n李四\t"1,2"\n')],
  ])('in %s is read', async (_, bytes) => {
    expect(textsOf(await rowsOf(bytes, 'a.csv'))).toEqual([
      ['姓名', '电话'],
      ['张三', '13800001111'],
      ['李四', '1,2'],
    ]);
  });

  it('gives no text of a formula or of a cell with more than 2,000 characters', async () => {
    const rows = await rowsOf(Buffer.from(`=1+1,+86 138,-3,${'长'.repeat(2_001)},@SUM(A1)\n`), 'a.csv');
    expect(rows[0]?.cells.map((cell) => cell?.kind)).toEqual(['formula', 'text', 'text', 'too-long', 'formula']);
  });
});

describe('a file that is not what it seems', () => {
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7'), 'a.csv', 'not-a-spreadsheet'],
    ['bytes of a program', Buffer.from([1, 0, 2, 0, 5, 6]), 'a.csv', 'not-a-spreadsheet'],
    ['an old or locked workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'a.xls', 'old-or-locked-workbook'],
    ['a table called a workbook', Buffer.from('a,b\n'), 'a.xlsx', 'not-what-its-name-says'],
    ['half an archive', Buffer.from('PK\x03\x04 and no more'), 'a.xlsx', 'broken-file'],
    ['nothing', Buffer.alloc(0), 'a.csv', 'no-rows'],
  ])('%s is refused', async (_, bytes, name, fault) => {
    expect(await faultOf(bytes, name)).toBe(fault);
  });

  it('an archive of something else is refused', async () => {
    const zip = new ZipWriter();
    const bytes = Buffer.concat([...(await gathered(zip.part('a.txt', ['a']))), ...zip.end()]);
    expect(await faultOf(bytes, 'a.xlsx')).toBe('not-a-spreadsheet');
  });

  it('columns are called as in the spreadsheet program', () => {
    expect([0, 25, 26, 199].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'GR']);
  });
});
