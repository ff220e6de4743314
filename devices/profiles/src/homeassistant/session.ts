import { isFields, isPlainText, type Fields } from '@silverbell/mqtt-contract';
import type { ChildBinding, DeviceBinding } from '../profile.js';
import { BUTTON_ROLES } from '../zigbee2mqtt/words.js';
import { EMPTY, type ZigbeeSession } from '../zigbee2mqtt/session.js';
import { readDiscovery, type Entity } from './discovery.js';

export interface Announcement {
  /** What is read of the discovery message. */
  readonly config: Fields;
  readonly entities: readonly Entity[];
  /** Taken back by the device; remembered, because it may announce itself again under another name. */
  readonly withdrawn: boolean;
  /** What its device was called before, latest first. */
  readonly formerNames: readonly string[];
}

/** What the devices behind one hub announced. `announced` is kept in the database, the rest with the process. */
export interface HomeAssistantSession {
  /** By the topic of the announcement. */
  readonly announced: ReadonlyMap<string, Announcement>;
  /** By entity, what tells a replay by the broker from a new alarm: `on` while an alarm is active, or the fingerprint of the last press. */
  readonly alarmMarks: ReadonlyMap<string, string>;
  /** Of registered devices that were not announced, which are read as the kind they are registered as. */
  readonly undescribed: ZigbeeSession;
}
export const NOTHING_ANNOUNCED: HomeAssistantSession = {
  announced: new Map(),
  alarmMarks: new Map(),
  undescribed: EMPTY,
};
export const MAX_ANNOUNCED = 1_024;
const MAX_FORMER_NAMES = 8;

/** `<component>/[<node>/]<object>/config`; no alert path. */
export const isAnnouncement = (rest: string): boolean => /^[a-z_]+(\/[^/]+){1,2}\/config$/.test(rest);

export const entitiesOf = (rest: string, config: Fields, hubId: string): ReturnType<typeof readDiscovery> =>
  readDiscovery(rest.slice(0, -'/config'.length).split('/'), config, `homeassistant/${hubId}/`);

/** Every name with which it may have been registered: its own under this topic, and those of entities that had one of its ids. */
export function formerNamesOf(
  announced: ReadonlyMap<string, Announcement>,
  rest: string,
  entities: readonly Entity[],
): readonly string[] {
  const names = new Set(entities.flatMap((entity) => entity.names));
  const ids = new Set(entities.flatMap((entity) => entity.ids));
  const former = [...announced].flatMap(([topic, other]) => {
    const itself = topic === rest || other.entities.some((entity) => entity.ids.some((id) => ids.has(id)));
    return itself ? [...other.entities.flatMap((entity) => entity.names), ...other.formerNames] : [];
  });
  return [...new Set(former)].filter((name) => !names.has(name)).slice(0, MAX_FORMER_NAMES);
}

export interface Bound {
  /** What the register calls it. */
  readonly key: string;
  readonly binding: ChildBinding;
}

/** Registered under any of these names; of two registrations the button counts. */
export function boundTo(device: DeviceBinding | null, names: readonly string[]): Bound | null {
  const children = device?.children ?? {};
  const found = names.flatMap((key): Bound[] => {
    const binding = Object.hasOwn(children, key) ? children[key] : undefined;
    return binding ? [{ key, binding }] : [];
  });
  return found.find(({ binding }) => BUTTON_ROLES.has(binding.role)) ?? found[0] ?? null;
}

// --- kept beyond the process ---

/** More than this is not kept of one hub. */
const MAX_KEPT_CHARS = 768 * 1024;

export function keptOf(announced: HomeAssistantSession['announced']): unknown {
  let room = MAX_KEPT_CHARS;
  return [...announced].flatMap(([rest, { config, withdrawn, formerNames }]) => {
    const kept = { rest, config, withdrawn, formerNames };
    room -= JSON.stringify(kept).length;
    return room >= 0 ? [kept] : [];
  });
}

export function recalledFrom(kept: unknown, hubId: string): HomeAssistantSession['announced'] {
  if (!Array.isArray(kept)) return new Map();
  return new Map(
    kept.slice(0, MAX_ANNOUNCED).flatMap((entry: unknown): [string, Announcement][] => {
      if (!isFields(entry) || !isPlainText(entry['rest'], 512) || !isAnnouncement(entry['rest'])) return [];
      const { rest, config, formerNames } = entry;
      if (!isFields(config)) return [];
      const former = Array.isArray(formerNames) ? formerNames.filter((name) => isPlainText(name, 128)) : [];
      return [
        [
          rest,
          {
            config,
            entities: entitiesOf(rest, config, hubId).entities,
            withdrawn: entry['withdrawn'] === true,
            formerNames: former.slice(0, MAX_FORMER_NAMES),
          },
        ],
      ];
    }),
  );
}
