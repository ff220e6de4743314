create or replace function device_facts(the_device text, the_child text, at timestamptz) returns jsonb language plpgsql stable as $$
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
