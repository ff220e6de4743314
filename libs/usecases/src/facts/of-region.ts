import type { LadderRole } from '@silverbell/vocabulary';
import type { Instant } from '@silverbell/kernel';
import type { Recipient } from '../ports/care-records.js';
import type { RegionRows } from './rows.js';

/** Settings by their key: `limits.waveSize` → 4, `timeZone` → "Asia/Shanghai". */
export type Settings = Readonly<Record<string, unknown>>;

/** The nearest region that says something wins, with its latest setting in force. */
export function settingsInForce({ chain, settings }: Pick<RegionRows, 'chain' | 'settings'>, now: Instant): Settings {
  const inForce = new Map<string, { readonly depth: number; readonly validFrom: Instant; readonly value: unknown }>();
  for (const [regionId, key, validFrom, value] of settings) {
    if (validFrom > now) continue;
    const depth = chain.indexOf(regionId);
    const other = inForce.get(key);
    if (other === undefined || depth < other.depth || (depth === other.depth && validFrom > other.validFrom))
      inForce.set(key, { depth, validFrom, value });
  }
  return Object.fromEntries([...inForce].map(([key, { value }]) => [key, value]));
}

/** For each role, the seats of the nearest region that has at least one with a telephone number. The seat that answered most recently comes first. */
export function seatsNear({
  chain,
  seats,
}: Pick<RegionRows, 'chain' | 'seats'>): Readonly<Partial<Record<LadderRole, readonly Recipient[]>>> {
  const rung = seats.filter(([, , , hasNumber]) => hasNumber);
  const near: Partial<Record<LadderRole, readonly Recipient[]>> = {};
  for (const role of new Set(rung.map(([, of]) => of))) {
    const filled = rung.filter(([, of]) => of === role);
    const nearest = Math.min(...filled.map(([regionId]) => chain.indexOf(regionId)));
    near[role] = filled
      .filter(([regionId]) => chain.indexOf(regionId) === nearest)
      .toSorted(([, , a, , first], [, , b, , second]) => lateFirst(first, second) || (a < b ? -1 : 1))
      .map(([, , id]) => ({ key: `seat:${id}` }));
  }
  return near;
}

const lateFirst = (a: Instant | null, b: Instant | null): number =>
  (b ?? Number.NEGATIVE_INFINITY) === (a ?? Number.NEGATIVE_INFINITY)
    ? 0
    : (b ?? Number.NEGATIVE_INFINITY) - (a ?? Number.NEGATIVE_INFINITY);

const ANSWERS: readonly string[] = ['operator', 'lead'];

/** A seat on duty without a console connected is an empty room (S1), and a trainee answers no real alarm. */
export const isOperatorOnDuty = ({ operators }: Pick<RegionRows, 'operators'>): boolean =>
  operators.some(
    ([, role, training, disabled, consoleConnected]) =>
      ANSWERS.includes(role) && !training && !disabled && consoleConnected,
  );
