-- promise 10: nothing is edited, only added
create or replace function incident_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'incident_event is append-only' using errcode = 'SB002';
end $$;
