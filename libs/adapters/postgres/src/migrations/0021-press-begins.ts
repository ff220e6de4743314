import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a press begins is one round trip: what is on file of its device, whose it is, that subject locked, its open cases, and, when it will
 * open one, who is told of it. Many small look-ups by key inside of one function are cheaper than one large statement, the start of whose
 * parts is paid anew each time. In plpgsql, because the plans of a function in SQL are thrown away after each call.
 */
export class PressBegins0021 implements MigrationInterface {
  readonly name = 'PressBegins1763700000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(regions);
    await runner.query(people);
    await runner.query(devices);
    await runner.query(beginning);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

// Found by key, always: a plan that was made while a table was small must not read a large one.
const BY_KEY = 'set enable_seqscan to off set enable_hashjoin to off set enable_mergejoin to off';

const regions = /* sql */ `
-- the region itself first, the root last
create function region_chain(the_region text) returns text[] language plpgsql stable as $$
declare
  chain text[] := '{}';
  next_region text := the_region;
  above text;
begin
  while next_region is not null loop
    select parent_id into above from region where id = next_region;
    exit when not found;
    chain := chain || next_region;
    next_region := above;
  end loop;
  return chain;
end $$;

-- The nearest region that says something wins, the latest setting in force.
create function region_settings(chain text[], at timestamptz) returns jsonb language plpgsql stable as $$
begin
  return coalesce((
    select jsonb_object_agg(key, value) from (
      select distinct on (s.key) s.key, s.value from region_setting s
      where s.region_id = any (chain) and s.valid_from <= at and (s.key in ('timeZone', 'ladders') or s.key like 'limits.%')
      order by s.key, array_position(chain, s.region_id), s.valid_from desc) nearest), '{}');
end $$;

create function operator_on_duty(chain text[]) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from operator_duty d join account a on a.id = d.account_id
    where d.on_duty and not d.training and a.role in ('operator', 'lead') and a.disabled_at is null and a.region_id = any (chain));
end $$;

-- {role: [seat]}, of each role those of the nearest region that has any with a number to ring
create function seats_near(chain text[]) returns jsonb language plpgsql stable as $$
begin
  return coalesce((
    select jsonb_object_agg(role, seats) from (
      select role, jsonb_agg(id order by answered_at desc nulls last, id) as seats from (
        select s.id, s.role, s.answered_at, array_position(chain, s.region_id) as depth,
          min(array_position(chain, s.region_id)) over (partition by s.role) as nearest
        from duty_seat s where s.region_id = any (chain) and s.voice_number <> '') seat
      where depth = nearest group by role) filled), '{}');
end $$;
`;

const people = /* sql */ `
create function phone_digits(phone text) returns text language sql immutable
  return right(regexp_replace(phone, '[^0-9]', '', 'g'), 11);

-- Two lines of a list that are one person: the same number, with or without its country. Whoever is flagged for one of a couple hears
-- nothing of their home (H10), and nobody does whose telling was not consented to any more.
create function contacts_reachable(seniors text[]) returns jsonb language plpgsql stable ${BY_KEY} as $$
declare
  flagged text[] := array(select phone_digits(phone) from contact where senior_id = any (seniors) and conflict);
  untold text[] := array(
    select w.senior_id from consent w
    where w.senior_id = any (seniors) and w.purpose = 'family' and w.withdrawn_at is not null
      and not exists (
        select from consent live where live.senior_id = w.senior_id and live.purpose = 'family'
          and live.withdrawn_at is null and live.given_at >= w.withdrawn_at));
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', id, 'position', position, 'first', first, 'notice', notice_level) order by position, senior_id), '[]')
    from (
      select c.id, c.position, c.senior_id, c.notice_level, min(c.position) over (partition by c.senior_id) as first
      from contact c
      where c.senior_id = any (seniors) and not c.conflict and c.senior_id <> all (untold)
        and (flagged = '{}' or phone_digits(c.phone) = '' or phone_digits(c.phone) <> all (flagged))) reachable);
end $$;

-- Who may be at home: nobody who died or moved away, unless the file knows nobody else (H05). The wearer counts for what concerns her alone;
-- what concerns the voice check counts for the whole home, because a pendant is easily borrowed (H05, H06).
create function place_facts(the_home text, wearer text, the_region text, at timestamptz) returns jsonb language plpgsql stable as $$
declare
  place record;
  chain text[];
  lives_there boolean := exists (select from senior where home_id = the_home and status in ('active', 'suspended'));
  there record;
  away record;
begin
  select id, region_id, lat, lng into place from home where id = the_home;
  chain := region_chain(coalesce(place.region_id, the_region));
  select coalesce(array_agg(id order by id), '{}') as senior_ids, coalesce(bool_or(dispatch_first), false) as dispatch_first,
      coalesce(bool_or(dementia) filter (where id = wearer), bool_or(dementia), false) as dementia, count(*) as many
    into there from senior where home_id = the_home and (not lives_there or status in ('active', 'suspended'));
  select away_lat as lat, away_lng as lng, away_until as until into away from senior
    where home_id = the_home and (not lives_there or status in ('active', 'suspended')) and away_until > at
      and (away_from is null or away_from <= at) and (id = wearer or (wearer is null and there.many = 1));
  return jsonb_build_object('homeId', place.id, 'lat', place.lat, 'lng', place.lng, 'regionId', coalesce(place.region_id, the_region),
    'seniorIds', there.senior_ids, 'dispatchFirst', there.dispatch_first, 'dementia', there.dementia,
    'awayLat', away.lat, 'awayLng', away.lng, 'awayUntil', ms_of(away.until),
    'settings', region_settings(chain, at), 'operatorOnDuty', operator_on_duty(chain));
end $$;
`;

const devices = /* sql */ `
-- home_address begins with the region as well, and finds a twin without looking at every home of the region
drop index home_region;

create function device_facts(the_device text, the_child text, at timestamptz) returns jsonb language plpgsql stable as $$
declare
  d device;
  known boolean := true;
  root text;
  line text;
  place jsonb;
  lives_there text[];
begin
  if the_child is null then
    select * into d from device where id = the_device;
    line := coalesce(d.hub_id, d.id);
  else
    select * into d from device where hub_id = the_device and child_name = the_child;
    line := d.hub_id;
    if not found then
      -- a child nobody registered still speaks from its hub's home
      select * into d from device where id = the_device;
      line := d.id;
      known := false;
      if found then
        d.id := null;
        d.role := null;
        d.senior_id := null;
        d.fixed := true;
        d.status := 'active';
      end if;
    end if;
  end if;
  if line is null then
    known := false;
  end if;
  select id into root from region where parent_id is null order by id limit 1;
  if root is null then
    return null;
  end if;
  place := place_facts(d.home_id, d.senior_id, coalesce(d.region_id, root), at);
  lives_there := array(select jsonb_array_elements_text(place -> 'seniorIds'));
  return place || jsonb_build_object(
    'known', known, 'role', d.role, 'fixed', d.fixed, 'status', d.status,
    'seniorStatus', (select status from senior where id = d.senior_id),
    'testWindow', exists (
      select from test_window w where w.device_id = d.id and w.opens_at <= at and w.closes_at > at and w.ended_at is null),
    'hubMoved', exists (select from device_line l where l.device_id = line and l.suspected_since is not null),
    'twoHomes', exists (select from occupant o where o.senior_id = any (lives_there) and o.home_id <> d.home_id)
      or exists (select from occupant o join senior p on p.id = o.senior_id where o.home_id = d.home_id and p.home_id <> d.home_id),
    'twinAddress', exists (
      select from home here join home twin on twin.region_id = here.region_id and md5(twin.address_words) = md5(here.address_words)
      where here.id = d.home_id and twin.id <> here.id));
end $$;
`;

const beginning = /* sql */ `
-- [{n, device, child, at, inbox}] -> for each whose subject is locked now: what is on file of its device, the open cases of its subject and
-- the last closed ones by family, and, where nothing is open yet, who is told when something is. Without patience nobody's press waits for
-- somebody else's home: whose subject has no row yet, is being worked on by somebody else, or belongs to a press before it in this list, gets
-- no answer and comes again alone.
create function presses_begin(presses jsonb, families text[], patient boolean) returns table (n integer, device jsonb, subject text, cases jsonb,
  copy boolean, "alertCase" jsonb, "lastClosed" jsonb, seats jsonb, contacts jsonb) language plpgsql as $$
#variable_conflict use_column
declare
  press jsonb;
  entry jsonb;
  at timestamptz;
  handed integer;
  taken text[] := '{}';
begin
  for press in select p from jsonb_array_elements(presses) p loop
    entry := press -> 'inbox';
    at := instant_of((press ->> 'at')::double precision);
    n := (press ->> 'n')::integer;
    device := device_facts(press ->> 'device', press ->> 'child', at);
    if device is null then
      raise exception 'there is no region at all: the database was never seeded';
    end if;
    subject := case
      when device ->> 'homeId' is not null then 'home:' || (device ->> 'homeId')
      when press ->> 'child' is null or (device ->> 'known')::boolean then 'device:' || (press ->> 'device')
      else 'device:' || (press ->> 'device') || '/' || (press ->> 'child') end;
    continue when subject = any (taken);
    if patient then
      perform subject_lock(subject, (press ->> 'at')::double precision);
    else
      perform from subject s where s.key = subject for update skip locked;
      continue when not found;
    end if;
    taken := taken || subject;

    handed := inbox_hand(entry);
    copy := inbox_has(entry, handed);
    -- an open case of the same kind is what a repeat repeats; otherwise the latest of this alert id
    "alertCase" := (
      select jsonb_build_object('incidentId', d.incident_id, 'kind', d.kind, 'open', o.open)
      from device_alert d join incident o on o.id = d.incident_id
      where d.device_id = entry ->> 'deviceId' and d.alert_id = entry ->> 'alertId'
      order by (o.open and d.kind = entry ->> 'kind') desc, d.at desc limit 1);
    cases := (
      select jsonb_object_agg(o.family, jsonb_build_object('state', o.state, 'policyKey', o.policy_key,
        'leaseUntil', ms_of(o.lease_until), 'number', o.number))
      from incident o where o.subject_key = subject and o.open);
    "lastClosed" := (
      select jsonb_object_agg(family, closed.last)
      from unnest(families) as family
      cross join lateral (
        select jsonb_build_object('incidentId', c.id, 'closedAt', ms_of(c.closed_at)) as last from incident c
        where c.subject_key = subject and c.family = family and not c.open
        order by c.closed_at desc limit 1) closed
      where cases is null or not cases ? family);
    seats := null;
    contacts := null;
    if cases is null then
      seats := seats_near(region_chain(device ->> 'regionId'));
      contacts := contacts_reachable(array(select jsonb_array_elements_text(device -> 'seniorIds')));
    end if;
    return next;
  end loop;
end $$;
`;
