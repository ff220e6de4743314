import type { CivilDay, ScoreTerms, VillageScore } from '@silverbell/care';
import { as, type RegionId } from '@silverbell/kernel';
import {
  shownScore,
  type ExportRow,
  type KeptScore,
  type VillageOfYear,
  type VillageScoreStore,
  type VillageScoreTransaction,
} from '@silverbell/usecases';
import type { VillageMeasure } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../../connection/command-pool.js';
import { registryWriter } from '../../connection/registry-write.js';
import type { PostgresAuditLog } from '../../privacy/audit-log.store.js';
import { readCareSettings } from '../care-setting.store.js';
import { TOWNSHIP_LEVEL } from '../visits/visit-plan.queries.js';

interface ScoreRow extends Omit<KeptScore, 'frozen'> {
  readonly frozenDone: number | null;
  readonly frozenFull: number | null;
  readonly frozenOn: CivilDay | null;
}
/** Of a row `v`. */
export const SCORE_COLUMNS = `v.region_id as "regionId", v.year, v.measure, v.target, v.frozen_done as "frozenDone", v.frozen_full as "frozenFull",
  v.frozen_on::text as "frozenOn", v.version, v.changed_by as "changedBy"`;
const scoreOf = ({ frozenDone, frozenFull, frozenOn, ...row }: ScoreRow): KeptScore => ({
  ...row,
  frozen: frozenOn === null ? null : { done: frozenDone ?? 0, fullPoints: frozenFull ?? 0, on: frozenOn },
});

/** Below the townships. */
const IS_VILLAGE = `r.level_no = ${String(TOWNSHIP_LEVEL + 1)}`;

/** What each measure counts, of a village `$1` and the days from `$2` to `$3`; `$4`: the time zone, where instants are asked for. */
const DONE: Readonly<Record<VillageMeasure, string>> = {
  'seniors-served': `select count(distinct o.senior_id)::int as n from service_order o where o.region_id = any (regions_below($1))
    and o.day between $2 and $3 and o.state in ('finished', 'confirmed', 'confirmed-silent') and o.counts`,
  'visits-done': `select count(*)::int as n from welfare_visit v where v.region_id = any (regions_below($1)) and v.state = 'done'
    and (v.done_at at time zone $4)::date between $2 and $3`,
};

/** Scores of villages over PostgreSQL. */
export class PostgresVillageScoreStore implements VillageScoreStore {
  readonly write: VillageScoreStore['write'];
  private readonly reads: PostgresVillageScoreTransaction;

  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
    timeZone: string,
  ) {
    this.reads = new PostgresVillageScoreTransaction(source, timeZone);
    this.write = registryWriter(source, audit, (manager) => new PostgresVillageScoreTransaction(manager, timeZone));
  }

  async page({
    regionIds,
    year,
    cursor,
    take,
  }: Parameters<VillageScoreStore['page']>[0]): Promise<readonly VillageOfYear[]> {
    const rows = await this.source.query<(ScoreRow & { village: string })[]>(
      `select r.id as village, ${SCORE_COLUMNS} from region r left join village_score v on v.region_id = r.id and v.year = $2
       where r.id = any ($1) and ${IS_VILLAGE} and r.deactivated_at is null and ($3::text is null or r.id > $3) order by r.id limit $4`,
      [regionIds, year, cursor ?? null, take],
    );
    return rows.map(({ village, ...row }) => ({
      regionId: as<RegionId>(village),
      score: (row.version as number | null) === null ? null : scoreOf(row),
    }));
  }

  terms(regionId: RegionId, year: number): Promise<ScoreTerms> {
    return this.reads.terms(regionId, year);
  }

  done(...asked: Parameters<VillageScoreTransaction['done']>): Promise<number> {
    return this.reads.done(...asked);
  }
}

/** In one transaction: that of a request, or that of the day's job. */
export class PostgresVillageScoreTransaction implements VillageScoreTransaction {
  constructor(
    private readonly db: Queryable,
    private readonly timeZone: string,
  ) {}

  async isVillage(regionId: RegionId): Promise<boolean> {
    const [row] = await this.db.query<{ is: boolean }[]>(
      `select exists (select from region r where r.id = $1 and ${IS_VILLAGE} and r.deactivated_at is null) as "is"`,
      [regionId],
    );
    return row?.is === true;
  }

  async score(regionId: RegionId, year: number): Promise<KeptScore | null> {
    await this.db.query(`select pg_advisory_xact_lock(hashtextextended('village-score ' || $1, $2))`, [regionId, year]);
    const [row] = await this.db.query<ScoreRow[]>(
      `select ${SCORE_COLUMNS} from village_score v where v.region_id = $1 and v.year = $2`,
      [regionId, year],
    );
    return row === undefined ? null : scoreOf(row);
  }

  async save({ regionId, year, measure, target, frozen, version, changedBy }: KeptScore): Promise<void> {
    await this.db.query(
      `insert into village_score (region_id, year, measure, target, frozen_done, frozen_full, frozen_on, version, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (region_id, year) do update set measure = excluded.measure, target = excluded.target, frozen_done = excluded.frozen_done,
         frozen_full = excluded.frozen_full, frozen_on = excluded.frozen_on, version = excluded.version, changed_by = excluded.changed_by`,
      [
        ...[regionId, year, measure, target, frozen?.done ?? null, frozen?.fullPoints ?? null, frozen?.on ?? null],
        ...[version, changedBy],
      ],
    );
  }

  async terms(regionId: RegionId, year: number): Promise<ScoreTerms> {
    const settings = await readCareSettings(this.db, regionId, `${String(year)}-12-31`);
    return {
      fullPoints: settings.number('care.villageScore.fullPoints'),
      deadline: settings.monthDay('care.villageScore.deadline'),
    };
  }

  async done(
    regionId: RegionId,
    measure: VillageScore['measure'],
    { from, to }: { readonly from: CivilDay; readonly to: CivilDay },
  ): Promise<number> {
    const sql = DONE[measure];
    const asked = sql.includes('$4') ? [regionId, from, to, this.timeZone] : [regionId, from, to];
    const [row] = await this.db.query<{ n: number }[]>(sql, asked);
    return row?.n ?? 0;
  }

  async unfrozen(year: number): Promise<readonly KeptScore[]> {
    const rows = await this.db.query<ScoreRow[]>(
      `select ${SCORE_COLUMNS} from village_score v where v.frozen_on is null and v.year <= $1 order by v.region_id, v.year for update`,
      [year],
    );
    return rows.map(scoreOf);
  }
}

/** A row of the export: a village with its score as its page shows it. */
export async function scoreCells(row: object, db: Queryable, timeZone: string): Promise<ExportRow> {
  const { village, ...of } = row as ScoreRow & { readonly village: string };
  const score = scoreOf(of);
  const line = { regionId: as<RegionId>(score.regionId), score };
  const shown = await shownScore(new PostgresVillageScoreTransaction(db, timeZone), line, score.year);
  const { deadline, measure, target, done, fullPoints, points, frozenOn } = shown;
  return { village, day: deadline, measure, target, done, fullPoints, points, frozenOn };
}
