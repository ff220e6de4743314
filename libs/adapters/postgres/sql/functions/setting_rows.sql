-- The dated settings of a region and of those above it whose keys begin with "prefix", as rows like those of region_rows. Which of them is
-- in force is decided outside.
create or replace function setting_rows(the_region text, prefix text) returns jsonb language plpgsql stable as $$
declare
  chain text[] := region_chain(the_region);
begin
  return jsonb_build_object('chain', chain, 'settings', coalesce((
    select jsonb_agg(jsonb_build_array(s.region_id, s.key, ms_of(s.valid_from), s.value) order by s.region_id, s.key, s.valid_from)
    from region_setting s where s.region_id = any (chain) and starts_with(s.key, prefix)), '[]'));
end $$;
