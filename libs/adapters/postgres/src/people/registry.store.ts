import type { Around, LadderRole, Policy } from '@silverbell/incident';
import {
  as,
  geoPoint,
  instant,
  type ContactId,
  type DeviceId,
  type GeoPoint,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { ContactGroup, DeviceFacts, HomeFacts, Recipient, Registry } from '@silverbell/usecases';
import type { Asks } from '../lane.js';
import { laddersOf } from './ladder-sets.js';
import { samePerson } from './same-person.sql.js';
import { Gathering } from '../gathering.js';
import { openWaterOf } from '../presence/open-water.js';
import { PostgresWeather } from '../presence/weather.store.js';
import { policyOf, timeZoneOf, type Settings } from './policy.js';
import { climb, regionGifts } from './region.sql.js';

/**
 * Who may be at home `home` (an SQL expression): nobody who died or moved away, unless the file knows nobody else (H05).
 * The wearer counts for what concerns her alone; what concerns the voice check counts for the whole home, because a
 * pendant is easily borrowed (H05, H06).
 */
const whoIsThere = (home: string, wearer: string, now = '$1'): string => `
  registered as (select * from senior where home_id = ${home}),
  there as (
    select * from registered
    where status in ('active', 'suspended') or not exists (select from registered where status in ('active', 'suspended'))
  ),
  facts as (
    select
      coalesce(array_agg(id order by id), '{}') as senior_ids,
      coalesce(bool_or(dispatch_first), false) as dispatch_first,
      coalesce((select dementia from there where id = ${wearer}), bool_or(dementia), false) as dementia
    from there
  ),
  away as (
    select away_lat, away_lng, away_until from there
    where away_until > ${now} and (away_from is null or away_from <= ${now})
      and (id = ${wearer} or (${wearer} is null and (select count(*) from there) = 1))
  )`;

interface PlaceRow {
  home_id: string | null;
  lat: number | null;
  lng: number | null;
  region_id: string;
  senior_ids: string[];
  dispatch_first: boolean;
  dementia: boolean;
  away_lat: number | null;
  away_lng: number | null;
  away_until: Date | null;
  operator_on_duty: boolean;
  settings: Settings;
}

interface DeviceFactsRow extends PlaceRow {
  known: boolean;
  role: string | null;
  fixed: boolean | null;
  status: DeviceFacts['status'] | null;
  senior_status: NonNullable<DeviceFacts['seniorStatus']> | null;
  test_window: boolean;
  hub_moved: boolean;
  two_homes: boolean;
  twin_address: boolean;
}

/** For each who asks, by its place: $1 when, $2 which device, $3 which child of it. */
const deviceFactsSql = `
  select asked.nth::integer as nth, answer.*
  from unnest($1::timestamptz[], $2::text[], $3::text[]) with ordinality as asked (at, device_id, child, nth)
  cross join lateral (
    with recursive
        found as (
          select id, role, fixed, status, home_id, region_id, senior_id, true as known, coalesce(hub_id, id) as line_id
          from device where asked.child is null and id = asked.device_id
          union all
          select id, role, fixed, status, home_id, region_id, senior_id, true, hub_id
          from device where hub_id = asked.device_id and child_name = asked.child
          union all
          -- a child nobody registered still speaks from its hub's home
          select null, null, true, status, home_id, region_id, null, false, id
          from device where asked.child is not null and id = asked.device_id
        ),
        device_here as (
          select one.*, home.lat, home.lng, coalesce(home.region_id, one.region_id, root.id) as at_region
          from (select id as id from region where parent_id is null order by id limit 1) root
          left join lateral (select * from found order by known desc limit 1) one on true
          left join home on home.id = one.home_id
        ),
        ${whoIsThere('(select home_id from device_here)', '(select senior_id from device_here)', 'asked.at')},
        ${climb('(select at_region from device_here)')},
        ${regionGifts('asked.at')}
      select d.known, d.role, d.fixed, d.status, d.home_id, d.lat, d.lng, d.at_region as region_id,
        (select status from senior where id = d.senior_id) as senior_status,
        exists (select from test_window w where w.device_id = d.id and w.opens_at <= asked.at and w.closes_at > asked.at and w.ended_at is null) as test_window,
        exists (select from device_line l where l.device_id = d.line_id and l.suspected_since is not null) as hub_moved,
        exists (select from there p join occupant o on o.senior_id = p.id where o.home_id <> p.home_id)
          or exists (select from occupant o join senior p on p.id = o.senior_id where o.home_id = d.home_id and p.home_id <> d.home_id) as two_homes,
        exists (select from home here join home twin on twin.region_id = here.region_id and md5(twin.address_words) = md5(here.address_words)
          where here.id = d.home_id and twin.id <> here.id) as twin_address,
        facts.*, away.*, settings.settings, seated.operator_on_duty
      from device_here d cross join facts cross join settings cross join seated left join away on true
  ) answer`;

interface Asked {
  readonly id: DeviceId;
  readonly child: string | null;
  readonly now: Instant;
}

export class PostgresRegistry implements Registry {
  /** Presses that come together ask together. */
  readonly #facts = new Gathering<Asked, DeviceFacts>((asked) => this.#factsOf(asked));

  constructor(
    private readonly source: Asks,
    /** Where no region says otherwise. */
    private readonly timeZone: string,
  ) {}

  deviceFacts(device: { readonly id: DeviceId; readonly child: string | null }, now: Instant): Promise<DeviceFacts> {
    return this.#facts.ask({ ...device, now });
  }

  async #factsOf(asked: readonly Asked[]): Promise<readonly DeviceFacts[]> {
    const rows: (DeviceFactsRow & { readonly nth: number })[] = await this.source.query(deviceFactsSql, [
      asked.map(({ now }) => new Date(now)),
      asked.map(({ id }) => id),
      asked.map(({ child }) => child),
    ]);
    const found = new Map(rows.map((row) => [row.nth, row]));
    return Promise.all(
      asked.map(async ({ id }, n) => {
        const row = found.get(n + 1);
        if (row === undefined) throw new Error('there is no region at all: the database was never seeded');
        return this.#device(id, row);
      }),
    );
  }

  async #device(deviceId: DeviceId, row: DeviceFactsRow): Promise<DeviceFacts> {
    return {
      deviceId,
      known: row.known === true,
      role: row.role,
      fixed: row.fixed ?? false,
      status: row.status ?? 'active',
      seniorStatus: row.senior_status,
      hubMoved: row.hub_moved,
      doubts: [
        ...(row.two_homes ? (['two-homes'] as const) : []),
        ...(row.twin_address ? (['twin-address'] as const) : []),
      ],
      ...(await this.#place(row, row.test_window)),
    };
  }

  async homeFacts(homeId: HomeId, now: Instant): Promise<HomeFacts | null> {
    const rows: PlaceRow[] = await this.source.query(
      `with recursive
        ${whoIsThere('$2', 'null::text')},
        ${climb('(select region_id from home where id = $2)')},
        ${regionGifts('$1')}
      select home.id as home_id, home.lat, home.lng, home.region_id, facts.*, away.*, settings.settings, seated.operator_on_duty
      from home cross join facts cross join settings cross join seated left join away on true
      where home.id = $2`,
      [new Date(now), homeId],
    );
    const row = rows[0];
    return row ? { ...(await this.#place(row, false)), homeId } : null;
  }

  async regionFacts(regionId: RegionId, now: Instant): ReturnType<Registry['regionFacts']> {
    const rows: { found: boolean; settings: Settings; operator_on_duty: boolean }[] = await this.source.query(
      `with recursive ${climb('$2')}, ${regionGifts('$1')}
       select exists (select from up) as found, settings, operator_on_duty from settings cross join seated`,
      [new Date(now), regionId],
    );
    const row = rows[0];
    if (!row?.found) return null;
    return {
      timeZone: timeZoneOf(row.settings, this.timeZone),
      operatorOnDuty: row.operator_on_duty,
      policy: await this.#policy(row.settings),
    };
  }

  async around(regionId: RegionId, since: Instant, now: Instant): Promise<Around> {
    const [weather, openWater] = await Promise.all([
      new PostgresWeather(this.source).at(regionId, since, now),
      openWaterOf(this.source, regionId, now),
    ]);
    return { temperatureC: weather?.temperatureC ?? null, openWater };
  }

  async seatsFor(
    regionId: RegionId,
    roles: readonly LadderRole[],
  ): Promise<Readonly<Partial<Record<LadderRole, readonly Recipient[]>>>> {
    const rows: { id: string; role: LadderRole }[] = await this.source.query(
      `with recursive ${climb('$1')},
        seat as (
          select s.id, s.role, s.answered_at, up.depth, min(up.depth) over (partition by s.role) as nearest
          from up join duty_seat s on s.region_id = up.id
          where s.role = any($2) and s.voice_number <> ''
        )
       select id, role from seat where depth = nearest order by role, answered_at desc nulls last, id`,
      [regionId, roles],
    );
    const seats: Partial<Record<LadderRole, Recipient[]>> = {};
    for (const { id, role } of rows) (seats[role] ??= []).push({ key: `seat:${id}` });
    return seats;
  }

  async contactsFor(
    seniorIds: readonly SeniorId[],
    who: ContactGroup,
  ): Promise<readonly (Recipient & { readonly contactId: ContactId; readonly position: number })[]> {
    // Of a mere press the first contact is told, and the others who chose so (safety case 2.1 A); whoever wants the ending
    // only, or is in conflict, or whose telling was not consented to any more, hears nothing now.
    const rows: { id: string; position: number }[] = await this.source.query(
      `select id, position from (
         select c.id, c.position, c.senior_id, c.notice_level, min(c.position) over (partition by c.senior_id) as first
         from contact c
         where c.senior_id = any($1) and not exists (
           select from contact flagged
           where flagged.senior_id = any($1) and flagged.conflict and (flagged.id = c.id or ${samePerson('flagged', 'c')})
         ) and not exists (
           select from consent w where w.senior_id = c.senior_id and w.purpose = 'family' and w.withdrawn_at is not null
             and not exists (
               select from consent live where live.senior_id = w.senior_id and live.purpose = 'family'
                 and live.withdrawn_at is null and live.given_at >= w.withdrawn_at
             )
         )
       ) reachable
       where case when $2 = 'at-risk' then notice_level <> 'ending-only'
                  when $2 = 'ending-only' then notice_level = 'ending-only'
                  else notice_level = 'every-press' or (position = first and notice_level <> 'ending-only') end
       order by position, senior_id`,
      [seniorIds, who],
    );
    return rows.map(({ id, position }) => ({ key: `contact:${id}`, contactId: as<ContactId>(id), position }));
  }

  async #place(
    row: PlaceRow,
    testWindow: boolean,
  ): Promise<Omit<HomeFacts, 'homeId'> & { readonly homeId: HomeId | null }> {
    const homeId = row.home_id === null ? null : as<HomeId>(row.home_id);
    return {
      homeId,
      homePoint: pointOf(row.lat, row.lng),
      regionId: as<RegionId>(row.region_id),
      timeZone: timeZoneOf(row.settings, this.timeZone),
      facts: {
        homeId,
        seniorIds: row.senior_ids.map((id) => as<SeniorId>(id)),
        dispatchFirst: row.dispatch_first,
        dementia: row.dementia,
        testWindow,
      },
      away: pointOf(row.away_lat, row.away_lng),
      awayUntil: row.away_until === null ? null : instant(row.away_until.getTime()),
      operatorOnDuty: row.operator_on_duty,
      policy: await this.#policy(row.settings),
    };
  }

  async #policy(settings: Settings): Promise<Policy> {
    return policyOf(settings, await laddersOf(this.source, settings));
  }
}

const pointOf = (lat: number | null, lng: number | null): GeoPoint | null =>
  lat === null || lng === null ? null : geoPoint(lat, lng);
