/**
 * What is open, one query per kind: `kind`, `id`, `region_id`, `provider_id`, `senior_id` (or null), `owner` (a role), `due_on`, `state`. A feature adds a
 * line here for what it owes. $1: the civil date, $2: now by the clock of care.
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
];

/** Everything that is open, as a table `w`. */
export const OPEN_WORK = `(${WORK_SOURCES.join('\nunion all\n')}) w (kind, id, region_id, provider_id, senior_id, owner, due_on, state)`;
