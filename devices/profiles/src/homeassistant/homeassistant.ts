import { fingerprint, isFields, matchTopic, readObject, severityOf, type Fields } from '@silverbell/mqtt-contract';
import { readHubClock } from '../clock.js';
import type { ChildBinding, Profile, Result, DeviceObservation, Signal } from '../profile.js';
import { seen } from '../device-observation.js';
import { readUndescribed } from '../zigbee2mqtt/undescribed.js';
import { condensed, word, type Entity } from './discovery.js';
import { alarmOf, hear, hearHelp, messageOf, unreadable, type Heard, type Input, type Statement } from './hear.js';
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

type Out = Result<HomeAssistantSession>;

const MAX_CONFIG_BYTES = 64 * 1024;

interface From {
  /** What the register calls it; of a stranger what it calls itself. */
  readonly name: string;
  readonly binding: ChildBinding | null;
  /** Which of the hub's things it is, for two that are called the same. */
  readonly identity: string;
}

function signalOf(
  input: Input,
  hubId: string,
  { name, binding, identity }: From,
  statement: Statement,
  nth: number,
): Signal {
  const id = `ha-${fingerprint(input.topic, input.payload, String(input.receivedAt))}`;
  const { json, isRepaired } = messageOf(input.payload);
  const clock = readHubClock(isFields(json) ? json['last_seen'] : undefined, input.receivedAt);
  return {
    ...statement,
    ...{ deviceKey: hubId, child: name.slice(0, 128), sourceId: binding?.id ?? null },
    alertId: nth === 0 ? id : `${id}-${nth}`,
    // What was read, and of whom: a frame that differs in its counters, its battery or its clock says the same.
    dedupeKey: `${hubId}:${identity}:${statement.kind}:${statement.phase}`,
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

const hubSeen = (input: Input, hubId: string): DeviceObservation =>
  seen({ deviceKey: hubId, child: null, sourceId: input.device?.id ?? null, online: input.retained ? null : true });

const boundOf = (input: Input, { formerNames }: Announcement, { names }: Entity): Bound | null =>
  boundTo(input.device, names) ?? boundTo(input.device, formerNames);

/** The registered devices that are announced now. */
function registeredIn(input: Input, announced: HomeAssistantSession['announced']): ReadonlyMap<string, Bound> {
  const found = new Map<string, Bound>();
  for (const announcement of announced.values())
    for (const entity of announcement.withdrawn ? [] : announcement.entities) {
      const bound = boundOf(input, announcement, entity);
      if (bound) found.set(bound.key, bound);
    }
  return found;
}

/** A registered device that takes back all it announced has lost its way to call, until it announces itself again. */
function offlineOf(input: Input, hubId: string, announced: HomeAssistantSession['announced'], rest: string): Signal[] {
  if (input.retained) return [];
  const [before, now] = [registeredIn(input, input.session.announced), registeredIn(input, announced)];
  const tell = ({ key, binding }: Bound, phase: Statement['phase'], nth: number): Signal =>
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
    .map(([bound, phase], nth) => tell(bound, phase, nth));
}

function announce(input: Input, hubId: string, rest: string): Out {
  const observations = [hubSeen(input, hubId)];
  const { session } = input;
  const before = session.announced.get(rest);
  const keep = (announcement: Announcement, issues: Out['issues'] = []): Out => {
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

// --- what is said ---

function speak(input: Input, hubId: string, rest: string): Out {
  const { session } = input;
  const message = messageOf(input.payload);
  const standing = new Map(session.standing);
  const signals: Signal[] = [];
  const observations: DeviceObservation[] = [];
  let speaker: From | null = null;
  let hasWordsOfItsOwn = false;
  const take = (from: From, key: string, { statement, stands }: Heard): void => {
    if (stands === null) standing.delete(key);
    else if (stands !== undefined) standing.set(key, stands);
    if (statement && signals.length < 64) signals.push(signalOf(input, hubId, from, statement, signals.length));
  };
  for (const [config, announcement] of session.announced) {
    if (announcement.withdrawn) continue;
    for (const [nth, entity] of announcement.entities.entries()) {
      const bound = boundOf(input, announcement, entity);
      const from: From = {
        name: bound?.key ?? entity.name,
        binding: bound?.binding ?? null,
        identity: bound?.key ?? `${config} ${nth}`,
      };
      const here = { deviceKey: hubId, child: from.name, sourceId: from.binding?.id ?? null };
      for (const each of entity.availability.filter(({ topic }) => topic === rest)) {
        speaker = from;
        const rendered = each.template ? render(each.template, message.text, message.json) : message.text.trim();
        if (rendered !== null) observations.push(seen({ ...here, online: word(rendered) === each.on }));
      }
      if (entity.stateTopic !== rest) continue;
      // A trigger speaks with one word; what another says on its topic is another's.
      hasWordsOfItsOwn ||= entity.payload !== null;
      // Of several on one topic the one that is registered speaks.
      if (speaker?.binding == null) speaker = from;
      const key = `${config} ${nth}`;
      // Bytes that cannot be read, where only an alarm is said.
      const lost = message.isLost && alarmOf(entity, from.binding) !== null;
      const heard = lost ? unreadable : hear(input, entity, from.binding, message, session.standing.get(key));
      if (heard) take(from, key, heard);
      observations.push(seen({ ...here, online: input.retained ? null : true, ...heard?.observation }));
    }
  }
  if (speaker === null) return speakUndescribed(input, hubId, rest);
  if (signals.length === 0) {
    const key = `help ${speaker.identity}`;
    take(speaker, key, hearHelp(input, speaker.binding, message, session.standing.get(key), !hasWordsOfItsOwn));
  }
  return {
    session: { ...session, standing },
    signals: signals.sort((a, b) => severityOf(a.kind) - severityOf(b.kind)),
    observations,
    issues: [],
  };
}

/** Not announced: a registered device is read as the kind it is registered as, and any call for help is accepted. */
function speakUndescribed(input: Input, hubId: string, rest: string): Out {
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
  const standing = new Map(session.standing);
  const key = `help ${rest}`;
  const { statement, stands } = hearHelp(input, null, messageOf(input.payload), session.standing.get(key), false);
  if (stands) standing.set(key, stands);
  const from: From = { name: rest, binding: null, identity: rest };
  return {
    session: { ...session, standing },
    signals: statement ? [signalOf(input, hubId, from, statement, 0)] : [],
    ...{ observations: [], issues },
  };
}

function decode(input: Input): Out {
  const match = matchTopic(input.topic);
  if (match?.name !== 'homeassistant' || match.rest === '')
    return {
      session: input.session,
      signals: [],
      observations: [],
      issues: [{ code: 'unknown-topic', detail: input.topic.slice(0, 200) }],
    };
  return isAnnouncement(match.rest)
    ? announce(input, match.deviceId, match.rest)
    : speak(input, match.deviceId, match.rest);
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
