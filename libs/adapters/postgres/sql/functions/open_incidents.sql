-- The open incidents of a subject, as a command finds them.
create or replace function open_incidents(subject text) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('state', incident_state(i), 'policyKey', i.policy_key, 'leaseUntil', ms_of(i.lease_until),
      'number', i.number)), '[]')
    from incident i where i.subject_key = subject and i.open);
end $$;
