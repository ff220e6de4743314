-- {role: [seat]}, of each role those of the nearest region that has any with a number to ring
create or replace function seats_near(chain text[]) returns jsonb language plpgsql stable as $$
begin
  return coalesce((
    select jsonb_object_agg(role, seats) from (
      select role, jsonb_agg(id order by answered_at desc nulls last, id) as seats from (
        select s.id, s.role, s.answered_at, array_position(chain, s.region_id) as depth,
          min(array_position(chain, s.region_id)) over (partition by s.role) as nearest
        from duty_seat s where s.region_id = any (chain) and s.voice_number <> '') seat
      where depth = nearest group by role) filled), '{}');
end $$;
