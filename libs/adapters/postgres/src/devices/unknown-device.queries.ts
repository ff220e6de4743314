import type { IncidentId, Instant, RegionId } from '@silverbell/kernel';
import type { AlertKind, UnknownDeviceGroup } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';

export interface UnknownDevice {
  /** As it called itself; of a child of a hub `hub/child`. */
  readonly id: string;
  readonly group: UnknownDeviceGroup;
  readonly regionId: RegionId;
  /** On file, and of no home: it is bound, not registered. */
  readonly registered: boolean;
  readonly kinds: readonly AlertKind[];
  readonly signals: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly incident: { readonly id: IncidentId; readonly number: string; readonly open: boolean } | null;
}

export interface UnknownDeviceSearch {
  readonly regionIds: readonly RegionId[];
  readonly group: UnknownDeviceGroup | null;
  readonly after: { readonly rank: number; readonly at: number; readonly id: string } | null;
  readonly limit: number;
}

const RANKS: readonly UnknownDeviceGroup[] = ['alerting', 'alerted', 'heard'];
export const rankOf = (group: UnknownDeviceGroup): number => RANKS.indexOf(group);

/**
 * Everything that called or was heard since $2 and is of no home, as `unknown (rank, id, region_id, …)` of the regions $1. Only incidents of
 * single devices and of unregistered numbers are looked at, and of homes those that are open: a child that its hub names and the file does not.
 */
const UNKNOWN = /* sql */ `
  said as (
    select s.device_id, s.child, s.kind, s.repeats, s.at, coalesce(s.last_heard_at, s.at) as last_at, i.id as incident_id, i.open
    from incident i join signal s on s.incident_id = i.id
    where (i.subject_key like 'device:%' or i.subject_key like 'unregistered:%') and (i.open or i.last_signal_at > instant_of($2))
    union all
    select s.device_id, s.child, s.kind, s.repeats, s.at, coalesce(s.last_heard_at, s.at), i.id, i.open
    from incident i join signal s on s.incident_id = i.id
    where i.open and i.subject_key like 'home:%' and s.child is not null
  ),
  grouped as (
    select device_id || coalesce('/' || child, '') as id, bool_or(open) as open, array_agg(distinct kind) as kinds, sum(repeats + 1)::int as signals,
      min(at) as first_at, max(last_at) as last_at, (array_agg(incident_id order by open desc, last_at desc))[1] as incident_id
    from said group by 1
  ),
  called as (select g.*, i.region_id, i.number from grouped g join incident i on i.id = g.incident_id),
  root as (select id from region where parent_id is null order by id limit 1),
  heard as (
    select s.device_id as id, s.seen_at as last_at from device_seen s
    where s.seen_at > instant_of($2) and not exists (select from device d where d.id = s.device_id)
      and not exists (select from called c where c.id = s.device_id)
  ),
  of_homes as (
    select d.id from device d where d.home_id is not null
    union all select d.hub_id || '/' || d.child_name from device d where d.home_id is not null and d.hub_id is not null
  ),
  watch_of_home as (
    select distinct number from device d, unnest(watch_numbers(d.id)) number where (d.role = 'watch' or d.profile = 'watch') and d.home_id is not null
  ),
  -- an unregistered watch says ten digits; longer numbers are looked at run by run
  claimed_watch as (
    select c.id from called c join watch_of_home w on w.number = substr(c.id, 7) where c.id like 'watch:%' and length(c.id) = 16
    union
    select c.id from called c, unnest(watch_numbers(c.id)) said join watch_of_home w on w.number = said
    where c.id like 'watch:%' and length(c.id) <> 16
  ),
  unknown as (
    select case when c.open then 0 else 1 end as rank, c.id, c.region_id, c.kinds, c.signals, c.first_at, c.last_at, c.incident_id, c.number,
      d.id is not null as registered
    from called c left join device d on d.id = c.id
    where c.region_id = any ($1) and not exists (select from of_homes o where o.id = c.id)
      and not exists (select from claimed_watch w where w.id = c.id)
    union all
    select 2, h.id, root.id, '{}', 0, h.last_at, h.last_at, null, null, false from heard h, root where root.id = any ($1)
  )`;

const READ = /* sql */ `rank, id, region_id as "regionId", kinds, signals, ms_of(first_at)::double precision as "firstAt",
         ms_of(last_at)::double precision as "lastAt", registered,
         case when incident_id is not null then jsonb_build_object('id', incident_id, 'number', number::text, 'open', rank = 0) end as incident`;

type RankedDevice = Omit<UnknownDevice, 'group'> & { readonly rank: number };
/** `turnedAway`: more new numbers of one address than a minute may bring, counted and not kept. */
export type UnknownDeviceCounts = Readonly<Record<UnknownDeviceGroup | 'turnedAway', number>>;

const groupedOf = ({ rank, ...one }: RankedDevice): UnknownDevice => ({ ...one, group: RANKS[rank] ?? 'heard' });

/** Who is this? Devices that called or were heard, and are of no home on file. */
export class UnknownDeviceQueries {
  constructor(private readonly source: DataSource) {}

  /**
   * Those of open incidents first, then those that called before, then those that were only heard; in each the latest first. With it how many
   * there are of each: one statement, because a flood of numbers is gone through once.
   */
  async list(
    { regionIds, group, after, limit }: UnknownDeviceSearch,
    since: Instant,
  ): Promise<{ readonly items: readonly UnknownDevice[]; readonly counts: UnknownDeviceCounts }> {
    const [found]: { items: RankedDevice[]; counts: Readonly<Record<string, number>>; turnedAway: number }[] =
      await this.source.query(
        `with ${UNKNOWN}
         select coalesce((select jsonb_agg(page) from (
             select ${READ} from unknown
             where ($3::int is null or rank = $3) and ($4::int is null or (rank, -ms_of(last_at), id) > ($4::int, -$5::bigint, $6::text))
             order by rank, -ms_of(last_at), id limit $7) page), '[]') as items,
           coalesce((select jsonb_object_agg(rank, n) from (select rank, count(*)::int as n from unknown group by rank) c), '{}') as counts,
           (select coalesce(sum((i.state #>> '{unregistered,turnedAway,count}')::int), 0)::int from incident i
            where i.open and i.subject_key like 'unregistered:%' and i.region_id = any ($1)) as "turnedAway"`,
        [
          ...[regionIds, since, group === null ? null : rankOf(group)],
          ...[after?.rank ?? null, after?.at ?? null, after?.id ?? null, limit],
        ],
      );
    const of = (asked: UnknownDeviceGroup): number => found?.counts[String(rankOf(asked))] ?? 0;
    return {
      items: (found?.items ?? []).map(groupedOf),
      counts: {
        ...{ alerting: of('alerting'), alerted: of('alerted'), heard: of('heard') },
        turnedAway: found?.turnedAway ?? 0,
      },
    };
  }

  async byId(id: string, regionIds: readonly RegionId[], since: Instant): Promise<UnknownDevice | null> {
    const rows: RankedDevice[] = await this.source.query(
      `with ${UNKNOWN}
       select ${READ} from unknown where id = $3`,
      [regionIds, since, id],
    );
    return rows.map(groupedOf)[0] ?? null;
  }

  /** Open emergencies of single devices that had no home when they called, and have one by now that does not know of it. */
  async openOfBound(): Promise<readonly IncidentId[]> {
    const rows: { id: IncidentId }[] = await this.source.query(
      `select i.id from incident i, substr(i.subject_key, 8) as called
       where i.open and i.family = 'emergency' and i.subject_key like 'device:%'
         and exists (select from device d where d.home_id is not null and d.home_id is distinct from i.state #>> '{boundTo,homeId}'
           and (d.id = called or d.hub_id || '/' || d.child_name = called
             or (d.id = split_part(called, '/', 1) and not exists (select from device c where c.hub_id || '/' || c.child_name = called))))
       order by i.raised_at`,
    );
    return rows.map(({ id }) => id);
  }
}
