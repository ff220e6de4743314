-- the region itself and everything below it: what is seen and done is inherited downwards (SR-01)
create or replace function regions_below(the_region text) returns text[] language plpgsql stable as $$
declare
  found_regions text[] := array(select id from region where id = the_region);
  level text[] := found_regions;
begin
  while cardinality(level) > 0 loop
    level := array(select id from region where parent_id = any (level));
    found_regions := found_regions || level;
  end loop;
  return found_regions;
end $$;
