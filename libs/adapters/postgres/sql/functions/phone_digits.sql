create or replace function phone_digits(phone text) returns text language sql immutable
  return right(regexp_replace(phone, '[^0-9]', '', 'g'), 11);
