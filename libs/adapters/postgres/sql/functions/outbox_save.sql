-- A row that its writer says itself is claimed from the beginning; what it does not say, a relay says when the lease ends.
-- A device that gives two presses one alert id is still told "received" twice; the second time is marked as what it is.
create or replace function outbox_save(rows jsonb, given integer) returns void language plpgsql as $$
declare
  written integer;
begin
  insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
    select n.id, n."incidentId", n.channel, n.recipient, n.body, n.urgency, case when n."claimedUntil" is null then 'pending' else 'sending' end,
      case when n."claimedUntil" is null then 0 else 1 end, instant_of(coalesce(n."claimedUntil", n."createdAt")), instant_of(n."notAfter"),
      instant_of(n."createdAt")
    from jsonb_to_recordset(rows) as n (id text, "incidentId" text, channel text, recipient text, body jsonb, urgency smallint,
      "claimedUntil" double precision, "createdAt" double precision, "notAfter" double precision)
    on conflict ((body ->> 'deviceId'), (body ->> 'alertId'), incident_id, (body ->> 'stage'))
      where body ->> 'kind' = 'receipt' and body ->> 'again' = 'false' and body ->> 'stage' in ('received', 'closed') do nothing;
  get diagnostics written = row_count;
  if written < given then
    insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
      select n.id, n."incidentId", n.channel, n.recipient, jsonb_set(n.body, '{again}', 'true'), n.urgency,
        case when n."claimedUntil" is null then 'pending' else 'sending' end, case when n."claimedUntil" is null then 0 else 1 end,
        instant_of(coalesce(n."claimedUntil", n."createdAt")), instant_of(n."notAfter"), instant_of(n."createdAt")
      from jsonb_to_recordset(rows) as n (id text, "incidentId" text, channel text, recipient text, body jsonb, urgency smallint,
        "claimedUntil" double precision, "createdAt" double precision, "notAfter" double precision)
      where not exists (select from outbox o where o.id = n.id);
  end if;
end $$;
