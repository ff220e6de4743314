import { isFields, isPlainText, parseJson, readText, type Fields } from '@silverbell/mqtt-contract';
import type { Issue, Result, DeviceObservation, Signal } from '../profile.js';
import { observationOf } from '../device-observation.js';
import { boundTo, childOf, departed, keptOf, listed, met, presentOf, readList, type Children } from './children.js';
import { childOfKey, type ZigbeeSession } from './session.js';
import { signalsOf } from './signals.js';
import { decodedAlarm, type Child, type Input, type DecodedAlarm } from './alarms.js';

type Out = Result<ZigbeeSession>;

/** Lists of all devices are long; the platform's socket limit is the real one. */
const MAX_BRIDGE_BYTES = 2 * 1024 * 1024;

const nothing = (
  session: ZigbeeSession,
  observations: readonly DeviceObservation[] = [],
  issues: readonly Issue[] = [],
): Out => ({
  session,
  signals: [],
  observations,
  issues,
});

/** `{"state":"online"}`, or the bare word of old versions. */
export function onlineOf(text: string): boolean | null {
  const parsed = parseJson(text);
  const state = parsed.ok && isFields(parsed.value) ? parsed.value['state'] : parsed.ok ? parsed.value : text.trim();
  return state === 'online' ? true : state === 'offline' ? false : null;
}

/** What the hub says of itself and of its list of devices. */
export function decodeBridge(input: Input, hubId: string, topic: string): Out {
  const hub = (online: boolean | null): DeviceObservation =>
    observationOf({ deviceKey: hubId, child: null, sourceId: input.device?.id ?? null, online });
  const read = readText(input.payload, MAX_BRIDGE_BYTES);
  if (!read.ok)
    return nothing(
      input.session,
      [],
      [{ code: 'unreadable', detail: `bridge/${topic.slice(0, 100)}: ${read.reason}` }],
    );
  // Whatever the bridge says, it is there to say it; only its last will and replays are not.
  const alive = input.retained ? null : true;
  switch (topic) {
    case 'state':
      return nothing(input.session, [hub(onlineOf(read.text))]);
    case 'devices':
      return decodeList(input, hubId, read.text, hub(alive));
    case 'event':
      return decodeEvent(input, hubId, fieldsOf(read.text), hub(alive));
    case 'response/device/rename':
    case 'response/device/remove':
      return decodeAnswer(input, hubId, topic, fieldsOf(read.text), hub(alive));
    default:
      return nothing(input.session, [hub(alive)]);
  }
}

function fieldsOf(text: string): Fields {
  const parsed = parseJson(text);
  return parsed.ok && isFields(parsed.value) ? parsed.value : {};
}

const same = (a: Children, b: Children): boolean => JSON.stringify(keptOf(a)) === JSON.stringify(keptOf(b));

/**
 * The list of all devices. A registered child keeps its registration by its address, whatever it is called now; one that the hub had and
 * has no more, and one whose name went to another device, is work for a person.
 */
function decodeList(input: Input, hubId: string, text: string, hub: DeviceObservation): Out {
  const list = readList(text);
  if (!list) return nothing(input.session, [hub], [{ code: 'unreadable', detail: 'bridge/devices' }]);
  const { session, device } = input;
  const read = listed(session.children, list);
  const children = same(session.children, read) ? session.children : read;
  const before = presentOf(device, session.children);
  const now = presentOf(device, children);
  const spoke = new Set([...session.presses.keys(), ...[...session.activeAlarms.keys()].map(childOfKey)]);
  const missing = new Set<string>();
  const signals = Object.entries(device?.children ?? {}).flatMap(([key, binding]): Signal[] => {
    const child: Child = { name: key, identity: key, binding, knowledge: null };
    const signalsFor = (alarm: DecodedAlarm): Signal[] => signalsOf(input, hubId, child, {}, [alarm]);
    const there = now.get(key);
    if (there === undefined) {
      if (!before.has(key) && !spoke.has(key)) return [];
      missing.add(key);
      return session.missing.has(key) ? [] : signalsFor(decodedAlarm('offline', { event: 'not-on-the-list' }));
    }
    const was = before.get(key);
    const isThere = was !== undefined && children.all.get(was)?.present === true;
    return isThere && was !== there
      ? signalsFor(decodedAlarm('fault', { cause: 'name-of-another', address: there.slice(0, 64) }))
      : [];
  });
  return { session: { ...session, children, missing }, signals: signals.slice(0, 64), observations: [hub], issues: [] };
}

/** The child of which an event tells, by whichever of its names; never one that only shares a name with the hub's reserved words. */
function subjectOf(input: Input, ...names: readonly unknown[]): Child | null {
  for (const name of names) {
    if (!isPlainText(name, 128)) continue;
    const bound = boundTo(input.device, input.session.children, name);
    if (bound)
      return {
        name: bound.key,
        identity: bound.key,
        binding: bound.binding,
        knowledge: childOf(input.session.children, name),
      };
  }
  return null;
}

/** A registered device that leaves its hub has lost its way to call; one that comes is known by its address from then on. */
function decodeEvent(input: Input, hubId: string, event: Fields, hub: DeviceObservation): Out {
  const data = isFields(event['data']) ? event['data'] : {};
  const { friendly_name: name, ieee_address: address } = data;
  if (input.retained) return nothing(input.session, [hub]);
  if (event['type'] === 'device_leave') return leave(input, hubId, [name, address], 'device_leave', hub);
  const comes = ['device_joined', 'device_announce', 'device_interview'].includes(String(event['type']));
  if (!comes || !isPlainText(name, 128)) return nothing(input.session, [hub]);
  const known = isPlainText(address, 32) ? address.toLowerCase() : null;
  return nothing({ ...input.session, children: met(input.session.children, known, name) }, [hub]);
}

/** What the hub did because its owner asked it to. */
function decodeAnswer(input: Input, hubId: string, topic: string, answer: Fields, hub: DeviceObservation): Out {
  const data = isFields(answer['data']) ? answer['data'] : {};
  if (input.retained || answer['status'] !== 'ok') return nothing(input.session, [hub]);
  if (topic.endsWith('remove')) return leave(input, hubId, [data['id']], 'removed', hub);
  const { from, to } = data;
  if (!isPlainText(from, 128) || !isPlainText(to, 128)) return nothing(input.session, [hub]);
  const { children } = input.session;
  // A hub that never described its devices: the old name is all that is known of this one.
  const known = childOf(children, from) ? children : met(children, null, from);
  const before = childOf(known, from);
  return nothing({ ...input.session, children: met(known, before?.address ?? null, to, before) }, [hub]);
}

function leave(input: Input, hubId: string, names: readonly unknown[], event: string, hub: DeviceObservation): Out {
  const child = subjectOf(input, ...names);
  const knowledge =
    child?.knowledge ??
    names
      .map((name) => (isPlainText(name, 128) ? childOf(input.session.children, name) : null))
      .find((each) => each !== null) ??
    null;
  const children = knowledge ? departed(input.session.children, knowledge) : input.session.children;
  if (child === null || child.binding === null) return nothing({ ...input.session, children }, [hub]);
  // Said now, and not again when the list comes without it.
  const missing = new Set([...input.session.missing, child.name]);
  return {
    session: { ...input.session, children, missing },
    signals: signalsOf(input, hubId, child, {}, [decodedAlarm('offline', { event })]),
    observations: [
      hub,
      observationOf({ deviceKey: hubId, child: child.name, sourceId: child.binding.id, online: false }),
    ],
    issues: [],
  };
}
