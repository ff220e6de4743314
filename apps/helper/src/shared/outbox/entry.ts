import type { AttachmentPurpose } from '@silverbell/vocabulary';
import type { Assignment, BodyOf } from '@silverbell/wire';

/** Reports about a task of hers. An acceptance is not among them: it is never sent later. */
const TASK_ROUTES = ['depart', 'arrive', 'scene', 'finish', 'withdraw'] as const;
/** What she reports of a visit. A door that stays shut, and an alarm, are not among them: help that comes later is no help. */
const CARE_ROUTES = [
  'acceptQuote',
  'startOrder',
  'finishOrder',
  'interruptOrder',
  'confirmOrder',
  'rateOrder',
] as const;

/** A photo goes out in a queue of its own: on a poor line it must hold back no report. */
export const QUEUED_ROUTES = [...TASK_ROUTES, ...CARE_ROUTES, 'addAttachment'] as const;
export type QueuedRoute = (typeof QUEUED_ROUTES)[number];
export interface PhotoBody {
  /** Absent in what an earlier version of the page kept: a task. */
  readonly ownerKind?: 'assignment' | 'service-order' | undefined;
  /** Absent: a photo. */
  readonly purpose?: AttachmentPurpose | undefined;
  readonly file: Blob;
  readonly takenAt: string;
}
export type QueuedBody<R extends QueuedRoute = QueuedRoute> = R extends 'addAttachment' ? PhotoBody : BodyOf<R>;

/** `waiting`: the platform has not answered yet · `delivered` · `refused`: it answered no, with a sentence. */
export type EntryState = 'waiting' | 'delivered' | 'refused';

/** One report on its way. `id` is its idempotency key: however often it is sent, it counts once. */
export interface Entry {
  readonly id: string;
  /** The account that wrote it; no other account sends it. */
  readonly owner: string;
  readonly route: QueuedRoute;
  /** The assignment or the service order that it is about. */
  readonly subjectId: string;
  /** `null`: delivered or refused, nothing of its content stays on the telephone. */
  readonly body: unknown;
  /** Milliseconds, by the server's clock. */
  readonly madeAt: number;
  readonly state: EntryState;
  /** Attempts without an answer. */
  readonly tries: number;
  /** Why the platform refused it. */
  readonly refusal: { readonly slug: string; readonly sentence: string | null } | null;
}

export const isWaiting = ({ state }: Entry): boolean => state === 'waiting';

/**
 * Where something stands for her: what the platform knows, and what she reported since without getting through.
 * Only reports that were tried in vain count; one on its way is shown as busy.
 */
export function furthest<State extends string>(
  known: State,
  subjectId: string,
  entries: readonly Entry[],
  reached: Readonly<Partial<Record<QueuedRoute, State>>>,
  order: readonly State[],
): State {
  return entries
    .filter((entry) => isWaiting(entry) && entry.tries > 0 && entry.subjectId === subjectId)
    .map(({ route }) => reached[route])
    .reduce<State>(
      (before, now) => (now !== undefined && order.indexOf(now) > order.indexOf(before) ? now : before),
      known,
    );
}

/** Whether she has said her last word on her task, and no refusal gave it back; one on its way counts, and one that has just arrived. */
export const isDoneWith = (assignmentId: string, entries: readonly Entry[]): boolean =>
  entries.some(
    ({ route, subjectId, state }) =>
      subjectId === assignmentId && state !== 'refused' && (route === 'finish' || route === 'withdraw'),
  );

const REACHED: Readonly<Partial<Record<QueuedRoute, Assignment['state']>>> = {
  depart: 'departed',
  arrive: 'arrived',
  finish: 'finished',
  withdraw: 'withdrawn',
};
const ORDER: readonly Assignment['state'][] = ['accepted', 'departed', 'arrived', 'finished', 'withdrawn'];

export const stateForHer = (
  known: Assignment['state'],
  assignmentId: string,
  entries: readonly Entry[],
): Assignment['state'] => furthest(known, assignmentId, entries, REACHED, ORDER);
