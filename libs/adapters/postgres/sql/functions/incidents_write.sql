-- What was decided is written if everything it was decided on is still so: items are proven one by one, and what holds of them is written
-- together, with one commit. Of each item it answers with its outcome:
--   written   it is; number is that of an incident that it raised
--   changed   facts, an incident or a delivery are no longer what it was decided on: nothing of it is written. Of an alert it answers with what
--             is true now (deliveries, and fresh as alerts_load has it), so that it is decided again at once
--   busy      its subject is locked by somebody else; only without patience, which is for one item alone
-- {items: [{subject, at, versions: {incident: [version, lease]}, alone, closed, source: {device, child, home, proof}, deliveries}], policies,
-- raised, moved, events, offers, assignments, signals, outbox, newKeys, texts, answers}; every row of these lists names its item with n, its place
-- among the items. subjects: of all of them, each once.
create or replace function incidents_write(question jsonb, subjects text[], patient boolean)
  returns table (n integer, outcome text, number bigint, deliveries jsonb, fresh jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  items jsonb := question -> 'items';
  last integer := jsonb_array_length(items) - 1;
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
  any_counted boolean := false;
  standing jsonb;
  message text;
  kept jsonb := '[]';
  held integer[] := '{}';
  numbers jsonb := '{}';
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
  for k in 0 .. last loop
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
    end if;
    if item -> 'deliveries' <> '[]' then
      deliveries := '[]';
      standing := '[]';
      counted := '{}';
      for d in 0 .. jsonb_array_length(item -> 'deliveries') - 1 loop
        delivery := item -> 'deliveries' -> d;
        message := concat_ws(' ', delivery ->> 'engine_id', delivery ->> 'dedupe_key', delivery ->> 'kind', delivery ->> 'payload_hash');
        equal := coalesce((counted ->> message)::integer, 0);
        stands := delivery_known(delivery, equal);
        if stands.nth is not null then
          counted := jsonb_set(counted, array[message], to_jsonb(equal + 1));
          any_counted := true;
        end if;
        ok := ok and stands.copy = (delivery ->> 'copy')::boolean and coalesce(stands.alert_case, 'null') = delivery -> 'alertCase';
        deliveries := deliveries || jsonb_build_object('copy', stands.copy, 'alertCase', stands.alert_case);
        if stands.nth is not null or not stands.copy then
          standing := standing || (delivery || jsonb_build_object('nth', stands.nth, 'incident_id', item -> 'incidentId'));
        end if;
      end loop;
    end if;
    if ok then
      held := held || k;
      if deliveries is not null then
        kept := kept || standing;
      end if;
    else
      outcome := 'changed';
      if source <> 'null' then
        fresh := (select to_jsonb(l) from alerts_load(jsonb_build_array(source)) l);
      end if;
      return next;
    end if;
  end loop;

  if cardinality(held) > 0 then
    if cardinality(held) <= last then
      question := rows_held(question, held);
    end if;
    numbers := incidents_save(question);
    if kept <> '[]' then
      perform deliveries_save(kept, any_counted);
    end if;
  end if;
  outcome := 'written'; deliveries := null;
  -- equal facts of a file that moved: from now on they are known by this version
  fresh := jsonb_build_object('version', file_now, 'consoles', consoles_now);
  foreach n in array held loop
    number := (numbers ->> (items -> n ->> 'incidentId'))::bigint;
    return next;
  end loop;
end $$;
