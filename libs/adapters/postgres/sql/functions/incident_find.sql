-- {by, id | subject, family} + {idempotency?} -> what a command finds; null: nothing is called so
create or replace function incident_find(request jsonb) returns jsonb language plpgsql stable as $$
declare
  by_what text := request ->> 'by';
  meant incident;
  the_subject text := request ->> 'subject';
begin
  if by_what = 'incident' then
    select * into meant from incident i where i.id = request ->> 'id';
  elsif by_what = 'offer' then
    select i.* into meant from offer o join incident i on i.id = o.incident_id where o.id = request ->> 'id';
  elsif by_what = 'assignment' then
    select i.* into meant from assignment a join incident i on i.id = a.incident_id where a.id = request ->> 'id';
  end if;
  the_subject := coalesce(the_subject, meant.subject_key);
  if the_subject is null then
    return null;
  end if;
  return jsonb_build_object('subject', the_subject, 'family', coalesce(request ->> 'family', meant.family),
    'meant', case when meant.id is not null and not meant.open then jsonb_build_object('state', incident_state(meant),
      'policyKey', meant.policy_key, 'leaseUntil', ms_of(meant.lease_until), 'number', meant.number) end,
    'meantId', meant.id,
    'open', open_incidents(the_subject), 'closed', last_closed(the_subject),
    'earlier', (
      select jsonb_build_object('sameBody', a.body_hash = request #>> '{idempotency,bodyHash}', 'status', a.status, 'answer', a.answer)
      from idempotency a where a.account_id = request #>> '{idempotency,accountId}' and a.key = request #>> '{idempotency,key}'));
end $$;
