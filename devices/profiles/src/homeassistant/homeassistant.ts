import { fingerprint, isFields, matchTopic, readObject, severityOf, type Fields } from '@silverbell/mqtt-contract';
import { readHubClock } from '../clock.js';
import type { ChildBinding, Profile, Result, DeviceObservation, Signal } from '../profile.js';
import { observationOf } from '../device-observation.js';
import { readUndescribed } from '../zigbee2mqtt/undescribed.js';
import { condensed, normalizedWord, type Entity } from './discovery.js';
import {
  decodeEntityMessage,
  decodeHelpCall,
  readEntityMessage,
  type DecodedMessage,
  type HomeAssistantInput,
  type DecodedAlarm,
} from './entity-message.js';
import {
  boundTo,
  entitiesOf,
  formerNamesOf,
  isAnnouncement,
  keptOf,
  MAX_ANNOUNCED,
  NOTHING_ANNOUNCED,
  recalledFrom,
  type Announcement,
  type Bound,
  type HomeAssistantSession,
} from './session.js';
import { render } from './template.js';

export { isAnnouncement, type HomeAssistantSession } from './session.js';

type Decoded = Result<HomeAssistantSession>;

const MAX_CONFIG_BYTES = 64 * 1024;

/** The device behind the hub that a signal is of. */
interface SignalSource {
  /** What the register calls it; of a stranger what it calls itself. */
  readonly name: string;
  readonly binding: ChildBinding | null;
  /** Which of the hub's things it is, for two that are called the same. */
  readonly identity: string;
}

function signalOf(
  input: HomeAssistantInput,
  hubId: string,
  { name, binding, identity }: SignalSource,
  alarm: DecodedAlarm,
  nth: number,
): Signal {
  const id = `ha-${fingerprint(input.topic, input.payload, String(input.receivedAt))}`;
  const { json, isRepaired } = readEntityMessage(input.payload);
  const clock = readHubClock(isFields(json) ? json['last_seen'] : undefined, input.receivedAt);
  return {
    ...alarm,
    ...{ deviceKey: hubId, child: name.slice(0, 128), sourceId: binding?.id ?? null },
    alertId: nth === 0 ? id : `${id}-${nth}`,
    // What was read, and of whom: a frame that differs in its counters, its battery or its clock says the same.
    dedupeKey: `${hubId}:${identity}:${alarm.kind}:${alarm.phase}`,
    ...{
      word: null,
      attempt: 1,
      position: null,
      test: false,
      unreadable: null,
      batteryPct: null,
      occurredAt: clock.at,
    },
    doubts: [
      ...clock.doubts,
      ...(isRepaired ? (['repaired'] as const) : []),
      ...(binding ? [] : (['unregistered-child'] as const)),
      ...(input.retained ? (['replayed'] as const) : []),
    ],
  };
}

// --- announcements ---

const observationOfHub = (input: HomeAssistantInput, hubId: string): DeviceObservation =>
  observationOf({
    deviceKey: hubId,
    child: null,
    sourceId: input.device?.id ?? null,
    online: input.retained ? null : true,
  });

const boundOf = (input: HomeAssistantInput, { formerNames }: Announcement, { names }: Entity): Bound | null =>
  boundTo(input.device, names) ?? boundTo(input.device, formerNames);

/** The registered devices that are announced now. */
function registeredIn(
  input: HomeAssistantInput,
  announced: HomeAssistantSession['announced'],
): ReadonlyMap<string, Bound> {
  const found = new Map<string, Bound>();
  for (const announcement of announced.values())
    for (const entity of announcement.withdrawn ? [] : announcement.entities) {
      const bound = boundOf(input, announcement, entity);
      if (bound) found.set(bound.key, bound);
    }
  return found;
}

/** A registered device that takes back all it announced has lost its way to call, until it announces itself again. */
function offlineOf(
  input: HomeAssistantInput,
  hubId: string,
  announced: HomeAssistantSession['announced'],
  rest: string,
): Signal[] {
  if (input.retained) return [];
  const [before, now] = [registeredIn(input, input.session.announced), registeredIn(input, announced)];
  const signalFor = ({ key, binding }: Bound, phase: DecodedAlarm['phase'], nth: number): Signal =>
    signalOf(
      input,
      hubId,
      { name: key, binding, identity: key },
      { kind: 'offline', phase, certainty: 'observed', values: { event: 'withdrawn' } },
      nth,
    );
  const gone = [...before.values()].filter(({ key }) => !now.has(key));
  const wasWithdrawn = input.session.announced.get(rest)?.withdrawn === true;
  const back = wasWithdrawn ? [...now.values()].filter(({ key }) => !before.has(key)) : [];
  return [...gone.map((bound) => [bound, 'raise'] as const), ...back.map((bound) => [bound, 'clear'] as const)]
    .slice(0, 64)
    .map(([bound, phase], nth) => signalFor(bound, phase, nth));
}

function decodeAnnouncement(input: HomeAssistantInput, hubId: string, rest: string): Decoded {
  const observations = [observationOfHub(input, hubId)];
  const { session } = input;
  const before = session.announced.get(rest);
  const keep = (announcement: Announcement, issues: Decoded['issues'] = []): Decoded => {
    const announced = new Map(session.announced);
    announced.delete(rest);
    announced.set(rest, announcement);
    const signals = offlineOf(input, hubId, announced, rest);
    return { session: { ...session, announced }, signals, observations, issues };
  };
  if (input.payload.length === 0)
    return before === undefined || before.withdrawn
      ? { session, signals: [], observations, issues: [] }
      : keep({ ...before, withdrawn: true });
  const read = readObject(input.payload, MAX_CONFIG_BYTES);
  if (!read.ok) {
    const issue = { code: 'unreadable', detail: `${rest.slice(0, 150)}: ${read.reason}` } as const;
    return { session, signals: [], observations, issues: [issue] };
  }
  const config: Fields = condensed(read.fields);
  const { entities, issues } = entitiesOf(rest, config, hubId);
  if (before && !before.withdrawn && JSON.stringify(before.config) === JSON.stringify(config))
    return { session, signals: [], observations, issues };
  if (!before && session.announced.size >= MAX_ANNOUNCED)
    return { session, signals: [], observations, issues: [{ code: 'too-many-children', detail: rest.slice(0, 150) }] };
  return keep(
    { config, entities, withdrawn: false, formerNames: formerNamesOf(session.announced, rest, entities) },
    issues,
  );
}

// --- messages of entities ---

function decodeEntityTopic(input: HomeAssistantInput, hubId: string, rest: string): Decoded {
  const { session } = input;
  const message = readEntityMessage(input.payload);
  const alarmMarks = new Map(session.alarmMarks);
  const signals: Signal[] = [];
  const observations: DeviceObservation[] = [];
  /** The device behind the hub that the message is of; of several with this topic one that is registered. */
  let sender: SignalSource | null = null;
  let hasTriggers = false;
  const apply = (source: SignalSource, key: string, { alarm, nextAlarmMark: alarmMark }: DecodedMessage): void => {
    if (alarmMark === null) alarmMarks.delete(key);
    else if (alarmMark !== undefined) alarmMarks.set(key, alarmMark);
    if (alarm && signals.length < 64) signals.push(signalOf(input, hubId, source, alarm, signals.length));
  };
  for (const [config, announcement] of session.announced) {
    if (announcement.withdrawn) continue;
    for (const [nth, entity] of announcement.entities.entries()) {
      const bound = boundOf(input, announcement, entity);
      const source: SignalSource = {
        name: bound?.key ?? entity.name,
        binding: bound?.binding ?? null,
        identity: bound?.key ?? `${config} ${nth}`,
      };
      const here = { deviceKey: hubId, child: source.name, sourceId: source.binding?.id ?? null };
      for (const each of entity.availability.filter(({ topic }) => topic === rest)) {
        sender = source;
        const rendered = each.template ? render(each.template, message.text, message.json) : message.text.trim();
        if (rendered !== null)
          observations.push(observationOf({ ...here, online: normalizedWord(rendered) === each.on }));
      }
      if (entity.stateTopic !== rest) continue;
      // A trigger has one payload of its own: another payload on its topic belongs to another trigger, and is no press of this one.
      hasTriggers ||= entity.triggerPayload !== null;
      if (sender?.binding == null) sender = source;
      const key = `${config} ${nth}`;
      const decoded = decodeEntityMessage(input, entity, source.binding, message, session.alarmMarks.get(key));
      if (decoded) apply(source, key, decoded);
      observations.push(observationOf({ ...here, online: input.retained ? null : true, ...decoded?.observation }));
    }
  }
  if (sender === null) return decodeUnannounced(input, hubId, rest);
  if (signals.length === 0) {
    const key = `help ${sender.identity}`;
    const call = decodeHelpCall(input, sender.binding, message, session.alarmMarks.get(key), !hasTriggers);
    apply(sender, key, call);
  }
  return {
    session: { ...session, alarmMarks },
    signals: signals.sort((a, b) => severityOf(a.kind) - severityOf(b.kind)),
    observations,
    issues: [],
  };
}

/** Not announced: a registered device is read as the kind it is registered as, and any call for help is accepted. */
function decodeUnannounced(input: HomeAssistantInput, hubId: string, rest: string): Decoded {
  const { session } = input;
  const issues = [{ code: 'unknown-topic', detail: rest.slice(0, 200) }] as const;
  const parts = rest.split('/');
  const bound = boundTo(input.device, [rest, ...parts]);
  if (bound !== null) {
    const last = parts.at(-1) ?? '';
    const attribute = parts.length > 1 && last !== bound.key && !/^(state|status|set)$/.test(last) ? last : null;
    const result = readUndescribed({ ...input, session: session.undescribed }, hubId, bound, attribute);
    return { ...result, session: { ...session, undescribed: result.session }, issues: [...result.issues, ...issues] };
  }
  const alarmMarks = new Map(session.alarmMarks);
  const key = `help ${rest}`;
  const { alarm, nextAlarmMark: alarmMark } = decodeHelpCall(
    input,
    null,
    readEntityMessage(input.payload),
    session.alarmMarks.get(key),
    false,
  );
  if (alarmMark) alarmMarks.set(key, alarmMark);
  const source: SignalSource = { name: rest, binding: null, identity: rest };
  return {
    session: { ...session, alarmMarks },
    signals: alarm ? [signalOf(input, hubId, source, alarm, 0)] : [],
    ...{ observations: [], issues },
  };
}

function decode(input: HomeAssistantInput): Decoded {
  const match = matchTopic(input.topic);
  if (match?.name !== 'homeassistant' || match.rest === '')
    return {
      session: input.session,
      signals: [],
      observations: [],
      issues: [{ code: 'unknown-topic', detail: input.topic.slice(0, 200) }],
    };
  return isAnnouncement(match.rest)
    ? decodeAnnouncement(input, match.deviceId, match.rest)
    : decodeEntityTopic(input, match.deviceId, match.rest);
}

/** Everything that announces itself as Home Assistant wants it, with the discovery prefix `homeassistant/{hubId}`. */
export const homeassistant: Profile<HomeAssistantSession> & {
  /** What the hub's devices announced, to be kept beyond the process, and back. */
  announced(session: HomeAssistantSession): unknown;
  recall(session: HomeAssistantSession, kept: unknown, hubId: string): HomeAssistantSession;
} = {
  id: 'homeassistant',
  version: '1.1.0',
  match: (topic) => (topic.startsWith('homeassistant/') ? 2 : 0),
  initial: () => NOTHING_ANNOUNCED,
  decode,
  announced: ({ announced }) => keptOf(announced),
  recall: (session, kept, hubId) => ({ ...session, announced: recalledFrom(kept, hubId) }),
  supervise: { expectEveryS: null, offlineAfterS: 180, lastWill: false },
};
