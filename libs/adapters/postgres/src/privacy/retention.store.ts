import type { Instant, RegionId } from '@silverbell/kernel';
import type {
  PeriodSetting,
  RegionNode,
  RetentionStore,
  RetentionDone,
  RetentionRecord,
  RetentionRun,
  RetentionTurn,
} from '@silverbell/usecases';
import type { RetainedDataKind } from '@silverbell/vocabulary';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import { batchOf, keyParts, runPositionOf, storedPositionOf, targetsOf } from './retention-targets.sql.js';

/** Any number, as long as it is used for no other advisory lock. */
const TURN = 7_620_020;
const SETTING = 'retention.';

const RUN = /* sql */ `r.id, r.what, r.cut_offs as "cutOffs", ms_of(r.begun_at)::double precision as "begunAt", r.removed::int as removed`;

export class PostgresRetentionStore implements RetentionStore {
  constructor(private readonly source: DataSource) {}

  /** The lock ends with the transaction, also when the engine that has it dies. */
  turn<T>(work: (turn: RetentionTurn) => Promise<T>): Promise<T | null> {
    return inTransaction(this.source, async (runner) => {
      const [locked] = (await runner.query('select pg_try_advisory_xact_lock($1) as mine', [TURN])) as {
        mine: boolean;
      }[];
      return locked?.mine === true ? work(new PostgresRetentionTurn(runner)) : null;
    });
  }

  /** Latest first. */
  async records(limit: number): Promise<readonly RetentionRecord[]> {
    return this.source.query(
      `select ${RUN}, r.engines, r.batches, ms_of(r.last_at)::double precision as "lastAt", ms_of(r.ended_at)::double precision as "endedAt"
       from retention_run r order by r.begun_at desc, r.id limit $1`,
      [limit],
    );
  }

  settings(): Promise<readonly PeriodSetting[]> {
    return settingsBy((sql) => this.source.query(sql));
  }
}

class PostgresRetentionTurn implements RetentionTurn {
  constructor(private readonly runner: QueryRunner) {}

  async unfinished(): Promise<RetentionRun | null> {
    const rows = (await this.runner.query(
      `select ${RUN}, r.begun_by as "begunBy", r.position from retention_run r where r.ended_at is null`,
    )) as RetentionRun[];
    return rows[0] ?? null;
  }

  async lastBegun(): Promise<ReadonlyMap<RetainedDataKind, Instant>> {
    const rows = (await this.runner.query(
      `select what, ms_of(max(begun_at))::double precision as at from retention_run group by what`,
    )) as { what: RetainedDataKind; at: Instant }[];
    return new Map(rows.map(({ what, at }) => [what, at]));
  }

  async regions(): Promise<readonly RegionNode[]> {
    return (await this.runner.query(`select id, parent_id as "parentId" from region order by id`)) as RegionNode[];
  }

  settings(): Promise<readonly PeriodSetting[]> {
    return settingsBy((sql) => this.runner.query(sql));
  }

  async begin({ id, what, cutOffs, begunAt, begunBy }: RetentionRun): Promise<void> {
    await this.runner.query(
      `insert into retention_run (id, what, cut_offs, begun_at, begun_by, removed, batches, engines, last_at)
       values ($1, $2, $3::jsonb, instant_of($4), $5, 0, 0, '{}', instant_of($4))`,
      [id, what, JSON.stringify(cutOffs), begunAt, begunBy],
    );
  }

  async remove(
    { what, cutOffs, position }: RetentionRun,
    limit: number,
  ): Promise<{ readonly removed: number; readonly next: readonly string[] | null }> {
    const { otherwise, own } = cutOffs;
    const latest = Math.max(otherwise, ...own.map(({ before }) => before));
    let { shelf, after } = runPositionOf(what, position);
    let [room, gone] = [limit, 0];
    // what is left of a batch at the end of one shelf goes on with the next
    for (const one of targetsOf(what).slice(shelf)) {
      const rows = (await this.runner.query(batchOf(one), [
        ...[otherwise, JSON.stringify(own), latest, room],
        ...keyParts(after),
      ])) as { looked: number; removed: number; last: readonly string[] | null }[];
      const { looked = 0, removed = 0, last = null } = rows[0] ?? {};
      gone += removed;
      room -= looked;
      if (room <= 0 && last !== null) return { removed: gone, next: storedPositionOf(what, shelf, last) };
      [shelf, after] = [shelf + 1, null];
    }
    return { removed: gone, next: null };
  }

  async note({ runId, engineId, at, removed, next }: RetentionDone): Promise<void> {
    await this.runner.query(
      `update retention_run set removed = removed + $2, batches = batches + 1, position = coalesce($3::jsonb, position),
         engines = case when $4 = any(engines) then engines else engines || $4::text end,
         last_at = greatest(last_at, instant_of($5)),
         ended_at = case when $3::jsonb is null then greatest(begun_at, instant_of($5)) end
       where id = $1`,
      [runId, removed, next === null ? null : JSON.stringify(next), engineId, at],
    );
  }
}

async function settingsBy(query: (sql: string) => Promise<unknown>): Promise<readonly PeriodSetting[]> {
  return (await query(
    `select region_id as "regionId", substr(key, ${SETTING.length + 1}) as what, value as days,
       ms_of(valid_from)::double precision as "validFrom", source
     from region_setting where key like '${SETTING}%' order by region_id, key, valid_from`,
  )) as readonly (PeriodSetting & { readonly regionId: RegionId })[];
}
