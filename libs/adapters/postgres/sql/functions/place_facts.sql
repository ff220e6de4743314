-- Who may be at home: nobody who died or moved away, unless the file knows nobody else (H05). The wearer counts for what concerns her alone;
-- what concerns the voice check counts for the whole home, because a pendant is easily borrowed (H05, H06).
create or replace function place_facts(the_home text, wearer text, the_region text, at timestamptz) returns jsonb language plpgsql stable as $$
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
