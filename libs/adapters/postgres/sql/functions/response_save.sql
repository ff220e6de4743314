-- Of a change, what no press has: offers, assignments, texts, and the answer to a request.
create or replace function response_save(the_incident text, more jsonb) returns void language plpgsql as $$
begin
  if more -> 'offers' <> '[]' then
    insert into offer as o (id, incident_id, helper_id, wave, state, over_reason, made_at, lapses_at, expected_arrival_s)
      select f.id, the_incident, f."helperId", f.wave, f.state, f."overReason", instant_of(f."madeAt"), instant_of(f."lapsesAt"),
        f."expectedArrivalS"
      from jsonb_to_recordset(more -> 'offers') as f (id text, "helperId" text, wave integer, state text,
        "overReason" text, "madeAt" double precision, "lapsesAt" double precision, "expectedArrivalS" double precision)
      on conflict (id) do update set state = excluded.state, over_reason = excluded.over_reason, lapses_at = excluded.lapses_at,
        expected_arrival_s = excluded.expected_arrival_s;
  end if;

  -- who stops going first is written before who starts: the unique index looks at every row as it comes
  if more -> 'assignments' <> '[]' then
    insert into assignment as a (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, departed_at, arrived_at, finished_at)
      select s.id, the_incident, s."offerId", s."helperId", s.role, s.state, instant_of(s."acceptedAt"), instant_of(s."etaAt"),
        instant_of(s."departedAt"), instant_of(s."arrivedAt"), instant_of(s."finishedAt")
      from jsonb_to_recordset(more -> 'assignments') as s (id text, "offerId" text, "helperId" text, role text,
        state text, "acceptedAt" double precision, "etaAt" double precision, "departedAt" double precision, "arrivedAt" double precision,
        "finishedAt" double precision)
      order by s.role = 'primary' and s.state in ('accepted', 'departed', 'arrived')
      on conflict (id) do update set role = excluded.role, state = excluded.state, eta_at = excluded.eta_at,
        departed_at = excluded.departed_at, arrived_at = excluded.arrived_at, finished_at = excluded.finished_at;
  end if;

  if more -> 'texts' <> '[]' then
    insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
      select t.id, t."keyId", the_incident, t.what, decode(t.sealed, 'base64'), instant_of(t.at)
      from jsonb_to_recordset(more -> 'texts') as t (id text, "keyId" text, what text, sealed text, at double precision);
  end if;
  if more -> 'answer' <> 'null' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      select a."accountId", a.key, a."bodyHash", a.status, a.answer, instant_of(a.at)
      from jsonb_to_record(more -> 'answer') as a ("accountId" text, key text, "bodyHash" text, status integer, answer jsonb,
        at double precision);
  end if;
end $$;
