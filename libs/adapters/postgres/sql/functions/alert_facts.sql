-- Everything of the file that decides an alert, as rows with their dates: of a device, of a device behind a hub (child), or of a home.
-- Nothing is judged here: who counts as at home, who may be told and which seats are near are functions over these rows, and so is
-- everything that changes by time alone. null: there is no region at all.
create or replace function alert_facts(the_device text, the_child text, the_home text) returns jsonb language plpgsql stable as $$
declare
  d device;
  device_row jsonb;
  windows jsonb := '[]';
  suspected bigint;
  home_part jsonb;
  region text;
begin
  if the_home is null then
    if the_child is not null then
      select * into d from device where hub_id = the_device and child_name = the_child;
    end if;
    if d.id is null then
      -- a child that is not registered still speaks from its hub's home
      select * into d from device where id = the_device;
    end if;
    if d.id is not null then
      device_row := jsonb_build_object('id', d.id, 'role', d.role, 'fixed', d.fixed, 'status', d.status, 'seniorId', d.senior_id,
        'hubId', d.hub_id, 'childName', d.child_name);
      select coalesce(jsonb_agg(jsonb_build_array(ms_of(w.opens_at), ms_of(w.closes_at), ms_of(w.ended_at)) order by w.id), '[]')
        into windows from test_window w where w.device_id = d.id;
      select ms_of(l.suspected_since) into suspected from device_line l where l.device_id = coalesce(d.hub_id, d.id);
    end if;
    the_home := d.home_id;
  end if;
  home_part := home_rows(the_home, d.senior_id);
  region := coalesce(home_part #>> '{home,regionId}', d.region_id);
  if region is null then
    select id into region from region where parent_id is null order by id limit 1;
    if region is null then
      return null;
    end if;
  end if;
  return jsonb_build_object('device', device_row, 'testWindows', windows, 'suspectedSince', suspected) || home_part || region_rows(region);
end $$;
