/** Every region from `start` (an SQL expression) up to the root; `depth` 0 is the region itself. Needs `with recursive`. */
export const climb = (start: string): string => `
  up as (
    select id, parent_id, 0 as depth from region where id = ${start}
    union all
    select region.id, region.parent_id, up.depth + 1 from region join up on region.id = up.parent_id
  )`;

/**
 * What the region gives to every case, after {@link climb}: its settings (the nearest region that says something wins, the
 * latest one in force) and whether any operator who sees this region is on duty. `now` is the number of a parameter.
 */
export const regionGifts = (now: string): string => `
  settings as (
    select coalesce(jsonb_object_agg(key, value), '{}'::jsonb) as settings from (
      select distinct on (s.key) s.key, s.value
      from up join region_setting s on s.region_id = up.id
      where s.valid_from <= ${now} and (s.key in ('timeZone', 'ladders') or s.key like 'limits.%')
      order by s.key, up.depth, s.valid_from desc
    ) nearest
  ),
  seated as (
    select exists (
      select from operator_duty d join account a on a.id = d.account_id
      where d.on_duty and not d.training and a.role in ('operator', 'lead') and a.disabled_at is null and a.region_id in (select id from up)
    ) as operator_on_duty
  )`;
