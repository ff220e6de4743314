import { dateIn } from '@silverbell/kernel';
import type { AcceptedRow } from '@silverbell/adapter-postgres';
import { readSheets, SheetRefused } from '@silverbell/adapter-spreadsheet';
import {
  HeadingFinder,
  planRegions,
  readImportRow,
  type ImportJob,
  type ReadingContext,
  type RegionDraft,
  type RegionIndex,
  type StagedRow,
} from '@silverbell/usecases';
import type { ImportFailure } from '@silverbell/vocabulary';
import type { WorkerDeps } from '../worker.js';
import { forgetRows } from './forget-rows.js';
import { MOST_REGIONS } from './write-regions.js';
import { ImportFile } from './import-file.js';

/** Rows staged in one statement. */
const BATCH = 500;

/**
 * Reads the file and stages its rows, whatever is wrong with them. After a crash the file is read again from its beginning, which costs
 * seconds, and what was staged is passed over. A file in which no heading is known ends as `checked` with the failure `no-headings`, no row
 * and its first rows to look at: a person names its columns, and it is read again. It is `failed` where there are no columns to name.
 */
export async function readImport(deps: WorkerDeps, job: ImportJob): Promise<void> {
  if (job.position === 0 && !(await forgetRows(deps, job))) return;
  const context = await contextOf(deps, job);
  const file = new ImportFile(deps.work, job.id, job.fileBytes);
  const finder = new HeadingFinder(job.kind, job.mapping);
  let no = 0;
  let rows: StagedRow[] = [];
  let began = deps.pause.now();
  const stage = async (): Promise<void> => {
    const headings = finder.found;
    await deps.work.stage(job.id, rows, { headings, progress: file.progress }, deps.clock.now());
    rows = [];
    await deps.pause.after(began);
    began = deps.pause.now();
  };
  try {
    for await (const read of readSheets(file, job.fileName)) {
      for (const row of read) {
        const under = finder.under(row);
        if (under === null) continue;
        no += 1;
        if (no <= job.position) continue;
        const {
          row: parsed,
          key,
          same,
          faults,
          warnings,
        } = readImportRow(job.kind, under.headings, row.cells, context);
        rows.push({
          ...{ no, sheet: finder.found.indexOf(under.headings), sheetRow: row.row, key, same, faults, warnings },
          ...{ state: parsed === null ? 'rejected' : 'accepted', draft: parsed?.draft ?? null },
        });
      }
      if (rows.length >= deps.pause.rows(BATCH)) await stage();
      if (deps.isLeaving()) return;
    }
    if (rows.length > 0) await stage();
  } catch (error) {
    if (!(error instanceof SheetRefused)) throw error;
    return fail(deps, job, error.fault);
  }
  if (no === 0) return endWithoutRows(deps, job, finder);
  await deps.work.refuseTwins(job.id);
  if (job.kind === 'regions') await checkTree(deps, job, context.regions);
  await deps.work.end(job.id, 'checked', deps.clock.now());
}

/** Its rows go first: an import that was killed between the two is read again, and fails again. */
async function fail(deps: WorkerDeps, job: ImportJob, failure: ImportFailure): Promise<void> {
  if (await forgetRows(deps, job)) await deps.work.fail(job.id, failure, deps.clock.now());
}

async function endWithoutRows(deps: WorkerDeps, job: ImportJob, { found, candidates }: HeadingFinder): Promise<void> {
  const { headings, rows } = candidates;
  if (found.length > 0 || rows.length === 0) return deps.work.fail(job.id, 'no-rows', deps.clock.now());
  if (headings.length === 0) return deps.work.fail(job.id, 'no-headings', deps.clock.now());
  await deps.work.askForColumns(job.id, { headings, firstRows: rows }, deps.clock.now());
}

/** A region whose parent comes later in the file, or is in no file at all, is known only when all rows were read. */
async function checkTree({ work, source, clock }: WorkerDeps, job: ImportJob, regions: RegionIndex): Promise<void> {
  const root = regions.byId(job.regionId);
  if (!root) throw new Error(`region ${job.regionId} is gone`);
  const rows = await work.accepted(job.id, 0, MOST_REGIONS);
  const { faults } = planRegions(rows as readonly (AcceptedRow & { readonly draft: RegionDraft })[], regions, root);
  const outcomes = faults.map(({ no, code }) => ({ no, state: 'rejected' as const, faults: [{ column: null, code }] }));
  await work.settle(source, job.id, outcomes, { position: job.rows, done: job.rows }, clock.now());
}

async function contextOf({ regions, clock, timeZone }: WorkerDeps, job: ImportJob): Promise<ReadingContext> {
  return {
    today: dateIn(timeZone, clock.now()),
    datum: job.datum,
    regions: await regions.below(job.regionIds),
  };
}
