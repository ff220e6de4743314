import { after, assertNever, hours, isRefusal, refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { OrderMark } from '@silverbell/vocabulary';
import { explains } from '../call/care-call.js';
import { uploadMarks } from '../order/decide.js';
import type { OrderLimits } from '../order/order.js';
import { evolve } from './evolve.js';
import { VISIT_TABLE } from './table.js';
import {
  EXCUSED_RUNNING_AT_MOST,
  RETRY_WITHIN_H,
  type Meeting,
  type VisitActor,
  type VisitCommand,
  type VisitEvent,
  type WelfareVisit,
} from './welfare-visit.js';

export interface VisitContext {
  readonly now: Instant;
  readonly by: VisitActor;
  readonly limits: OrderLimits;
}
type Of<Type extends VisitCommand['type']> = Extract<VisitCommand, { type: Type }>;

export interface VisitDecided {
  readonly events: readonly VisitEvent[];
  readonly after: WelfareVisit;
}

/** A command, to facts or to a refusal (CR-55 … CR-57). Pure: times, proofs and what came before come with it. */
export function decide(visit: WelfareVisit, command: VisitCommand, context: VisitContext): VisitDecided | Refusal {
  const { states, roles } = VISIT_TABLE[command.type];
  if (!roles.includes(context.by.role)) return refuse('visit-of-another', { level: visit.level });
  if (!states.includes(visit.state)) return refuse('visit-state', { state: visit.state, action: command.type });
  const events = eventsOf(visit, command, context);
  if (isRefusal(events)) return events;
  return { events, after: events.reduce<WelfareVisit>((so_far, event) => evolve(so_far, event), visit) };
}

function eventsOf(visit: WelfareVisit, command: VisitCommand, context: VisitContext): readonly VisitEvent[] | Refusal {
  const fact = { at: context.now, by: context.by, reason: null };
  switch (command.type) {
    case 'done':
      return done(visit, command, context);
    case 'excuse':
      return excuse(visit, command, context);
    case 'miss':
      if (visit.state !== 'missed') return [{ ...fact, type: 'missed', explained: true }];
      return visit.missExplained
        ? refuse('visit-state', { state: visit.state, action: 'miss' })
        : [{ ...fact, type: 'miss-explained' }];
    case 'close':
      return close(visit, command, context);
    case 'ask-contact':
      return [{ ...fact, type: 'contact-asked', answer: command.answer }];
    case 'no-news':
      return isExplained(visit) || visit.concernAt !== null || visit.retryBy === null || context.now < visit.retryBy
        ? []
        : [{ ...fact, type: 'no-news' }];
    case 'move':
      return command.regionId === visit.regionId ? [] : [{ ...fact, type: 'moved', regionId: command.regionId }];
    case 'serve':
      return [{ ...fact, type: 'done', meeting: command.meeting, marks: [], servedBy: command.by }];
    case 'cancel':
      return [{ ...fact, type: 'cancelled', reason: command.reason }];
    case 'plan-again':
      return [{ ...fact, type: 'planned-again', regionId: command.regionId, risk: command.risk }];
    default:
      return assertNever(command, 'command of a visit');
  }
}

function done(visit: WelfareVisit, command: Of<'done'>, { now, by, limits }: VisitContext): VisitEvent[] | Refusal {
  const { at, way, proof, reason, when, met } = command;
  if (when.day < visit.from || when.day > visit.to)
    return refuse('visit-other-period', { from: visit.from, to: visit.to });
  if (visit.state === 'missed' && !met) return refuse('visit-state', { state: visit.state, action: 'done' });
  const uploaded = uploadMarks(at, reason !== null, when.workingDaysSince, now, limits);
  if (isRefusal(uploaded)) return uploaded;
  if (way === 'call') {
    const refused = callRefused(visit, command);
    if (refused !== null) return refused;
  }
  if (way === 'home' && proof === 'none' && reason === null) return refuse('reason-missing');
  if (!met) {
    const retryBy = visit.retryBy ?? after(at, hours(RETRY_WITHIN_H));
    const asksForHelp = visit.state === 'empty' && visit.concernAt === null && !isExplained(visit);
    return [{ type: 'found-empty', at: now, by, reason: null, retryBy, asksForHelp }];
  }
  const meeting: Meeting = { at, receivedAt: now, way, proof, reason };
  const marks: readonly OrderMark[] = [...uploaded.marks, ...(reason === null ? [] : (['manual'] as const))];
  return [{ type: 'done', at: now, by, reason, meeting, marks: [...new Set(marks)], servedBy: null }];
}

/** Her contact knows why she was not met: that is news of her, though no sign of life. */
const isExplained = ({ contact }: WelfareVisit): boolean => contact !== undefined && explains(contact.answer);

/** Spoken and recognised: not with high risk, not twice running; instead of a third excuse it is what is owed (CR-56). */
function callRefused(visit: WelfareVisit, { recognised, met, before }: Of<'done'>): Refusal | null {
  if (!met || !recognised) return refuse('recognition-missing');
  if (before.excusedRunning >= EXCUSED_RUNNING_AT_MOST) return null;
  if (visit.risk === 'high') return refuse('visit-in-person');
  return before.lastWasCall ? refuse('call-twice-running') : null;
}

function excuse(
  visit: WelfareVisit,
  { reason, from, to, before }: Of<'excuse'>,
  { now, by }: VisitContext,
): VisitEvent[] | Refusal {
  if (to < from || from > visit.to || to < visit.from) return refuse('excuse-days', { from: visit.from, to: visit.to });
  if (before.excusedRunning >= EXCUSED_RUNNING_AT_MOST) return refuse('excused-twice-running');
  return [{ type: 'excused', at: now, by, reason, excuse: { reason, from, to } }];
}

function close(visit: WelfareVisit, { absent, before }: Of<'close'>, { now, by }: VisitContext): VisitEvent[] {
  if (absent !== null && before.excusedRunning < EXCUSED_RUNNING_AT_MOST)
    return [
      { type: 'excused', at: now, by, reason: absent, excuse: { reason: absent, from: visit.from, to: visit.to } },
    ];
  return [{ type: 'missed', at: now, by, reason: 'period-over', explained: false }];
}
