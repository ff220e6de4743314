-- What is on file of a home and of those who may be in it. "wearer": whose device it is, wherever she lives.
create or replace function home_rows(the_home text, wearer text) returns jsonb language plpgsql stable as $$
declare
  home jsonb;
  address text;
  region text;
  twins jsonb := '[]';
  seniors jsonb;
  people text[];
  lists jsonb;
  elsewhere jsonb;
begin
  select jsonb_build_object('id', h.id, 'regionId', h.region_id, 'lat', h.lat, 'lng', h.lng), md5(h.address_words), h.region_id
    into home, address, region from home h where h.id = the_home;
  if home is not null then
    select coalesce(jsonb_agg(h.id order by h.id), '[]') into twins from home h
      where h.region_id = region and md5(h.address_words) = address and h.id <> the_home;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'homeId', s.home_id, 'status', s.status, 'dispatchFirst', s.dispatch_first,
      'dementia', s.dementia, 'awayLat', s.away_lat, 'awayLng', s.away_lng, 'awayFrom', ms_of(s.away_from), 'awayUntil', ms_of(s.away_until))
      order by s.id), '[]'), coalesce(array_agg(s.id), '{}')
    into seniors, people from senior s where s.home_id = the_home;
  if wearer is not null and wearer <> all (people) then
    people := people || wearer;
    seniors := seniors || (
      select jsonb_build_object('id', s.id, 'homeId', s.home_id, 'status', s.status, 'dispatchFirst', s.dispatch_first,
        'dementia', s.dementia, 'awayLat', s.away_lat, 'awayLng', s.away_lng, 'awayFrom', ms_of(s.away_from), 'awayUntil', ms_of(s.away_until))
      from senior s where s.id = wearer);
  end if;
  -- who of them stands in the list of another home, and who stands in the list of this one and is registered at another
  select coalesce(jsonb_agg(jsonb_build_array(o.home_id, o.senior_id) order by o.id), '[]') into lists
    from occupant o where o.senior_id = any (people) and o.home_id <> the_home;
  select coalesce(jsonb_agg(p.id order by p.id), '[]') into elsewhere
    from occupant o join senior p on p.id = o.senior_id where o.home_id = the_home and p.home_id <> the_home;
  return jsonb_build_object('home', home, 'twins', twins, 'seniors', seniors, 'occupants', lists, 'livesElsewhere', elsewhere)
    || contact_rows(people);
end $$;
