/** The last contact with the person `p`: seen or spoken to, in any incident. For a couple it is unknown who spoke. */
export const LAST_CONTACT = /* sql */ `(
  select max(at) from (
    select at from sign_of_life where senior_id = p.id and in_person
    union all
    select e.at from incident i join incident_event e on e.incident_id = i.id
    where i.senior_ids @> array[p.id] and cardinality(i.senior_ids) = 1 and i.family <> 'drill'
      and (e.type = 'finished' or e.type = 'call-recorded' and e.body ->> 'party' = 'senior' and e.body ->> 'result' = 'senior-recognised')
    union all
    select e.at from incident i join incident_event e on e.incident_id = i.id
    where i.family = 'outage' and e.type = 'roll-called' and e.body ->> 'seniorId' = p.id and e.body ->> 'how' <> 'no-answer'
      and not exists (select from incident_event u
        where u.incident_id = i.id and u.type = 'undone' and (u.body ->> 'undoes')::int = e.seq)
  ) contact
)`;

/**
 * Litres of a home in the last 24 h before `now` (milliseconds). Known only with a whole day of readings, and while its meter is
 * heard: a meter that reports when water runs is silent when none does, so its hub's word, or its own of today, vouches for it.
 */
export const waterOf = (home: string, now: string): string => `(
  case when exists (select from water_reading o where o.home_id = ${home} and o.at <= instant_of(${now} - 86400000::double precision))
    and exists (select from water_meter m join device d on d.id = m.device_id
      left join device_seen own on own.device_id = d.id left join device_seen hub on hub.device_id = d.hub_id
      where m.home_id = ${home} and (greatest(m.at, hub.seen_at) > instant_of(${now} - 10800000::double precision)
        or own.seen_at > instant_of(${now} - 10800000::double precision)))
  then coalesce((select sum(u.litres)::double precision from water_reading u
    where u.home_id = ${home} and u.at > instant_of(${now} - 86400000::double precision)), 0) end)`;

/** Devices that could notice the person `p`, and how many of them are absent. */
export const SENSORS = /* sql */ `(
  select jsonb_build_object(
    'count', count(*) filter (where d.role in ('motion', 'door', 'bed', 'watch', 'water')),
    'absent', count(*) filter (where d.role in ('motion', 'door', 'bed', 'watch', 'water')
      and (coalesce(w.state = 'absent', false) or coalesce(hub.state = 'absent', false))),
    'meter', coalesce(bool_or(m.device_id is not null), false))
  from device d left join device_watch w on w.device_id = d.id left join device_watch hub on hub.device_id = d.hub_id
    left join water_meter m on m.device_id = d.id
  where d.status = 'active' and (d.senior_id = p.id or (d.home_id = p.home_id and d.fixed))
)`;
