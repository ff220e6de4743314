-- Two lines of a list that are one person: the same number, with or without its country. Whoever is flagged for one of a couple hears
-- nothing of their home (H10), and nobody does whose telling was not consented to any more.
create or replace function contacts_reachable(seniors text[]) returns jsonb language plpgsql stable set enable_seqscan to off set enable_hashjoin to off set enable_mergejoin to off as $$
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
