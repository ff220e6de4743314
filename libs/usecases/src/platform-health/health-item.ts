import type { HealthStatus } from '@silverbell/vocabulary';

export interface HealthItem {
  /** `overdue`, `relay:sms`, `loop:ticker`, … */
  readonly key: string;
  readonly verdict: HealthStatus;
  readonly value: number | null;
  readonly unit: 's' | 'count';
  readonly limit: number | null;
  /** How many things wait, where something can. */
  readonly count: number | null;
  /** Late means: people may not get help in time. It rings. */
  readonly critical: boolean;
  /** Whose fact it is; `null`: the platform's. */
  readonly server: { readonly kind: 'engine' | 'api'; readonly id: string } | null;
}

export const aged = (key: string, value: number | null, limit: number | null): HealthItem => ({
  key,
  verdict: value === null ? 'unknown' : limit !== null && value > limit ? 'late' : 'ok',
  value,
  unit: 's',
  limit,
  count: null,
  critical: true,
  server: null,
});

/** None of it may be there for long. */
export const counted = (key: string, value: number): HealthItem => ({
  key,
  verdict: value > 0 ? 'late' : 'ok',
  value,
  unit: 'count',
  limit: 0,
  count: null,
  critical: false,
  server: null,
});
