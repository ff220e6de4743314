-- At the end of a transaction that changed what decides alerts; once in each.
create or replace function file_changed() returns trigger language plpgsql as $$
declare
  already text := current_setting('silverbell.file_changed_by', true);
  this text := pg_current_xact_id()::text;
begin
  if (tg_op <> 'UPDATE' or old is distinct from new) and already is distinct from this then
    perform set_config('silverbell.file_changed_by', this, true);
    update file_version set version = version + 1;
  end if;
  return null;
end $$;
