create or replace function ms_of(at timestamptz) returns bigint language sql immutable strict
  return round(date_part('epoch', at - to_timestamp(0)) * 1000)::bigint;
