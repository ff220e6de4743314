-- The last closed incident of each family of a subject: {family: [id, closed at in ms]}
create or replace function last_closed(subject text) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_object_agg(family, last.closed), '{}')
    from unnest(array['emergency', 'outage', 'work', 'test', 'drill']) as family
    cross join lateral (
      select jsonb_build_array(c.id, ms_of(c.closed_at)) as closed from incident c
      where c.subject_key = subject and c.family = family and not c.open
      order by c.closed_at desc limit 1) last);
end $$;
