import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { LONGEST_CELL, SheetRefused } from './sheet.js';
import { TextTable } from './text-table.js';
import { readXml } from './xml.js';

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  /** Days are counted from 1904 (old programs of another maker) instead of 1900. */
  readonly from1904: boolean;
  readonly texts: TextTable;
  /** Styles whose numbers are dates. */
  readonly dateStyles: ReadonlySet<number>;
}

const nothing = (): void => undefined;

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const main = 'xl/workbook.xml';
  if (!archive.has('[Content_Types].xml') || !archive.has(main)) throw new SheetRefused('not-a-spreadsheet');
  const targets = new Map<string, string>();
  await readXml(archive.unpack('xl/_rels/workbook.xml.rels'), {
    onOpen: ({ name, attributes }) => {
      const { Id, Target } = attributes;
      if (name === 'Relationship' && Id !== undefined && Target !== undefined)
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target));
    },
    onText: nothing,
    onClose: nothing,
  });
  const sheets: { name: string; part: string }[] = [];
  let from1904 = false;
  await readXml(archive.unpack(main), {
    onOpen: ({ name, attributes }) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const part = targets.get(attributes['r:id'] ?? attributes['id'] ?? '');
      if (part !== undefined && archive.has(part)) sheets.push({ name: attributes['name'] ?? '', part });
    },
    onText: nothing,
    onClose: nothing,
  });
  if (sheets.length === 0) throw new SheetRefused('not-a-spreadsheet');
  const texts = await readTexts(
    archive,
    [...targets.values()].find((part) => /sharedStrings/i.test(part)),
  );
  const dateStyles = await readDateStyles(
    archive,
    [...targets.values()].find((part) => /styles/i.test(part)),
  );
  return { sheets, from1904, texts, dateStyles };
}

async function readTexts(archive: Archive, part: string | undefined): Promise<TextTable> {
  const table = new TextTable();
  if (part === undefined || !archive.has(part)) return table;
  let text = '';
  let inText = false;
  let phonetic = 0;
  await readXml(archive.unpack(part), {
    onOpen: ({ name }) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic += 1;
      inText = name === 't' && phonetic === 0;
    },
    onText: (more) => {
      if (inText && text.length <= LONGEST_CELL) text += more;
    },
    onClose: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name !== 'si') return;
      if (text.length > LONGEST_CELL) table.addTooLong();
      else table.add(text);
    },
  });
  return table;
}

/** Formats of dates that every workbook has without saying so. */
const BUILT_IN_DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];

const isDateFormat = (code: string): boolean => {
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  return /[yd]/i.test(bare) || (/m/i.test(bare) && /年|月|日/.test(code));
};

async function readDateStyles(archive: Archive, part: string | undefined): Promise<ReadonlySet<number>> {
  const formats = new Set(BUILT_IN_DATES);
  const styles = new Set<number>();
  if (part === undefined || !archive.has(part)) return styles;
  let inCells = false;
  let index = 0;
  await readXml(archive.unpack(part), {
    onOpen: ({ name, attributes }) => {
      if (name === 'numFmt' && isDateFormat(attributes['formatCode'] ?? ''))
        formats.add(Number(attributes['numFmtId']));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      if (formats.has(Number(attributes['numFmtId'] ?? 0))) styles.add(index);
      index += 1;
    },
    onText: nothing,
    onClose: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
