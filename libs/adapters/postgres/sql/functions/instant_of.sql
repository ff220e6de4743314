create or replace function instant_of(ms double precision) returns timestamptz language sql immutable strict
  return to_timestamp(ms / 1000);
