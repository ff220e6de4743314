import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Speed of the way of a press: what its engine says itself is written as claimed, and the nearest helpers are found by indexes that
 * hold those who can be asked and no others, however many there are.
 */
export class AtOnce0009 implements MigrationInterface {
  readonly name = 'AtOnce1763700000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(saving);
    await runner.query(reaching);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const saving = /* sql */ `
create or replace function case_save(change jsonb) returns bigint language plpgsql as $$
declare
  r jsonb := change -> 'row';
  the_id text := r ->> 'id';
  changed_at timestamptz := instant_of((r ->> 'lastChangeAt')::double precision);
  the_number bigint;
begin
  if change -> 'policy' <> 'null' then
    insert into policy (key, body) values (r ->> 'policyKey', change -> 'policy') on conflict do nothing;
  end if;

  if (change ->> 'before')::integer = 0 then
    insert into incident (id, subject_key, family, region_id, home_id, senior_ids, version, state, policy_key, phase, class, severity, open,
        raised_at, last_signal_at, last_change_at, closed_at, next_due_at, lease_until)
      values (the_id, r ->> 'subjectKey', r ->> 'family', r ->> 'regionId', r ->> 'homeId',
        array(select jsonb_array_elements_text(r -> 'seniorIds')), (r ->> 'version')::integer, change -> 'state', r ->> 'policyKey',
        r ->> 'phase', r ->> 'class', (r ->> 'severity')::smallint, (r ->> 'open')::boolean,
        instant_of((r ->> 'raisedAt')::double precision), instant_of((r ->> 'lastSignalAt')::double precision), changed_at,
        instant_of((r ->> 'closedAt')::double precision), instant_of((r ->> 'nextDueAt')::double precision),
        instant_of((r ->> 'leaseUntil')::double precision))
      returning number into the_number;
  else
    update incident i set version = (r ->> 'version')::integer, state = change -> 'state', region_id = r ->> 'regionId', home_id = r ->> 'homeId',
        senior_ids = array(select jsonb_array_elements_text(r -> 'seniorIds')), phase = r ->> 'phase', class = r ->> 'class',
        severity = (r ->> 'severity')::smallint, open = (r ->> 'open')::boolean,
        last_signal_at = instant_of((r ->> 'lastSignalAt')::double precision), last_change_at = greatest(i.last_change_at, changed_at),
        closed_at = instant_of((r ->> 'closedAt')::double precision), next_due_at = instant_of((r ->> 'nextDueAt')::double precision),
        lease_until = instant_of((r ->> 'leaseUntil')::double precision)
      where i.id = the_id and i.version = (change ->> 'before')::integer
      returning number into the_number;
    if the_number is null then
      raise exception 'case % is not at version %', the_id, change ->> 'before' using errcode = 'SB001';
    end if;
  end if;

  insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
    select the_id, (e ->> 'seq')::integer, e ->> 'id', e ->> 'type', instant_of((e ->> 'at')::double precision),
      e #>> '{actor,kind}', e #>> '{actor,id}', e - '{seq,id,type,at,actor}'::text[]
    from jsonb_array_elements(change -> 'events') e;

  insert into offer as o (id, incident_id, helper_id, wave, state, over_reason, made_at, lapses_at, expected_arrival_s)
    select n ->> 'id', the_id, n ->> 'helperId', (n ->> 'wave')::integer, n ->> 'state', n ->> 'overReason',
      instant_of((n ->> 'madeAt')::double precision), instant_of((n ->> 'lapsesAt')::double precision), (n ->> 'expectedArrivalS')::double precision
    from jsonb_array_elements(change -> 'offers') n
    on conflict (id) do update set state = excluded.state, over_reason = excluded.over_reason, lapses_at = excluded.lapses_at,
      expected_arrival_s = excluded.expected_arrival_s;

  -- who stops going first is written before who starts: the unique index looks at every row as it comes
  insert into assignment as a (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, departed_at, arrived_at, finished_at)
    select n ->> 'id', the_id, n ->> 'offerId', n ->> 'helperId', n ->> 'role', n ->> 'state',
      instant_of((n ->> 'acceptedAt')::double precision), instant_of((n ->> 'etaAt')::double precision),
      instant_of((n ->> 'departedAt')::double precision), instant_of((n ->> 'arrivedAt')::double precision),
      instant_of((n ->> 'finishedAt')::double precision)
    from jsonb_array_elements(change -> 'assignments') n
    order by n ->> 'role' = 'primary' and n ->> 'state' in ('accepted', 'departed', 'arrived')
    on conflict (id) do update set role = excluded.role, state = excluded.state, eta_at = excluded.eta_at,
      departed_at = excluded.departed_at, arrived_at = excluded.arrived_at, finished_at = excluded.finished_at;

  insert into device_alert (device_id, alert_id, kind, incident_id, at)
    select n ->> 'deviceId', n ->> 'alertId', n ->> 'kind', the_id, instant_of((n ->> 'at')::double precision)
    from jsonb_array_elements(change -> 'alerts') n
    on conflict do nothing;

  insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
    select n ->> 'id', n ->> 'incidentId', n ->> 'channel', n ->> 'recipient', said_once(n -> 'body', n ->> 'incidentId'), (n ->> 'urgency')::smallint,
      -- a row that its writer says itself is claimed from the beginning; what it does not say, a relay says when the lease ends
      case when n ->> 'claimedUntil' is null then 'pending' else 'sending' end, case when n ->> 'claimedUntil' is null then 0 else 1 end,
      instant_of(coalesce(n ->> 'claimedUntil', n ->> 'createdAt')::double precision), instant_of((n ->> 'notAfter')::double precision),
      instant_of((n ->> 'createdAt')::double precision)
    from jsonb_array_elements(change -> 'outbox') n;

  if jsonb_array_length(change -> 'texts') > 0 then
    perform texts_save(change -> 'texts', change -> 'newKeys', the_id, changed_at);
  end if;
  if change -> 'inbox' <> 'null' then
    perform inbox_save(change -> 'inbox', the_id);
  end if;
  if change -> 'answer' <> 'null' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      values (change #>> '{answer,accountId}', change #>> '{answer,key}', change #>> '{answer,bodyHash}', (change #>> '{answer,status}')::integer,
        change #> '{answer,answer}', instant_of((change #>> '{answer,at}')::double precision));
  end if;
  return the_number;
end $$;
`;

const reaching = /* sql */ `
-- Where each helper is and whether she can be asked, in one row, kept by triggers: an index cannot look into three tables.
create table helper_reach (
  helper_id text primary key references helper (id) on delete cascade,
  base point not null,
  -- on duty, or standing by without a calendar
  available boolean not null,
  on_duty boolean not null,
  spot point,
  spot_at timestamptz
) with (fillfactor = 70);
create index helper_reach_spot on helper_reach using gist (spot) where on_duty and spot is not null;
create index helper_reach_base on helper_reach using gist (base) where available;
create index helper_reach_resting on helper_reach using gist (base) where not available;

create function helper_reach_keep(the_helper text) returns void language sql as $$
  insert into helper_reach as r (helper_id, base, available, on_duty, spot, spot_at)
    select h.id, point(h.lng, h.lat), h.standing_availability or coalesce(d.on_duty, false), coalesce(d.on_duty, false),
      point(p.lng, p.lat), p.received_at
    from helper h left join helper_duty d on d.helper_id = h.id left join helper_position p on p.helper_id = h.id
    where h.id = the_helper
  on conflict (helper_id) do update set base = excluded.base, available = excluded.available, on_duty = excluded.on_duty,
    spot = excluded.spot, spot_at = excluded.spot_at
$$;

create function helper_reach_of_helper() returns trigger language plpgsql as $$
begin
  perform helper_reach_keep(new.id);
  return null;
end $$;
create function helper_reach_of_part() returns trigger language plpgsql as $$
begin
  perform helper_reach_keep(case when tg_op = 'DELETE' then old.helper_id else new.helper_id end);
  return null;
end $$;
create trigger helper_reach after insert or update of lat, lng, standing_availability on helper
  for each row execute function helper_reach_of_helper();
create trigger helper_reach after insert or update or delete on helper_duty
  for each row execute function helper_reach_of_part();
create trigger helper_reach after insert or update or delete on helper_position
  for each row execute function helper_reach_of_part();

select helper_reach_keep(id) from helper;
`;
