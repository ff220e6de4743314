-- A row that its writer says itself is claimed from the beginning; what it does not say, a relay says when the lease ends.
-- A device that gives two presses one alert id is still told "received" twice; the second time is marked as what it is.
create or replace function outbox_save(rows jsonb, held integer[]) returns void language plpgsql as $$
declare
  given integer := (select count(*) from jsonb_to_recordset(rows) as r (n integer) where r.n = any (held));
  written integer;
begin
  insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
    select r.id, r."incidentId", r.channel, r.recipient, r.body, r.urgency, case when r."claimedUntil" is null then 'pending' else 'sending' end,
      case when r."claimedUntil" is null then 0 else 1 end, instant_of(coalesce(r."claimedUntil", r."createdAt")), instant_of(r."notAfter"),
      instant_of(r."createdAt")
    from jsonb_to_recordset(rows) as r (n integer, id text, "incidentId" text, channel text, recipient text, body jsonb, urgency smallint,
      "claimedUntil" double precision, "createdAt" double precision, "notAfter" double precision)
    where r.n = any (held)
    on conflict ((body ->> 'deviceId'), (body ->> 'alertId'), incident_id, (body ->> 'stage'))
      where body ->> 'kind' = 'receipt' and body ->> 'again' = 'false' and body ->> 'stage' in ('received', 'closed') do nothing;
  get diagnostics written = row_count;
  if written < given then
    insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
      select r.id, r."incidentId", r.channel, r.recipient, jsonb_set(r.body, '{again}', 'true'), r.urgency,
        case when r."claimedUntil" is null then 'pending' else 'sending' end, case when r."claimedUntil" is null then 0 else 1 end,
        instant_of(coalesce(r."claimedUntil", r."createdAt")), instant_of(r."notAfter"), instant_of(r."createdAt")
      from jsonb_to_recordset(rows) as r (n integer, id text, "incidentId" text, channel text, recipient text, body jsonb, urgency smallint,
        "claimedUntil" double precision, "createdAt" double precision, "notAfter" double precision)
      where r.n = any (held) and not exists (select from outbox o where o.id = r.id);
  end if;
end $$;
