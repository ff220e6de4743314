-- What the nearest region says wins, the latest setting in force; pattern is one of like.
create or replace function region_settings_like(chain text[], at timestamptz, pattern text) returns jsonb language plpgsql stable as $$
begin
  return coalesce((
    select jsonb_object_agg(key, value) from (
      select distinct on (s.key) s.key, s.value from region_setting s
      where s.region_id = any (chain) and s.valid_from <= at and s.key like pattern
      order by s.key, array_position(chain, s.region_id), s.valid_from desc) nearest), '{}');
end $$;
