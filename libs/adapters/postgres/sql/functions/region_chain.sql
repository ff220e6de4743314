-- the region itself first, the root last
create or replace function region_chain(the_region text) returns text[] language plpgsql stable as $$
declare
  chain text[] := '{}';
  next_region text := the_region;
  above text;
begin
  while next_region is not null loop
    select parent_id into above from region where id = next_region;
    exit when not found;
    chain := chain || next_region;
    next_region := above;
  end loop;
  return chain;
end $$;
