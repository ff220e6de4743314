// Real: PostgreSQL, mosquitto with its memory on disk, one engine and one api as processes. Not real: the hub, whose words are written here.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../e2e/support/eventually.js';
import { ServerRig } from '../rig/index.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(300_000);
const WITHIN = { withinMs: 120_000 };

const HUB = 'demo-hub-1';
const FLOOD = 5_000;
const PENDANT = 'demo-pendant-2';

let rig: ServerRig;
let database: pg.Client;

beforeAll(async () => {
  rig = await ServerRig.start({ engines: 1, apis: 1 });
  database = new pg.Client({ connectionString: rig.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await rig?.stop();
});

const line = (username: string): Promise<MqttClient> =>
  connectAsync(rig.mqttUrl, {
    username,
    password: 'silverbell-demo',
    clientId: `${username}~outside`,
    reconnectPeriod: 0,
  });

// What a broker kept is a copy while its press is fresh, and a note in the case afterwards; on a slow machine it comes
// afterwards. Neither rings.
interface Row {
  readonly id: string;
  readonly kinds: string;
  readonly signals: number;
  readonly rung: number;
}
const cases = async (): Promise<readonly Row[]> =>
  (
    await database.query(
      `select i.id, (i.state -> 'kinds')::text as kinds, i.signal_count as signals,
         (select count(*)::integer from incident_event e where e.incident_id = i.id and e.type in ('raised', 'signal-joined')
            and e.body -> 'signal' ->> 'phase' = 'raise') as rung
       from incident i where i.family = 'emergency' order by i.raised_at`,
    )
  ).rows as Row[];

const engineMetrics = async (): Promise<string> => {
  const [engine] = rig.engines;
  return (await fetch(`http://127.0.0.1:${String(engine?.port)}/metrics`)).text();
};
const saidAgain = async (): Promise<number> =>
  Number(/^silverbell_alert_doubts_total\{[^}]*doubt="replayed"[^}]*\} (\d+)/m.exec(await engineMetrics())?.[1] ?? 0);

/** A press of the pendant, repeated as a device repeats it until it is answered. */
async function pressesUntilReceived(id: string): Promise<void> {
  const pendant = await line(PENDANT);
  let answered = false;
  pendant.on('message', (_topic, payload) => {
    const said = JSON.parse(payload.toString()) as { alertId: string; stage: string };
    if (said.alertId === id && said.stage === 'received') answered = true;
  });
  await pendant.subscribeAsync(`care/v1/${PENDANT}/receipt`, { qos: 1 });
  let attempt = 0;
  await eventually(
    'the press is received',
    async () => {
      attempt += 1;
      await pendant.publishAsync(`care/v1/${PENDANT}/alert`, JSON.stringify({ id, kind: 'sos', attempt }), { qos: 1 });
      return eventually('its receipt', () => answered, { withinMs: 3_000 }).catch(() => false);
    },
    WITHIN,
  );
  await pendant.endAsync(true);
}

it('5,000 retained messages after a restart of the broker: nothing rings twice, and a press in their midst is a press', async () => {
  const hub = await line(HUB);
  const state = JSON.stringify({ contact: true, battery: 90, linkquality: 80 });
  for (let from = 0; from < FLOOD; from += 250)
    await Promise.all(
      Array.from({ length: 250 }, (_, n) =>
        hub.publishAsync(`zigbee2mqtt/${HUB}/door_${String(from + n)}`, state, { qos: 1, retain: true }),
      ),
    );
  // Pressed live, and kept by the broker, as zigbee2mqtt does when it is told to retain.
  await hub.publishAsync(`zigbee2mqtt/${HUB}/bath_sos`, '{"action":"emergency"}', { qos: 1, retain: true });
  const [pressed] = await eventually(
    'the press is a case',
    async () => {
      const all = await cases();
      return all.length > 0 && all;
    },
    WITHIN,
  );
  expect(pressed).toMatchObject({ kinds: '["sos"]', rung: 1 });
  await hub.endAsync(true);

  // The broker remembers what it keeps, and nobody's session: to an engine with a new name it says all of it at once.
  const [engine] = rig.engines;
  await engine?.part.stop();
  rmSync(join(rig.folder, 'data', 'engine-1', 'engine-id'));
  await rig.broker.stop();
  await rig.broker.start();
  await engine?.part.start();
  await pressesUntilReceived('after-the-restart');

  // The engine has heard the kept press once more, and knew it for what it is.
  await eventually('the kept press was said again', async () => (await saidAgain()) > 0, {
    ...WITHIN,
    seen: engineMetrics,
  });
  const [before, live, ...more] = await cases();
  expect(more).toEqual([]);
  expect(live).toMatchObject({ kinds: '["sos"]', rung: 1 });
  expect(before).toMatchObject({ id: pressed?.id, rung: 1 });
});
