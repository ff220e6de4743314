import { regionAndAbove } from '../people/region.sql.js';

/** Devices with a button are tried out; sensors are supervised by their heartbeat. */
const TRIED = `('sos-button', 'pendant', 'watch', 'pull-cord')`;

/** Milliseconds that the nearest region sets under this key, in seconds; else `otherwise`. Per region `r`, at $1. */
const lengthOf = (key: string, otherwise: string): string => /* sql */ `coalesce((
      select (s.value #>> '{}')::double precision * 1000 from ${regionAndAbove('r.id')} join region_setting s on s.region_id = up.id
      where s.key = '${key}' and s.valid_from <= instant_of($1) and jsonb_typeof(s.value) = 'number'
      order by up.depth, s.valid_from desc limit 1), ${otherwise}::double precision)`;

/**
 * Active devices of a home that were not pressed for longer than their region allows, as `overdue (id, region_id, since)`.
 * $1 now, $2 how long where no region says otherwise (milliseconds), $3 since when the platform looks. A press that was committed was
 * answered: receipts are written with it.
 */
export const OVERDUE = /* sql */ `
  every as (select r.id, ${lengthOf('limits.testEvery', '$2')} as ms from region r),
  overdue as (
    select d.id, h.region_id, tried_at + e.ms * interval '1 ms' as since
    from device d join home h on h.id = d.home_id join every e on e.id = h.region_id,
      greatest(instant_of($3), d.installed_at, (select max(a.at) from signal a where a.device_id = d.id)) as tried_at
    where d.status = 'active' and d.role in ${TRIED} and tried_at < instant_of($1::double precision - e.ms)
  )`;

/** Of `d`: a device in use of which nothing was ever heard, neither an alarm nor anything else; one in stock has nothing to say. */
export const NEVER_HEARD = /* sql */ `d.status = 'active' and d.stage = 'installed' and not exists (select from device_seen s where s.device_id = d.id)
  and not exists (select from signal a where a.device_id = d.id)`;

/**
 * Those of them whose time to speak for the first time is over, as `unheard (id, region_id)`; parameters as in {@link OVERDUE}. It is
 * counted from their registration, and not from before the platform looked.
 */
export const UNHEARD = /* sql */ `
  silence_limit as (select r.id, ${lengthOf('devices.neverHeardAfterS', '$2')} as ms from region r),
  unheard as (
    select d.id, coalesce(h.region_id, d.region_id) as region_id
    from device d left join home h on h.id = d.home_id join silence_limit p on p.id = coalesce(h.region_id, d.region_id)
    where ${NEVER_HEARD} and greatest(instant_of($3), d.installed_at) < instant_of($1::double precision - p.ms)
  )`;
