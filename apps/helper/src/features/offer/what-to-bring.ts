import type { Offer } from '@silverbell/wire';

export type ThingToBring = 'phone' | 'torch' | 'first-aid' | 'warm-clothes' | 'nothing-inside';

const OUTSIDE: readonly Offer['kind'][] = ['smoke', 'heat', 'gas', 'carbon-monoxide'];
const ON_THE_MOVE: readonly Offer['kind'][] = ['wandering', 'geofence-exit', 'removed'];
const HURT: readonly Offer['kind'][] = ['sos', 'unspecified', 'fall', 'vital', 'inactivity', 'bed-exit'];

/** No helper enters at these kinds; she must know it before she accepts (safety.md H09). */
export const isOutsideOnly = (kind: Offer['kind']): boolean => OUTSIDE.includes(kind);

/** What is taken along, from the kind of alarm and the hour (0 to 23) where it happens; nothing about the person is known yet. */
export function whatToBring(kind: Offer['kind'], hour: number): readonly ThingToBring[] {
  const dark = hour >= 18 || hour < 7;
  return [
    'phone',
    ...(dark || kind === 'power-cut' ? (['torch'] as const) : []),
    ...(HURT.includes(kind) ? (['first-aid'] as const) : []),
    ...(ON_THE_MOVE.includes(kind) ? (['warm-clothes'] as const) : []),
    ...(isOutsideOnly(kind) ? (['nothing-inside'] as const) : []),
  ];
}

/** 0 to 23, by the wall of the region whatever the telephone is set to. */
export const hourAt = (ms: number, timeZone: string | undefined): number =>
  Number(
    new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', ...(timeZone ? { timeZone } : {}) }).format(ms),
  );
