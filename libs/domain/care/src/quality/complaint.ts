import { assertNever, isRefusal, refuse, type AccountId, type Instant, type Refusal } from '@silverbell/kernel';
import type {
  Complaint as ComplaintKind,
  ComplaintChannel,
  ComplaintFinding,
  ComplaintState,
  ComplaintStep,
  RatingValue,
} from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import { dueAnew } from '../calendar/working-days.js';
import { commandsIn, type CommandTable } from '../command-table.js';

/** Who acts on a complaint, as far as its table tells them apart. */
export const COMPLAINT_ROLES = [
  ...(['contact', 'operator', 'community', 'township', 'county', 'provider', 'reader'] as const),
] as const;
export type ComplaintRole = (typeof COMPLAINT_ROLES)[number];

export interface ComplaintActor {
  readonly role: ComplaintRole;
  readonly id: AccountId;
  /** The account is the login of the worker complained about. */
  readonly isWorker: boolean;
}

/** A complaint about a worker, a device or a seat (CR-52). Its words lie beside it, under the key of the senior. */
export interface Complaint {
  readonly id: string;
  readonly version: number;
  readonly state: ComplaintState;
  readonly kind: ComplaintKind;
  readonly channel: ComplaintChannel;
  /** `null`: not about a worker. */
  readonly workerId: string | null;
  readonly providerId: string | null;
  readonly orderId: string | null;
  readonly seniorId: string | null;
  /** The household it comes from, as far as it is known. */
  readonly homeId: string | null;
  readonly regionId: string;
  readonly receivedAt: Instant;
  /** The civil day it counts on (CR-50). */
  readonly receivedOn: CivilDay;
  readonly receivedBy: AccountId;
  readonly acknowledgeDue: CivilDay;
  readonly answerDue: CivilDay;
  readonly acknowledgedAt: Instant | null;
  readonly answeredAt: Instant | null;
  /** `null`: not answered, or the answer leaves it open. */
  readonly finding: ComplaintFinding | null;
  readonly duplicateOf: string | null;
  /** Of the answer. */
  readonly rating: RatingValue | null;
}

interface Fact<Type extends ComplaintStep> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: ComplaintActor;
}
export type ComplaintEvent =
  | (Fact<'received'> & { readonly complaint: Omit<Complaint, 'version'> })
  | Fact<'acknowledged' | 'withdrawn'>
  | (Fact<'answered'> & { readonly finding: ComplaintFinding | null; readonly duplicateOf: string | null })
  | (Fact<'rated'> & { readonly value: RatingValue })
  /** A year was published: its open terms are counted with it (CR-02). */
  | (Fact<'recounted'> & Pick<Complaint, 'acknowledgeDue' | 'answerDue'>);

export type ComplaintCommand =
  | { readonly type: 'acknowledge' }
  | { readonly type: 'answer'; readonly finding: ComplaintFinding | null; readonly duplicateOf: string | null }
  | { readonly type: 'rate'; readonly value: RatingValue }
  | { readonly type: 'withdraw' };
export type ComplaintCommandType = ComplaintCommand['type'];

/** These suspend at once and are answered outside the team: by the county, not by the township whose worker it is (CR-51). */
export const GRAVE_COMPLAINTS = ['money', 'privacy', 'abuse'] as const;
export type GraveComplaint = (typeof GRAVE_COMPLAINTS)[number];
export const isGrave = (kind: ComplaintKind): kind is GraveComplaint =>
  (GRAVE_COMPLAINTS as readonly ComplaintKind[]).includes(kind);

/** About something else than a worker: no worker need be named, and none is counted against. */
export const isAboutWorker = (kind: ComplaintKind): boolean => kind !== 'device' && kind !== 'operator';

const OFFICES = ['township', 'county'] as const;
const ON_HER_WORD = ['operator', 'community', 'township', 'county'] as const;

/** The table of complaints in the README. */
export const COMPLAINT_TABLE: CommandTable<ComplaintCommandType, ComplaintState, ComplaintRole> = {
  acknowledge: { states: ['received'], roles: OFFICES },
  answer: { states: ['received', 'acknowledged'], roles: OFFICES },
  withdraw: { states: ['received', 'acknowledged'], roles: ['contact', ...ON_HER_WORD] },
  rate: { states: ['answered'], roles: ['contact', ...ON_HER_WORD] },
};

export function complaintActions({ state, kind }: Complaint, by: ComplaintActor): readonly ComplaintCommandType[] {
  return commandsIn(COMPLAINT_TABLE, state, by.role).filter(
    (type) => !(by.isWorker && HANDLES.includes(type)) && !(type === 'answer' && isGrave(kind) && by.role !== 'county'),
  );
}

/** What the owner does, and no one about himself. */
const HANDLES: readonly ComplaintCommandType[] = ['acknowledge', 'answer'];

export interface ComplaintDecided {
  readonly events: readonly ComplaintEvent[];
  readonly after: Complaint;
}

/** A command, to a fact or to a refusal. Pure: the time comes with it. */
export function decideComplaint(
  complaint: Complaint,
  command: ComplaintCommand,
  { now, by }: { readonly now: Instant; readonly by: ComplaintActor },
): ComplaintDecided | Refusal {
  const { states, roles } = COMPLAINT_TABLE[command.type];
  if (!roles.includes(by.role)) return refuse('not-allowed', { role: by.role, action: command.type });
  if (by.isWorker && HANDLES.includes(command.type)) return refuse('four-eyes', { action: command.type });
  if (!states.includes(complaint.state))
    return refuse('complaint-state', { state: complaint.state, action: command.type });
  if (command.type === 'answer' && isGrave(complaint.kind) && by.role !== 'county')
    return refuse('outside-person-needed', { kind: complaint.kind });
  const event = eventOf(complaint, command, { at: now, by });
  if (isRefusal(event)) return event;
  return { events: [event], after: evolveComplaint(complaint, event) };
}

function eventOf(
  complaint: Complaint,
  command: ComplaintCommand,
  fact: { readonly at: Instant; readonly by: ComplaintActor },
): ComplaintEvent | Refusal {
  switch (command.type) {
    case 'acknowledge':
      return { ...fact, type: 'acknowledged' };
    case 'answer':
      if (command.duplicateOf === complaint.id) return refuse('duplicate-of-what');
      return { ...fact, type: 'answered', finding: command.finding, duplicateOf: command.duplicateOf };
    case 'rate':
      return { ...fact, type: 'rated', value: command.value };
    case 'withdraw':
      return { ...fact, type: 'withdrawn' };
    default:
      return assertNever(command, 'command of a complaint');
  }
}

export function evolveComplaint(complaint: Complaint | null, event: ComplaintEvent): Complaint {
  if (event.type === 'received') return { ...event.complaint, version: 1 };
  if (complaint === null) throw new Error(`the first fact of a complaint is ${event.type}`);
  const next = { ...complaint, version: complaint.version + 1 };
  switch (event.type) {
    case 'acknowledged':
      return { ...next, state: 'acknowledged', acknowledgedAt: event.at };
    case 'answered':
      return {
        ...{ ...next, state: 'answered', answeredAt: event.at, acknowledgedAt: complaint.acknowledgedAt ?? event.at },
        ...{ finding: event.finding, duplicateOf: event.duplicateOf },
      };
    case 'rated':
      return { ...next, rating: event.value };
    case 'recounted':
      return { ...next, acknowledgeDue: event.acknowledgeDue, answerDue: event.answerDue };
    case 'withdrawn':
      return { ...next, state: 'withdrawn' };
    default:
      return assertNever(event, 'fact of a complaint');
  }
}

/** Its open terms, counted with a year that was published since (CR-02); `null`: they stay, or none is open. */
export function recountComplaint(
  complaint: Complaint,
  counted: Pick<Complaint, 'acknowledgeDue' | 'answerDue'>,
  { today, now, by }: { readonly today: CivilDay; readonly now: Instant; readonly by: ComplaintActor },
): ComplaintDecided | null {
  const { state, acknowledgeDue, answerDue } = complaint;
  if (complaintDue(complaint) === null) return null;
  const dues = {
    acknowledgeDue: state === 'received' ? dueAnew(acknowledgeDue, counted.acknowledgeDue, today) : acknowledgeDue,
    answerDue: dueAnew(answerDue, counted.answerDue, today),
  };
  if (dues.acknowledgeDue === acknowledgeDue && dues.answerDue === answerDue) return null;
  const event = { type: 'recounted', at: now, by, ...dues } as const;
  return { events: [event], after: evolveComplaint(complaint, event) };
}

/** What is due next, and whose it is (CR-08, CR-52); `null`: nothing. */
export function complaintDue({ state, kind, acknowledgeDue, answerDue }: Complaint) {
  if (state !== 'received' && state !== 'acknowledged') return null;
  return {
    dueOn: state === 'received' ? acknowledgeDue : answerDue,
    owner: isGrave(kind) ? ('county-officer' as const) : ('township-officer' as const),
  };
}

/** Whether it counts towards a verification (CR-50): pending ones do. */
export const complaintCounts = ({ state, kind, finding }: Pick<Complaint, 'state' | 'kind' | 'finding'>): boolean =>
  isAboutWorker(kind) && state !== 'withdrawn' && finding !== 'unfounded' && finding !== 'duplicate';
