-- What was proposed is what is approved.
create or replace function ladder_draft_only_decided() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state = 'open'
     and (old.id, old.region_id, old.author, old.reason, old.edit, old.changes, old.proposed_at)
         is not distinct from (new.id, new.region_id, new.author, new.reason, new.edit, new.changes, new.proposed_at)
  then return new; end if;
  raise exception 'a ladder draft is decided once and never edited' using errcode = 'SB007';
end $$;
