import { as, type AccountId, type Instant, type RegionId } from '@silverbell/kernel';
import { EXPORT_KEPT_DAYS, type ExportFilter, type ExportJob } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { inTransaction } from '../connection/in-transaction.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { enqueueOffice } from '../imports/office-queue.js';
import { SealedBytes } from '../imports/sealed-bytes.js';

export type NewExport = Omit<ExportJob, 'state' | 'fileName' | 'fileBytes' | 'rows' | 'progress'> & {
  readonly idempotencyKey: string | null;
};

interface JobRow extends Omit<ExportJob, 'fileName' | 'filter' | 'fileBytes'> {
  readonly fileName: Buffer | null;
  readonly fileBytes: string;
  readonly filter: Buffer | null;
}

const JOB = /* sql */ `id, list, format, filter, purpose, language, in_full as "inFull", state, region_id as "regionId", region_ids as "regionIds",
  provider_id as "providerId", created_by as "createdBy", ms_of(created_at)::double precision as "createdAt", file_name as "fileName", file_bytes as "fileBytes", rows, progress`;

/** Exports from the request to the end of their file; what they hold lies under seal. */
export class PostgresExportStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  /** The export that this account began with this key. */
  async begunWith(createdBy: AccountId, key: string): Promise<ExportJob | null> {
    return this.#one('created_by = $1 and idempotency_key = $2', [createdBy, key]);
  }

  find(id: string): Promise<ExportJob | null> {
    return this.#one('id = $1', [id]);
  }

  /** The provider whose rows it holds; `null`: those of every one. */
  async providerNameOf({ providerId }: Pick<ExportJob, 'providerId'>): Promise<string | null> {
    const rows = (await this.source.query('select name from provider where id = $1', [providerId])) as {
      name: string;
    }[];
    return rows[0]?.name ?? null;
  }

  /** Its purpose is on record in the same transaction, before a row is read. */
  async create(wanted: NewExport, audit: (db: Queryable) => Promise<void>): Promise<void> {
    const {
      id,
      list,
      format,
      filter,
      purpose,
      language,
      inFull,
      regionId,
      regionIds,
      providerId,
      createdBy,
      createdAt,
    } = wanted;
    await inTransaction(this.source, async (runner) => {
      await runner.query(
        `insert into export_job (id, list, format, filter, purpose, language, in_full, state, region_id, region_ids, created_by, created_at,
           idempotency_key, changed_at, provider_id)
         values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10, instant_of($11), $12, instant_of($11), $13)`,
        [
          ...[id, list, format, this.#sealed(id).sealText(JSON.stringify(filter), 'filter'), purpose, language, inFull],
          ...[regionId, regionIds, createdBy, createdAt, wanted.idempotencyKey, providerId],
        ],
      );
      await audit(runner);
      await enqueueOffice(runner, 'export', id);
    });
  }

  /** From its beginning: what a worker that died had written is thrown away. */
  async beginWriting(id: string, now: Instant): Promise<void> {
    await inTransaction(this.source, async (runner) => {
      await runner.query('delete from export_file where export_id = $1', [id]);
      await runner.query(
        `update export_job set state = 'writing', rows = 0, progress = 0, changed_at = instant_of($2) where id = $1`,
        [id, now],
      );
    });
  }

  async putPiece(
    id: string,
    no: number,
    bytes: Uint8Array,
    { rows, progress }: { readonly rows: number; readonly progress: number },
    now: Instant,
  ): Promise<void> {
    await inTransaction(this.source, async (runner) => {
      await runner.query('insert into export_file (export_id, no, sealed) values ($1, $2, $3)', [
        ...[id, no, this.#sealed(id).seal(bytes, `piece ${String(no)}`)],
      ]);
      await runner.query('update export_job set rows = $2, progress = $3, changed_at = instant_of($4) where id = $1', [
        id,
        rows,
        progress,
        now,
      ]);
    });
  }

  async end(
    id: string,
    file: { readonly name: string; readonly bytes: number; readonly rows: number },
    now: Instant,
  ): Promise<void> {
    await this.source.query(
      `update export_job set state = 'ready', progress = 1, file_name = $2, file_bytes = $3, rows = $4, changed_at = instant_of($5) where id = $1`,
      [id, this.#sealed(id).sealText(file.name, 'name'), file.bytes, file.rows, now],
    );
  }

  /** The pieces of a finished file in their order, one in memory at a time. */
  async *pieces(id: string): AsyncGenerator<Buffer> {
    const sealed = this.#sealed(id);
    for (let no = 0; ; no += 1) {
      const rows = (await this.source.query('select sealed from export_file where export_id = $1 and no = $2', [
        ...[id, no],
      ])) as { sealed: Buffer }[];
      if (!rows[0]) return;
      yield sealed.open(rows[0].sealed, `piece ${String(no)}`);
    }
  }

  /** Deletes files that are past their time; answers with how many. */
  async expire(now: Instant): Promise<number> {
    return inTransaction(this.source, async (runner) => {
      const [gone] = (await runner.query(
        `update export_job set state = 'expired', file_name = null, filter = null
         where state = 'ready' and changed_at < instant_of($1) - make_interval(days => ${String(EXPORT_KEPT_DAYS)}) returning id`,
        [now],
      )) as [{ id: string }[], number];
      await runner.query('delete from export_file where export_id = any($1)', [gone.map(({ id }) => id)]);
      return gone.length;
    });
  }

  async #one(where: string, values: readonly unknown[]): Promise<ExportJob | null> {
    const rows = (await this.source.query(`select ${JOB} from export_job where ${where}`, [...values])) as JobRow[];
    const [row] = rows;
    if (row === undefined) return null;
    const sealed = this.#sealed(row.id);
    return {
      ...row,
      ...{ regionId: as<RegionId>(row.regionId), fileBytes: Number(row.fileBytes) },
      fileName: row.fileName === null ? '' : sealed.openText(row.fileName, 'name'),
      filter: row.filter === null ? {} : (JSON.parse(sealed.openText(row.filter, 'filter')) as ExportFilter),
    };
  }

  #sealed(id: string): SealedBytes {
    return new SealedBytes(this.keys, `export ${id}`);
  }
}
