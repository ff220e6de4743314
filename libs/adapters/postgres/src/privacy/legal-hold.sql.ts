import type { QueryRunner } from 'typeorm';

/** Any number, as long as it is used for no other advisory lock. */
const HOLDS = 7_620_024;

/** A hold that is placed and an erasure never run beside each other: both are rare, and the second must see what the first did. */
export const oneAtATime = (runner: QueryRunner): Promise<unknown> =>
  runner.query('select pg_advisory_xact_lock($1)', [HOLDS]);

/** Of a senior: she herself, an incident of hers, or another person in one is held. A couple's incident is the evidence of both. */
export const HELD_PERSON = /* sql */ `
  select from legal_hold l where l.lifted_at is null and (l.senior_id = $1
    or exists (select from incident i where i.senior_ids @> array[$1::text] and (i.id = l.incident_id or l.senior_id = any(i.senior_ids))))`;

/** Of an incident, joined as `i`. */
export const noHoldOnIncident = (incidentId: string): string =>
  `not exists (select from legal_hold l where l.lifted_at is null and (l.incident_id = ${incidentId} or l.senior_id = any(i.senior_ids)))`;

export const noHoldOnPerson = (seniorId: string): string =>
  `not exists (select from legal_hold l where l.lifted_at is null and l.senior_id = ${seniorId})`;

/** Of a home: of its occupants. */
export const noHoldOnHome = (homeId: string): string =>
  `not exists (select from legal_hold l join senior o on o.id = l.senior_id where l.lifted_at is null and o.home_id = ${homeId})`;

/** Of a text that belongs to no incident: whose key it is under. */
export const noHoldOnKey = (keyId: string): string =>
  `not exists (select from legal_hold l join senior o on o.id = l.senior_id join person_key k on k.owner in ('senior:' || o.id, 'home:' || o.home_id)
     where l.lifted_at is null and k.id = ${keyId})`;
