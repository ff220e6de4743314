import type { Role } from '@silverbell/vocabulary';
import { workAnswer, workQuery } from '../http/index.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

const WORKERS: readonly Role[] = [
  ...(['community-officer', 'village-cadre', 'township-officer', 'county-officer', 'provider-manager'] as const),
];

/** Everybody's first page (CR-77). */
export const CARE_WORK_ROUTES = {
  work: { ...look('work', WORKERS, 'care', workAnswer, words('我的待办', 'My work')), query: workQuery },
} as const satisfies Record<string, Route>;
