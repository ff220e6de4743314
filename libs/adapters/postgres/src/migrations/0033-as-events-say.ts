import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Since November the fold of an incident knows three things that rows written before lack: the arrival that was promised, when an alert was
 * last repeated, and what a relative wrote, which is no progress any more. The rows become what their events say, and are due at once: the
 * ticker gives them their true next due time.
 */
export class AsEventsSay0033 implements MigrationInterface {
  readonly name = 'AsEventsSay1763700000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(promises);
    await runner.query(repeats);
    await runner.query(notes);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const promises = /* sql */ `
update incident i set next_due_at = case when i.next_due_at is not null then i.raised_at end,
  state = jsonb_set(i.state, '{assignments}', (
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('promisedAt', e.body -> 'etaAt')) || a.one order by a.nth)
    from jsonb_array_elements(i.state -> 'assignments') with ordinality as a (one, nth)
    left join incident_event e on e.incident_id = i.id and e.type = 'offer-accepted' and e.body ->> 'assignmentId' = a.one ->> 'id'))
where exists (select from jsonb_array_elements(i.state -> 'assignments') a where not a ? 'promisedAt');
`;

const repeats = /* sql */ `
update incident i set state = jsonb_set(i.state, '{alerts}', (
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('lastHeardAt', r.at)) || a.one order by a.nth)
  from jsonb_array_elements(i.state -> 'alerts') with ordinality as a (one, nth)
  cross join lateral (
    select round(extract(epoch from max(e.at)) * 1000) as at from incident_event e
    where e.incident_id = i.id and e.type = 'signal-repeated' and e.body #>> '{signal,deviceId}' = a.one ->> 'deviceId'
      and e.body #>> '{signal,alertId}' = a.one ->> 'alertId' and e.at >= to_timestamp((a.one ->> 'at')::double precision / 1000)) r))
where exists (select from jsonb_array_elements(i.state -> 'alerts') a where a ->> 'repeats' <> '0' and not a ? 'lastHeardAt');
`;

/** Everything else leaves the time of the last progress as it was. */
const PROGRESS = [
  ...[
    'raised',
    'signal-joined',
    'signals-taken-over',
    'class-changed',
    'attended',
    'taken-over',
    'handed-over',
    'lease-lapsed',
    'released',
  ],
  ...[
    'verdict-given',
    'destination-set',
    'search-started',
    'offer-accepted',
    'departed',
    'arrived',
    'entry-code-released',
    'scene-reported',
  ],
  ...[
    'finished',
    'withdrawn',
    'untold',
    'charge-taken',
    'held',
    'call-started',
    'call-recorded',
    'agency-recorded',
    'emergency-decided',
  ],
  ...['names-listed', 'names-heard', 'roll-called', 'device-claimed', 'closed'],
];

const notes = /* sql */ `
update incident i set next_due_at = case when i.next_due_at is not null then i.raised_at end,
  state = i.state || (
    select jsonb_build_object(
      'familyNotes', jsonb_agg(jsonb_build_object('by', e.actor_id, 'at', round(extract(epoch from e.at) * 1000)) order by e.seq)
        filter (where e.type = 'noted' and e.body -> 'fromFamily' = 'true'),
      'lastProgressAt', round(extract(epoch from max(e.at) filter (
        where e.type = any ('{${PROGRESS.join(',')}}') or (e.type = 'noted' and e.body -> 'fromFamily' = 'false')
          or (e.type = 'owner-reminded' and e.body ->> 'about' = 'no-progress'))) * 1000))
    from incident_event e where e.incident_id = i.id)
where exists (select from incident_event e where e.incident_id = i.id and e.type = 'noted' and e.body -> 'fromFamily' = 'true')
  and jsonb_array_length(coalesce(i.state -> 'familyNotes', '[]')) < (
    select count(*) from incident_event e where e.incident_id = i.id and e.type = 'noted' and e.body -> 'fromFamily' = 'true');
`;
