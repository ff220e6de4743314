import { careSettingRule, NOTICE_OWNERS, TOLD_TO_FAMILY } from '@silverbell/care';
import { IS_CALLED, IS_OPEN_CALL } from '../calls/call.transaction.js';
import { isNoted } from '../entitlement.store.js';
import { IS_MADE_UP } from '../orders/order.transaction.js';
import { TOWNSHIP_LEVEL } from '../visits/visit-plan.queries.js';

/** Days before the end of a certificate or a contract at which its owner is warned (CR-31). */
const WARN_FIRST = 'care.certificate.warnFirstD';
const WARN_AGAIN = 'care.certificate.warnAgainD';
/** Days that orders go on behind the end of an assessment (CR-13). */
const GRACE = 'care.assessment.graceD';

/**
 * Where a region says how far ahead to warn, or how long something goes on, the days that count for it and each region below: the nearest one wins, with its latest value (CR-04).
 * Read once for a whole list; regions without a row take the defaults.
 */
const WARNED_AHEAD = `warned_ahead (region_id, key, days) as materialized (
  select distinct on (below.id, s.key) below.id, s.key, (s.value #>> '{}')::int
  from care_setting s cross join lateral unnest(regions_below(s.region_id)) below (id)
  where s.key in ('${WARN_FIRST}', '${WARN_AGAIN}', '${GRACE}') and s.state = 'in-force' and s.valid_from <= $1::date
  order by below.id, s.key, cardinality(region_chain(s.region_id)) desc, s.valid_from desc)`;
const daysAhead = (region: string, key: string): string =>
  `coalesce((select a.days from warned_ahead a where a.region_id = ${region} and a.key = '${key}'), ${String(careSettingRule(key)?.default)})`;

/** Days after an end or a move within which the offices take note of it. */
const NOTED_WITHIN_D = 5;
const NOTICES_OF_END = (['ended', 'family'] as const).flatMap((notice) =>
  NOTICE_OWNERS[notice].map((owner) => [notice, owner] as const),
);

/** Of a row `v` of `welfare_visit`. */
const OWNER_OF_VISIT = `case v.level when 'community' then 'community-officer' when 'township' then 'township-officer' else 'county-officer' end`;

/**
 * What is open, one query per kind: `kind`, `id`, `region_id`, `provider_id`, `senior_id` (or null), `owner` (a role), `due_on`, `state`. A feature adds a
 * line here for what it owes. $1: the civil date, $2: now by the clock of care, {zone}: the time zone.
 */
const WORK_SOURCES: readonly string[] = [
  `select 'visit-due', v.id, v.region_id, null::text, v.senior_id,
     ${OWNER_OF_VISIT},
     case v.state when 'empty' then least(v.to_day, $1::date) else v.to_day end, v.state
   from welfare_visit v where v.state in ('planned', 'empty') and v.from_day <= $1::date`,
  // beside trying again: until the answer is taken down, or the emergency side was asked (CR-56)
  `select 'visit-contact', v.id, v.region_id, null, v.senior_id, ${OWNER_OF_VISIT},
     (instant_of((v.fold ->> 'emptyAt')::bigint) at time zone {zone})::date, v.state
   from welfare_visit v where v.state = 'empty' and v.fold ->> 'concernAt' is null and not v.fold ? 'contact'`,
  // by the end of the meal she has been called (CR-59)
  `select 'meal-call', b.id, b.region_id, null, b.senior_id, 'community-officer', b.on_day, b.state
   from meal_booking b where b.on_day = $1::date and (b.state = 'not-fetched'
     or (b.state = 'booked' and b.closes_at <= instant_of($2) + interval '30 minutes'))`,
  // CR-29: by the end of its day; a warning by the end of that on which it was raised
  `select case c.state when 'warning' then 'care-call-warning' else 'care-call' end, c.id, s.region_id, null, c.senior_id, 'community-officer',
     c.due_on, c.state
   from care_call c join senior s on s.id = c.senior_id and ${IS_CALLED} where ${IS_OPEN_CALL} and c.due_on <= $1::date`,
  // where no provider has a contract, the township settles who comes (CR-31)
  `select 'order-to-assign', o.id, o.region_id, o.provider_id, o.senior_id,
     case when o.provider_id is null then 'township-officer' else 'provider-manager' end, o.day, o.state
   from service_order o where o.state = 'planned' and o.day between $1::date and $1::date + 2`,
  `select 'order-late', o.id, o.region_id, o.provider_id, o.senior_id, 'provider-manager', o.day, o.state
   from service_order o where o.state in ('planned', 'assigned') and o.day = $1::date and o.fold ->> 'lateAt' is not null`,
  // until it is made up for, or a week is over (CR-37, CR-38)
  `select 'order-missed', o.id, o.region_id, o.provider_id, o.senior_id, w.owner, o.day, o.state
   from service_order o, (values ('provider-manager'), ('township-officer')) w (owner)
   where o.state = 'missed' and o.day between $1::date - 7 and $1::date
     and not ${IS_MADE_UP('o.id', 'o.senior_id', 'o.day')}`,
  `select 'order-to-review', o.id, o.region_id, o.provider_id, o.senior_id,
     case when o.fold -> 'marks' ? 'too-short' then 'township-officer' else 'provider-manager' end, o.day, o.state
   from service_order o where not o.counts and o.fold ->> 'review' is null and o.state in ('finished', 'confirmed', 'confirmed-silent')`,
  `select 'order-disputed', o.id, o.region_id, o.provider_id, o.senior_id, 'township-officer', o.day, o.state
   from service_order o where o.state = 'disputed'`,
  // the grave kinds are the county's (CR-51)
  `select case c.state when 'received' then 'complaint-to-acknowledge' else 'complaint-to-answer' end, c.id, c.region_id, null, c.senior_id,
     case when c.kind in ('money', 'privacy', 'abuse') then 'county-officer' else 'township-officer' end, c.due_on, c.state
   from care_complaint c where c.due_on is not null`,
  // the provider replaces, and past its term the township does (CR-51)
  `select case v.state when 'open' then 'verification-to-decide' else 'worker-to-replace' end, v.id, v.region_id, v.provider_id, null,
     case when v.state = 'replacing' and not (v.fold ->> 'handedOver')::boolean then 'provider-manager' else 'township-officer' end,
     v.due_on, v.state
   from care_verification v where v.due_on is not null`,
  `select case f.kind when 'visit' then 'follow-up-visit' else 'follow-up-call' end, f.id, s.region_id, null, f.senior_id, 'township-officer',
     f.due_on, f.state
   from care_follow_up f join senior s on s.id = f.senior_id and s.status in ('active', 'suspended')
   where f.state = 'open' and f.due_at <= instant_of($2)`,
  // until each of them took note: of an end the provider and the county, and that the family was told the community (CR-27).
  // Its last day may lie ahead of a service that never began: what counts is the day of the decision.
  `select case w.notice when 'family' then 'family-to-tell' else 'service-ended' end, e.id, s.region_id, e.payee_id, s.id, w.owner,
     coalesce((select min(t.on_day) from entitlement_step t where t.entitlement_id = e.id and t.type = 'ended' and t.reason is not null), e.to_day)
       + ${String(NOTED_WITHIN_D)}, e.end_reason
   from entitlement e join senior s on s.id = e.senior_id,
     (values ${NOTICES_OF_END.map(([notice, owner]) => `('${notice}', '${owner}')`).join(', ')}) w (notice, owner)
   where e.end_reason is not null and (w.owner <> 'provider-manager' or e.payee_kind = 'provider') and (w.notice = 'ended' or e.end_reason in (${TOLD_TO_FAMILY.map((one) => `'${one}'`).join(', ')}))
     and not ${isNoted('e.id', 'w.notice', 'w.owner')}`,
  // who moved into a township with what she is entitled to (CR-22)
  `select 'service-moved', e.id, s.region_id, e.payee_id, s.id, 'township-officer', m.on_day + ${String(NOTED_WITHIN_D)}, e.state
   from entitlement e join senior s on s.id = e.senior_id
   join lateral (select max(t.on_day) as on_day from entitlement_step t where t.entitlement_id = e.id and t.type = 'moved') m on m.on_day is not null
   where e.end_reason is null and not ${isNoted('e.id', `'moved'`, `'township-officer'`)}`,
  // no provider has a contract where she lives (CR-22, CR-31)
  `select 'plan-without-provider', p.id, p.region_id, null, p.senior_id, 'township-officer', greatest($1::date, p.from_day), 'open'
   from service_plan p join senior s on s.id = p.senior_id and s.status in ('active', 'suspended')
   where p.provider_id is null and not p.of_calls and p.from_day <= $1::date + 14 and (p.to_day is null or p.to_day >= $1::date)`,
  // until it is renewed or extended; by the last of the days that orders go on without it (CR-13)
  `select 'assessment-expired', a.id, s.region_id, null, s.id, 'township-officer', a.last + ${daysAhead('s.region_id', GRACE)},
     case when $1::date <= a.last + ${daysAhead('s.region_id', GRACE)} then 'expired' else 'lapsed' end
   from senior s join lateral (select n.id, greatest(n.valid_until, n.extended_until) as last from assessment n where n.senior_id = s.id
     order by n.assessed_on desc, n.id limit 1) a on a.last < $1::date
   where s.status in ('active', 'suspended') and exists (select from entitlement e where e.senior_id = s.id and e.end_reason is null
     and (e.to_day is null or e.to_day >= $1::date))`,
  `select 'device-recall', d.id, d.region_id, null, s.id, 'community-officer', $1::date, d.status
   from device d join senior s on s.id = d.senior_id where s.status = 'deceased' and d.status = 'active' and d.stage = 'installed'`,
];

/** Of a contract, also of one that is ended before its time. */
const lastDayOf = (contract: string): string => `least(${contract}.to_day, ${contract}.ended_on)`;

/** What runs out: besides, `seen_in`, the regions whose offices see it, and `warned`, the days ahead on which its owner is reminded (CR-31). */
const RUNNING_OUT: readonly string[] = [
  // both certificates that a visit needs (CR-31); in emergencies an ended one only lowers the rank
  `select 'certificate-ending', k.helper_id, h.region_id, k.provider_id, null, 'provider-manager', e.day, e.kind, array[h.region_id],
     array[${daysAhead('h.region_id', WARN_FIRST)}, ${daysAhead('h.region_id', WARN_AGAIN)}]
   from care_worker k join helper h on h.id = k.helper_id
   cross join lateral (select c.kind, (c.valid_until at time zone {zone})::date from helper_certificate c
     where c.helper_id = k.helper_id and c.kind in ('health', 'carer')) e (kind, day)
   where k.active and e.day <= $1::date + ${daysAhead('h.region_id', WARN_FIRST)}`,
  // until one that runs longer stands beside it, or a month is over; one that a county made is renewed there, and seen by the townships it is for
  `select 'contract-ending', c.id, c.region_id, c.provider_id, null, w.owner, ${lastDayOf('c')}, 'running', c.region_id || places.ids,
     array[${daysAhead('c.region_id', WARN_FIRST)}, ${daysAhead('c.region_id', WARN_AGAIN)}]
   from service_contract c join region kept on kept.id = c.region_id
   cross join (values ('provider-manager'), ('township-officer'), ('county-officer')) w (owner)
   cross join lateral (select array_agg(b.id) from unnest(c.region_ids) r (id), unnest(regions_below(r.id)) b (id)) places (ids)
   where (w.owner <> 'county-officer' or kept.level_no < ${String(TOWNSHIP_LEVEL)})
     and ${lastDayOf('c')} between $1::date - 31 and $1::date + ${daysAhead('c.region_id', WARN_FIRST)}
     and not exists (select from service_contract l where l.provider_id = c.provider_id and ${lastDayOf('l')} > ${lastDayOf('c')}
       and l.region_ids @> c.region_ids)`,
];

const COLUMNS = 'kind, id, region_id, provider_id, senior_id, owner, due_on, state';

/** Everything that is open, as a table `w`. @param zone the parameter that holds the time zone, as `$4` */
export const openWork = (zone: string): string =>
  `(with ${WARNED_AHEAD}
    select o.*, array[o.region_id], null::int[] from (${WORK_SOURCES.join('\nunion all\n')}) o (${COLUMNS})
    union all ${RUNNING_OUT.join('\nunion all\n')}) w (${COLUMNS}, seen_in, warned)`.replaceAll('{zone}', zone);

/** Besides the last day: of what runs out, the days on which its owner is reminded (CR-31). */
export const IS_WARNED_AHEAD = `w.due_on - $1::date = any (w.warned)`;
