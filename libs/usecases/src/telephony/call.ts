import type { AccountId, HomeId, IncidentId, Instant, RegionId } from '@silverbell/kernel';
import { between, seconds } from '@silverbell/kernel';
import type {
  AgentChoice,
  AgentState,
  CallDirection,
  CallEventType,
  CallState,
  NumberOwner,
} from '@silverbell/vocabulary';

export interface CallRecording {
  /** Opaque: only the exchange can play it. */
  readonly ref: string;
  /** Of the file, as the exchange computed it. */
  readonly sha256: string;
  readonly startedAt: Instant;
  readonly durationS: number;
}

/** What an exchange reported once. `number` is the other party, never the agent. */
export interface CallEvent {
  readonly callId: string;
  readonly type: CallEventType;
  readonly at: Instant;
  readonly direction: CallDirection;
  readonly extension: string | null;
  readonly queue: string | null;
  readonly cause: string | null;
  readonly recording: CallRecording | null;
}

/** Where a call stands. */
export interface CallProgress {
  readonly state: CallState;
  readonly direction: CallDirection;
  readonly extension: string | null;
  readonly queue: string | null;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly cause: string | null;
  readonly recording: CallRecording | null;
}

/** Reports of one instant happened in this order. */
const ORDER: readonly CallEventType[] = ['ringing', 'answered', 'transferred', 'held', 'resumed', 'ended', 'recording'];

/** The same whatever the order in which reports came in, and however often each did; `null`: nothing was reported. */
export function progressOf(events: readonly CallEvent[]): CallProgress | null {
  const [first, ...later] = [...events].sort((a, b) => a.at - b.at || ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
  if (first === undefined) return null;
  const beginning: CallProgress = {
    ...{ state: 'ringing', direction: first.direction, extension: null, queue: null, startedAt: first.at },
    ...{ answeredAt: null, endedAt: null, cause: null, recording: null },
  };
  return [first, ...later].reduce(apply, beginning);
}

function apply(call: CallProgress, event: CallEvent): CallProgress {
  const known = { ...call, extension: event.extension ?? call.extension, queue: event.queue ?? call.queue };
  const isOver = call.endedAt !== null;
  switch (event.type) {
    case 'ringing':
      return known;
    case 'answered':
      return { ...known, answeredAt: call.answeredAt ?? event.at, state: isOver ? 'ended' : 'talking' };
    case 'held':
      return { ...known, state: isOver ? 'ended' : 'held' };
    case 'resumed':
    case 'transferred':
      return { ...known, state: isOver ? 'ended' : 'talking' };
    case 'ended':
      return { ...known, endedAt: call.endedAt ?? event.at, cause: call.cause ?? event.cause, state: 'ended' };
    case 'recording':
      return { ...known, recording: event.recording ?? call.recording };
  }
}

/** A person rang and no one answered: she is owed a call. */
export const isMissed = ({ direction, answeredAt, endedAt }: CallProgress): boolean =>
  direction === 'in' && answeredAt === null && endedAt !== null;

/** Whose number it may be; a land line of a family has several. */
export interface NumberMatch {
  readonly as: NumberOwner;
  readonly id: string;
  readonly name: string;
  /** Of a contact: the senior she is a contact of. */
  readonly seniorName: string | null;
  readonly homeId: HomeId | null;
  readonly homeLabel: string | null;
  readonly regionId: RegionId;
}

/** The one home a caller speaks from or about; `null`: none, or several. */
export function homeOf(
  matches: readonly NumberMatch[],
): { readonly homeId: HomeId; readonly regionId: RegionId } | null {
  const homes = new Map(
    matches.flatMap(({ homeId, regionId }) => (homeId === null ? [] : [[homeId, regionId] as const])),
  );
  const [only, ...others] = homes;
  return only !== undefined && others.length === 0 ? { homeId: only[0], regionId: only[1] } : null;
}

/** A call as it is on file. */
export interface PhoneCall extends CallProgress {
  readonly id: string;
  readonly regionId: RegionId;
  /** As it is dialled; `null`: hidden, or erased with its person. */
  readonly number: string | null;
  readonly agent: { readonly id: AccountId; readonly name: string } | null;
  /** What the call is about. */
  readonly incidentId: IncidentId | null;
  /** What was raised because it was missed. */
  readonly missedIncidentId: IncidentId | null;
}

/** A telephone on a desk. */
export interface Agent {
  readonly account: { readonly id: AccountId; readonly name: string };
  readonly role: 'operator' | 'lead';
  readonly extension: string | null;
  readonly choice: AgentChoice;
  readonly since: Instant;
}

/** Writing up takes at most as long as this; then the next call may come. */
const WRAP_UP = seconds(60);

/** What an agent does now: her calls say more than she does. `ownCalls`: those of her extension, open or just ended. */
export function agentStateOf(
  { choice, since }: Pick<Agent, 'choice' | 'since'>,
  ownCalls: readonly CallProgress[],
  now: Instant,
): AgentState {
  const open = ownCalls.filter(({ state }) => state !== 'ended');
  if (open.some(({ state }) => state === 'talking' || state === 'held')) return 'talking';
  if (open.length > 0) return 'ringing';
  if (choice !== 'ready') return choice;
  const writesUp = ownCalls.some(
    ({ answeredAt, endedAt }) =>
      answeredAt !== null && endedAt !== null && endedAt > since && between(endedAt, now) < WRAP_UP,
  );
  return writesUp ? 'wrap-up' : 'ready';
}
