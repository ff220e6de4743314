import { isFields, isPlainText, parseJson } from '@silverbell/mqtt-contract';

/** How a definition writes on and off, by property. */
export type Exposed = ReadonlyMap<string, { readonly on: unknown; readonly off: unknown }>;

export interface ChildKnowledge {
  /** The address that survives a renaming. */
  readonly address: string | null;
  readonly exposed: Exposed;
}

/** What one hub has told so far. Lost with the process without harm: the hub's retained messages bring most of it back. */
export interface ZigbeeSession {
  /** From `bridge/devices`, by friendly name. */
  readonly children: ReadonlyMap<string, ChildKnowledge>;
  /** The last state of each alarm property, by `name property`. */
  readonly states: ReadonlyMap<string, boolean>;
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

/** A house has dozens of devices; a hub that names more is heard, but not remembered. */
export const MAX_REMEMBERED = 512;
const MAX_DEPTH = 4;

export function remember<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  if (!map.has(key) && map.size >= MAX_REMEMBERED) return map;
  return new Map(map).set(key, value);
}

function collectExposed(exposes: unknown, into: Map<string, { on: unknown; off: unknown }>, depth: number): void {
  if (!Array.isArray(exposes) || depth > MAX_DEPTH) return;
  for (const entry of exposes.slice(0, 200) as readonly unknown[]) {
    if (!isFields(entry)) continue;
    if (entry['type'] === 'binary' && isPlainText(entry['property'], 64)) {
      into.set(entry['property'], { on: entry['value_on'], off: entry['value_off'] });
    }
    collectExposed(entry['features'], into, depth + 1);
  }
}

/** Reads `bridge/devices`; `null` when it cannot be read, and then what was known stays. */
export function readChildren(text: string): ReadonlyMap<string, ChildKnowledge> | null {
  const parsed = parseJson(text);
  if (!parsed.ok || !Array.isArray(parsed.value)) return null;
  const children = new Map<string, ChildKnowledge>();
  for (const entry of parsed.value.slice(0, MAX_REMEMBERED) as readonly unknown[]) {
    if (!isFields(entry) || entry['type'] === 'Coordinator' || !isPlainText(entry['friendly_name'], 128)) continue;
    const exposed = new Map<string, { on: unknown; off: unknown }>();
    const definition = entry['definition'];
    if (isFields(definition)) collectExposed(definition['exposes'], exposed, 0);
    children.set(entry['friendly_name'], {
      address: isPlainText(entry['ieee_address'], 32) ? entry['ieee_address'] : null,
      exposed,
    });
  }
  return children;
}
