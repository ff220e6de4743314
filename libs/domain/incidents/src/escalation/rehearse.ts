import {
  after,
  as,
  instant,
  isRefusal,
  seconds,
  type HelperId,
  type IncidentId,
  type Instant,
  type RegionId,
} from '@silverbell/kernel';
import type { AlertKind, IncidentCategory, IncidentClass, VerdictCode } from '@silverbell/vocabulary';
import type { Context, IncidentCommand, SignalFacts } from '../commands.js';
import { deadlinesOf } from '../deadlines.js';
import { decide } from '../decide/index.js';
import type { IncidentEvent } from '../events.js';
import type { Policy, RungStep } from '../ladder.js';
import type { Actor, Incident, ListedName, SubjectFacts } from '../state.js';

/** What people and devices did, `atS` seconds after the first signal; the ladder does the rest. */
export type RehearsalStep = { readonly atS: number } & (
  | { readonly does: 'signal'; readonly kind: AlertKind; readonly certainty: SignalFacts['certainty'] }
  | { readonly does: 'attend' }
  /** Gave it back, or was lost from the console. */
  | { readonly does: 'leave' }
  | { readonly does: 'speak' }
  | { readonly does: 'hang-up' }
  | { readonly does: 'verdict'; readonly verdict: VerdictCode }
  /** A helper says yes, or will say it to the first offer made after this. */
  | { readonly does: 'accept' }
  | { readonly does: 'arrive' }
  | { readonly does: 'finish' }
  | { readonly does: 'hear-all-names' }
  | { readonly does: 'take-charge' }
);

/** An incident as a ladder sees it: told again on another ladder, it shows who would have been called when. */
export interface Rehearsal {
  readonly kind: AlertKind;
  readonly certainty: SignalFacts['certainty'];
  readonly family: IncidentCategory;
  readonly facts: SubjectFacts;
  readonly operatorOnDuty: boolean;
  readonly harsh: boolean;
  /** Class G. */
  readonly names: readonly ListedName[];
  /** How many people could be asked to go. */
  readonly helpers: number;
  readonly steps: readonly RehearsalStep[];
  readonly untilS: number;
}

/** One thing the ladder would have done. */
export interface RehearsedCall {
  readonly atS: number;
  readonly class: IncidentClass;
  readonly rung: string;
  readonly step: RungStep | { readonly do: 'wave'; readonly asked: number };
}

const DESK: Actor = { kind: 'operator', id: 'desk' };
const going = (id: HelperId): Actor => ({ kind: 'helper', id });
const SYSTEM: Actor = { kind: 'system', id: 'ladder' };
const START = instant(Date.UTC(2026, 0, 1));
/** An incident that does more than this has shown its ladder long ago. */
const MOST_TURNS = 4_000;

type Intent = IncidentCommand extends infer C ? (C extends unknown ? Omit<C, 'context'> : never) : never;

/** Runs the very rules of a real incident on this policy, without notifying anyone. Pure. */
export function rehearse(policy: Policy, rehearsal: Rehearsal): readonly RehearsedCall[] {
  const stage = new Stage(policy, rehearsal);
  stage.raise();
  const steps = [...rehearsal.steps].sort((a, b) => a.atS - b.atS);
  const end = after(START, seconds(rehearsal.untilS));
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const next = steps[0];
    const due = deadlinesOf(stage.incident)[0];
    const stepAt = next === undefined ? null : after(START, seconds(next.atS));
    if (stepAt !== null && stepAt <= end && (due === undefined || stepAt < due.at)) {
      steps.shift();
      stage.now = later(stage.now, stepAt);
      if (next !== undefined) stage.play(next);
    } else if (due !== undefined && due.at <= end) {
      stage.now = later(stage.now, due.at);
      stage.fire(due.key, due.at);
    } else break;
    if (stage.incident.closure !== null) break;
  }
  return stage.calls;
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

class Stage {
  now = START;
  readonly calls: RehearsedCall[] = [];
  private case: Incident | null = null;
  private ids = 0;
  private attended = false;
  private wantsToGo = false;

  constructor(
    private readonly policy: Policy,
    private readonly rehearsal: Rehearsal,
  ) {}

  get incident(): Incident {
    if (this.case === null) throw new Error('not raised yet');
    return this.case;
  }

  raise(): void {
    const { facts, family, kind, certainty, operatorOnDuty, harsh, names } = this.rehearsal;
    this.take(SYSTEM, {
      type: 'raise',
      incidentId: as<IncidentId>('rehearsal'),
      subject: { type: 'platform', id: 'rehearsal' },
      family,
      regionId: as<RegionId>('rehearsal'),
      facts,
      signal: signalOf(kind, certainty),
      policy: this.policy,
      operatorOnDuty,
      harsh,
      linkedTo: null,
      destination: null,
      ...(names.length > 0 ? { names } : {}),
    });
  }

  play(step: RehearsalStep): void {
    switch (step.does) {
      case 'signal':
        this.take(SYSTEM, { type: 'join-signal', signal: signalOf(step.kind, step.certainty), repeat: false });
        break;
      case 'attend':
        this.attended = true;
        this.take(DESK, { type: 'attend' });
        break;
      case 'leave':
        this.attended = false;
        this.take(DESK, { type: 'release', reason: 'handover' });
        break;
      case 'speak':
        this.take(DESK, { type: 'record-call', callId: null, party: 'senior', result: null, recognisedBy: null });
        break;
      case 'hang-up':
        if (this.incident.calls.some((call) => call.party === 'senior' && call.endedAt === null)) this.call('busy');
        break;
      case 'verdict':
        this.verdict(step.verdict);
        break;
      case 'accept':
        this.wantsToGo = true;
        break;
      case 'arrive':
      case 'finish':
        this.go(step.does);
        break;
      case 'hear-all-names':
        this.take(SYSTEM, { type: 'hear-names', seniorIds: this.incident.rollCall.map((name) => name.seniorId) });
        break;
      case 'take-charge':
        this.take(DESK, { type: 'take-charge', role: 'county-duty', personName: null });
        break;
    }
    this.accept();
  }

  fire(key: string, dueAt: Instant): void {
    // The operator at the console stays there until the story says otherwise.
    if (key === 'lease' && this.attended) this.take(DESK, { type: 'attend' });
    else this.take(SYSTEM, { type: 'fire', key, dueAt });
    this.accept();
  }

  /** A proof the real incident had; which one it was makes no difference to the ladder. */
  private verdict(verdict: VerdictCode): void {
    if (verdict === 'false-alarm' || verdict === 'non-urgent') this.call('senior-recognised');
    if (verdict === 'no-answer') for (const result of ['no-reply', 'distress-heard'] as const) this.call(result);
    this.take(DESK, { type: 'give-verdict', verdict, cause: null });
  }

  private call(result: 'busy' | 'no-reply' | 'distress-heard' | 'senior-recognised'): void {
    const recognisedBy = result === 'senior-recognised' ? 'voice' : null;
    this.take(DESK, { type: 'record-call', callId: null, party: 'senior', result, recognisedBy });
  }

  private accept(): void {
    if (!this.wantsToGo) return;
    const offer = this.incident.offers.find((one) => one.state === 'open');
    if (offer === undefined) return;
    this.wantsToGo = false;
    const by = going(offer.helperId);
    this.take(by, { type: 'accept', offerId: offer.id });
    const assignment = this.incident.assignments.find((one) => one.offerId === offer.id);
    if (assignment) this.take(by, { type: 'depart', assignmentId: assignment.id });
  }

  private go(what: 'arrive' | 'finish'): void {
    const found = this.incident.assignments.find((one) =>
      what === 'arrive' ? one.state === 'departed' : one.state === 'arrived',
    );
    if (found === undefined) return;
    const by = going(found.helperId);
    const assignmentId = found.id;
    if (what === 'arrive') this.take(by, { type: 'arrive', assignmentId, proof: 'unproven', doorTagMatches: null });
    else this.take(by, { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null });
  }

  /** What a person could not do at that moment on this ladder, she did not do. */
  private take(by: Actor, intent: Intent): void {
    const decided = decide({ ...intent, context: this.context(by) } as IncidentCommand, this.case);
    if (isRefusal(decided)) return;
    this.case = decided.after;
    for (const event of decided.events) this.note(event);
  }

  private note(event: IncidentEvent): void {
    const at = { atS: Math.round((event.at - START) / 1_000), class: this.incident.class };
    if (event.type === 'rung-fired') for (const step of event.steps) this.calls.push({ ...at, rung: event.rung, step });
    if (event.type === 'wave-started')
      this.calls.push({ ...at, rung: 'wave', step: { do: 'wave', asked: event.asked } });
  }

  private context(by: Actor): Context {
    return {
      now: this.now,
      newId: () => `rehearsed-${String((this.ids += 1))}`,
      by,
      night: false,
      candidates: Array.from({ length: this.rehearsal.helpers }, (_, index) => ({
        helperId: as<HelperId>(`helper-${String(index)}`),
        expectedArrivalS: 300 + 30 * index,
        reasons: [],
        first: index === 0,
      })),
    };
  }
}

const signalOf = (kind: AlertKind, certainty: SignalFacts['certainty']): SignalFacts => ({
  deviceId: null,
  alertId: null,
  kind,
  phase: 'raise',
  certainty,
  doubts: [],
  test: false,
  rawId: null,
  deviceTime: null,
  batteryPct: null,
  position: null,
});
