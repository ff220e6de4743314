import type { Role } from '@silverbell/vocabulary';

/** Who may take out orders and complaints: a provider reads its own, and exports none. */
export const EXPORTING: readonly Role[] = [
  ...(['community-officer', 'township-officer', 'county-officer'] as const),
  ...(['operator', 'lead', 'supervisor'] as const),
];
