-- A device that gives two presses one alert id is told "received" twice; the second time is marked as what it is.
create or replace function outbox_save(rows jsonb) returns void language plpgsql as $$
declare
  written integer;
begin
  insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at, said_once)
    select r.id, r.incident_id, r.channel, r.recipient, r.body, r.urgency, r.state, r.attempts, r.due_at, r.not_after, r.created_at, r.said_once
    from jsonb_populate_recordset(null::outbox, rows) r
    on conflict (said_once) where said_once is not null do nothing;
  get diagnostics written = row_count;
  if written < jsonb_array_length(rows) then
    insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
      select r.id, r.incident_id, r.channel, r.recipient, jsonb_set(r.body, '{again}', 'true'), r.urgency, r.state, r.attempts, r.due_at,
        r.not_after, r.created_at
      from jsonb_populate_recordset(null::outbox, rows) r
      where not exists (select from outbox o where o.id = r.id);
  end if;
end $$;
