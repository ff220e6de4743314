import { dispatchPolicyOf, type DispatchPolicy, type HelperFacts } from '@silverbell/dispatch';
import { as, distanceM, geoPoint, instant, type HelperId, type Instant, type RegionId } from '@silverbell/kernel';
import { ageYears, type HelperDirectory, type HelperNeed } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import { PostgresRegionSettingStore } from '../people/region-settings.js';

/** KNN runs over degrees, in which a metre eastward weighs more than one northward; so more are fetched than are wanted. */
const SPARE = 2;

interface HelperRow {
  id: string;
  kind: string;
  birth_date: string;
  base_lat: number;
  base_lng: number;
  on_duty: boolean;
  lat: number | null;
  lng: number | null;
  accuracy_m: number | null;
  taken_at: Date | null;
  paired: boolean;
  standing: boolean;
  night_calls: boolean;
  suspended: boolean;
  conflict: boolean;
  certified: boolean;
  transport: HelperFacts['transport'];
  turnout_day_s: number;
  turnout_night_s: number;
  acceptance_chance: number;
  p1: number;
  p3: number;
  open_offers: number;
  needless: number[];
}

/** $1 now · $2 home · $3 seniors; joined to a CTE `wanted(helper_id)`. */
const factsOfWanted = `
  select h.id, h.kind, h.birth_date::text as birth_date, h.lat as base_lat, h.lng as base_lng,
    coalesce(duty.on_duty, false) as on_duty, spot.lat, spot.lng, spot.accuracy_m, spot.at as taken_at,
    exists (select from helper_pair p where p.helper_id = h.id and p.home_id = $2) as paired,
    h.standing_availability as standing, h.night_calls, h.suspended_at is not null as suspended,
    exists (
      select from helper_conflict c where c.helper_id = h.id and (c.home_id = $2 or c.senior_id = any($3))
    ) as conflict,
    coalesce((select bool_and(c.valid_until > $1) from helper_certificate c where c.helper_id = h.id), false) as certified,
    h.transport, h.turnout_day_s, h.turnout_night_s, h.acceptance_chance,
    busy.p1, busy.p3, busy.open_offers,
    -- told that nobody had to go, or asked for an alarm that was none; a drill wakes nobody in vain (H13)
    array(select ms_of(o.made_at)::double precision from offer o join incident i on i.id = o.incident_id
      where o.helper_id = h.id and o.made_at > $1::timestamptz - interval '7 days' and i.family <> 'drill'
        -- while it is open, a verdict may be a slip, and those who were asked are asked again (H03)
        and not i.open and (o.over_reason = 'not-needed' or i.state #>> '{verdict,code}' = 'false-alarm')) as needless
  from wanted join helper h on h.id = wanted.helper_id
  left join helper_duty duty on duty.helper_id = h.id
  left join helper_position spot on spot.helper_id = h.id and duty.on_duty
  cross join lateral (
    -- whoever plays in a drill is free for whoever needs her (H13)
    select (count(*) filter (where i.severity < 3))::int as p1, (count(*) filter (where i.severity = 3))::int as p3,
      (select count(*)::int from offer o join incident i on i.id = o.incident_id
       where o.helper_id = h.id and o.state = 'open' and i.family <> 'drill') as open_offers
    from assignment a join incident i on i.id = a.incident_id
    where a.helper_id = h.id and a.live and i.family <> 'drill'
  ) busy`;

export class PostgresHelperDirectory implements HelperDirectory {
  constructor(private readonly source: Queryable) {}

  async nearest(need: HelperNeed): Promise<readonly HelperFacts[]> {
    // Limits are written out: with a parameter the planner would not see how few are wanted.
    const fetched = Math.trunc(need.limit) * SPARE + 8;
    const rows: HelperRow[] = await this.source.query(
      `with
        here as (select point($4, $5) as at),
        by_position as (
          select helper_id from helper_reach where on_duty and spot is not null and spot_at > $6
          order by spot <-> (select at from here) limit ${fetched}
        ),
        by_base as (
          select helper_id from helper_reach where available order by base <-> (select at from here) limit ${fetched}
        ),
        -- those at rest are shown to the operator, who may know better; they never crowd out the ones on duty
        at_rest as (
          select helper_id from helper_reach where not available order by base <-> (select at from here) limit ${Math.trunc(need.limit)}
        ),
        wanted as (
          select helper_id from by_position
          union select helper_id from by_base
          union select helper_id from at_rest
          union select helper_id from helper_pair where home_id = $2
        )
       ${factsOfWanted}`,
      [...facts(need), need.at.lng, need.at.lat, new Date(need.now - need.fixUsableFor)],
    );
    const all = rows.map((row) => factsFrom(row, need)).sort(byReach(need));
    const available = all.filter((helper) => helper.pairedHere || helper.onDuty || helper.standing);
    const chosen = new Set([...all.filter((helper) => helper.pairedHere), ...available.slice(0, need.limit)]);
    for (const helper of all) {
      if (chosen.size >= need.limit) break;
      chosen.add(helper);
    }
    return [...chosen].sort(byReach(need));
  }

  async byIds(helperIds: readonly HelperId[], need: HelperNeed): Promise<readonly HelperFacts[]> {
    const rows: HelperRow[] = await this.source.query(
      `with wanted as (select unnest($4::text[]) as helper_id) ${factsOfWanted}`,
      [...facts(need), helperIds],
    );
    const byId = new Map(rows.map((row) => [row.id, factsFrom(row, need)]));
    return helperIds.flatMap((id) => byId.get(id) ?? []);
  }

  async policyFor(regionId: RegionId, now: Instant): Promise<DispatchPolicy> {
    return dispatchPolicyOf(await new PostgresRegionSettingStore(this.source).of(regionId, 'dispatch.', now));
  }

  async isSuspended(helperId: HelperId): Promise<boolean> {
    const rows: unknown[] = await this.source.query('select 1 from helper where id = $1 and suspended_at is not null', [
      helperId,
    ]);
    return rows.length > 0;
  }
}

const facts = (need: HelperNeed): readonly unknown[] => [new Date(need.now), need.homeId, need.seniorIds];

function factsFrom(row: HelperRow, need: HelperNeed): HelperFacts {
  const spot = row.lat === null || row.lng === null ? null : geoPoint(row.lat, row.lng);
  const base = geoPoint(row.base_lat, row.base_lng);
  if (base === null) throw new Error(`helper ${row.id} has no base`);
  return {
    helperId: as<HelperId>(row.id),
    kind: row.kind,
    ageYears: ageYears(row.birth_date, need.now),
    onDuty: row.on_duty,
    pairedHere: row.paired,
    standing: row.standing,
    nightCalls: row.night_calls,
    suspended: row.suspended,
    inConflict: row.conflict,
    certificateValid: row.certified,
    base,
    fix:
      spot === null || row.taken_at === null
        ? null
        : { point: spot, takenAt: instant(row.taken_at.getTime()), accuracyM: row.accuracy_m },
    transport: row.transport,
    turnoutDayS: row.turnout_day_s,
    turnoutNightS: row.turnout_night_s,
    acceptanceChance: row.acceptance_chance,
    liveAssignments: { p1: row.p1, p3: row.p3 },
    openOffers: row.open_offers,
    needlessOffers: row.needless.map(instant),
  };
}

/** By the nearer of where she may be: this chooses whom the ranking is asked about, and the ranking decides what a fix is worth. */
function byReach({ at, now, fixUsableFor }: HelperNeed): (a: HelperFacts, b: HelperFacts) => number {
  const reach = ({ base, fix }: HelperFacts): number =>
    Math.min(
      distanceM(base, at),
      fix === null || now - fix.takenAt > fixUsableFor ? Number.POSITIVE_INFINITY : distanceM(fix.point, at),
    );
  return (a, b) => reach(a) - reach(b) || (a.helperId < b.helperId ? -1 : 1);
}
