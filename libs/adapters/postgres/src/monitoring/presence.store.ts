import {
  instant,
  seconds,
  hours,
  type DeviceId,
  type HomeId,
  type IncidentId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { Subject } from '@silverbell/incidents';
import {
  GENERIC_NETWORK_NAMES,
  placeOfSubject,
  type HomeReachability,
  type StoredPresence,
  type OpenOutage,
  type PresenceStore,
  type PersonWithRules,
  type SupervisedDevice,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { LAST_CONTACT, waterOf } from './last-contact.sql.js';
import { ruleOf, type StoredRule } from './inactivity-rules.js';

type SignOfLife = PersonWithRules['signs'][number];

/** Devices with which a person can call for help. */
const CALL_ROLES = ['sos-button', 'pendant', 'watch', 'pull-cord'];
/** Heard so lately that nothing can be said of it. */
const PLAINLY_PRESENT = { hub: seconds(60), other: hours(1) } as const;

export class PostgresPresenceStore implements PresenceStore {
  constructor(
    private readonly source: DataSource,
    /** Where no region says otherwise. */
    private readonly timeZone: string,
  ) {}

  async devicesToSupervise(now: Instant): Promise<readonly SupervisedDevice[]> {
    const rows: (Omit<SupervisedDevice, 'presence'> & { readonly presence: StoredPresence | null })[] =
      await this.source.query(
        `select d.id as "deviceId", d.role, d.profile, d.hub_id as "hubId", d.home_id as "homeId", ms_of(s.seen_at)::double precision as "seenAt",
         s.online, s.battery_pct as "batteryPct", s.heartbeat_at is not null as "sendsHeartbeats",
         s.unproven as "hasUnverifiedMessages", case when hw.state = 'present' then ms_of(hw.since)::double precision end as "hubPresentSince",
         coalesce(hub.status = 'active' and hub.stage = 'installed', false) as "isHubSupervised",
         m.supervision_s * 1000::double precision as "modelSilentFor",
         case when w.device_id is not null then jsonb_build_object('state', w.state, 'since', ms_of(w.since), 'heardAgainSince', ms_of(w.hearing_since),
           'stateChanges', w.turns, 'changedAt', ms_of(w.turned_at), 'batteryLowSince', ms_of(w.battery_low_since), 'batteryLowReported', w.battery_told,
           'reportedAs', w.told) end as presence
       from device_seen s join device d on d.id = s.device_id left join device_watch w on w.device_id = d.id
         left join device_model m on m.id = d.model_id
         left join device hub on hub.id = d.hub_id left join device_watch hw on hw.device_id = d.hub_id
       where d.status = 'active' and d.stage = 'installed' and not coalesce(
         w.state = 'present' and w.told is null and w.battery_low_since is null and s.online is distinct from false
           and coalesce(s.battery_pct, 100) > 30
           and s.seen_at > instant_of($1 - case when d.role = 'hub' then $2::double precision
             else least($3::double precision, m.supervision_s * 500) end), false)
       order by d.id`,
        [now, PLAINLY_PRESENT.hub, PLAINLY_PRESENT.other],
      );
    return rows;
  }

  async savePresence(presences: readonly (StoredPresence & { readonly deviceId: DeviceId })[]): Promise<void> {
    if (presences.length === 0) return;
    const rows = [...presences].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
    await this.source.query(
      `insert into device_watch (device_id, state, since, hearing_since, turns, turned_at, battery_low_since, battery_told, told)
       select n."deviceId", n.state, instant_of(n.since), instant_of(n."heardAgainSince"), n."stateChanges", instant_of(n."changedAt"),
         instant_of(n."batteryLowSince"), n."batteryLowReported", n."reportedAs"
       from jsonb_to_recordset($1::jsonb) as n ("deviceId" text, state text, since double precision, "heardAgainSince" double precision, "stateChanges" integer,
         "changedAt" double precision, "batteryLowSince" double precision, "batteryLowReported" boolean, "reportedAs" text)
       on conflict (device_id) do update set state = excluded.state, since = excluded.since, hearing_since = excluded.hearing_since,
         turns = excluded.turns, turned_at = excluded.turned_at, battery_low_since = excluded.battery_low_since,
         battery_told = excluded.battery_told, told = excluded.told`,
      [JSON.stringify(rows)],
    );
  }

  async reachabilityOf(homeIds: readonly HomeId[], now: Instant): Promise<readonly HomeReachability[]> {
    if (homeIds.length === 0) return [];
    const rows: (Omit<HomeReachability, 'regions'> & { readonly regionId: RegionId })[] = await this.source.query(
      `select h.id as "homeId", h.region_id as "regionId",
         (select d.id from device d where d.home_id = h.id and d.role = 'hub' and d.status = 'active' order by d.id limit 1) as "hubId",
         (select s.network from device d join device_seen s on s.device_id = d.id
          where d.home_id = h.id and s.network is not null and lower(s.network) <> all ($3) order by s.seen_at desc limit 1) as carrier,
         coalesce((select jsonb_agg(jsonb_build_object('deviceId', d.id, 'absent',
              coalesce(w.state = 'absent', false) or coalesce(hub.state = 'absent', false)) order by d.id)
            from device d join device_seen s on s.device_id = d.id
              left join device_watch w on w.device_id = d.id left join device_watch hub on hub.device_id = d.hub_id
            where d.home_id = h.id and d.status = 'active' and d.role = any ($2)), '[]') as "callDevices",
         coalesce((select jsonb_agg(jsonb_build_object('seniorId', p.id, 'homeId', h.id, 'electricDevice', p.electric_medical_device is not null,
              'livingAlone', 'living-alone' = any (p.care_categories), 'dementia', p.dementia, 'disabled', 'disabled' = any (p.care_categories),
              'cannotSpeak', p.verify_by <> 'voice',
              'ageYears', date_part('year', age((instant_of($4) at time zone 'UTC')::date, p.birth_date)),
              'lastContactAt', ms_of(${LAST_CONTACT})) order by p.id)
            from senior p where p.home_id = h.id and p.status in ('active', 'suspended')), '[]') as people
       from home h where h.id = any ($1) order by h.id`,
      [homeIds, CALL_ROLES, GENERIC_NETWORK_NAMES, now],
    );
    const parents = await this.parents();
    return rows.map(({ regionId, ...home }) => ({ ...home, regions: climb(regionId, parents) }));
  }

  async openOutages(): Promise<readonly OpenOutage[]> {
    const rows: { id: IncidentId; subject: Subject; raisedAt: Instant; listedPeople: OpenOutage['listedPeople'] }[] =
      await this.source.query(
        `select i.id, i.state -> 'subject' as subject, ms_of(i.raised_at)::double precision as "raisedAt",
           coalesce((select jsonb_agg(jsonb_build_object('seniorId', n ->> 'seniorId', 'homeId', n ->> 'homeId', 'waiting', n ->> 'state' = 'waiting'))
             from jsonb_array_elements(i.state -> 'rollCall') n), '[]') as "listedPeople"
         from incident i where i.open and i.family = 'outage' order by i.raised_at`,
      );
    return rows.flatMap(({ id, subject, raisedAt, listedPeople }) => {
      const place = placeOfSubject(subject);
      return place === null ? [] : [{ incidentId: id, place, raisedAt, listedPeople }];
    });
  }

  async peopleWithRules(now: Instant): Promise<readonly PersonWithRules[]> {
    const rows: {
      seniorId: SeniorId;
      homeId: HomeId;
      regionId: RegionId;
      rules: StoredRule[];
      signs: SignOfLife[];
      lastContactAt: number | null;
      waterL: number | null;
      awayFrom: number | null;
      awayUntil: number | null;
      reported: string[];
    }[] = await this.source.query(
      `select p.id as "seniorId", p.home_id as "homeId", h.region_id as "regionId", ms_of(p.away_from)::double precision as "awayFrom",
         ms_of(p.away_until)::double precision as "awayUntil",
         (select jsonb_agg(r.rule || jsonb_build_object('since', ms_of(r.since)) order by r.id) from silence_rule r where r.senior_id = p.id) as rules,
         coalesce((select jsonb_agg(jsonb_build_object('sign', l.sign, 'at', ms_of(l.at), 'inPerson', l.in_person))
           from sign_of_life l where l.senior_id = p.id), '[]') as signs,
         ms_of(${LAST_CONTACT})::double precision as "lastContactAt",
         ${waterOf('p.home_id', '$1')} as "waterL",
         coalesce((select array_agg(t.key) from silence_told t where t.senior_id = p.id and t.at > instant_of($1 - 30 * $2::double precision)), '{}') as reported
       from senior p join home h on h.id = p.home_id
       where p.status = 'active' and exists (select from silence_rule r where r.senior_id = p.id) order by p.id`,
      [now, hours(24)],
    );
    const [parents, zones] = await Promise.all([this.parents(), this.zones(now)]);
    return rows.map(({ regionId, rules, signs, lastContactAt, awayFrom, awayUntil, ...person }) => ({
      ...person,
      rules: rules.map(ruleOf),
      signs: lastContactAt === null ? signs : [...signs, { sign: 'seen', at: instant(lastContactAt), inPerson: true }],
      away: awayUntil === null ? null : { from: instant(awayFrom ?? 0), until: instant(awayUntil) },
      timeZone: climb(regionId, parents).flatMap((id) => zones.get(id) ?? [])[0] ?? this.timeZone,
    }));
  }

  async saveReportedInactivity(seniorId: SeniorId, key: string, now: Instant): Promise<void> {
    await this.source.query(
      `insert into silence_told (senior_id, key, at) values ($1, $2, instant_of($3)) on conflict do nothing`,
      [seniorId, key, now],
    );
  }

  private async parents(): Promise<ReadonlyMap<RegionId, RegionId | null>> {
    const rows: { id: RegionId; parent: RegionId | null }[] = await this.source.query(
      'select id, parent_id as parent from region',
    );
    return new Map(rows.map(({ id, parent }) => [id, parent]));
  }

  private async zones(now: Instant): Promise<ReadonlyMap<RegionId, string>> {
    const rows: { id: RegionId; zone: string }[] = await this.source.query(
      `select distinct on (region_id) region_id as id, value #>> '{}' as zone from region_setting
       where key = 'timeZone' and valid_from <= instant_of($1) order by region_id, valid_from desc`,
      [now],
    );
    return new Map(rows.map(({ id, zone }) => [id, zone]));
  }
}

function climb(from: RegionId, parents: ReadonlyMap<RegionId, RegionId | null>): RegionId[] {
  const path: RegionId[] = [];
  for (let id: RegionId | null = from; id !== null && !path.includes(id); id = parents.get(id) ?? null) path.push(id);
  return path;
}
