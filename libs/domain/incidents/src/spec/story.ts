import {
  as,
  geoPoint,
  instant,
  isRefusal,
  seconds,
  type AssignmentId,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type IncidentId,
  type OfferId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { AlertKind, Doubt } from '@silverbell/vocabulary';
import type { Context, IncidentCommand, RankedHelper, SignalFacts } from '../commands.js';
import { consequencesOf } from '../consequences.js';
import type { Consequence } from '../consequence-kinds.js';
import { deadlinesOf } from '../deadlines.js';
import { assertNeverForgotten, decide } from '../decide/index.js';
import { defaultPolicy } from '../default-policy.js';
import type { Fact, FactType, IncidentEvent } from '../events.js';
import type { Policy } from '../ladder.js';
import type { Actor, Alternative, Incident, Practice, SubjectFacts } from '../state.js';

export type Act = IncidentCommand extends infer C ? (C extends unknown ? Omit<C, 'context'> : never) : never;

export const operator: Actor = { kind: 'operator', id: 'li' };
export const colleague: Actor = { kind: 'operator', id: 'zhang' };
export const lead: Actor = { kind: 'lead', id: 'wu' };
export const helper = (name: string): Actor => ({ kind: 'helper', id: name });
const ladder: Actor = { kind: 'system', id: 'ladder' };

export const NOON = instant(Date.UTC(2026, 0, 15, 4));
export const home = geoPoint(30, 119) as GeoPoint;

/** Ranked as given; minutes to the door behind the name. */
export const people = (...named: readonly (readonly [string, number])[]): readonly RankedHelper[] =>
  named.map(([name, arrivalMinutes], index) => ({
    helperId: as<HelperId>(name),
    expectedArrivalS: arrivalMinutes * 60,
    reasons: ['on-duty'],
    first: index === 0,
  }));

export const signal = (kind: AlertKind, more: Partial<SignalFacts> = {}): SignalFacts => ({
  deviceId: as<DeviceId>('pendant'),
  alertId: 'a1',
  kind,
  phase: 'raise',
  certainty: 'observed',
  doubts: [] as readonly Doubt[],
  test: false,
  rawId: null,
  deviceTime: null,
  batteryPct: 80,
  position: null,
  ...more,
});

/** An incident told step by step: a clock that is moved, a ladder that fires when it is due, and everything that was said on the way. */
export class Story {
  incident: Incident | null = null;
  readonly events: IncidentEvent[] = [];
  readonly told: Consequence[] = [];
  now = NOON;
  candidates: readonly RankedHelper[] = people(['wang', 4], ['zhao', 6], ['qian', 8], ['sun', 9], ['li-mei', 10]);
  night = false;
  private ids = 0;

  get case(): Incident {
    if (this.incident === null) throw new Error('not raised yet');
    return this.incident;
  }

  context(by: Actor): Context {
    return {
      now: this.now,
      newId: () => `id-${String((this.ids += 1))}`,
      by,
      night: this.night,
      candidates: this.candidates,
    };
  }

  /** Does it; a refusal comes back as its slug, otherwise the types of the new facts. */
  does(by: Actor, act: Act): string | readonly FactType[] {
    const answer = decide({ ...act, context: this.context(by) } as IncidentCommand, this.incident);
    if (isRefusal(answer)) return answer.refused;
    this.incident = answer.after;
    this.events.push(...answer.events);
    for (const event of answer.events) this.told.push(...consequencesOf(event, answer.after));
    this.fireDue();
    assertNeverForgotten(this.case);
    return answer.events.map((event) => event.type);
  }

  raise(
    kind: AlertKind = 'sos',
    more: {
      facts?: Partial<SubjectFacts>;
      signal?: Partial<SignalFacts>;
      operatorOnDuty?: boolean;
      harsh?: boolean;
      policy?: Policy;
      practice?: Practice;
      alternative?: Alternative;
    } = {},
  ): this {
    this.does(
      { kind: 'device', id: 'pendant' },
      {
        type: 'raise',
        incidentId: as<IncidentId>('case'),
        subject: { type: 'home', id: as<HomeId>('home') },
        family: 'emergency',
        regionId: as<RegionId>('village'),
        facts: {
          homeId: as<HomeId>('home'),
          seniorIds: [as<SeniorId>('chen')],
          dispatchFirst: false,
          dementia: false,
          testWindow: false,
          ...more.facts,
        },
        signal: signal(kind, more.signal),
        policy: more.policy ?? defaultPolicy,
        operatorOnDuty: more.operatorOnDuty ?? true,
        harsh: more.harsh ?? false,
        linkedTo: null,
        ...(more.practice === undefined ? {} : { practice: more.practice }),
        destination: { choice: 'home', point: home, reason: 'registered-home', alternative: more.alternative ?? null },
      },
    );
    return this;
  }

  /** Moves the clock; whatever falls due on the way fires at its own time. */
  wait(secondsLong: number): this {
    const until = instant(this.now + seconds(secondsLong));
    for (;;) {
      const next = deadlinesOf(this.case)[0];
      if (next === undefined || next.at > until) break;
      this.now = instant(Math.max(this.now, next.at));
      this.fireDue();
    }
    this.now = until;
    return this;
  }

  /** The platform was down: nothing fires on the way, everything due fires when it is back. */
  sleep(secondsLong: number): this {
    this.now = instant(this.now + seconds(secondsLong));
    this.fireDue();
    return this;
  }

  private fireDue(): void {
    for (let count = 0; count < 300; count += 1) {
      const due = deadlinesOf(this.case)[0];
      if (due === undefined || due.at > this.now) return;
      const known = this.events.length;
      const answer = decide({ type: 'fire', key: due.key, dueAt: due.at, context: this.context(ladder) }, this.case);
      if (isRefusal(answer)) throw new Error(answer.refused);
      this.incident = answer.after;
      this.events.push(...answer.events);
      for (const event of answer.events) this.told.push(...consequencesOf(event, answer.after));
      if (this.events.length === known) throw new Error(`a deadline that changes nothing: ${due.key}`);
    }
    throw new Error('a case that runs in circles');
  }

  attend(by: Actor = operator): this {
    this.does(by, { type: 'attend' });
    return this;
  }

  /** The console keeps the lease while the clock moves. */
  attendedFor(secondsLong: number, by: Actor = operator): this {
    for (let waited = 0; waited < secondsLong; waited += 20) {
      this.does(by, { type: 'attend' });
      this.wait(Math.min(20, secondsLong - waited));
    }
    return this;
  }

  offerTo(name: string): OfferId {
    const offer = this.case.offers.findLast((one) => one.helperId === name);
    if (offer === undefined) throw new Error(`${name} was not asked`);
    return offer.id;
  }

  accepts(name: string): string | readonly FactType[] {
    return this.does(helper(name), { type: 'accept', offerId: this.offerTo(name) });
  }

  assignmentOf(name: string): AssignmentId {
    const assignment = this.case.assignments.findLast((one) => one.helperId === name);
    if (assignment === undefined) throw new Error(`${name} has no assignment`);
    return assignment.id;
  }

  called(result: 'senior-recognised' | 'no-reply' | 'distress-heard' | 'other-person', by: Actor = operator): this {
    this.does(by, {
      type: 'record-call',
      callId: null,
      party: 'senior',
      result,
      recognisedBy: result === 'senior-recognised' ? 'birth-date' : null,
    });
    return this;
  }

  visited(name: string): this {
    this.accepts(name);
    const assignmentId = this.assignmentOf(name);
    this.does(helper(name), { type: 'depart', assignmentId });
    this.does(helper(name), { type: 'arrive', assignmentId, proof: 'unproven', doorTagMatches: null });
    return this;
  }

  happened<T extends FactType>(type: T): readonly Extract<IncidentEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<IncidentEvent, { type: T }> => event.type === type);
  }

  asked(): readonly string[] {
    return this.happened('offered').map((event) => event.helperId);
  }

  receipts(): readonly string[] {
    return this.told.flatMap((one) => (one.kind === 'receipt' ? [one.stage] : []));
  }

  rangRoles(): readonly string[] {
    return this.told.flatMap((one) => (one.kind === 'role-call' ? [one.role] : []));
  }

  secondsOf(fact: Fact['type']): number | null {
    const first = this.events.find((event) => event.type === fact);
    return first === undefined ? null : (first.at - NOON) / 1_000;
  }
}
