-- An incident as its events fold to: what a further signal changes stands in columns and in "signal", so that it does not write the rest anew.
create or replace function incident_state(i incident) returns jsonb language plpgsql stable as $$
begin
  return i.state || jsonb_build_object('version', i.version, 'lastSignalAt', ms_of(i.last_signal_at), 'lastProgressAt', ms_of(i.last_progress_at),
    'signalCount', i.signal_count, 'alerts', (
      select coalesce(jsonb_agg(newest.alert order by newest.position), '[]') from (
        select s.position, jsonb_strip_nulls(jsonb_build_object('deviceId', s.device_id, 'alertId', s.alert_id, 'kind', s.kind, 'at', ms_of(s.at),
          'repeats', s.repeats, 'child', s.child, 'heardAt', ms_of(s.heard_at), 'lastHeardAt', ms_of(s.last_heard_at), 'attempt', s.attempt)) as alert
        from signal s where s.incident_id = i.id order by s.position desc limit 20) newest));
end $$;
