import type { Incident, IncidentEvent, Policy } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';

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
