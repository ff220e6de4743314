create or replace function quality_step_keeps_its_facts() returns trigger language plpgsql as $$
begin
  -- its words go when their time is over; what happened, when and by whom is never touched
  if tg_op = 'UPDATE' and new.note_sealed is null then
    old.note_sealed := null;
    if new is not distinct from old then return new; end if;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'SB002';
end $$;
