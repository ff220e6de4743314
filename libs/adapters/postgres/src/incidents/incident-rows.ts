import { phaseOf, subjectKey, type Incident, type IncidentEvent, type Policy } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import type { IncidentChange } from '@silverbell/usecases';

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

/** Columns for lists and indexes; everything in them is in the fold too. */
export const toColumns = ({ after, events, nextDueAt }: IncidentChange): object => ({
  id: after.id,
  subjectKey: subjectKey(after.subject),
  family: after.family,
  regionId: after.regionId,
  homeId: after.facts.homeId,
  seniorIds: after.facts.seniorIds,
  version: after.version,
  policyKey: after.policy.key,
  phase: phaseOf(after),
  class: after.class,
  severity: after.severity,
  open: after.closure === null,
  raisedAt: after.raisedAt,
  lastSignalAt: after.lastSignalAt,
  lastProgressAt: after.lastProgressAt,
  signalCount: after.signalCount,
  // a change without an event (a lease that is renewed) changes nothing that people see
  lastChangeAt: events.at(-1)?.at ?? after.raisedAt,
  closedAt: after.closure?.at ?? null,
  nextDueAt,
  leaseUntil: after.leaseUntil,
});

/** Columns, and a body of what has none; a raised case names its policy by key. */
export const toStoredEvent = (event: IncidentEvent): object => {
  const { seq, id, type, at, actor, ...rest } = event;
  const body = event.type === 'raised' ? { ...rest, policy: { key: event.policy.key } } : rest;
  return { seq, id, type, at, actorKind: actor.kind, actorId: actor.id, body };
};

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
