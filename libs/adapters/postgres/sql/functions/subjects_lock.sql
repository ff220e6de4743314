-- Locks the rows of these subjects in the order of their keys -> those that are locked now; without patience, what another transaction holds is
-- left out.
create or replace function subjects_lock(subjects text[], patient boolean) returns text[] language plpgsql as $$
begin
  if patient then
    return array(select s.key from subject s where s.key = any (subjects) order by s.key for update);
  end if;
  return array(select s.key from subject s where s.key = any (subjects) order by s.key for update skip locked);
end $$;
