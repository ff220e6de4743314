// Real: PostgreSQL, mosquitto, two engines, each a process of its own; SIGKILL; mosquitto_pub. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import pg from 'pg';
import { CarelessDevice, keptIn } from '../chaos/spooling.js';
import { eventually } from '../e2e/support/eventually.js';
import { OutsideDevice } from '../e2e/support/mosquitto.js';
import { ServerRig } from '../rig/index.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(300_000);
const WITHIN = { withinMs: 90_000 };

let rig: ServerRig;

beforeAll(async () => {
  rig = await ServerRig.start({ engines: 2, apis: 0 });
});
afterAll(async () => {
  await rig?.stop();
});

const spools = (): readonly string[] => rig.engines.map(({ part }) => rig.spoolOf(part.name));

async function sql<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

describe('engines that are killed while they keep presses on their disks', () => {
  it('hand in what lay there whole, once, whoever of them has a copy of it, also a press of a foreign hub', async () => {
    const hub = new OutsideDevice(Number(new URL(rig.mqttUrl).port), 'demo-hub-1');
    const careless = new CarelessDevice(
      { id: 'demo-pendant-1', secret: DEMO_DEVICE_SECRET, at: { lat: 0, lng: 0 } },
      () => rig.mqttUrl,
    );
    expect(await careless.pressesUntilKept(spools(), () => rig.database.kill())).toBe(true);
    await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', '{"action":"emergency"}', ['-q', '0']);
    await eventually(
      'both engines have the press of the hub on their disks',
      () => spools().every((folder) => keptIn([folder]).some(({ deviceId }) => deviceId === 'demo-hub-1')),
      {
        ...WITHIN,
        seen: () => ({ kept: keptIn(spools()), logs: rig.engines.map(({ part }) => part.log.slice(-1_500)) }),
      },
    );
    await Promise.all(rig.engines.map(({ part }) => part.kill()));
    const kept = [
      ...new Set(keptIn(spools()).flatMap(({ deviceId, pressId }) => (deviceId === 'demo-hub-1' ? [] : [pressId]))),
    ];
    expect(kept.length).toBeGreaterThan(0);

    await rig.database.start();
    await Promise.all(rig.engines.map(({ part }) => part.start()));
    await eventually('the spools hold nothing any more', () => keptIn(spools()).length === 0, {
      ...WITHIN,
      seen: () => keptIn(spools()),
    });
    const cases = await sql<{ press: string; incident: string }>(
      'select alert_id as press, incident_id as incident from signal where device_id = $1',
      'demo-pendant-1',
    );
    expect(cases.map(({ press }) => press)).toEqual(expect.arrayContaining(kept));
    expect(new Set(cases.map(({ press }) => press)).size).toBe(cases.length);
    expect(new Set(cases.map(({ incident }) => incident)).size).toBe(1);
    const ofHub = await sql<{ signals: number }>(
      `select signal_count as signals from incident where id in (select incident_id from inbox where device_id = 'demo-hub-1')`,
    );
    expect(ofHub).toEqual([{ signals: 1 }]);
  });
});
