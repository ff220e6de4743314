import { columnLetters } from '@silverbell/adapter-spreadsheet';
import { toIso } from '@silverbell/kernel';
import { IMPORT_FIELDS, type ImportJob, type ListedRow } from '@silverbell/usecases';
import {
  IMPORT_FAILURE_LABELS,
  IMPORT_FAULT_LABELS,
  IMPORT_KEPT_REASON_LABELS,
  IMPORT_WARNING_LABELS,
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
    sheets: job.headings.map(({ sheet, headings, fields }) => ({
      name: sheet,
      columns: headings.flatMap((heading, n) => (heading === null ? [] : [{ heading, field: fields[n] ?? null }])),
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
