create or replace function helper_reach_of_part() returns trigger language plpgsql as $$
begin
  perform helper_reach_keep(case when tg_op = 'DELETE' then old.helper_id else new.helper_id end);
  return null;
end $$;
