-- An event copied from another row is written by the transaction that copies it.
create or replace function incident_event_names_its_transaction() returns trigger language plpgsql as $$
begin
  new.transaction_id := pg_current_xact_id();
  return new;
end $$;
