import { describe, expect, it } from '@jest/globals';
import { connectHub } from '@silverbell/device-hub';
import { connectMqtt } from '@silverbell/device-kit';
import { Pendant } from '@silverbell/device-pendant';
import { seededRandom } from '@silverbell/kernel';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { encode, LAST_WILL, topicOf } from '@silverbell/mqtt-contract';
import { eventually, inWorld, town, type World } from '@silverbell/testing-world/scenario';
import { connectAsync } from 'mqtt';
import { io, type Socket } from 'socket.io-client';
import { PublishedWords, type AsyncApi, type Passed } from './published-words.js';

const NEAR = ['helper-1', 'helper-2', 'helper-3'] as const;
const hubs = town.devices.filter((one) => one.role === 'hub' && one.id.startsWith('sim-hub')).map(({ id }) => id);

/** Hears everything below the prefix of a device, as the broker carries it: up and down. */
async function ear(world: World, deviceId: string, passed: Passed[]): Promise<void> {
  const client = await connectAsync(world.broker, {
    ...{ username: deviceId, password: DEMO_DEVICE_SECRET, clientId: `${deviceId}~ear`, reconnectPeriod: 0 },
  });
  world.onEnd(() => void client.end(true));
  client.on('error', () => undefined);
  client.on('message', (topic, payload, { qos, retain }) => {
    const isForeign = !topic.startsWith('care/');
    const text = payload.toString('utf8');
    // Retained ones were published before: the QoS of the subscription is all that is known of them.
    passed.push({
      ...{ where: topic, event: null, payload: isForeign ? text : (JSON.parse(text) as unknown) },
      ...(retain || isForeign ? {} : { qos }),
    });
  });
  for (const prefix of ['care/v1', 'zigbee2mqtt']) await client.subscribeAsync(`${prefix}/${deviceId}/#`, { qos: 1 });
}

/** A page that writes down what it is told, and asks what is open. */
async function page(world: World, username: string, namespace: string, passed: Passed[]): Promise<Socket> {
  const token = await world.account(username).logsIn();
  const socket = io(world.origin + namespace, { auth: { token }, transports: ['websocket'], forceNew: true });
  world.onEnd(() => void socket.disconnect());
  socket.onAny((event: string, payload: unknown, heard?: () => void) => {
    passed.push({ where: namespace, event, payload });
    heard?.();
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  const ask = {};
  passed.push({ where: namespace, event: 'resume', payload: ask });
  const payload: unknown = await socket.timeout(60_000).emitWithAck('resume', ask);
  passed.push({ where: namespace, event: 'resume (acknowledgement)', payload });
  return socket;
}

describe('the AsyncAPI document', () => {
  it('says of every message on the broker and on the sockets what it is, and is right about it', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer', 'offer-over', 'assignment-changed');
      const passed: Passed[] = [];
      await world.onDuty(...NEAR);
      const heard = ['demo-pendant-1', 'demo-pendant-2', 'demo-pendant-3', 'demo-hub-1', ...hubs.slice(0, 2)];
      for (const id of heard) await ear(world, id, passed);
      const sockets: Socket[] = [];
      for (const [username, namespace] of [
        ['operator', '/console'],
        ['lead', '/console'],
        ['family-1', '/family'],
      ] as const)
        sockets.push(await page(world, username, namespace, passed));
      for (const id of NEAR) await world.helper(id).opensThePage();
      /** Both desks have this case on the screen. */
      const bothLookAt = async (incidentId: string): Promise<void> => {
        for (const socket of sockets.slice(0, 2)) {
          const payload = { incidentId };
          passed.push({ where: '/console', event: 'looking', payload });
          const answer: unknown = await socket.timeout(60_000).emitWithAck('looking', payload);
          passed.push({ where: '/console', event: 'looking (acknowledgement)', payload: answer });
        }
        await eventually('each is told of the other', () => passed.some(({ event }) => event === 'onlookers'));
      };

      // One press from the button to the closing, by a device as it should be.
      const environment = { now: () => world.now(), random: seededRandom(7), later: () => () => undefined };
      const deviceId = 'demo-pendant-1';
      const will = { topic: topicOf('status', deviceId), payload: encode(LAST_WILL), retain: true };
      const connection = connectMqtt({
        ...{ url: world.broker, username: deviceId, password: DEMO_DEVICE_SECRET, clientId: deviceId, will },
      });
      const pendant = new Pendant({ deviceId, connection, environment });
      await pendant.ready();
      const telemetry = {
        at: new Date(world.now()).toISOString(),
        readings: [{ kind: 'heart-rate', value: 72, unit: '/min' }],
      };
      await connection.publish(topicOf('telemetry', deviceId), JSON.stringify(telemetry), { qos: 0, retain: false });
      const press = pendant.press();
      await eventually('the press is received', () =>
        passed.some(
          ({ where, payload }) =>
            where === topicOf('receipt', deviceId) && JSON.stringify(payload).includes('received'),
        ),
      );
      const one = await world.caseOf(press.id);
      await bothLookAt(one.id);
      const operator = world.operator();
      await operator.attends(one);
      await operator.calls(one, { party: 'senior' });
      await operator.speaksWithTheSenior(one);
      await operator.judges(one, 'real');
      await operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' });
      const [nearest = '', next = ''] = await one.asked();
      await world.helper(nearest).accepts(one);
      world.helper(next).closesThePage();
      await world.helper(nearest).departs(one);
      await world.advance('2 min');
      await world.helper(nearest).arrives(one);
      await world.advance('5 min');
      await world.helper(nearest).finishes(one, { condition: 'fine' });
      await operator.closes(one, { outcome: 'assisted' });
      pendant.dies();

      // Class D, whose receipts are silent.
      const silent = await world.caseOf(await world.device('demo-pendant-2').presses('panic'));
      await operator.attends(silent);
      for (const status of ['called', 'on-the-way', 'handed-over'] as const)
        await operator.account.asks('agencyCalls', {
          of: { id: silent.id },
          body: { service: '110', numberDialled: '0998000110', told: '演示：地点、人员和情况', status },
        });
      await operator.closes(silent, { outcome: 'police-handled' });

      // A drill of another home.
      const lead = world.operator('lead').account;
      const until = new Date(world.now() + 3_600_000).toISOString();
      const drill = await lead.asks('openDrill', { body: { until } });
      const opened = await lead.asks('drillPress', { of: { id: drill.id }, body: { deviceId: 'demo-pendant-3' } });
      await world.settles();
      await operator.attends(world.case(opened.id));
      await world.advance('70 s');
      await lead.asks('endDrill', { of: { id: drill.id }, body: {} });
      await world.settles();

      // A home hub speaks its own language, and one carrier goes silent.
      const hub = connectHub({
        ...{ url: world.broker, secret: DEMO_DEVICE_SECRET, hubId: 'demo-hub-1', environment },
        children: [{ name: 'bath_sos', model: 'sos-button' }],
      });
      await hub.ready();
      await hub.press('bath_sos');
      await hub.receipt('received');
      await hub.switchOff();
      const beat = async (): Promise<void> => {
        for (const id of hubs)
          await world
            .device(id)
            .publishes(topicOf('heartbeat', id), JSON.stringify({ at: null, network: 'one-carrier' }), 0);
        await world.settles();
      };
      await beat();
      await world.advance('1 min');
      await beat();
      await world.advance('3 min');
      expect((await operator.queue()).map((row) => row.class)).toContain('G');
      await eventually('positions were told', () => passed.some(({ event }) => event === 'positions'));
      await eventually('the last will was told', () =>
        passed.some(
          ({ where, payload }) =>
            where === topicOf('status', deviceId) && JSON.stringify(payload) === encode(LAST_WILL),
        ),
      );

      for (const id of NEAR)
        for (const { name, message } of world.helper(id).pushed)
          passed.push({ where: '/helper', event: name, payload: message });
      const words = new PublishedWords((await (await fetch(`${world.origin}/api/asyncapi.json`)).json()) as AsyncApi);
      expect(words.document.asyncapi).toBe('3.0.0');
      expect(words.loose()).toEqual([]);
      expect(passed.flatMap((one_) => words.fault(one_) ?? [])).toEqual([]);
      // It was no quiet day: every kind of message a case brings about did pass.
      expect([...words.seen.keys()].sort()).toEqual([
        'mqtt-alert alert',
        'mqtt-heartbeat heartbeat',
        'mqtt-receipt receipt',
        'mqtt-status status',
        'mqtt-telemetry telemetry',
        'mqtt-zigbee2mqtt zigbee2mqtt',
        'socket-console incident-changed',
        'socket-console looking',
        'socket-console looking-answer',
        'socket-console onlookers',
        'socket-console positions',
        'socket-console resume',
        'socket-console resume-answer',
        'socket-family incident-changed',
        'socket-family resume',
        'socket-family resume-answer',
        'socket-helper assignment-changed',
        'socket-helper incident-changed',
        'socket-helper offer-made',
        'socket-helper offer-over',
      ]);

      // The judge is no rubber stamp.
      const receipt = passed.find(({ where }) => where === topicOf('receipt', deviceId));
      if (receipt === undefined) throw new Error('no receipt passed');
      const spoiled: Passed[] = [
        { ...receipt, payload: { ...(receipt.payload as object), stage: 'forgotten' } },
        { ...receipt, where: 'care/v1/demo-pendant-1/whispers' },
        { where: '/family', event: 'offer.made', payload: {} },
        { where: '/helper', event: 'onlookers', payload: { incidentId: one.id, people: [] } },
        { where: '/console', event: 'looking', payload: { incidentId: 7 } },
        { where: '/console', event: 'positions', payload: { at: 'yesterday', helpers: [['helper-1', 'x']] } },
      ];
      expect(spoiled.map((one_) => words.fault(one_) === null)).toEqual(spoiled.map(() => false));
    }));
});
