-- What was decided is written if everything it was decided on is still so: items are proven one by one, and what holds of them is written
-- together, with one commit. Of each item it answers with its outcome:
--   written   it is; number is that of its incident
--   changed   facts, an incident or a delivery are no longer what it was decided on: nothing of it is written. Of an alert it answers with what
--             is true now (deliveries, and fresh as alerts_load has it), so that it is decided again at once
--   busy      its subject is locked by somebody else; only without patience, which is for one item alone
-- {items: [{n, subject, at, versions: [[incident, version, lease]], alone, closed, source: {device, child, home, proof}, deliveries}], policies,
-- raised, moved, events, offers, assignments, signals, outbox, newKeys, texts, answers}; every row of these lists names its item with n.
create or replace function incidents_write(question jsonb, patient boolean) returns table (n integer, outcome text, number bigint, deliveries jsonb, fresh jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  subjects text[] := array(select distinct i ->> 'subject' from jsonb_array_elements(question -> 'items') i order by 1);
  locked text[];
  item jsonb;
  delivery jsonb;
  stands record;
  the_n integer;
  known jsonb;
  source jsonb;
  file_now text;
  consoles_now text;
  decided_on text[];
  ok boolean;
  counted jsonb;
  standing jsonb;
  message text;
  kept jsonb := '[]';
  held integer[] := '{}';
  numbers jsonb := '{}';
  given integer;
begin
  -- the row of a subject is locked before anything is read; it exists from the first sight of it on
  if patient then
    perform from subject s where s.key = any (subjects) order by s.key for update;
    get diagnostics given = row_count;
    locked := subjects;
  else
    locked := array(select s.key from subject s where s.key = any (subjects) order by s.key for update skip locked);
    given := coalesce(array_length(locked, 1), 0);
  end if;
  if given < array_length(subjects, 1) then
    insert into subject (key, first_seen_at)
      select i ->> 'subject', instant_of((i ->> 'at')::double precision) from jsonb_array_elements(question -> 'items') i
      where not exists (select from subject s where s.key = i ->> 'subject') order by 1 on conflict do nothing;
    if patient then
      perform from subject s where s.key = any (subjects) order by s.key for update;
    else
      locked := array(select s.key from subject s where s.key = any (subjects) order by s.key for update skip locked);
    end if;
  end if;

  file_now := (select f.version from file_version f);
  consoles_now := connected_consoles();
  for item in select i from jsonb_array_elements(question -> 'items') i loop
    the_n := (item ->> 'n')::integer;
    if item ->> 'subject' <> all (locked) then
      n := the_n; outcome := 'busy'; number := null; deliveries := null; fresh := null;
      return next;
      continue;
    end if;
    -- the incidents it was decided on, at their versions and leases, and where it says so no other one of the subject
    ok := true;
    decided_on := '{}';
    for known in select v from jsonb_array_elements(item -> 'versions') v loop
      decided_on := decided_on || (known ->> 0);
      ok := ok and exists (
        select from incident i where i.id = known ->> 0 and i.version = (known ->> 1)::integer
          and i.lease_until is not distinct from instant_of((known ->> 2)::double precision));
    end loop;
    if ok and (item ->> 'alone')::boolean then
      ok := not exists (select from incident i where i.subject_key = item ->> 'subject' and i.open and i.id <> all (decided_on));
    end if;
    if ok and item -> 'closed' <> 'null' then
      ok := last_closed(item ->> 'subject') = item -> 'closed';
    end if;
    -- the facts: the file is as it was when they were read and the same consoles are connected, or they are equal all the same
    source := item -> 'source';
    if ok and source <> 'null' and (source ->> 'version' is distinct from file_now or source ->> 'consoles' is distinct from consoles_now) then
      ok := md5(alert_facts(source ->> 'device', source ->> 'child', source ->> 'home')::text) = source ->> 'proof';
    end if;
    deliveries := null;
    if item -> 'deliveries' <> '[]' then
      deliveries := '[]';
      standing := '[]';
      counted := '{}';
      for delivery in select d from jsonb_array_elements(item -> 'deliveries') d loop
        message := concat_ws(' ', delivery ->> 'engineId', delivery ->> 'dedupeKey', delivery ->> 'kind', delivery ->> 'payloadHash');
        select * into stands from delivery_known(delivery, coalesce((counted ->> message)::integer, 0));
        if stands.nth is not null then
          counted := jsonb_set(counted, array[message], to_jsonb(coalesce((counted ->> message)::integer, 0) + 1));
        end if;
        ok := ok and stands.copy = (delivery ->> 'copy')::boolean and coalesce(stands.alert_case, 'null') = delivery -> 'alertCase';
        deliveries := deliveries || jsonb_build_object('copy', stands.copy, 'alertCase', stands.alert_case);
        standing := standing || (delivery || jsonb_build_object('nth', stands.nth, 'incidentId', item -> 'incidentId'));
      end loop;
    end if;
    if not ok then
      n := the_n; outcome := 'changed'; number := null;
      fresh := case when item -> 'source' <> 'null' then (select to_jsonb(l) from alerts_load(jsonb_build_array(source)) l) end;
      return next;
      continue;
    end if;
    held := held || the_n;
    if deliveries is not null then
      kept := kept || standing;
    end if;
  end loop;

  if cardinality(held) > 0 then
    numbers := incidents_save(question, held);
    if kept <> '[]' then
      perform deliveries_save(kept);
    end if;
  end if;
  for item in select i from jsonb_array_elements(question -> 'items') i where (i ->> 'n')::integer = any (held) loop
    n := (item ->> 'n')::integer; outcome := 'written'; number := (numbers ->> (item ->> 'incidentId'))::bigint; deliveries := null;
    -- equal facts of a file that moved: from now on they are known by this version
    fresh := jsonb_build_object('version', file_now, 'consoles', consoles_now);
    return next;
  end loop;
end $$;
