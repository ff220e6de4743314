/** Status of one health item of the platform; `unknown`: nothing has reported it yet. */
export const HEALTH_STATUSES = ['ok', 'late', 'unknown'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];
