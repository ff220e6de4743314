create or replace function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = 'SB002';
end $$;
