-- Accounts with a console connected, by the clock of the database, which every api writes by.
create or replace function connected_consoles() returns text language plpgsql stable as $$
begin
  return coalesce((select string_agg(c.account_id, ' ' order by c.account_id) from console_presence c where c.until > clock_timestamp()), '');
end $$;
