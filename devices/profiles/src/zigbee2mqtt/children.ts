import { isFields, isPlainText, parseJson } from '@silverbell/mqtt-contract';
import type { ChildBinding, DeviceBinding } from '../profile.js';
import { exposedIn, meaningsOf, type Exposed, type Meaning } from './meanings.js';
import { BUTTON_ROLES } from './words.js';

/** One device behind the hub, known by its address; what the hub calls it is a label. */
export interface ChildKnowledge {
  readonly address: string | null;
  readonly name: string;
  /** What the hub called it before, latest first. */
  readonly formerNames: readonly string[];
  /** The hub has it; `false`: it left, or is on the list no more. */
  readonly present: boolean;
  readonly exposed: readonly Exposed[];
  readonly meanings: ReadonlyMap<string, Meaning>;
}

/** By address, or by name where the hub told none; and who bears, or bore, which name. */
export interface Children {
  readonly all: ReadonlyMap<string, ChildKnowledge>;
  readonly named: ReadonlyMap<string, ChildKnowledge>;
}

const MAX_CHILDREN = 2_048;
const MAX_FORMER_NAMES = 8;

/** A name belongs to the device that bears it now; else to the one that bore it last. */
function childrenOf(list: readonly ChildKnowledge[]): Children {
  const all = new Map(list.map((child) => [child.address ?? child.name, child]));
  const named = new Map<string, ChildKnowledge>();
  const claim = (child: ChildKnowledge, names: readonly string[]): void => {
    for (const name of names) if (!named.has(name)) named.set(name, child);
  };
  for (const child of all.values()) if (child.present) claim(child, [child.name]);
  for (const child of all.values()) if (!child.present) claim(child, [child.name]);
  for (const child of all.values()) claim(child, child.formerNames);
  return { all, named };
}

export const NO_CHILDREN: Children = childrenOf([]);

/** The device of this name or address. */
export const childOf = ({ all, named }: Children, key: string): ChildKnowledge | null =>
  named.get(key) ?? all.get(key) ?? all.get(key.toLowerCase()) ?? null;

interface Listed {
  readonly address: string | null;
  readonly name: string;
  readonly exposed: readonly Exposed[];
}

const addressIn = (value: unknown): string | null => (isPlainText(value, 32) ? value.toLowerCase() : null);

/** `bridge/devices`; `null` when it cannot be read, and then what was known stays. */
export function readList(text: string): readonly Listed[] | null {
  const parsed = parseJson(text);
  if (!parsed.ok || !Array.isArray(parsed.value)) return null;
  return parsed.value.slice(0, MAX_CHILDREN).flatMap((entry: unknown): Listed[] => {
    if (!isFields(entry) || entry['type'] === 'Coordinator' || !isPlainText(entry['friendly_name'], 128)) return [];
    const definition = entry['definition'];
    return [
      {
        address: addressIn(entry['ieee_address']),
        name: entry['friendly_name'],
        exposed: isFields(definition) ? exposedIn(definition['exposes']) : [],
      },
    ];
  });
}

function taught(before: ChildKnowledge | undefined, { address, name, exposed }: Listed): ChildKnowledge {
  const formerNames =
    before === undefined || before.name === name
      ? (before?.formerNames ?? [])
      : [before.name, ...before.formerNames.filter((each) => each !== before.name && each !== name)];
  return {
    ...{ address, name, exposed, present: true },
    formerNames: formerNames.slice(0, MAX_FORMER_NAMES),
    meanings: meaningsOf(exposed),
  };
}

/** What is on the list is there; what was on it and is no more is remembered, because it may speak again or come back. */
export function listed({ all }: Children, list: readonly Listed[]): Children {
  const now = new Map<string, ChildKnowledge>();
  for (const entry of list) {
    const before = all.get(entry.address ?? entry.name) ?? (entry.address === null ? undefined : all.get(entry.name));
    now.set(entry.address ?? entry.name, taught(before, entry));
  }
  const gone = [...all]
    .filter(
      ([key, child]) =>
        !now.has(key) && !(child.address === null && [...now.values()].some(({ name }) => name === child.name)),
    )
    .map(([, child]): ChildKnowledge => ({ ...child, present: false }));
  return childrenOf([...now.values(), ...gone].slice(0, MAX_CHILDREN));
}

/** One device, as an event of the hub names it; `before`: who it was until now. */
export function met(
  children: Children,
  address: string | null,
  name: string,
  before: ChildKnowledge | null = address === null ? childOf(children, name) : (children.all.get(address) ?? null),
): Children {
  if (before?.present === true && before.name === name) return children;
  const known = { address: address ?? before?.address ?? null, name, exposed: before?.exposed ?? [] };
  const child = taught(before ?? undefined, known);
  const others = [...children.all.values()].filter(
    (other) => other !== before && (other.address ?? other.name) !== (child.address ?? child.name),
  );
  return childrenOf([child, ...others].slice(0, MAX_CHILDREN));
}

export function departed(children: Children, child: ChildKnowledge): Children {
  return childrenOf([...children.all.values()].map((each) => (each === child ? { ...each, present: false } : each)));
}

// --- what is registered ---

export interface Bound {
  /** What the register calls it, which stays the same when the hub calls it something else. */
  readonly key: string;
  readonly binding: ChildBinding;
}

const hexOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^0x/, '')
    .replace(/[^0-9a-f]/g, '');
const isAddress = (text: string): boolean => /^(0x)?[0-9a-f]{16}$|^([0-9a-f]{2}[:-]){7}[0-9a-f]{2}$/i.test(text);

/**
 * Registered by the hub's name for it, by its address, or by a name it once had. Registered twice, the button counts: a press must not
 * depend on which entry was made first.
 */
export function boundTo(device: DeviceBinding | null, children: Children, name: string): Bound | null {
  const registered = device?.children;
  if (!registered) return null;
  const registeredAs = (key: string | null | undefined): Bound | null => {
    const binding = key && Object.hasOwn(registered, key) ? registered[key] : undefined;
    return key && binding ? { key, binding } : null;
  };
  const child = childOf(children, name);
  const address = child?.address ?? (isAddress(name) ? name : null);
  const writtenOtherwise = (): Bound | null =>
    address === null
      ? null
      : registeredAs(Object.keys(registered).find((key) => isAddress(key) && hexOf(key) === hexOf(address)));
  const found = [
    registeredAs(name),
    registeredAs(address) ?? writtenOtherwise(),
    registeredAs(child?.name),
    ...(child?.formerNames ?? []).map(registeredAs),
  ].filter((each) => each !== null);
  return found.find(({ binding }) => BUTTON_ROLES.has(binding.role)) ?? found[0] ?? null;
}

/** The registered children of which the hub has a device now, each with the address (or the name) of it. */
export function presentOf(device: DeviceBinding | null, children: Children): ReadonlyMap<string, string> {
  const present = new Map<string, string>();
  for (const child of children.all.values()) {
    if (!child.present) continue;
    const bound = boundTo(device, children, child.name);
    // Who bears the registered name now comes before who once had it.
    if (bound && (!present.has(bound.key) || bound.key === child.name))
      present.set(bound.key, child.address ?? child.name);
  }
  return present;
}

// --- kept beyond the process ---

/** More than this is not kept of one hub: who is registered is read by name and role all the same. */
const MAX_KEPT_CHARS = 768 * 1024;

export function keptOf({ all }: Children): unknown {
  let room = MAX_KEPT_CHARS;
  return [...all.values()].flatMap(({ address, name, formerNames, present, exposed }) => {
    const kept = { address, name, formerNames, present, exposed };
    room -= JSON.stringify(kept).length;
    return room >= 0 ? [kept] : [];
  });
}

export function recalledFrom(kept: unknown): Children {
  if (!Array.isArray(kept)) return NO_CHILDREN;
  return childrenOf(
    kept.slice(0, MAX_CHILDREN).flatMap((entry: unknown): ChildKnowledge[] => {
      if (!isFields(entry) || !isPlainText(entry['name'], 128)) return [];
      const exposed = exposedIn(entry['exposed']);
      const former = entry['formerNames'];
      return [
        {
          address: addressIn(entry['address']),
          name: entry['name'],
          formerNames: Array.isArray(former)
            ? former.filter((each) => isPlainText(each, 128)).slice(0, MAX_FORMER_NAMES)
            : [],
          present: entry['present'] !== false,
          exposed,
          meanings: meaningsOf(exposed),
        },
      ];
    }),
  );
}
