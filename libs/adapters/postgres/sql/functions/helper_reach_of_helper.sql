create or replace function helper_reach_of_helper() returns trigger language plpgsql as $$
begin
  perform helper_reach_keep(new.id);
  return null;
end $$;
