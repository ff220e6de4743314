import { as, type AccountId, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { WelfareVisitState } from '@silverbell/vocabulary';
import { DEFAULT_ORDER_LIMITS } from '../order/order.js';
import type { VisitContext } from '../visit/decide.js';
import type { VisitRole, WelfareVisit } from '../visit/welfare-visit.js';
import { clock } from './orders.js';

export const visitContext = (role: VisitRole, now = clock('12:00')): VisitContext => ({
  ...{ now, limits: DEFAULT_ORDER_LIMITS },
  by: { role, id: role === 'clock' ? null : as<AccountId>(`account-of-${role}`) },
});

/** A weekly visit of the community from Monday 12 to Sunday 18 October in the given state, with what that state brings along. */
export function visitIn(state: WelfareVisitState, more: Partial<WelfareVisit> = {}): WelfareVisit {
  const isEmpty = state === 'empty';
  return {
    ...{ id: 'visit-1', version: 3, state, level: 'community', cause: 'regular', frequency: 'weekly', risk: 'key' },
    ...{ seniorId: as<SeniorId>('care-c'), regionId: as<RegionId>('village'), from: '2026-10-12', to: '2026-10-18' },
    ...{ emptyAt: isEmpty ? clock('09:00') : null, retryBy: isEmpty ? clock('09:00', '2026-10-16') : null },
    ...{ concernAt: null, meeting: null, marks: [], servedBy: null, excuse: null, missExplained: false },
    ...{ missedAt: state === 'missed' ? clock('00:00', '2026-10-19') : null, ...more },
  };
}
