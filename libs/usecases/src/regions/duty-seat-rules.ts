import { refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import type { LadderRole } from '@silverbell/vocabulary';
import type { DutySeatFile } from './port.js';

const hasVoice = ({ active, voiceNumber }: DutySeatFile): boolean => active && voiceNumber !== '';

/** Whether a call to this role would reach a person. `seats`: of a region and of those above it. */
export const isRoleFilled = (role: LadderRole, seats: readonly DutySeatFile[]): boolean =>
  seats.some((seat) => seat.role === role && hasVoice(seat));

/** SR-58: the named person of a village, to whom unanswered alerts climb, is its own seat of the village cadre. */
export const responsibleOf = (regionId: RegionId, seats: readonly DutySeatFile[]): DutySeatFile | null =>
  seats.find((seat) => seat.regionId === regionId && seat.role === 'village-cadre' && hasVoice(seat)) ?? null;

/**
 * A seat that is deactivated, moved away or given another role must leave another one of its role behind, in its region or above. `seats`: of
 * that region and of those above it. `after`: the seat as it would be.
 */
export function mayLeaveRung(
  before: DutySeatFile,
  after: DutySeatFile,
  seats: readonly DutySeatFile[],
): Refusal | null {
  if (!hasVoice(before)) return null;
  const left = seats.filter(({ id }) => id !== before.id);
  const stays = hasVoice(after) && after.role === before.role && after.regionId === before.regionId;
  return stays || isRoleFilled(before.role, left)
    ? null
    : refuse('last-seat-of-rung', { role: before.role, regionId: before.regionId as RegionId });
}
