import { refuse, type Refusal } from '@silverbell/kernel';
import type { EntitlementEnd, EntitlementState, LocalClass, PayeeKind, SuspensionReason } from '@silverbell/vocabulary';
import { addDays, type CivilDay } from '../calendar/index.js';

/** Days on which services are not paid for (CR-26); both days included. */
export interface Suspension {
  readonly from: CivilDay;
  /** `null`: until it is resumed. */
  readonly to: CivilDay | null;
  readonly reason: SuspensionReason;
}

/** What the public pays for a person, from a day on (CR-24). */
export interface Entitlement {
  readonly from: CivilDay;
  /** Its last payable day; `null`: not known yet. */
  readonly to: CivilDay | null;
  readonly minutesPerDay: number;
  readonly localClass: LocalClass;
  readonly payee: { readonly kind: PayeeKind; readonly id: string };
  readonly suspensions: readonly Suspension[];
  /** `null`: it was not ended by anybody. */
  readonly endReason: EntitlementEnd | null;
}

/** Where it stands on a day. One that was ended is ended at once, though it pays to its last day. */
export function entitlementState(entitlement: Entitlement, on: CivilDay): EntitlementState {
  const { from, to, endReason, suspensions } = entitlement;
  if (endReason !== null || (to !== null && to < on)) return 'ended';
  if (on < from) return 'pending';
  return suspensions.some((one) => covers(one, on)) ? 'suspended' : 'active';
}

/** Every day of the calendar counts, but those before it, after it, and suspended ones (CR-25). */
export const isPayable = ({ from, to, suspensions }: Entitlement, day: CivilDay): boolean =>
  day >= from && (to === null || day <= to) && !suspensions.some((one) => covers(one, day));

/** Minutes that were approved from a day to a day, both included. */
export function approvedMinutes(entitlement: Entitlement, from: CivilDay, to: CivilDay): number {
  let minutes = 0;
  for (let day = from; day <= to; day = addDays(day, 1))
    if (isPayable(entitlement, day)) minutes += entitlement.minutesPerDay;
  return minutes;
}

export type EntitlementCommand =
  | {
      readonly type: 'suspend';
      readonly from: CivilDay;
      readonly to: CivilDay | null;
      readonly reason: SuspensionReason;
    }
  /** The first day that is payable again. */
  | { readonly type: 'resume'; readonly on: CivilDay }
  /** `on`: the day it happened, or of the decision. */
  | { readonly type: 'end'; readonly reason: EntitlementEnd; readonly on: CivilDay };

export interface EntitlementContext {
  readonly today: CivilDay;
  /** `care.deathDayCounts` (CR-27). */
  readonly deathDayCounts: boolean;
}

/** What an entitlement is after a command, or why it stays as it is (CR-24 … CR-27). */
export function changeEntitlement(
  before: Entitlement,
  command: EntitlementCommand,
  { today, deathDayCounts }: EntitlementContext,
): Entitlement | Refusal {
  if (before.endReason !== null) return refuse('entitlement-ended');
  switch (command.type) {
    case 'suspend': {
      const { from, to, reason } = command;
      if (to !== null && to < from) return refuse('entitlement-days');
      if (before.to !== null && from > before.to) return refuse('entitlement-days');
      if (before.suspensions.some((one) => overlap(one, command))) return refuse('entitlement-suspended');
      return { ...before, suspensions: [...before.suspensions, { from, to, reason }] };
    }
    case 'resume': {
      const open = before.suspensions.find(({ from, to }) => from < command.on && (to === null || to >= command.on));
      if (open === undefined) return refuse('entitlement-not-suspended');
      const last = addDays(command.on, -1);
      return {
        ...before,
        suspensions: before.suspensions.map((one) => (one === open ? { ...one, to: last } : one)),
      };
    }
    case 'end': {
      const { on, reason } = command;
      if (on > today) return refuse('entitlement-days');
      const last = reason === 'death' && !deathDayCounts ? addDays(on, -1) : on;
      // Ended before it began, it pays for no day.
      const first = addDays(before.from, -1);
      return { ...before, endReason: reason, to: last < first ? first : last };
    }
  }
}

const covers = ({ from, to }: Pick<Suspension, 'from' | 'to'>, day: CivilDay): boolean =>
  day >= from && (to === null || day <= to);
const overlap = (a: Pick<Suspension, 'from' | 'to'>, b: Pick<Suspension, 'from' | 'to'>): boolean =>
  (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);

/** What may be done to it on a day. */
export const entitlementActions = (entitlement: Entitlement, today: CivilDay): readonly EntitlementCommand['type'][] =>
  entitlement.endReason !== null
    ? []
    : [
        'suspend',
        ...(entitlement.suspensions.some(({ to }) => to === null || to >= today) ? (['resume'] as const) : []),
        'end',
      ];
