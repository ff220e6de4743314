create or replace function helper_reach_keep(the_helper text) returns void language sql as $$
  insert into helper_reach as r (helper_id, base, available, on_duty, spot, spot_at)
    select h.id, point(h.lng, h.lat), h.standing_availability or coalesce(d.on_duty, false), coalesce(d.on_duty, false),
      point(p.lng, p.lat), p.received_at
    from helper h left join helper_duty d on d.helper_id = h.id left join helper_position p on p.helper_id = h.id
    where h.id = the_helper
  on conflict (helper_id) do update set base = excluded.base, available = excluded.available, on_duty = excluded.on_duty,
    spot = excluded.spot, spot_at = excluded.spot_at
$$;
