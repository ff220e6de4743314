import { matchTopic, readPayload, readText } from '@silverbell/mqtt-contract';
import type { Issue, Profile, Result } from '../profile.js';
import { observationOf } from '../device-observation.js';
import { decodeBridge, onlineOf } from './bridge.js';
import { boundTo, childOf, keptOf, recalledFrom } from './children.js';
import { meaningByName } from './meanings.js';
import { EMPTY, type ZigbeeSession } from './session.js';
import { decodeState } from './state.js';
import type { Child, Input } from './alarms.js';

type Out = Result<ZigbeeSession>;

const nothing = (session: ZigbeeSession, issue: Issue): Out => ({
  session,
  signals: [],
  observations: [],
  issues: [issue],
});

const isKnown = ({ device, session }: Input, name: string): boolean =>
  boundTo(device, session.children, name) !== null || childOf(session.children, name) !== null;

function childNamed({ device, session }: Input, name: string): Child {
  const bound = boundTo(device, session.children, name);
  const knowledge = childOf(session.children, name);
  return {
    name: bound?.key ?? name,
    identity: bound?.key ?? knowledge?.address ?? name,
    binding: bound?.binding ?? null,
    knowledge,
  };
}

/** A base topic in the base topic, or another hub's id in front of the name: the registered child at the end of it. */
function knownPartOf(input: Input, rest: string): string {
  if (isKnown(input, rest)) return rest;
  for (let at = rest.indexOf('/'); at >= 0; at = rest.indexOf('/', at + 1)) {
    const end = rest.slice(at + 1);
    // A child called `smoke` is not meant by the `smoke` of another.
    if (meaningByName(end, null).is === 'nothing' && boundTo(input.device, input.session.children, end)) return end;
  }
  return rest;
}

type Addressed =
  | { readonly to: 'child'; readonly name: string; readonly attribute: string | null }
  | { readonly to: 'availability'; readonly name: string }
  | { readonly to: 'bridge'; readonly topic: string }
  | { readonly to: 'command' };

/** Friendly names may hold slashes, so a name that is known wins over a topic that looks like something else. */
function addressOf(input: Input, whole: string): Addressed {
  const rest = knownPartOf(input, whole);
  if (isKnown(input, rest)) return { to: 'child', name: rest, attribute: null };
  if (rest.startsWith('bridge/')) return { to: 'bridge', topic: rest.slice('bridge/'.length) };
  const cut = rest.lastIndexOf('/');
  const [base, last] = cut > 0 ? [knownPartOf(input, rest.slice(0, cut)), rest.slice(cut + 1)] : [rest, ''];
  if (last === 'availability') return { to: 'availability', name: base };
  if (last === 'set' || last === 'get') return { to: 'command' };
  if (last !== '' && (isKnown(input, base) || meaningByName(last, null).is !== 'nothing'))
    return { to: 'child', name: base, attribute: last };
  return { to: 'child', name: rest, attribute: null };
}

/** A name with a slash that ends like a property: an object is the state of a device, a bare value is that of the property. */
function decodeChild(input: Input, hubId: string, named: string, attribute: string | null): Out {
  const whole = attribute !== null && !isKnown(input, named) && readPayload(input.payload).fields !== null;
  return whole
    ? decodeState(input, hubId, childNamed(input, `${named}/${attribute}`), null)
    : decodeState(input, hubId, childNamed(input, named), attribute);
}

function decode(input: Input): Out {
  const match = matchTopic(input.topic);
  if (match?.name !== 'zigbee2mqtt' || match.rest === '')
    return nothing(input.session, { code: 'unknown-topic', detail: input.topic.slice(0, 200) });
  const hubId = match.deviceId;
  const addressed = addressOf(input, match.rest.slice(0, 256));
  switch (addressed.to) {
    case 'child':
      return decodeChild(input, hubId, addressed.name, addressed.attribute);
    case 'bridge':
      return decodeBridge(input, hubId, addressed.topic);
    case 'availability': {
      const read = readText(input.payload);
      const { name, binding } = childNamed(input, addressed.name);
      const online = read.ok ? onlineOf(read.text) : null;
      return {
        ...{ session: input.session, signals: [], issues: [] },
        observations: [observationOf({ deviceKey: hubId, child: name, sourceId: binding?.id ?? null, online })],
      };
    }
    case 'command':
      return nothing(input.session, { code: 'own-echo', detail: match.rest.slice(0, 200) });
  }
}

/** A home hub running zigbee2mqtt with base topic `zigbee2mqtt/{hubId}`. */
export const zigbee2mqtt: Profile<ZigbeeSession> & {
  /** What the hub announced, to be kept beyond the process, and back. */
  announced(session: ZigbeeSession): unknown;
  recall(session: ZigbeeSession, kept: unknown): ZigbeeSession;
} = {
  id: 'zigbee2mqtt',
  version: '1.2.0',
  match: (topic) => (topic.startsWith('zigbee2mqtt/') ? 2 : 0),
  initial: () => EMPTY,
  decode,
  announced: ({ children }) => keptOf(children),
  recall: (session, kept) => ({ ...session, children: recalledFrom(kept) }),
  // The hub is mains powered and has a last will; its battery buttons may be silent for 25 hours.
  supervise: { expectEveryS: null, offlineAfterS: 180, lastWill: true },
};
