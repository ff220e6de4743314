import { columnLetters } from '@silverbell/adapter-spreadsheet';
import type { PreviewedRow } from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import {
  IMPORT_FIELDS,
  previewValues,
  type ImportJob,
  type ListedRow,
  type RegionIndex,
  type RowPreview,
} from '@silverbell/usecases';
import {
  IMPORT_FAILURE_LABELS,
  IMPORT_FAULT_LABELS,
  IMPORT_KEPT_REASON_LABELS,
  IMPORT_RECORD_LABELS,
  IMPORT_WARNING_LABELS,
  type ImportKind,
  label,
  type Label,
  type Language,
} from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';

const SENTENCES: Readonly<Record<string, Label>> = {
  ...IMPORT_FAULT_LABELS,
  ...IMPORT_WARNING_LABELS,
  ...IMPORT_KEPT_REASON_LABELS,
};

export function presentImport(
  job: ImportJob,
  facts: { readonly createdBy: string; readonly kept: number; readonly language: Language },
): AnswerOf<'import'> {
  const { id, kind, state, rows, accepted, rejected, warnings, progress, fileName, failure } = job;
  return {
    ...{ id, kind, state, rows, accepted, rejected, warnings, progress, fileName, kept: facts.kept },
    createdAt: toIso(job.createdAt),
    createdBy: { id: job.createdBy, name: facts.createdBy },
    failure: failure === null ? null : { code: failure, sentence: IMPORT_FAILURE_LABELS[failure][facts.language] },
    sheets: job.headings.map(({ sheet, row, headings, fields }) => ({
      ...{ name: sheet, row },
      columns: headings.flatMap((heading, n) => (heading === null ? [] : [{ heading, field: fields[n] ?? null }])),
    })),
    firstRows: job.firstRows.map(({ sheet, row, cells }) => ({
      ...{ sheet, row },
      cells: cells.flatMap((cell, n) => (cell === null ? [] : [{ column: columnLetters(n), ...cell }])),
    })),
    fields: IMPORT_FIELDS[kind].map(({ name, heading }) => ({ name, heading: heading[facts.language] })),
    expired: job.expiredAt !== null,
  };
}

/** A sentence per fault: the person goes to each cell. */
export function presentRows(
  { headings }: Pick<ImportJob, 'headings'>,
  rows: readonly ListedRow[],
  language: Language,
): AnswerOf<'importRows'>['items'] {
  return rows.flatMap(({ sheet, sheetRow, state, faults, warnings }) => {
    const found = headings[sheet];
    return (state === 'rejected' || state === 'kept' ? faults : warnings).map(({ column, code }) => ({
      row: sheetRow,
      sheet: found?.sheet ?? '',
      column: column === null ? null : (found?.headings[column] ?? null),
      cell: column === null ? null : `${columnLetters(column)}${String(sheetRow)}`,
      code,
      sentence: SENTENCES[code]?.[language] ?? code,
    }));
  });
}

/** What each accepted row becomes: one item per row. */
export const presentPreview = (
  { kind, headings }: Pick<ImportJob, 'kind' | 'headings'>,
  { rows, regions }: { readonly rows: readonly PreviewedRow[]; readonly regions: RegionIndex },
  language: Language,
): AnswerOf<'importRows'>['items'] =>
  rows.map(({ sheet, sheetRow, draft, preview }) => ({
    ...{ row: sheetRow, sheet: headings[sheet]?.sheet ?? '', column: null, cell: null },
    ...{ code: preview.fault ?? preview.change, sentence: sentenceOf(kind, preview)[language] },
    preview: {
      ...{ change: preview.change, makes: [...preview.makes], differs: [...preview.differs] },
      values: [...previewValues(kind, draft, { nameOf: (id) => regions.byId(id)?.name ?? '', language })],
    },
  }));

function sentenceOf(kind: ImportKind, { change, makes, differs, fault }: RowPreview): Label {
  if (fault !== null) return IMPORT_FAULT_LABELS[fault];
  const counted = [...new Set(makes)].map(
    (one) => [IMPORT_RECORD_LABELS[one], makes.filter((other) => other === one).length] as const,
  );
  const zh = counted.map(([of, n]) => (n === 1 ? of['zh-CN'] : `${String(n)} 位${of['zh-CN']}`)).join('、');
  const en = counted.map(([of, n]) => (n === 1 ? of.en : `${String(n)} × ${of.en}`)).join(', ');
  if (change === 'new') return label(`将新建：${zh}`, `Will be put on file: ${en}`);
  if (change === 'changed') return label(`已在册，将增加：${zh}`, `On file; will be added: ${en}`);
  if (change === 'open')
    return label(
      '引用的人、住所、网关或上级不在册；写入时在本文件前面的行中查找，找不到则不导入',
      'Refers to a person, home, hub or facility that is not on file; looked for in earlier rows when it is written, and refused where it is none',
    );
  if (differs.length === 0) return label('已在册，不改动', 'On file, and stays as it is');
  const fields = IMPORT_FIELDS[kind].filter(({ name }) => differs.includes(name)).map(({ heading }) => heading);
  return label(
    `已在册，不改动；与在册不同：${fields.map((one) => one['zh-CN']).join('、')}（请到档案中修改）`,
    `On file, and stays as it is; the row differs in: ${fields.map((one) => one.en).join(', ')} (to be changed in the file)`,
  );
}
