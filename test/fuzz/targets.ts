import { instant } from '@silverbell/kernel';
import { matchTopic, mayPublish, maySubscribe, nearTopicOf, prefixesOf, severityOf } from '@silverbell/mqtt-contract';
import { gateway, newGatewaySession, watch, type DeviceBinding, type GatewaySession } from '@silverbell/profiles';
import { ROUTES, type Route } from '@silverbell/wire';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTILE, hostileValue, mutate, pick, type Chance } from './mutate.js';

/** Makes an input and reads it; answers with the promise it broke, or `null`. Throwing is a broken promise as well. */
export interface Target {
  readonly name: string;
  run(chance: Chance): string | null;
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const json = (value: unknown): Uint8Array => text(JSON.stringify(value));
/** Far above what any message needs, far below what hurts. */
const MOST_SAID = 512 * 1024;
const hub: DeviceBinding = { id: 'hub-1', role: 'hub', children: { bath: { id: 'hub-1.bath', role: 'sos-button' } } };
const AT = instant(Date.UTC(2026, 0, 15, 8, 30));

function read(topic: string, payload: Uint8Array, device: DeviceBinding | null, session: GatewaySession) {
  const result = gateway({ topic, payload, retained: false, receivedAt: AT, session, device });
  const said = JSON.stringify([result.signals, result.observations, result.issues]).length;
  if (said > MOST_SAID) throw new Error(`${String(said)} characters were made of ${String(payload.length)} bytes`);
  if (result.signals.some(({ alertId, dedupeKey }) => alertId === '' || dedupeKey === ''))
    throw new Error('a signal without a name');
  if ('polluted' in {}) throw new Error('the prototype of everything was changed');
  return result;
}

const EXPOSES = [
  { type: 'enum', property: 'action', name: 'action', access: 1, values: ['emergency'] },
  { type: 'binary', property: 'smoke', name: 'smoke', access: 1, value_on: true, value_off: false },
  { type: 'binary', property: 'alarm', name: 'alarm', access: 7, value_on: 'ON', value_off: 'OFF' },
  { type: 'enum', property: 'sos_mode', name: 'sos_mode', access: 3, values: ['emergency', 'sos'] },
  { type: 'binary', property: 'smoke_test', name: 'smoke_test', access: 2, value_on: true, value_off: false },
];
const SETTABLE = ['alarm', 'sos_mode', 'smoke_test'];
const inventory = json([
  { ieee_address: '0x1', friendly_name: 'bath', type: 'EndDevice', definition: { exposes: EXPOSES } },
]);
const announced = (): GatewaySession =>
  read('zigbee2mqtt/hub-1/bridge/devices', inventory, hub, newGatewaySession()).session;

const DISCOVERY = json({
  unique_id: 'u1',
  state_topic: 'homeassistant/hub-1/bath/state',
  device_class: 'smoke',
  payload_on: 'ON',
  value_template: '{{ value_json.smoke }}',
  device: { identifiers: ['d1'] },
});
const WATCH = [
  'LK,1200,0,55',
  'AL,150126,083000,A,31.230400,N,121.473700,E,0.00,0.0,4.0,8,60,55,1200,0,00010000,0',
  'bphrt,128,79,72,,,,',
].map((content) => text(`[3G*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`));

/** Every parser of the house. `payloads`: the folder of the golden messages. */
export function targetsOf(payloads: string): readonly Target[] {
  const golden = ['accepted', 'rejected'].flatMap((folder) =>
    readdirSync(join(payloads, folder)).map((name) => ({
      name,
      bytes: Uint8Array.from(readFileSync(join(payloads, folder, name))),
    })),
  );
  const of = (family: string): Uint8Array[] =>
    golden.filter(({ name }) => name.startsWith(family)).map(({ bytes }) => bytes);
  const native = of('native');
  const zigbee = [...of('zigbee2mqtt'), inventory];
  return [
    {
      name: 'an alert is never dropped',
      run(chance) {
        const device = chance() < 0.5 ? null : ({ id: 'p-1', role: 'pendant' } as const);
        const { signals, priority } = read('care/v1/p-1/alert', mutate(chance, native), device, newGatewaySession());
        return signals.length >= 1 && signals.length <= 4 && priority === 'alert'
          ? null
          : `${String(signals.length)} signals on priority ${priority}`;
      },
    },
    {
      name: 'heartbeat, telemetry and status raise nothing but an alarm that they name',
      run(chance) {
        const topic = `care/v1/p-1/${pick(chance, ['heartbeat', 'telemetry', 'status', 'receipt', 'command'])}`;
        const { signals } = read(topic, mutate(chance, native), null, newGatewaySession());
        const wrong = signals.find(
          ({ kind, doubts }) => severityOf(kind) !== 1 || kind === 'unspecified' || !doubts.includes('near-topic'),
        );
        return wrong === undefined ? null : `${topic} became ${wrong.kind}`;
      },
    },
    {
      name: 'nothing below the prefix of a device is nobody’s',
      run(chance) {
        const below = pick(chance, ['sos', 'alert/', 'x', 'event/alarm', 'config', 'TELEMETRY', 'alert/ack', '报警']);
        const payload = mutate(chance, native);
        const { signals, observations, issues, priority } = read(
          `care/v1/p-1/${below}`,
          payload,
          null,
          newGatewaySession(),
        );
        const known =
          signals.length + issues.length + (payload.length === 0 || priority === 'batch' ? observations.length : 0);
        return known > 0 ? null : `${below} with ${String(payload.length)} bytes says nothing to anybody`;
      },
    },
    {
      name: 'a hub',
      run(chance) {
        const topic = `zigbee2mqtt/hub-1/${pick(chance, ['bath', 'kitchen/smoke', 'bridge/devices', 'bridge/event', 'bridge/state', 'bath/availability', '__proto__'])}`;
        const first = read(topic, mutate(chance, zigbee), hub, announced());
        read('zigbee2mqtt/hub-1/bath', mutate(chance, zigbee), hub, first.session);
        const after = read('zigbee2mqtt/hub-1/bath', json({ action: 'emergency' }), hub, first.session);
        return after.signals.some(({ kind, phase }) => kind === 'sos' && phase === 'raise')
          ? null
          : 'after this, a press is not heard';
      },
    },
    {
      name: 'what can be set is no alarm',
      run(chance) {
        const state = Object.fromEntries(
          SETTABLE.map((property) => [property, pick(chance, [...HOSTILE, 'ON', true, 'emergency', 'sos'])]),
        );
        const { signals } = read('zigbee2mqtt/hub-1/bath', json(state), { ...hub, children: {} }, announced());
        const raised = signals.find(({ phase, unreadable }) => phase === 'raise' && unreadable === null);
        return raised === undefined ? null : `${JSON.stringify(state).slice(0, 300)} became ${raised.kind}`;
      },
    },
    {
      name: 'a watch',
      run(chance) {
        const bytes = mutate(chance, WATCH);
        const { frames, rest, junk } = watch.frame(bytes);
        const kept = frames.reduce((sum, one) => sum + one.length, rest.length + junk);
        for (const one of [...frames, ...watch.leftover(rest)]) read('raw/watch/c1', one, null, newGatewaySession());
        read('raw/watch/c1', bytes, null, newGatewaySession());
        return kept === bytes.length ? null : `${String(bytes.length)} bytes came, ${String(kept)} were framed`;
      },
    },
    {
      name: 'Home Assistant discovery',
      run(chance) {
        const topic = pick(chance, [
          'homeassistant/hub-1/binary_sensor/bath/config',
          'homeassistant/hub-1/event/a/b/config',
          'homeassistant/hub-1/__proto__/x/config',
        ]);
        const { session } = read(topic, mutate(chance, [DISCOVERY]), hub, newGatewaySession());
        read('homeassistant/hub-1/bath/state', mutate(chance, [json({ smoke: 'ON' }), text('ON')]), hub, session);
        return null;
      },
    },
    {
      name: 'topics',
      run(chance) {
        const levels = [
          'care',
          'v1',
          'p-1',
          'p-2',
          'alert',
          '#',
          '+',
          '',
          '$share',
          '\u0000',
          'zigbee2mqtt',
          '__proto__',
          '..',
        ];
        const topic = Array.from({ length: Math.floor(chance() * 7) }, () => pick(chance, levels)).join('/');
        matchTopic(topic);
        const own = prefixesOf('p-1').some((prefix) => topic.startsWith(prefix));
        const bare = topic.startsWith('/') ? topic.slice(1) : topic;
        const ownBare = prefixesOf('p-1').some((prefix) => bare.startsWith(prefix));
        if (mayPublish('p-1', topic) && (!ownBare || /[+#]/.test(topic)))
          return `p-1 may publish to ${JSON.stringify(topic)}`;
        const heard = nearTopicOf('p-1', topic, () => true);
        const isAnothers = /^\/*(care\/v1|zigbee2mqtt|homeassistant)\/p-2(\/|$)/.test(topic);
        if (heard !== null && (isAnothers || !prefixesOf('p-1').some((prefix) => heard.startsWith(prefix))))
          return `${JSON.stringify(topic)} of p-1 is heard at ${heard}`;
        return maySubscribe('p-1', topic) && !own ? `p-1 may subscribe to ${JSON.stringify(topic)}` : null;
      },
    },
    {
      name: 'bodies and queries of every route',
      run(chance) {
        const route: Route = pick(chance, Object.values(ROUTES) as Route[]);
        const value = hostileValue(chance);
        route.body?.safeParse(value);
        route.query?.safeParse(value);
        return null;
      },
    },
  ];
}
