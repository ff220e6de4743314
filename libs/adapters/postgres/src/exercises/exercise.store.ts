import {
  as,
  duration,
  type AccountId,
  type DeviceId,
  type Duration,
  type IncidentId,
  type Instant,
  type RegionId,
} from '@silverbell/kernel';
import {
  TESTS,
  type DevicesToSee,
  type Drill,
  type DrillScope,
  type DrillToEnd,
  type ExerciseStore,
  type TestWindow,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { anyRegionBelow, regionAndAbove } from '../people/region.sql.js';
import { OVERDUE, UNHEARD } from './overdue.sql.js';

export const WINDOW = /* sql */ `w.id, w.device_id as "deviceId", w.opened_by as "openedBy", w.reason,
  ms_of(w.opens_at)::double precision as "opensAt", ms_of(w.closes_at)::double precision as "closesAt",
  ms_of(w.ended_at)::double precision as "endedAt", w.ended_by as "endedBy"`;

/** Open at the instant of this parameter. */
export const windowOpenAt = (now: string): string =>
  `w.opens_at <= instant_of(${now}) and w.closes_at > instant_of(${now}) and w.ended_at is null`;

const DRILL = /* sql */ `d.id, d.region_id as "regionId", d.purpose, d.home_ids as "homeIds", d.device_ids as "deviceIds",
  d.helper_ids as "helperIds", d.opened_by as "openedBy", ms_of(d.opened_at)::double precision as "openedAt",
  ms_of(d.until_at)::double precision as until, ms_of(d.ended_at)::double precision as "endedAt", d.ended_by as "endedBy"`;

const perTownship = (list: 'overdue' | 'unheard'): string => /* sql */ `
  select coalesce((
      select r.id from ${regionAndAbove('o.region_id')} join region r on r.id = up.id where r.level_no = 3 order by up.depth limit 1), o.region_id) as "regionId",
    count(*)::int as devices
  from ${list} o group by 1 order by 1`;

export class PostgresExerciseStore implements ExerciseStore {
  constructor(private readonly source: DataSource) {}

  /** The device's row is locked first: of two people who open one at once, one does. */
  openWindow({ id, deviceId, openedBy, reason, opensAt, closesAt }: TestWindow): Promise<boolean> {
    return this.source.transaction(async (tx) => {
      const known: unknown[] = await tx.query('select 1 from device where id = $1 for update', [deviceId]);
      if (known.length === 0) return false;
      const opened: unknown[] = await tx.query(
        `insert into test_window (id, device_id, opened_by, reason, opens_at, closes_at)
         select $1, $2, $3, $4, instant_of($5), instant_of($6)
         where not exists (select from test_window w where w.device_id = $2 and ${windowOpenAt('$5')}) returning id`,
        [id, deviceId, openedBy, reason, opensAt, closesAt],
      );
      return opened.length > 0;
    });
  }

  async testTime(deviceId: DeviceId, since: Instant, now: Instant): Promise<Duration> {
    const [row]: { ms: number }[] = await this.source.query(
      `select coalesce(sum(greatest(0, least(ms_of(coalesce(w.ended_at, w.closes_at)), $3) - greatest(ms_of(w.opens_at), $2))), 0)
         ::double precision as ms
       from test_window w where w.device_id = $1 and w.closes_at > instant_of($2)`,
      [deviceId, since, now],
    );
    return duration(row?.ms ?? 0);
  }

  async endWindow(deviceId: DeviceId, by: AccountId, now: Instant): Promise<TestWindow | null> {
    const [rows]: [TestWindow[], number] = await this.source.query(
      `update test_window w set ended_at = instant_of($3), ended_by = $2
       where w.device_id = $1 and ${windowOpenAt('$3')} returning ${WINDOW}`,
      [deviceId, by, now],
    );
    return rows[0] ?? null;
  }

  async outside(regionId: RegionId, { homeIds, deviceIds, helperIds }: DrillScope): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.source.query(
      `select id from unnest($2::text[]) id
         where not exists (select from home h where h.id = id.id and h.region_id = ${anyRegionBelow('$1')})
       union all
       select id from unnest($3::text[]) id
         where not exists (select from device d left join home h on h.id = d.home_id
           where d.id = id.id and coalesce(h.region_id, d.region_id) = ${anyRegionBelow('$1')})
       union all
       select id from unnest($4::text[]) id
         where not exists (select from helper p where p.id = id.id and p.region_id = ${anyRegionBelow('$1')})`,
      [regionId, homeIds, deviceIds, helperIds],
    );
    const outside = new Set(rows.map(({ id }) => id));
    return [...homeIds, ...deviceIds, ...helperIds].filter((id) => outside.has(id));
  }

  /** One at a time opens a drill anywhere: it is done a few times a year. */
  openDrill(drill: Drill): Promise<boolean> {
    return this.source.transaction(async (tx) => {
      await tx.query('lock table drill in share row exclusive mode');
      const opened: unknown[] = await tx.query(
        `insert into drill (id, region_id, purpose, home_ids, device_ids, helper_ids, opened_by, opened_at, until_at)
         select $1, $2, $3, $4, $5, $6, $7, instant_of($8), instant_of($9)
         where not exists (
           select from drill d where d.ended_at is null and d.until_at > instant_of($8)
             and d.region_id = any ((select regions_below($2) || region_chain($2))::text[]))
         returning id`,
        [
          ...[drill.id, drill.regionId, drill.purpose, drill.homeIds, drill.deviceIds, drill.helperIds],
          ...[drill.openedBy, drill.openedAt, drill.until],
        ],
      );
      return opened.length > 0;
    });
  }

  async drill(id: string): Promise<Drill | null> {
    const rows: Drill[] = await this.source.query(`select ${DRILL} from drill d where d.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Latest first. */
  async drillsOf(regionIds: readonly RegionId[], limit = 50): Promise<readonly Drill[]> {
    return this.source.query(
      `select ${DRILL} from drill d where d.region_id = any($1) order by d.opened_at desc, d.id limit $2`,
      [regionIds, limit],
    );
  }

  async isIn(regionId: RegionId, of: RegionId): Promise<boolean> {
    const rows: unknown[] = await this.source.query('select 1 where $2 = any (regions_below($1))', [regionId, of]);
    return rows.length > 0;
  }

  async endDrill(id: string, by: AccountId, now: Instant): Promise<void> {
    await this.source.query(
      'update drill set ended_at = instant_of($3), ended_by = $2 where id = $1 and ended_at is null',
      [id, by, now],
    );
  }

  async casesOf(drillId: string): Promise<readonly IncidentId[]> {
    const rows: { id: string }[] = await this.source.query(
      `select id from incident where open and family = 'drill' and state #>> '{practice,drillId}' = $1 order by raised_at, id`,
      [drillId],
    );
    return rows.map(({ id }) => as<IncidentId>(id));
  }

  async toEnd(): Promise<readonly DrillToEnd[]> {
    return this.source.query(
      `select i.id as "incidentId", real.id as "realId" from incident i
         left join incident real on real.subject_key = i.subject_key and real.family = 'emergency' and real.open
         left join drill d on d.id = i.state #>> '{practice,drillId}'
       where i.open and i.family = 'drill' and (real.id is not null or d.ended_at is not null) order by i.raised_at, i.id`,
    );
  }

  async overdueTests(now: Instant, testEvery: number): Promise<readonly DevicesToSee[]> {
    return this.source.query(`with ${OVERDUE} ${perTownship('overdue')}`, [
      ...[now, testEvery, await this.watchedSince(now)],
    ]);
  }

  async neverHeard(now: Instant, neverHeardAfter: number): Promise<readonly DevicesToSee[]> {
    return this.source.query(`with ${UNHEARD} ${perTownship('unheard')}`, [
      ...[now, neverHeardAfter, await this.watchedSince(now)],
    ]);
  }

  async openReminders(): Promise<readonly { readonly incidentId: IncidentId; readonly regionId: RegionId }[]> {
    return this.source.query(
      `select i.id as "incidentId", i.state #>> '{subject,id}' as "regionId" from incident i
       where i.open and i.family = 'work' and i.subject_key like 'region:%' and i.state #>> '{raisedBy,id}' = $1
         and i.state #>> '{attention,state}' = 'waiting' order by i.id`,
      [TESTS.id],
    );
  }

  /** The first who asks begins to look. */
  async watchedSince(now: Instant): Promise<Instant> {
    const rows: { since: Instant }[] = await this.source.query(
      `with begun as (insert into test_watch (since) values (instant_of($1)) on conflict do nothing returning since)
       select ms_of(since)::double precision as since from begun union all select ms_of(since)::double precision from test_watch limit 1`,
      [now],
    );
    return rows[0]?.since ?? now;
  }
}
