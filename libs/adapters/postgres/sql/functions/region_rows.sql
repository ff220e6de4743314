-- What is on file of a region that decides an alert there: its settings, seats and operators, each with the region it stands in. The region
-- itself is first in "chain", the root last. Which of them counts is decided outside.
create or replace function region_rows(the_region text) returns jsonb language plpgsql stable as $$
declare
  chain text[] := region_chain(the_region);
  settings jsonb;
  seats jsonb;
  operators jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_array(s.region_id, s.key, ms_of(s.valid_from), s.value) order by s.region_id, s.key, s.valid_from), '[]')
    into settings from region_setting s
    where s.region_id = any (chain) and (s.key in ('timeZone', 'ladders') or starts_with(s.key, 'limits.'));
  select coalesce(jsonb_agg(jsonb_build_array(s.region_id, s.role, s.id, s.voice_number_sealed is not null, ms_of(s.answered_at)) order by s.id), '[]')
    into seats from duty_seat s where s.region_id = any (chain) and s.active;
  -- whether a console is connected is known by the clock of the database alone, which every api writes by
  select coalesce(jsonb_agg(jsonb_build_array(a.id, r.role, d.training, a.disabled_at is not null, coalesce(c.until > clock_timestamp(), false))
      order by a.id, r.role, r.region_id), '[]')
    into operators from operator_duty d join account a on a.id = d.account_id join account_role r on r.account_id = a.id
      left join console_presence c on c.account_id = a.id
    where d.on_duty and r.region_id = any (chain);
  return jsonb_build_object('chain', chain, 'settings', settings, 'seats', seats, 'operators', operators);
end $$;
