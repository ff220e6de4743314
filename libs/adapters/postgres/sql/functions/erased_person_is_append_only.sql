create or replace function erased_person_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'erased_person is append-only' using errcode = 'SB002';
end $$;
