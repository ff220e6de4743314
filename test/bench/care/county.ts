import type { Cluster } from '../stage/cluster.js';

/** CR-80: 150 providers, 14,584 seniors, 3,874 entitled, 500,000 orders; a smaller run has of each its share, and of each at least some. */
export interface CountySize {
  readonly orders: number;
  readonly providers: number;
  readonly seniors: number;
  readonly entitled: number;
}
const FULL: CountySize = { orders: 500_000, providers: 150, seniors: 14_584, entitled: 3_874 };

export function countyOf(orders: number): CountySize {
  const share = (of: number, least: number): number => Math.max(least, Math.round((of * orders) / FULL.orders));
  return {
    orders,
    providers: share(FULL.providers, 2),
    seniors: share(FULL.seniors, 60),
    entitled: share(FULL.entitled, 20),
  };
}

/** The civil day on which the clock of care of a demo begins. */
export const FIRST_DAY = '2026-10-14';
/** Days that are planned ahead from the day that begins (CR-29). */
export const PLANNED_DAYS = 14;
const WORKERS_OF_PROVIDER = 6;
const AT_ONCE = 20_000;

/**
 * A county of fictional people in daytime care beside the demo town: everybody in a home, the entitled with a daily plan, and past orders, a day
 * after the other, back from the day before the first. What is generated fits by construction: nothing is looked up for it.
 */
export async function settleCounty(
  cluster: Cluster,
  database: string,
  { orders, providers, seniors, entitled }: CountySize,
  say: (line: string) => void,
): Promise<void> {
  await cluster.withClient(database, async (client) => {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off`);
    await client.query(
      `insert into provider (id, region_id, credit_code, name, kind, service_region_ids, standing, auto_assign, active, version)
       select 'county-provider-' || n, 'demo-county', lpad(n::text, 18, '0'), '虚构服务组织' || n, 'company', '{demo-county}', 'good', false, true, 1
       from generate_series(1, $1::integer) n`,
      [providers],
    );
    await client.query(
      `insert into service_contract (id, region_id, provider_id, region_ids, from_day, to_day, items, rate_fen_per_hour, pay_basis,
         self_pay_fen_per_hour, version)
       select 'county-contract-' || n, 'demo-county', 'county-provider-' || n, '{demo-county}', '2026-01-01', '2027-12-31', '{}', 1500, 'delivered',
         2000, 1 from generate_series(1, $1::integer) n`,
      [providers],
    );
    await client.query(
      `insert into helper select (jsonb_populate_record(h, jsonb_build_object('id', 'county-worker-' || n, 'name', '虚构护理员' || n, 'kind', 'carer',
         'phone_sealed', null, 'phone_hash', null))).*
       from helper h, generate_series(1, $1::integer) n where h.id = (select min(id) from helper where kind = 'carer')`,
      [providers * WORKERS_OF_PROVIDER],
    );
    await client.query(
      `insert into care_worker (helper_id, provider_id, active, version)
       select 'county-worker-' || n, 'county-provider-' || (1 + (n - 1) / $2::integer), true, 1 from generate_series(1, $1::integer) n`,
      [providers * WORKERS_OF_PROVIDER, WORKERS_OF_PROVIDER],
    );
    await client.query(
      `insert into helper_certificate (helper_id, kind, valid_until)
       select 'county-worker-' || n, kind, '2028-01-01' from generate_series(1, $1::integer) n, unnest('{health,carer}'::text[]) kind`,
      [providers * WORKERS_OF_PROVIDER],
    );
    await client.query(
      `with place as (select array_agg(id order by id) as ids, count(*)::integer as many, min(centre_lat) as lat, min(centre_lng) as lng from region r
         where not exists (select from region child where child.parent_id = r.id)),
       homes as (
         insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
         select 'county-home-' || n, ids[1 + n % many], '虚构户' || n, '虚构路' || n || '号', lat + (n % 151) * 0.0005, lng + (n % 153) * 0.0005, 'wgs84',
           'geocoded', '{}', false from place, generate_series(1, $1::integer) n returning id, region_id)
       insert into senior (id, home_id, region_id, name, birth_date, gender, status, verify_by, dispatch_first, languages, hearing, dementia,
         care_categories, economic_class, protection_flags)
       select 'county-senior-' || substr(id, 13), id, region_id, '虚构老人' || substr(id, 13), '1948-03-01', 'unknown', 'active', 'voice', false, '{}',
         'good', false, '{}', 'other', '{}' from homes`,
      [seniors],
    );
    await client.query(
      `insert into entitlement (id, senior_id, state, from_day, local_class, minutes_per_day, payee_kind, payee_id, suspensions, version)
       select 'county-entitlement-' || n, 'county-senior-' || n, 'active', '2026-01-01', 'semi-disabled', 90, 'provider',
         'county-provider-' || (1 + n % $2::integer), '[]', 1 from generate_series(1, $1::integer) n`,
      [entitled, providers],
    );
    await client.query(
      `insert into service_plan (id, senior_id, region_id, provider_id, items, weekdays, starts, ends, from_day, version)
       select 'county-plan-' || n, s.id, s.region_id, 'county-provider-' || (1 + n % $2::integer), '{cleaning}', '{1,2,3,4,5,6,7}',
         make_time(8 + n % 8, 0, 0), make_time(9 + n % 8, 30, 0), '2026-01-01', 1
       from generate_series(1, $1::integer) n join senior s on s.id = 'county-senior-' || n`,
      [entitled, providers],
    );
    for (let from = 1; from <= orders; from += AT_ONCE) {
      const to = Math.min(orders, from + AT_ONCE - 1);
      await client.query(PAST_ORDERS, [from, to, entitled, providers, WORKERS_OF_PROVIDER, FIRST_DAY]);
      say(`settling the county: ${Math.round((to / orders) * 100)} % of its orders`);
    }
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  });
}

/** Of everybody one a day, back from the day before the first: done, confirmed, 90 minutes. */
const PAST_ORDERS = `insert into service_order (id, version, state, senior_id, region_id, provider_id, plan_id, day, planned_start, planned_end, worker_id,
   came_at, left_at, counts, agreed_extra, delivered_min, subsidised_min, fold)
 select o.id, 5, 'confirmed', o.senior, s.region_id, o.provider, o.plan, o.day, o.starts, o.starts + interval '90 minutes', o.worker, o.starts,
   o.starts + interval '90 minutes', true, 0, 90, 90,
   jsonb_build_object('id', o.id, 'version', 5, 'state', 'confirmed', 'source', 'plan', 'planId', o.plan, 'madeUpFor', null, 'seniorId', o.senior,
     'regionId', s.region_id, 'providerId', o.provider, 'day', o.day, 'items', '["cleaning"]'::jsonb, 'plannedStart', ms_of(o.starts),
     'plannedEnd', ms_of(o.starts) + 5400000, 'workerId', o.worker, 'secondWorkerId', null, 'lateAt', null, 'missedAt', null)
   || jsonb_build_object('checkIn', jsonb_build_object('at', ms_of(o.starts), 'receivedAt', ms_of(o.starts), 'proof', 'tag', 'reason', null),
     'checkOut', jsonb_build_object('at', ms_of(o.starts) + 5400000, 'receivedAt', ms_of(o.starts) + 5400000, 'proof', 'tag', 'reason', null),
     'interruptedBy', null, 'finishedAt', ms_of(o.starts) + 5400000, 'quote', null, 'marks', '[]'::jsonb, 'review', null,
     'confirmation', jsonb_build_object('by', 'senior', 'channel', 'on-site', 'at', ms_of(o.starts) + 5400000), 'rating', null)
 from (
   select 'county-order-' || n as id, 'county-senior-' || k as senior, 'county-plan-' || k as plan, 'county-provider-' || (1 + k % $4::integer) as provider,
     'county-worker-' || (1 + (k % $4::integer) * $5::integer + k % $5::integer) as worker, $6::date - 1 - (n - 1) / $3::integer as day,
     (($6::date - 1 - (n - 1) / $3::integer) + make_time(8 + k % 8, 0, 0)) at time zone 'Asia/Shanghai' as starts
   from generate_series($1::integer, $2::integer) n, lateral (select 1 + (n - 1) % $3::integer) one (k)) o join senior s on s.id = o.senior`;
