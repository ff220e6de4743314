-- Of the lists of a write, the rows of those items that hold; each row names its item with n.
create or replace function rows_held(question jsonb, held integer[]) returns jsonb language plpgsql immutable as $$
begin
  return (
    select jsonb_object_agg(list.key, case when list.key in ('items', 'policies') then list.value else (
      select coalesce(jsonb_agg(one.row order by one.nth), '[]') from jsonb_array_elements(list.value) with ordinality as one (row, nth)
      where (one.row ->> 'n')::integer = any (held)) end)
    from jsonb_each(question) list);
end $$;
