-- [{n, device, child, home}] -> of each source: its facts, with what a later statement proves by that they still are, the open and
-- the last closed incidents of every subject that it may turn out to be, and the keys under which its frames may be kept
create or replace function alerts_load(sources jsonb) returns table (n integer, facts jsonb, proof text, version bigint, consoles text, incidents jsonb, closed jsonb, keys jsonb)
language plpgsql stable as $$
#variable_conflict use_column
declare
  source jsonb;
  subjects text[];
begin
  for source in select s from jsonb_array_elements(sources) s loop
    n := (source ->> 'n')::integer;
    facts := alert_facts(source ->> 'device', source ->> 'child', source ->> 'home');
    proof := md5(facts::text);
    version := (select f.version from file_version f);
    consoles := connected_consoles();
    subjects := array_remove(array['home:' || (facts #>> '{home,id}'), 'device:' || (facts #>> '{device,id}'), 'device:' || (source ->> 'device'),
      'device:' || (source ->> 'device') || '/' || (source ->> 'child'), 'unregistered:' || (facts #>> '{chain,0}')], null);
    incidents := (
      select coalesce(jsonb_object_agg(s, open_incidents(s)), '{}') from (
        select distinct i.subject_key as s from incident i where i.subject_key = any (subjects) and i.open) with_open);
    closed := (select jsonb_object_agg(s, last_closed(s)) from (select distinct unnest(subjects) as s) one);
    keys := (
      select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'owner', k.owner, 'wrapped', encode(k.wrapped, 'base64'))), '[]')
      from person_key k where k.erased_at is null
        and k.owner = any (subjects || array(select 'senior:' || (s ->> 'id') from jsonb_array_elements(facts -> 'seniors') s)));
    return next;
  end loop;
end $$;
