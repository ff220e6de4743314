import { setTimeout as pause } from 'node:timers/promises';
import { alertOf, type Device } from '../load/device.js';
import { p50, p99, rounded } from '../numbers.js';
import { city, cityDevices } from '../stage/city.js';
import { pendants, type Stage } from '../stage/stage.js';
import type { Measured } from './measured.js';
import { connected } from './pressing.js';

/** More than is asked for, so that the figure says what was possible and not what was offered. */
const OFFERED_PER_SECOND = 20_000;
const DEVICES = 4_400;
const FOR_MS = 15_000;
const DURABLE_WITHIN_MS = 5_000;
const POLL_EVERY_MS = 250;
const PRESS_EVERY_MS = 300;
/** The server's clock and ours are one, read at different moments. */
const ROUNDING_MS = 2;

/** `heartbeatsPerSecond`: heartbeats whose device had a last-seen that is no older than the heartbeat, committed within 5 s of it. */
export async function heartbeats(stage: Stage): Promise<Measured> {
  const [cluster, platform, heart] = [await stage.cluster(), await city(stage), await stage.heart()];
  const devices = cityDevices(1, DEVICES);
  await heart.ask('connect', { name: 'city', port: platform.mqttPort, devices });
  await heart.ask('beat', { name: 'city', perSecond: OFFERED_PER_SECOND });
  await pause(3_000);
  await heart.ask('beat', null);

  const callers = await connected(platform.mqttPort, pendants().pressing.slice(0, 10), true);
  const calmMs = await pressesFor(callers, FOR_MS / 3, 'calm');
  const looks: { readonly at: number; readonly seen: ReadonlyMap<string, number> }[] = [];
  let looking = true;
  const looker = cluster.withClient(platform.database, async (client) => {
    while (looking) {
      const { rows } = await client.query<{ id: string; seen: number }>(
        `select device_id as id, (extract(epoch from seen_at) * 1000)::double precision as seen from device_seen where device_id like 'city-pendant-%'`,
      );
      looks.push({ at: Date.now(), seen: new Map(rows.map(({ id, seen }) => [id, seen])) });
      await pause(POLL_EVERY_MS);
    }
  });
  const beating = heart.ask('beatAndNote', { name: 'city', perSecond: OFFERED_PER_SECOND, forMs: FOR_MS });
  const besideMs = await pressesFor(callers, FOR_MS, 'beside');
  const beaten = await beating;
  await pause(DURABLE_WITHIN_MS + POLL_EVERY_MS);
  looking = false;
  await looker;
  await heart.ask('disconnect', 'city');
  for (const device of callers) device.close();

  // Of each device, the first look at which its last-seen had reached this heartbeat.
  let durable = 0;
  for (const { device, at } of beaten.notes) {
    const id = beaten.ids[device] as string;
    const found = looks.find((look) => look.at >= at && (look.seen.get(id) ?? 0) >= at - ROUNDING_MS);
    if (found && found.at - at <= DURABLE_WITHIN_MS) durable += 1;
  }
  const seconds = (beaten.endedAt - beaten.startedAt) / 1_000;
  return {
    figures: { heartbeatsPerSecond: durable / seconds },
    invalid: [],
    seen: {
      heartbeatsSent: beaten.notes.length,
      heartbeatsDurable: durable,
      heartbeatsSentPerSecond: rounded(beaten.notes.length / seconds, 0),
      heartbeatDevices: DEVICES,
      // A heartbeat never stands in front of a press.
      receivedMsCalm: [rounded(p50(calmMs)), rounded(p99(calmMs))],
      receivedMsBesideHeartbeats: [rounded(p50(besideMs)), rounded(p99(besideMs))],
    },
  };
}

/** Press → `received`, one press after the other. */
async function pressesFor(devices: readonly Device[], forMs: number, name: string): Promise<number[]> {
  const took: number[] = [];
  for (const until = performance.now() + forMs; performance.now() < until;) {
    const device = devices[took.length % devices.length] as Device;
    const alertId = `${name}-${took.length}`;
    const received = device.receivedOf(alertId);
    const at = performance.now();
    void device.publish('alert', alertOf(alertId));
    await received;
    took.push(performance.now() - at);
    await pause(PRESS_EVERY_MS);
  }
  return took;
}
