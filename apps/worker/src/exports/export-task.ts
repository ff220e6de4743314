import { writeCsv, writeXlsx, type Column, type Sheet } from '@silverbell/adapter-spreadsheet';
import { cellsOf, EXPORT_COLUMNS, ExportTotals, frameOf, type ExportFrame, type ExportJob } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';

/** Rows read in one statement, in a calm hour. */
const PAGE = 1_000;
const PIECE_BYTES = 1024 * 1024;

/** One export, from its first row: a worker that died leaves pieces that are thrown away. */
export class ExportTask {
  constructor(private readonly deps: WorkerDeps) {}

  async run(id: string): Promise<void> {
    const { work, exports, logger } = this.deps;
    await work.alone(id, async () => {
      const job = await exports.find(id);
      if (job === null || (job.state !== 'waiting' && job.state !== 'writing')) return;
      const rows = await this.#write(job);
      if (rows !== null) logger.fact('info', 'export-written', { export: id, list: job.list, rows });
    });
  }

  /** `null`: the process was told to leave, and the next start writes it from the beginning. */
  async #write(job: ExportJob): Promise<number | null> {
    const { exports, clock, exportRows, isLeaving } = this.deps;
    const frame = await this.#frameOf(job);
    await exports.beginWriting(job.id, clock.now());
    const total = await exportRows.count(job);
    const counted = new ExportTotals(EXPORT_COLUMNS[job.list]);
    const pieces = new Pieces();
    const keep = async (piece: Buffer | null, no: number): Promise<void> => {
      if (piece === null) return;
      const progress = total === 0 ? 1 : Math.min(1, counted.rows / total);
      await exports.putPiece(job.id, no, piece, { rows: counted.rows, progress }, clock.now());
    };
    const sheet = this.#sheetOf(job, frame, counted);
    for await (const bytes of job.format === 'csv' ? writeCsv(sheet) : writeXlsx([sheet])) {
      if (isLeaving()) return null;
      for (const piece of pieces.add(bytes)) await keep(piece, pieces.taken - 1);
    }
    await keep(pieces.rest(), pieces.taken - 1);
    await exports.end(job.id, { name: frame.fileName, bytes: pieces.bytes, rows: counted.rows }, clock.now());
    return counted.rows;
  }

  #sheetOf(job: ExportJob, { title, notes, number, total, footer }: ExportFrame, counted: ExportTotals): Sheet {
    const columns = EXPORT_COLUMNS[job.list];
    const titles = columns.map(({ heading, width, isMoney }): Column => ({
      ...{ title: heading[job.language], width, isMoney },
    }));
    return {
      ...{ name: title, title, notes, footer, columns: [{ title: number, width: 8 }, ...titles] },
      rows: this.#rows(job, counted),
      totals: () => [total, ...counted.cells()],
    };
  }

  async *#rows(job: ExportJob, counted: ExportTotals): AsyncGenerator<readonly (string | number | null)[]> {
    const { exportRows, pause } = this.deps;
    for (let after = ''; ;) {
      const began = pause.now();
      const most = pause.rows(PAGE);
      const page = await exportRows.page(job, after, most);
      for (const row of page) yield [counted.add(row), ...cellsOf(EXPORT_COLUMNS[job.list], row, job)];
      const last = page.at(-1)?.place;
      if (last === undefined || page.length < most) return;
      after = last;
      await pause.after(began);
    }
  }

  async #frameOf(job: ExportJob): Promise<ExportFrame> {
    const { regions, accounts, exports, clock, timeZone } = this.deps;
    const [region, account] = [await regions.nameOf(job.regionId), await accounts.byId(job.createdBy)];
    const provider = job.regionIds === null ? await exports.providerNameOf(job) : null;
    return frameOf(job, { region, provider, by: account?.name ?? job.createdBy, at: clock.now(), timeZone });
  }
}

/** Bytes as they come, in pieces of one size. */
class Pieces {
  #gathered: Buffer[] = [];
  #length = 0;
  taken = 0;
  bytes = 0;

  *add(more: Buffer): Generator<Buffer> {
    this.#gathered.push(more);
    this.#length += more.length;
    this.bytes += more.length;
    if (this.#length < PIECE_BYTES) return;
    yield this.#take();
  }

  rest(): Buffer | null {
    return this.#length === 0 ? null : this.#take();
  }

  #take(): Buffer {
    const piece = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#length = 0;
    this.taken += 1;
    return piece;
  }
}
