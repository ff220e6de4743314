import type { AlarmState } from './meanings.js';
import { NO_CHILDREN, type Children } from './children.js';

/** What one hub has told so far. `children` is kept in the database; the rest is lost with the process without harm. */
export interface ZigbeeSession {
  readonly children: Children;
  /** The alarm properties that stand, by child and property; what is calm is not kept. */
  readonly activeAlarms: ReadonlyMap<string, Exclude<AlarmState, 'off'>>;
  /** The last press of each child. */
  readonly presses: ReadonlyMap<string, Press>;
  /** Registered children that were heard and that the hub's list did not have; said once. */
  readonly missing: ReadonlySet<string>;
}

export interface Press {
  readonly action: string;
  readonly at: number;
  readonly key: string;
  /** Which of the hub's two ways told us: with the state, or on the `…/action` topic. */
  readonly via: 'state' | 'action';
}

export const EMPTY: ZigbeeSession = {
  children: NO_CHILDREN,
  activeAlarms: new Map(),
  presses: new Map(),
  missing: new Set(),
};

/** Names may hold blanks and slashes, but no end of a line. */
export const stateKey = (identity: string, property: string): string => `${identity}\n${property}`;
export const childOfKey = (key: string): string => key.split('\n', 1)[0] ?? '';

/** A house has dozens of devices, a nursing home hundreds; above this the oldest is forgotten, and would ring again. */
export const MAX_REMEMBERED = 8_192;

export function remember<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  const next = new Map(map);
  next.delete(key);
  next.set(key, value);
  if (next.size > MAX_REMEMBERED)
    for (const oldest of next.keys()) {
      next.delete(oldest);
      break;
    }
  return next;
}

export function forget<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}
