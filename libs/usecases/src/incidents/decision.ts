import {
  assertNeverForgotten,
  CandidatesWanted,
  consequencesOf,
  deadlinesOf,
  decide,
  fellDueAt,
  nextDueAt,
  phaseOf,
  practiceOf,
  subjectKey,
  type Actor,
  type Consequence,
  type Context,
  type Deadline,
  type Incident,
  type IncidentCommand,
  type IncidentEvent,
  type Practice,
  type RankedHelper,
} from '@silverbell/incidents';
import { isRefusal, type HelperId, type Instant, type Refusal } from '@silverbell/kernel';
import { asCandidates, rankFor, rankSent, dispatchTargetOf } from '../dispatch/candidates.js';
import {
  isNotifiedOf,
  type IncidentChange,
  type ChangedIncident,
  type ContactGroup,
  type KnownRecipients,
  type OutboxRow,
  type ReachableContact,
} from '../ports/index.js';
import { mayBeToldNow } from '../facts/index.js';
import { isNight, type Deps } from '../deps.js';

export type WithoutContext<C> = C extends unknown ? Omit<C, 'context'> : never;
export type CommandIntent = WithoutContext<IncidentCommand>;

/** A deadline that was fired, and since when it was due. */
export interface Firing {
  readonly key: string;
  readonly dueAt: Instant;
}

export interface Decision {
  readonly before: Incident | null;
  readonly after: Incident;
  readonly events: readonly IncidentEvent[];
  readonly fired: readonly Firing[];
  /** Nothing happened, but the lease runs anew. */
  readonly renewsLease: boolean;
}

/** An incident that fires more than this at one instant runs in circles. */
const MOST_FIRINGS = 200;

/** One command, decided at one instant, together with everything that is due by then; nothing is written yet. */
export class CommandRun {
  private candidates: readonly RankedHelper[] | null = null;
  private readonly events: IncidentEvent[] = [];
  private readonly fired: Firing[] = [];
  private renewsLease = false;

  constructor(
    private readonly deps: Deps,
    readonly now: Instant,
    private readonly by: Actor,
    private readonly before: Incident | null,
    private incident: Incident | null = before,
  ) {}

  /** Decides the command and applies its events; the refusal where there is one. `at`: where an incident that is raised will be. */
  apply(intent: CommandIntent, at?: Parameters<typeof rankFor>[1]): Promise<Refusal | null> {
    return this.decideAs(intent, this.by, at);
  }

  /** Fires what is due by now, in order; each may change what is due next. */
  async fireDue(): Promise<void> {
    let known: readonly Deadline[] | null = null;
    for (let count = 0; this.incident !== null; count += 1) {
      const due = deadlinesOf(this.incident)[0];
      if (due === undefined || due.at > this.now) return;
      if (count >= MOST_FIRINGS) throw new Error(`a case runs in circles at ${due.key}`);
      known ??= this.before === null ? [] : deadlinesOf(this.before);
      const dueAt = fellDueAt(due, known, this.now);
      const intent: CommandIntent = { type: 'fire', key: due.key, dueAt };
      const soFar = this.events.length;
      await this.decideAs(intent, { kind: 'system', id: 'ladder' });
      if (this.events.length === soFar) throw new Error(`a deadline that changes nothing: ${due.key}`);
      this.fired.push({ key: due.key, dueAt });
    }
  }

  result(): Decision {
    if (this.incident === null) throw new Error('nothing was decided');
    assertNeverForgotten(this.incident);
    return {
      before: this.before,
      after: this.incident,
      events: this.events,
      fired: this.fired,
      renewsLease: this.renewsLease,
    };
  }

  /** Candidates are read only when helpers are to be asked: most commands ask none. */
  private async decideAs(
    intent: CommandIntent,
    by: Actor,
    at?: Parameters<typeof rankFor>[1],
  ): Promise<Refusal | null> {
    try {
      return this.decide(intent, by);
    } catch (error) {
      if (!(error instanceof CandidatesWanted)) throw error;
    }
    this.candidates = asCandidates(await this.whoCanGo(intent, at));
    return this.decide(intent, by);
  }

  private decide(intent: CommandIntent, by: Actor): Refusal | null {
    const context: Context = {
      now: this.now,
      newId: this.deps.newId,
      by,
      night: isNight(this.deps.timeZone, this.now),
      candidates: this.candidates,
    };
    const decided = decide({ ...intent, context }, this.incident);
    if (isRefusal(decided)) return decided;
    this.incident = decided.after;
    this.events.push(...decided.events);
    this.renewsLease ||= decided.renewsLease;
    return null;
  }

  private whoCanGo(intent: CommandIntent, at?: Parameters<typeof rankFor>[1]): ReturnType<typeof rankFor> {
    if (at !== undefined)
      return rankFor(this.deps, at, this.now, takingPart(intent.type === 'raise' ? intent.practice : null));
    if (this.incident === null) throw new Error('nobody can be asked to go where nothing is');
    const where = dispatchTargetOf(this.incident);
    if (intent.type !== 'make-offers' || intent.helperIds === 'wave')
      return rankFor(this.deps, where, this.now, takingPart(this.incident.practice));
    const may = takingPart(this.incident.practice, intent.helperIds);
    const sent = intent.places ?? [];
    return sent.length > 0 && may !== null
      ? rankSent(this.deps, where, this.now, may, sent)
      : rankFor(this.deps, { ...where, present: intent.present ?? false }, this.now, may);
  }
}

/** In a drill with named helpers only these are asked to go, even when an operator names others (H13). `null`: any helper. */
function takingPart(
  practice: Practice | null | undefined,
  named: readonly HelperId[] | null = null,
): readonly HelperId[] | null {
  if (practice?.kind !== 'drill' || practice.helperIds.length === 0) return named;
  return named === null ? practice.helperIds : named.filter((id) => practice.helperIds.includes(id));
}

/** Rows of the outbox for these facts: who must be told is written in the same transaction as the fact (promise 6). */
export async function outboxFor(
  deps: Deps,
  decision: Decision,
  now: Instant,
  /** Looked up already, for the place where the incident was raised a moment ago. */
  known: KnownRecipients | null = null,
): Promise<readonly OutboxRow[]> {
  const told = decision.events.flatMap((event) =>
    consequencesOf(event, decision.after).map((consequence) => ({ event, consequence })),
  );
  const recipients = await lookUp(
    deps,
    decision.after,
    told.map((one) => one.consequence),
    known,
    now,
  );
  const drill = practiceOf(decision.after) === 'drill';
  const rows = new Map<string, OutboxRow>();
  for (const { event, consequence } of told) {
    for (const recipient of recipients(consequence)) {
      // Two alerts of one device are two receipts of one fact.
      const part =
        consequence.kind === 'receipt' ? `${recipient}#${consequence.alertId}#${consequence.stage}` : recipient;
      const id = `${event.id}:${consequence.channel}:${part}`;
      rows.set(id, {
        id,
        incidentId: decision.after.id,
        channel: consequence.channel,
        recipient,
        body: drill ? { ...consequence, drill } : consequence,
        urgency: URGENCY[consequence.kind],
        createdAt: now,
        notAfter:
          consequence.kind === 'offer'
            ? (decision.after.offers.find((offer) => offer.id === consequence.offerId)?.lapsesAt ?? null)
            : null,
      });
    }
  }
  return [...rows.values()];
}

const URGENCY: Readonly<Record<Consequence['kind'], number>> = {
  'helper-case': 0,
  'home-call': 0,
  'key-holder-message': 1,
  offer: 0,
  receipt: 1,
  'device-command': 2,
  'role-call': 2,
  'offer-over': 2,
  'assignment-changed': 2,
  'contact-message': 4,
  'senior-deceased': 4,
  task: 4,
};

const NO_SEATS: Awaited<ReturnType<Deps['registry']['seatsFor']>> = {};

/** The people of a role are looked up when the rung fires, not when the incident is raised. */
async function lookUp(
  deps: Deps,
  incident: Incident,
  consequences: readonly Consequence[],
  known: KnownRecipients | null,
  now: Instant,
): Promise<(consequence: Consequence) => readonly string[]> {
  const roles = [...new Set(consequences.flatMap((one) => (one.kind === 'role-call' ? [one.role] : [])))];
  const contactsOf = async (who: ContactGroup): Promise<readonly ReachableContact[]> => {
    if (!consequences.some((one) => one.kind === 'contact-message' && one.who === who)) return [];
    return (
      known?.contacts.filter((contact) => isNotifiedOf(contact, who)) ??
      deps.registry.contactsFor(incident.facts.seniorIds, who)
    );
  };
  const keysOf = consequences.find((one) => one.kind === 'key-holder-message')?.homeId;
  const [seats, everyPress, atRisk, endingOnly, keyHolders] = await Promise.all([
    roles.length === 0 ? NO_SEATS : (known?.seats ?? deps.registry.seatsFor(incident.regionId, roles)),
    contactsOf('every-press'),
    contactsOf('at-risk'),
    contactsOf('ending-only'),
    keysOf === undefined ? [] : deps.registry.keyHoldersFor(keysOf),
  ]);
  const contacts: Record<ContactGroup, readonly ReachableContact[]> = {
    'every-press': everyPress,
    'at-risk': atRisk,
    'ending-only': endingOnly,
  };
  return (consequence) => {
    switch (consequence.kind) {
      case 'receipt':
        return [`device:${consequence.deviceId}`];
      case 'offer':
      case 'offer-over':
      case 'assignment-changed':
      case 'helper-case':
        return [`helper:${consequence.helperId}`];
      case 'role-call': {
        const people = seats[consequence.role] ?? [];
        // An empty seat is not silence: the row fails where an operator sees it.
        return people.length === 0 ? [`role:${consequence.role}`] : people.map((person) => person.key);
      }
      case 'device-command':
        return [`device:${consequence.deviceId}`];
      case 'home-call':
        return [`home:${consequence.homeId}`];
      case 'key-holder-message':
        return keyHolders.map(({ key }) => key);
      case 'contact-message':
        return contacts[consequence.who].flatMap((contact) =>
          mayBeToldNow(contact, consequence, incident, now) ? [contact.key] : [],
        );
      case 'senior-deceased':
        return [`senior:${consequence.seniorId}`];
      case 'task':
        return [`task:${consequence.task}`];
    }
  };
}

export const changeOf = (
  { before, after, events }: Decision,
  outbox: readonly OutboxRow[],
  texts: IncidentChange['texts'],
  answer: IncidentChange['answer'],
): IncidentChange => ({ before, after, events, outbox, texts, nextDueAt: nextDueAt(after), answer });

/** After the commit: sends the outbox rows that this process has leased, then notifies API replicas and worker loops of the change. */
export function notifyChanges(deps: Deps, decision: Decision, outbox: readonly OutboxRow[]): void {
  const ours = outbox.filter((row) => row.claimedUntil !== undefined);
  if (ours.length > 0) deps.immediateDelivery?.deliver(ours.map((row) => ({ ...row, attempts: 1 })));
  if (decision.events.length > 0) deps.notifier.notify('cases', { cases: [changedIncident(decision)] });
  const channels = new Set(outbox.filter((row) => row.claimedUntil === undefined).map((row) => row.channel));
  if (channels.size > 0) deps.notifier.notify('outbox', { channels: [...channels] });
  const dueAt = nextDueAt(decision.after);
  if (dueAt !== null) deps.notifier.notify('deadlines', { dueAt });
}

/** Rows that this process will say itself are written as its own. */
export const claimForImmediateDelivery = (
  deps: Deps,
  outbox: readonly OutboxRow[],
  now: Instant,
): readonly OutboxRow[] =>
  outbox.map((row) => {
    const claimedUntil = deps.immediateDelivery?.leaseFor(row, now) ?? null;
    return claimedUntil === null ? row : { ...row, claimedUntil };
  });

const changedIncident = ({ after, events }: Decision): ChangedIncident => ({
  id: after.id,
  subject: subjectKey(after.subject),
  version: after.version,
  phase: phaseOf(after),
  open: after.closure === null,
  regionId: after.regionId,
  seniorIds: after.facts.seniorIds,
  helperIds: [...new Set(after.offers.map((offer) => offer.helperId))],
  silent: after.silent,
  practice: practiceOf(after),
  lastChangeAt: events.at(-1)?.at ?? after.raisedAt,
});
