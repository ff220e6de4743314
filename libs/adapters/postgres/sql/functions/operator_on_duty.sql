-- A seat on duty without a console is an empty room (S1).
create or replace function operator_on_duty(chain text[]) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from operator_duty d join account a on a.id = d.account_id join console_presence c on c.account_id = d.account_id
    where d.on_duty and not d.training and a.role in ('operator', 'lead') and a.disabled_at is null and a.region_id = any (chain)
      and c.until > clock_timestamp());
end $$;
