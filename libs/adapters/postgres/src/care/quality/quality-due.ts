import { addDays, type Verification } from '@silverbell/care';
import { dayBeginsIn } from '@silverbell/kernel';
import { dueAt, type CareDue } from '@silverbell/usecases';

/** The provider had until the day before to replace the worker (CR-51). */
export const REPLACEMENT_OVERDUE = 'replacement-overdue';

/** What the clock will do to a verification as it stands. */
export function dueOfVerification(
  { id, state, replaceDue, handedOver }: Verification,
  timeZone: string,
): readonly CareDue[] {
  if (state !== 'replacing' || replaceDue === null || handedOver) return [];
  const at = dayBeginsIn(timeZone, addDays(replaceDue, 1));
  if (at === null) throw new Error(`there is no day after ${replaceDue}`);
  return [dueAt(REPLACEMENT_OVERDUE, id, at, timeZone)];
}
