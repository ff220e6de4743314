create or replace function legal_hold_is_only_lifted() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.lifted_at is not null
      or (old.id, old.incident_id, old.senior_id, old.reason, old.placed_at, old.placed_by)
        is distinct from (new.id, new.incident_id, new.senior_id, new.reason, new.placed_at, new.placed_by) then
    raise exception 'legal_hold is lifted once, and never edited' using errcode = 'SB002';
  end if;
  return new;
end $$;
