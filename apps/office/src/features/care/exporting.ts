import type { Role } from '@silverbell/vocabulary';

/** May take out orders, plans, complaints and visits. */
export const EXPORTING: readonly Role[] = [
  ...(['community-officer', 'township-officer', 'county-officer'] as const),
  ...(['operator', 'lead', 'supervisor'] as const),
];
/** A provider takes out its own orders and plans as well. */
export const EXPORTING_ORDERS: readonly Role[] = [...EXPORTING, 'provider-manager'];
