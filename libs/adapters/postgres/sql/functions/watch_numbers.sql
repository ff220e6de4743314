-- every run of ten digits in the number of a watch; the same as shortNumbersOf of the profile
create or replace function watch_numbers(device_id text) returns text[] language sql immutable return (
  select coalesce(array_agg(substr(number, at, 10)), '{}')
  from regexp_replace(device_id, '^watch:', '') as number, generate_series(1, length(number) - 9) as at
  where number ~ '^([0-9]{10}|[0-9]{14,16})$');
