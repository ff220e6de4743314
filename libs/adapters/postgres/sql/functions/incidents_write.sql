-- What was decided is written if everything it was decided on is still so: items are proven and written one by one, with one commit. Of each
-- item it answers with its outcome:
--   written   it is; number is that of an incident that it raised, fresh the state of the file, where that moved and the facts are equal
--   changed   facts, an incident or a delivery are no longer what it was decided on: nothing of it is written. Of an alert it answers with what
--             is true now (deliveries, and fresh as alerts_load has it), so that it is decided again at once
--   busy      its subject is locked by somebody else; only without patience, which is for one item alone
-- [{subject, at, versions: {incident: [version, lease]}, alone, closed, source: {device, child, home, proof}, deliveries, change: {as change_save
-- has it, incidentId}, keysUsed, newKeys}]. subjects: of all of them, each once.
create or replace function incidents_write(items jsonb, subjects text[], patient boolean)
  returns table (n integer, outcome text, number bigint, deliveries jsonb, fresh jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  locked text[];
  item jsonb;
  delivery jsonb;
  stands record;
  source jsonb;
  file_now text;
  consoles_now text;
  ok boolean;
  counted jsonb;
  equal integer;
  numbered integer[];
  message text;
begin
  -- the row of a subject is locked before anything is read; it exists from the first sight of it on
  locked := subjects_lock(subjects, patient);
  if cardinality(locked) < cardinality(subjects) then
    insert into subject (key, first_seen_at)
      select i ->> 'subject', instant_of((i ->> 'at')::double precision) from jsonb_array_elements(items) i
      where not exists (select from subject s where s.key = i ->> 'subject') order by 1 on conflict do nothing;
    if found or patient then
      locked := subjects_lock(subjects, patient);
    end if;
  end if;

  select f.version, connected_consoles() into file_now, consoles_now from file_version f;
  for k in 0 .. jsonb_array_length(items) - 1 loop
    item := items -> k;
    n := k; number := null; deliveries := null; fresh := null;
    if item ->> 'subject' <> all (locked) then
      outcome := 'busy';
      return next;
      continue;
    end if;
    -- the incidents it was decided on, at their versions and leases, and where it says so no other one of the subject
    if item -> 'alone' = 'true' then
      ok := item -> 'versions' = (
        select coalesce(jsonb_object_agg(i.id, jsonb_build_array(i.version, ms_of(i.lease_until))), '{}')
        from incident i where i.subject_key = item ->> 'subject' and i.open);
    else
      ok := item -> 'versions' = (
        select coalesce(jsonb_object_agg(i.id, jsonb_build_array(i.version, ms_of(i.lease_until))), '{}')
        from incident i where i.id = any (array(select jsonb_object_keys(item -> 'versions'))));
    end if;
    if ok and item -> 'closed' <> 'null' then
      ok := last_closed(item ->> 'subject') = item -> 'closed';
    end if;
    -- the facts: the file is as it was when they were read and the same consoles are connected, or they are equal all the same
    source := item -> 'source';
    if ok and source <> 'null' and (source ->> 'version' is distinct from file_now or source ->> 'consoles' is distinct from consoles_now) then
      ok := md5(alert_facts(source ->> 'device', source ->> 'child', source ->> 'home')::text) = source ->> 'proof';
      fresh := jsonb_build_object('version', file_now, 'consoles', consoles_now);
    end if;
    if item -> 'deliveries' <> '[]' then
      deliveries := '[]';
      counted := '{}';
      numbered := '{}';
      for d in 0 .. jsonb_array_length(item -> 'deliveries') - 1 loop
        delivery := item -> 'deliveries' -> d;
        message := concat_ws(' ', delivery ->> 'engineId', delivery ->> 'dedupeKey', delivery ->> 'kind', delivery ->> 'payloadHash');
        equal := coalesce((counted ->> message)::integer, 0);
        stands := delivery_known(delivery, equal);
        if stands.nth is not null then
          counted := jsonb_set(counted, array[message], to_jsonb(equal + 1));
        end if;
        numbered := numbered || stands.nth;
        ok := ok and stands.copy = (delivery ->> 'copy')::boolean and coalesce(stands.alert_case, 'null') = delivery -> 'alertCase';
        deliveries := deliveries || jsonb_build_object('copy', stands.copy, 'alertCase', stands.alert_case);
      end loop;
    end if;
    if not ok then
      outcome := 'changed';
      if source <> 'null' then
        fresh := (select to_jsonb(l) from alerts_load(jsonb_build_array(source)) l);
      end if;
      return next;
      continue;
    end if;

    if item -> 'newKeys' <> '[]' then
      insert into person_key (id, owner, wrapped, created_at)
        select r.id, r.owner, decode(r.wrapped, 'base64'), instant_of((item ->> 'at')::double precision)
        from jsonb_to_recordset(item -> 'newKeys') as r (id text, owner text, wrapped text);
    end if;
    for d in 0 .. jsonb_array_length(item -> 'keysUsed') - 1 loop
      perform from person_key p where p.id = item -> 'keysUsed' ->> d and p.erased_at is null;
      if not found then
        raise exception 'a key was erased meanwhile' using errcode = 'SB003';
      end if;
    end loop;
    if item -> 'change' <> 'null' then
      number := change_save(item -> 'change');
    end if;
    for d in 0 .. jsonb_array_length(item -> 'deliveries') - 1 loop
      perform delivery_save(item -> 'deliveries' -> d, numbered[d + 1], item #>> '{change,id}');
    end loop;
    outcome := 'written'; deliveries := null;
    return next;
  end loop;
end $$;
