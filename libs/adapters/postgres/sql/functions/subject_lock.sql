create or replace function subject_lock(subject text, now_ms double precision) returns void language plpgsql as $$
begin
  perform from subject where key = subject_lock.subject for update;
  if not found then
    insert into subject (key, first_seen_at) values (subject_lock.subject, instant_of(now_ms)) on conflict do nothing;
    perform from subject where key = subject_lock.subject for update;
  end if;
end $$;
