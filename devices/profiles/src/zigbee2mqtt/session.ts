import { isFields, isPlainText, parseJson } from '@silverbell/mqtt-contract';
import { meaningsOf, type Meaning, type Word } from './meanings.js';

export interface ChildKnowledge {
  /** The address that survives a renaming. */
  readonly address: string | null;
  readonly meanings: ReadonlyMap<string, Meaning>;
}

/** What one hub has told so far. Lost with the process without harm: the hub's retained messages bring most of it back. */
export interface ZigbeeSession {
  /** From `bridge/devices`, by friendly name. */
  readonly children: ReadonlyMap<string, ChildKnowledge>;
  /** The alarm properties that stand, by `name property`; what is calm is not kept. */
  readonly states: ReadonlyMap<string, Exclude<Word, 'off'>>;
  /** The last press of each child, by name. */
  readonly presses: ReadonlyMap<string, Press>;
}

export interface Press {
  readonly action: string;
  readonly at: number;
  readonly key: string;
  /** Which of the hub's two ways told us: with the state, or on the `…/action` topic. */
  readonly via: 'state' | 'action';
}

export const EMPTY: ZigbeeSession = { children: new Map(), states: new Map(), presses: new Map() };

/** A house has dozens of devices, a nursing home hundreds; above this the oldest is forgotten, and would ring again. */
export const MAX_REMEMBERED = 8_192;
const MAX_CHILDREN = 2_048;

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

/** Reads `bridge/devices`; `null` when it cannot be read, and then what was known stays. */
export function readChildren(text: string): ReadonlyMap<string, ChildKnowledge> | null {
  const parsed = parseJson(text);
  if (!parsed.ok || !Array.isArray(parsed.value)) return null;
  const children = new Map<string, ChildKnowledge>();
  for (const entry of parsed.value.slice(0, MAX_CHILDREN) as readonly unknown[]) {
    if (!isFields(entry) || entry['type'] === 'Coordinator' || !isPlainText(entry['friendly_name'], 128)) continue;
    const definition = entry['definition'];
    children.set(entry['friendly_name'], {
      address: isPlainText(entry['ieee_address'], 32) ? entry['ieee_address'] : null,
      meanings: isFields(definition) ? meaningsOf(definition['exposes']) : new Map(),
    });
  }
  return children;
}
