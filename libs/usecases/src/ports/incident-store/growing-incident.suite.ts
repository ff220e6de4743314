import {
  defaultPolicy,
  evolve,
  nextDueAt,
  type Fact,
  type Incident,
  type IncidentEvent,
  type SignalFacts,
  type Subject,
} from '@silverbell/incidents';
import {
  after,
  as,
  instant,
  seconds,
  type AssignmentId,
  type DeviceId,
  type EventId,
  type HelperId,
  type HomeId,
  type IncidentId,
  type Instant,
  type OfferId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { IncidentCategory } from '@silverbell/vocabulary';
import type { IncidentChange, IncidentRef, IncidentStore, FoundIncident, OutboxRow } from '../incident-store.js';

export const suiteStart: Instant = instant(Date.UTC(2026, 0, 5, 3, 0, 0));

let counted = 0;
export const fresh = (what: string): string => `${what}-${(counted += 1)}`;

export const aHome = (): Subject => ({ type: 'home', id: as<HomeId>(fresh('home')) });

const signal = (deviceId: DeviceId, alertId: string): SignalFacts => ({
  deviceId,
  alertId,
  kind: 'sos',
  phase: 'raise',
  certainty: 'observed',
  doubts: [],
  test: false,
  rawId: null,
  deviceTime: null,
  batteryPct: 80,
  position: null,
});

/** A case that grows by facts, and what a use case would hand to the store. */
export class GrowingIncident {
  readonly events: IncidentEvent[] = [];
  before: Incident | null = null;
  private current: Incident | null = null;

  static raised(
    subject: Subject = aHome(),
    at: Instant = suiteStart,
    deviceId = as<DeviceId>(fresh('device')),
    alertId = fresh('alert'),
    category: IncidentCategory = 'emergency',
  ): GrowingIncident {
    const grown = new GrowingIncident();
    return grown.and(
      {
        type: 'raised',
        incidentId: as<IncidentId>(fresh('incident')),
        subject,
        family: category,
        regionId: as<RegionId>('region-1'),
        facts: {
          homeId: subject.type === 'home' ? subject.id : null,
          seniorIds: [as<SeniorId>(fresh('senior'))],
          dispatchFirst: false,
          dementia: false,
          testWindow: false,
        },
        signal: signal(deviceId, alertId),
        class: 'A',
        severity: 1,
        policy: defaultPolicy,
        operatorOnDuty: true,
        harsh: false,
        linkedTo: null,
      },
      at,
    );
  }

  /** Goes on from a case that was loaded. */
  static from(incident: Incident): GrowingIncident {
    const grown = new GrowingIncident();
    grown.before = incident;
    grown.current = incident;
    return grown;
  }

  get after(): Incident {
    if (!this.current) throw new Error('not raised yet');
    return this.current;
  }

  and(fact: Fact, at: Instant = suiteStart): this {
    const event: IncidentEvent = {
      ...fact,
      id: as<EventId>(fresh('event')),
      seq: (this.current?.version ?? 0) + 1,
      at,
      actor: { kind: 'system', id: 'suite' },
    };
    this.events.push(event);
    this.current = evolve(this.current, event);
    return this;
  }

  change(more: Partial<IncidentChange> = {}): IncidentChange {
    return {
      before: this.before,
      after: this.after,
      events: this.events,
      outbox: [],
      texts: [],
      nextDueAt: nextDueAt(this.after),
      answer: null,
      ...more,
    };
  }
}

export const offerTo = (helperId: HelperId, offerId: OfferId): Fact => ({
  type: 'offered',
  offerId,
  helperId,
  wave: 1,
  expectedArrivalS: 300,
  reasons: ['near'],
  lapsesAt: after(suiteStart, seconds(180)),
  channels: ['socket'],
});

export const acceptance = (
  helperId: HelperId,
  offerId: OfferId,
  assignmentId: AssignmentId,
  role: 'primary' | 'backup' = 'primary',
): Fact => ({
  type: 'offer-accepted',
  offerId,
  helperId,
  assignmentId,
  role,
  etaAt: after(suiteStart, seconds(300)),
  night: false,
});

export const closing: Fact = {
  type: 'closed',
  outcome: 'reassured',
  note: null,
  proofText: null,
  proofFields: [],
  followUpDueAt: null,
};

export const emergencyAt = (subject: Subject) => ({ by: 'subject', subject, family: 'emergency' }) as const;

/** A receipt for a device, still to be sent. */
export const outboxRow = (incidentId: IncidentId): OutboxRow => ({
  id: fresh('receipt'),
  incidentId,
  channel: 'device',
  recipient: 'device:d',
  body: {
    kind: 'receipt',
    channel: 'device',
    deviceId: as<DeviceId>('d'),
    alertId: 'a',
    stage: 'received',
    again: false,
    silent: false,
    etaMinutes: null,
    helperId: null,
  },
  urgency: 1,
  createdAt: suiteStart,
  notAfter: null,
});

/** Raises a case on its subject, as a use case does. */
export const raise = (
  store: IncidentStore,
  grown: GrowingIncident,
  more: Partial<IncidentChange> = {},
): Promise<{ readonly number: number }> =>
  store.withIncident(emergencyAt(grown.after.subject), { now: suiteStart }, () =>
    Promise.resolve({ change: grown.change(more), answer: (saved) => saved }),
  );

/** Finds, adds facts, writes. */
export const goOn = (
  store: IncidentStore,
  id: IncidentId,
  facts: readonly Fact[],
  at: Instant = suiteStart,
  more: Partial<IncidentChange> = {},
): Promise<Incident> =>
  store.withIncident({ by: 'incident', id }, { now: at }, (found) => {
    const grown = GrowingIncident.from(theOneIn(found));
    for (const fact of facts) grown.and(fact, at);
    return Promise.resolve({ change: grown.change(more), answer: () => grown.after });
  });

/** Finds, and writes nothing. */
export const look = (
  store: IncidentStore,
  ref: IncidentRef,
  options: Parameters<IncidentStore['withIncident']>[1] = { now: suiteStart },
): Promise<FoundIncident | null> =>
  store.withIncident(ref, options, (found) => Promise.resolve({ change: null, answer: () => found }));

export function theOneIn(found: FoundIncident | null): Incident {
  if (!found?.incident) throw new Error('no such case');
  return found.incident;
}
