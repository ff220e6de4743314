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
import { In, IsNull, LessThanOrEqual, MoreThan, type DataSource, type FindOptionsWhere } from 'typeorm';
import { DeviceRow } from '../devices/device.entity.js';
import { anyRegionBelow, regionAndAbove } from '../people/region.sql.js';
import { DrillRow, TestWindowRow } from './exercise.entity.js';
import { OVERDUE, UNHEARD } from './overdue.sql.js';

/** Open at the instant of this parameter. */
export const windowOpenAt = (now: string): string =>
  `w.opens_at <= instant_of(${now}) and w.closes_at > instant_of(${now}) and w.ended_at is null`;

const perTownship = (list: 'overdue' | 'unheard'): string => /* sql */ `
  select coalesce((
      select r.id from ${regionAndAbove('o.region_id')} join region r on r.id = up.id where r.level_no = 3 order by up.depth limit 1), o.region_id) as "regionId",
    count(*)::int as devices
  from ${list} o group by 1 order by 1`;

/** The windows of a device that are open at an instant. */
const openAt = (deviceId: DeviceId, now: Instant): FindOptionsWhere<TestWindowRow> => ({
  ...{ deviceId, opensAt: LessThanOrEqual(now), closesAt: MoreThan(now), endedAt: IsNull() },
});

const rowOf = ({ homeIds, deviceIds, helperIds, ...drill }: Drill): DrillRow => ({
  ...{ ...drill, homeIds: [...homeIds], deviceIds: [...deviceIds], helperIds: [...helperIds] },
});

export class PostgresExerciseStore implements ExerciseStore {
  constructor(private readonly source: DataSource) {}

  /** The device's row is locked first: of two people who open one at once, one does. */
  openWindow(window: TestWindow): Promise<boolean> {
    const { deviceId, opensAt } = window;
    return this.source.transaction(async (tx) => {
      const device = await tx.findOne(DeviceRow, { where: { id: deviceId }, lock: { mode: 'pessimistic_write' } });
      if (device === null || (await tx.existsBy(TestWindowRow, openAt(deviceId, opensAt)))) return false;
      await tx.insert(TestWindowRow, { ...window });
      return true;
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

  endWindow(deviceId: DeviceId, by: AccountId, now: Instant): Promise<TestWindow | null> {
    return this.source.transaction(async (tx) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const open = await tx.findOne(TestWindowRow, { where: openAt(deviceId, now), lock });
      if (open === null) return null;
      const ended = { endedAt: now, endedBy: by };
      await tx.update(TestWindowRow, { id: open.id }, ended);
      return { ...open, ...ended };
    });
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

  /** The table is locked: drills are opened a few times a year, and two must not overlap. */
  openDrill(drill: Drill): Promise<boolean> {
    const { regionId, openedAt } = drill;
    return this.source.transaction(async (tx) => {
      await tx.query('lock table drill in share row exclusive mode');
      const [row]: { ids: RegionId[] }[] = await tx.query('select regions_below($1) || region_chain($1) as ids', [
        regionId,
      ]);
      const overlapping = { regionId: In(row?.ids ?? []), endedAt: IsNull(), until: MoreThan(openedAt) };
      if (await tx.existsBy(DrillRow, overlapping)) return false;
      await tx.insert(DrillRow, rowOf(drill));
      return true;
    });
  }

  drill(id: string): Promise<Drill | null> {
    return this.source.manager.findOneBy(DrillRow, { id });
  }

  /** Latest first. */
  drillsOf(regionIds: readonly RegionId[], limit = 50): Promise<readonly Drill[]> {
    return this.source.manager.find(DrillRow, {
      where: { regionId: In(regionIds) },
      order: { openedAt: 'DESC', id: 'ASC' },
      take: limit,
    });
  }

  async isIn(regionId: RegionId, of: RegionId): Promise<boolean> {
    const rows: unknown[] = await this.source.query('select 1 where $2 = any (regions_below($1))', [regionId, of]);
    return rows.length > 0;
  }

  async endDrill(id: string, by: AccountId, now: Instant): Promise<void> {
    await this.source.manager.update(DrillRow, { id, endedAt: IsNull() }, { endedAt: now, endedBy: by });
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
