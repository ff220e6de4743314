-- [{n, id}], no case twice -> those whose subject is free at this moment, locked
create or replace function cases_lock(asked jsonb) returns table (n integer, state jsonb, "policyKey" text, "leaseUntil" double precision, number integer)
language plpgsql set enable_hashjoin to off set enable_mergejoin to off as $$
#variable_conflict use_column
declare
  locked text[] := array(
    select s.key from subject s where s.key in (
      select i.subject_key from incident i where i.id in (select q ->> 'id' from jsonb_array_elements(asked) q))
    for update of s skip locked);
begin
  return query
    select q.n, i.state, i.policy_key, ms_of(i.lease_until)::double precision, i.number::integer
    from jsonb_to_recordset(asked) as q (n integer, id text) join incident i on i.id = q.id
    where i.subject_key = any (locked);
end $$;
