import { writeXlsx } from '@silverbell/adapter-spreadsheet';
import { IMPORT_FIELDS } from '@silverbell/usecases';
import { IMPORT_KIND_LABELS, type ImportKind, type Language } from '@silverbell/vocabulary';

const WORDS = {
  'zh-CN': { notes: '填写说明', column: '列', required: '必填', hint: '可填内容', yes: '是' },
  en: { notes: 'How to fill in', column: 'Column', required: 'Required', hint: 'What to write', yes: 'yes' },
} as const;

/** The first sheet has the headings and is empty; the second says what belongs into each column. */
export async function templateOf(kind: ImportKind, language: Language): Promise<Buffer> {
  const words = WORDS[language];
  const fields = IMPORT_FIELDS[kind];
  const pieces: Buffer[] = [];
  const sheets = [
    {
      name: IMPORT_KIND_LABELS[kind][language],
      columns: fields.map(({ heading, isRequired }) => ({
        title: heading[language] + (isRequired ? '*' : ''),
        width: 18,
      })),
      rows: [],
    },
    {
      name: words.notes,
      columns: [words.column, words.required, words.hint].map((title) => ({ title, width: 40 })),
      rows: fields.map(({ heading, isRequired, hint }) => [
        heading[language],
        isRequired ? words.yes : null,
        hint?.[language] ?? null,
      ]),
    },
  ];
  for await (const piece of writeXlsx(sheets)) pieces.push(piece);
  return Buffer.concat(pieces);
}
