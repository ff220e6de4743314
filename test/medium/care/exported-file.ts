import { readSheets } from '@silverbell/adapter-spreadsheet';
import type { AnswerOf } from '@silverbell/wire';
import { eventually } from '../../e2e/support/eventually.js';
import type { CareStage } from './care-stage.js';

export interface ExportedFile {
  readonly name: string;
  readonly inFull: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** Begun, written by the worker, and fetched; below the frame, from the heading of the columns on. */
export async function exportedFrom(stage: CareStage, as: string, body: object): Promise<ExportedFile> {
  const begun = await stage.call<{ id: string }>(as, 'POST', '/exports', body);
  if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
  const made = await eventually(
    'the file is written',
    async () => {
      const now = await stage.call<AnswerOf<'export'>>(as, 'GET', `/exports/${begun.body.id}`);
      return now.body.href === null ? null : now.body;
    },
    { seen: () => stage.workerLog.slice(-5) },
  );
  const response = await fetch(`${stage.origin}${made.href ?? ''}`, {
    headers: { authorization: `Bearer ${await stage.tokenOf(as)}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const file = { size: bytes.length, read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)) };
  const rows: string[][] = [];
  for await (const some of readSheets(file, 'a.xlsx'))
    rows.push(...some.map(({ cells }) => Array.from(cells, (cell) => cell?.text ?? '')));
  const name = decodeURIComponent(response.headers.get('content-disposition') ?? '');
  return { name, inFull: made.inFull, rows };
}

export const textOf = ({ rows }: ExportedFile): string => rows.flat().join(' ');
