-- The families of these people, each contact with the hash that says which of them are one person, and what they consented to be told; in the order of their ids.
-- The quiet hours that contacts chose, in the order in which they did.
create or replace function contact_rows(people text[]) returns jsonb language plpgsql stable as $$
declare
  contacts jsonb;
  consents jsonb;
  quiet jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_array(c.id, c.senior_id, c.position, c.notice_level, c.conflict, encode(c.phone_hash, 'base64')) order by c.id), '[]')
    into contacts from contact c where c.senior_id = any (people);
  select coalesce(jsonb_agg(jsonb_build_array(w.senior_id, ms_of(w.given_at), ms_of(w.withdrawn_at)) order by w.id), '[]')
    into consents from consent w where w.senior_id = any (people) and w.purpose = 'family';
  select coalesce(jsonb_agg(jsonb_build_array(q.contact_id, ms_of(q.since), q.from_time, q.until_time, q.time_zone) order by q.seq), '[]')
    into quiet from contact c join quiet_hours q on q.contact_id = c.id where c.senior_id = any (people);
  return jsonb_build_object('contacts', contacts, 'consents', consents, 'quietHours', quiet);
end $$;
