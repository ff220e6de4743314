import {
  phaseOf,
  subjectKey,
  type AlertRef,
  type Incident,
  type IncidentEvent,
  type Policy,
} from '@silverbell/incidents';
import { toIso, type IncidentId, type Instant } from '@silverbell/kernel';
import type { IncidentChange, OutboxRow } from '@silverbell/usecases';
import type { WrittenDelivery } from './write-request.js';

/** What a further signal changes; stands in columns, and the alerts in rows of their own. */
type OfSignals = 'version' | 'lastSignalAt' | 'lastProgressAt' | 'signalCount' | 'alerts';

/** An incident as `incident_state` gives it back: the fold, with the policy by its key alone and without the lease, which lives outside the event log. */
export type FoundState = Omit<Incident, 'policy' | 'leaseUntil'> & {
  readonly policy: { readonly key: string };
  readonly leaseUntil: null;
};

/** Column `state`. */
export type StoredState = Omit<FoundState, OfSignals>;

export function toState(incident: Incident): StoredState {
  const { version: _v, lastSignalAt: _s, lastProgressAt: _p, signalCount: _c, alerts: _a, ...rest } = incident;
  return { ...rest, policy: { key: incident.policy.key }, leaseUntil: null };
}

export const toIncident = (state: FoundState, policy: Policy, leaseUntil: number | null): Incident => ({
  ...state,
  policy,
  leaseUntil: leaseUntil as Instant | null,
});

const timestamp = (at: Instant | null | undefined): string | null => (at == null ? null : toIso(at));

/** Columns for lists and indexes; everything in them is in the fold too. */
export const toIncidentRow = ({ after, events, nextDueAt }: IncidentChange): object => ({
  id: after.id,
  subject_key: subjectKey(after.subject),
  family: after.family,
  region_id: after.regionId,
  home_id: after.facts.homeId,
  senior_ids: after.facts.seniorIds,
  version: after.version,
  policy_key: after.policy.key,
  phase: phaseOf(after),
  class: after.class,
  severity: after.severity,
  open: after.closure === null,
  raised_at: timestamp(after.raisedAt),
  last_signal_at: timestamp(after.lastSignalAt),
  last_progress_at: timestamp(after.lastProgressAt),
  signal_count: after.signalCount,
  // a change without an event (a lease that is renewed) changes nothing that people see
  last_change_at: timestamp(events.at(-1)?.at ?? after.raisedAt),
  closed_at: timestamp(after.closure?.at),
  next_due_at: timestamp(nextDueAt),
  lease_until: timestamp(after.leaseUntil),
});

/** Columns, and a body of what has none; a raised case names its policy by key. */
export const toEventRow = (incidentId: IncidentId, event: IncidentEvent): object => {
  const { seq, id, type, at, actor, ...rest } = event;
  const body = event.type === 'raised' ? { ...rest, policy: { key: event.policy.key } } : rest;
  return {
    ...{ incident_id: incidentId, seq, id, type, at: timestamp(at), body },
    ...{ actor_kind: actor.kind, actor_id: actor.id },
  };
};

export const toSignalRow = (incidentId: IncidentId, alert: AlertRef, position: number): object => ({
  ...{ incident_id: incidentId, position, device_id: alert.deviceId, alert_id: alert.alertId, kind: alert.kind },
  ...{ at: timestamp(alert.at), repeats: alert.repeats, child: alert.child, attempt: alert.attempt },
  ...{ heard_at: timestamp(alert.heardAt), last_heard_at: timestamp(alert.lastHeardAt) },
});

/** A row that its writer says itself is claimed from the beginning; what it does not say, a relay says when the lease ends. */
export const toOutboxRow = (row: OutboxRow): object => {
  const { id, incidentId, channel, recipient, body, urgency, createdAt, notAfter, claimedUntil } = row;
  return {
    ...{ id, incident_id: incidentId, channel, recipient, body, urgency, said_once: saidOnce(row) },
    ...(claimedUntil === undefined ? { state: 'pending', attempts: 0 } : { state: 'sending', attempts: 1 }),
    ...{
      due_at: timestamp(claimedUntil ?? createdAt),
      not_after: timestamp(notAfter),
      created_at: timestamp(createdAt),
    },
  };
};

/** Names the receipt of an alert that its device is sent once; said again it is marked. `null`: what may be said more than once. */
const saidOnce = ({ incidentId, body }: OutboxRow): string | null =>
  body.kind === 'receipt' && !body.again && (body.stage === 'received' || body.stage === 'closed')
    ? [body.deviceId, body.alertId, incidentId, body.stage].join('\u001f')
    : null;

export const toInboxRow = ({ frame, read, ...one }: WrittenDelivery): object => ({
  ...{ id: one.id, engine_id: one.engineId, device_id: one.deviceId, alert_id: one.alertId, dedupe_key: one.dedupeKey },
  ...{ kind: one.kind, payload_hash: one.payloadHash, topic: one.topic, received_at: timestamp(one.receivedAt) },
  ...{ key_id: one.keyId, frame: toBytea(frame), said: read === null ? null : toBytea(read) },
  ...{ copies: one.copies, redelivered: one.redelivered, copy: one.copy, alertCase: one.alertCase },
});

/** From base64. */
const toBytea = (sealed: string): string => `\\x${Buffer.from(sealed, 'base64').toString('hex')}`;

/** An event as the queries give it back: its columns and its body in one object. */
export const toEvent = (stored: IncidentEvent, policyOf: (key: string) => Policy): IncidentEvent =>
  stored.type === 'raised' ? { ...stored, policy: policyOf(stored.policy.key) } : stored;

/** Those of `now` that are new, or other than they were. */
export function changed<T extends { readonly id: string }>(now: readonly T[], before: readonly T[]): readonly T[] {
  const earlier = new Map(before.map((one) => [one.id, one]));
  return now.filter((one) => {
    const was = earlier.get(one.id);
    return was !== one && JSON.stringify(was) !== JSON.stringify(one);
  });
}
