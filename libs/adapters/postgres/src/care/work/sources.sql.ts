import { careSettingRule } from '@silverbell/care';

/** A number that the nearest region sets, as it counts on the civil date; its default where no region says anything (CR-04). */
const settingOf = (region: string, key: string): string =>
  `coalesce((select (s.value #>> '{}')::int from unnest(region_chain(${region})) with ordinality up (id, n)
     join care_setting s on s.region_id = up.id and s.key = '${key}' and s.state = 'in-force' and s.valid_from <= $1::date
     order by up.n, s.valid_from desc limit 1), ${String(careSettingRule(key)?.default)})`;

/** Days before the end of a certificate or a contract at which its owner is warned (CR-31). */
const WARN_FIRST = 'care.certificate.warnFirstD';
const WARN_AGAIN = 'care.certificate.warnAgainD';

/**
 * What is open, one query per kind: `kind`, `id`, `region_id`, `provider_id`, `senior_id` (or null), `owner` (a role), `due_on`, `state`. A feature adds a
 * line here for what it owes. $1: the civil date, $2: now by the clock of care, {zone}: the time zone.
 */
const WORK_SOURCES: readonly string[] = [
  `select 'visit-due', v.id, v.region_id, null::text, v.senior_id,
     case v.level when 'community' then 'community-officer' when 'township' then 'township-officer' else 'county-officer' end,
     case v.state when 'empty' then least(v.to_day, $1::date) else v.to_day end, v.state
   from welfare_visit v where v.state in ('planned', 'empty') and v.from_day <= $1::date`,
  // by the end of the meal she has been called (CR-59)
  `select 'meal-call', b.id, b.region_id, null, b.senior_id, 'community-officer', b.on_day, b.state
   from meal_booking b where b.on_day = $1::date and (b.state = 'not-fetched'
     or (b.state = 'booked' and b.closes_at <= instant_of($2) + interval '30 minutes'))`,
  `select 'order-to-assign', o.id, o.region_id, o.provider_id, o.senior_id, 'provider-manager', o.day, o.state
   from service_order o where o.state = 'planned' and o.day between $1::date and $1::date + 2`,
  `select 'order-late', o.id, o.region_id, o.provider_id, o.senior_id, 'provider-manager', o.day, o.state
   from service_order o where o.state in ('planned', 'assigned') and o.day = $1::date and o.fold ->> 'lateAt' is not null`,
  // until it is made up for, or a week is over (CR-37, CR-38)
  `select 'order-missed', o.id, o.region_id, o.provider_id, o.senior_id, w.owner, o.day, o.state
   from service_order o, (values ('provider-manager'), ('township-officer')) w (owner)
   where o.state = 'missed' and o.day between $1::date - 7 and $1::date
     and not exists (select from service_order m where m.senior_id = o.senior_id and m.day >= o.day and m.fold ->> 'madeUpFor' = o.id)`,
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
  // provider and county are told for two weeks (CR-27)
  `select 'service-ended', e.id, s.region_id, e.payee_id, s.id, w.owner, $1::date, e.end_reason
   from entitlement e join senior s on s.id = e.senior_id, (values ('provider-manager'), ('county-officer')) w (owner)
   where e.end_reason is not null and e.to_day between $1::date - 14 and $1::date`,
  `select 'device-recall', d.id, d.region_id, null, s.id, 'community-officer', $1::date, d.status
   from device d join senior s on s.id = d.senior_id where s.status = 'deceased' and d.status = 'active' and d.stage = 'installed'`,
  // both certificates that a visit needs (CR-31); in emergencies an ended one only lowers the rank
  `select 'certificate-ending', k.helper_id, h.region_id, k.provider_id, null, 'provider-manager', e.day, e.kind
   from care_worker k join helper h on h.id = k.helper_id
   cross join lateral (select c.kind, (c.valid_until at time zone {zone})::date from helper_certificate c
     where c.helper_id = k.helper_id and c.kind in ('health', 'carer')) e (kind, day)
   where k.active and e.day <= $1::date + ${settingOf('h.region_id', WARN_FIRST)}`,
  // until one that runs longer stands beside it, or a month is over
  `select 'contract-ending', c.id, c.region_id, c.provider_id, null, w.owner, c.to_day, 'running'
   from service_contract c, (values ('provider-manager'), ('township-officer')) w (owner)
   where c.ended_on is null and c.to_day between $1::date - 31 and $1::date + ${settingOf('c.region_id', WARN_FIRST)}
     and not exists (select from service_contract l where l.provider_id = c.provider_id and l.to_day > c.to_day and l.ended_on is null
       and l.region_ids @> c.region_ids)`,
];

/** Everything that is open, as a table `w`. @param zone the parameter that holds the time zone, as `$4` */
export const openWork = (zone: string): string =>
  `(${WORK_SOURCES.join('\nunion all\n')}) w (kind, id, region_id, provider_id, senior_id, owner, due_on, state)`.replaceAll(
    '{zone}',
    zone,
  );

/** Besides the last day: of what runs out, the days on which its owner is reminded (CR-31). */
export const IS_WARNED_AHEAD = `(w.kind in ('certificate-ending', 'contract-ending')
  and w.due_on - $1::date in (${settingOf('w.region_id', WARN_FIRST)}, ${settingOf('w.region_id', WARN_AGAIN)}))`;
