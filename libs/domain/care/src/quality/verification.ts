import { assertNever, refuse, type AccountId, type Instant, type Refusal } from '@silverbell/kernel';
import type {
  HeardSide,
  ReplacedFor,
  VerificationResult,
  VerificationState,
  VerificationStep,
  VerificationTrigger,
} from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import { dueAnew } from '../calendar/working-days.js';
import { commandsIn, type CommandTable } from '../command-table.js';

export const VERIFICATION_ROLES = ['township', 'provider', 'reader', 'clock'] as const;
export type VerificationRole = (typeof VERIFICATION_ROLES)[number];

export interface VerificationActor {
  readonly role: VerificationRole;
  /** `null`: the clock. */
  readonly id: AccountId | null;
  /** The account is the login of the worker it is about. */
  readonly isWorker: boolean;
}

/** What it rests on. */
export interface VerificationCause {
  readonly trigger: VerificationTrigger;
  readonly complaintIds: readonly string[];
  /** Orders that were rated 不满意. */
  readonly orderIds: readonly string[];
}

/** The township's look at one worker after too many complaints or 不满意 twice (CR-50, CR-51). */
export interface Verification extends Omit<VerificationCause, 'trigger'> {
  readonly id: string;
  readonly version: number;
  readonly state: VerificationState;
  readonly workerId: string;
  readonly providerId: string | null;
  readonly regionId: string;
  /** What opened it first. */
  readonly trigger: VerificationTrigger;
  readonly openedAt: Instant;
  readonly openedOn: CivilDay;
  readonly dueOn: CivilDay;
  readonly heard: readonly HeardSide[];
  readonly result: VerificationResult | null;
  readonly replacedFor: ReplacedFor | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: AccountId | null;
  /** Orders taken from her that wait for another worker. */
  readonly waiting: readonly string[];
  /** Until when the provider replaces her. */
  readonly replaceDue: CivilDay | null;
  /** The provider let the term pass: the township assigns. */
  readonly handedOver: boolean;
}

interface Fact<Type extends VerificationStep> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: VerificationActor;
}
export type VerificationEvent =
  | (Fact<'opened'> & { readonly verification: Omit<Verification, 'version'> })
  | (Fact<'joined'> & { readonly cause: VerificationCause })
  | (Fact<'heard'> & { readonly side: HeardSide })
  | (Fact<'decided'> & {
      readonly result: VerificationResult;
      readonly replacedFor: ReplacedFor | null;
      readonly waiting: readonly string[];
      readonly replaceDue: CivilDay | null;
    })
  | (Fact<'replaced'> & { readonly orderIds: readonly string[] })
  /** A year was published: its open term is counted with it (CR-02). */
  | (Fact<'recounted'> & Pick<Verification, 'dueOn' | 'replaceDue'>)
  | Fact<'handed-over'>;

export type VerificationCommand =
  | { readonly type: 'join'; readonly cause: VerificationCause }
  | { readonly type: 'hear'; readonly side: HeardSide }
  | {
      readonly type: 'decide';
      readonly result: VerificationResult;
      readonly replacedFor: ReplacedFor | null;
      /** Orders of hers that return to be assigned, if she is replaced. */
      readonly waiting: readonly string[];
      readonly replaceDue: CivilDay;
    }
  | { readonly type: 'assign' }
  | { readonly type: 'hand-over' }
  /** These orders have another worker, or will not take place. */
  | { readonly type: 'replace'; readonly orderIds: readonly string[] };
export type VerificationCommandType = VerificationCommand['type'];

/** The table of verifications in the README. */
export const VERIFICATION_TABLE: CommandTable<VerificationCommandType, VerificationState, VerificationRole> = {
  join: { states: ['open'], roles: ['clock'] },
  hear: { states: ['open'], roles: ['township'] },
  decide: { states: ['open'], roles: ['township'] },
  replace: { states: ['replacing'], roles: ['clock'] },
  'hand-over': { states: ['replacing'], roles: ['clock'] },
  assign: { states: ['replacing'], roles: ['township'] },
};

export function verificationActions(
  { state, handedOver }: Verification,
  { role, isWorker }: VerificationActor,
): readonly VerificationCommandType[] {
  if (isWorker) return [];
  return commandsIn(VERIFICATION_TABLE, state, role).filter((type) => type !== 'assign' || handedOver);
}

/** Whether the result takes her away from anyone: partly upheld does only when it says for whom. */
export const replacedFor = (result: VerificationResult, wanted: ReplacedFor | null): ReplacedFor | null => {
  if (result === 'unfounded') return null;
  return result === 'upheld' ? (wanted ?? 'complainants') : wanted;
};

export interface VerificationDecided {
  readonly events: readonly VerificationEvent[];
  readonly after: Verification;
}

/** A command, to facts or to a refusal. Pure: what returns to be assigned, and until when, comes with it. */
export function decideVerification(
  verification: Verification,
  command: VerificationCommand,
  { now, by }: { readonly now: Instant; readonly by: VerificationActor },
): VerificationDecided | Refusal {
  const { states, roles } = VERIFICATION_TABLE[command.type];
  if (!roles.includes(by.role)) return refuse('not-allowed', { role: by.role, action: command.type });
  if (by.isWorker) return refuse('four-eyes', { action: command.type });
  if (!states.includes(verification.state))
    return refuse('verification-state', { state: verification.state, action: command.type });
  if (command.type === 'assign' && !verification.handedOver)
    return refuse('provider-first', { until: verification.replaceDue });
  const events = eventsOf(verification, command, { at: now, by });
  return {
    events,
    after: events.reduce<Verification>((so_far, event) => evolveVerification(so_far, event), verification),
  };
}

function eventsOf(
  verification: Verification,
  command: VerificationCommand,
  fact: { readonly at: Instant; readonly by: VerificationActor },
): readonly VerificationEvent[] {
  switch (command.type) {
    case 'join': {
      const { trigger, complaintIds, orderIds } = command.cause;
      const isNew =
        complaintIds.some((id) => !verification.complaintIds.includes(id)) ||
        orderIds.some((id) => !verification.orderIds.includes(id));
      return isNew ? [{ ...fact, type: 'joined', cause: { trigger, complaintIds, orderIds } }] : [];
    }
    case 'hear':
      return [{ ...fact, type: 'heard', side: command.side }];
    case 'decide': {
      const { result, waiting, replaceDue } = command;
      const whom = replacedFor(result, command.replacedFor);
      const due = whom === null || waiting.length === 0 ? null : replaceDue;
      return [
        { ...fact, type: 'decided', result, replacedFor: whom, waiting: whom === null ? [] : waiting, replaceDue: due },
      ];
    }
    case 'assign':
      return [];
    case 'hand-over':
      return verification.handedOver ? [] : [{ ...fact, type: 'handed-over' }];
    case 'replace': {
      const orderIds = command.orderIds.filter((id) => verification.waiting.includes(id));
      return orderIds.length === 0 ? [] : [{ ...fact, type: 'replaced', orderIds }];
    }
    default:
      return assertNever(command, 'command of a verification');
  }
}

const joined = (before: readonly string[], more: readonly string[]): readonly string[] => [
  ...new Set([...before, ...more]),
];

export function evolveVerification(verification: Verification | null, event: VerificationEvent): Verification {
  if (event.type === 'opened') return { ...event.verification, version: 1 };
  if (verification === null) throw new Error(`the first fact of a verification is ${event.type}`);
  const next = { ...verification, version: verification.version + 1 };
  switch (event.type) {
    case 'joined':
      return {
        ...{ ...next, complaintIds: joined(verification.complaintIds, event.cause.complaintIds) },
        orderIds: joined(verification.orderIds, event.cause.orderIds),
      };
    case 'heard':
      return { ...next, heard: [...new Set([...verification.heard, event.side])] };
    case 'decided':
      return {
        ...{ ...next, state: event.waiting.length > 0 ? 'replacing' : 'closed', result: event.result },
        ...{ replacedFor: event.replacedFor, decidedAt: event.at, decidedBy: event.by.id },
        ...{ waiting: event.waiting, replaceDue: event.replaceDue },
      };
    case 'handed-over':
      return { ...next, handedOver: true };
    case 'recounted':
      return { ...next, dueOn: event.dueOn, replaceDue: event.replaceDue };
    case 'replaced': {
      const waiting = verification.waiting.filter((id) => !event.orderIds.includes(id));
      return { ...next, waiting, state: waiting.length === 0 ? 'closed' : 'replacing' };
    }
    default:
      return assertNever(event, 'fact of a verification');
  }
}

/** Its open term, counted with a year that was published since (CR-02); `null`: it stays, or none is open. */
export function recountVerification(
  verification: Verification,
  counted: { readonly decideDue: CivilDay; readonly replaceDue: CivilDay },
  { today, now }: { readonly today: CivilDay; readonly now: Instant },
): VerificationDecided | null {
  const { state, handedOver, dueOn, replaceDue } = verification;
  const isReplacing = state === 'replacing' && !handedOver && replaceDue !== null;
  const dues = {
    dueOn: state === 'open' ? dueAnew(dueOn, counted.decideDue, today) : dueOn,
    replaceDue: isReplacing ? dueAnew(replaceDue, counted.replaceDue, today) : replaceDue,
  };
  if (dues.dueOn === dueOn && dues.replaceDue === replaceDue) return null;
  const event = { type: 'recounted', at: now, by: { role: 'clock', id: null, isWorker: false }, ...dues } as const;
  return { events: [event], after: evolveVerification(verification, event) };
}

/** What is due next, and whose it is (CR-08, CR-51); `null`: nothing. */
export function verificationDue({ state, dueOn, replaceDue, handedOver }: Verification) {
  if (state === 'open') return { dueOn, owner: 'township-officer' as const };
  if (state === 'closed' || replaceDue === null) return null;
  return { dueOn: replaceDue, owner: handedOver ? ('township-officer' as const) : ('provider-manager' as const) };
}
