import { setTimeout as pause } from 'node:timers/promises';
import { alertOf, Device, type DeviceAccess } from '../load/device.js';
import type { ReceivedMessages } from '../stage/received-messages.js';
import type { Platform } from '../stage/platform.js';
import type { Cluster } from '../stage/cluster.js';

export interface Press {
  readonly alertId: string;
  readonly at: number;
  readonly ackMs: number;
}

export interface Pressing {
  readonly devices: readonly Device[];
  readonly console: ReceivedMessages;
  readonly random: () => number;
  /** The product answers with `received`, the bare pipeline with PUBACK. */
  readonly until: 'puback' | 'received';
}

const TIMEOUT_MS = 60_000;
let counted = 0;

export async function connected(port: number, accesses: readonly DeviceAccess[], receipts: boolean): Promise<Device[]> {
  return Promise.all(
    accesses.map(async (access) => {
      const device = new Device(access, port);
      await device.connect();
      if (receipts) await device.listensToReceipts();
      return device;
    }),
  );
}

/** One press after the other, each when the one before was answered and shown, at uneven moments. */
export async function pressInTurn(
  { devices, console, random, until }: Pressing,
  presses: number,
  pauseMs: readonly [number, number] = [3, 15],
): Promise<Press[]> {
  const done: Press[] = [];
  for (let n = 0; n < presses; n += 1) {
    done.push(await pressOnce(devices[n % devices.length] as Device, console, until));
    await pause(pauseMs[0] + random() * (pauseMs[1] - pauseMs[0]));
  }
  return done;
}

/** Devices that were never heard before, of homes that were never spoken of: each connects, presses in the same moment, and leaves. */
export async function pressCold(
  { port, console, random }: { readonly port: number } & Pick<Pressing, 'console' | 'random'>,
  accesses: readonly DeviceAccess[],
): Promise<Press[]> {
  const done: Press[] = [];
  for (const access of accesses) {
    const device = new Device(access, port);
    await device.connect();
    done.push(await pressOnce(device, console, 'puback'));
    device.close();
    await pause(3 + random() * 12);
  }
  return done;
}

async function pressOnce(device: Device, console: ReceivedMessages, until: Pressing['until']): Promise<Press> {
  counted += 1;
  const alertId = `press-${counted}`;
  const received = until === 'received' ? device.receivedOf(alertId) : null;
  const at = performance.now();
  const acknowledged = device.publish('alert', alertOf(alertId));
  const shown = console.nextWord(at, TIMEOUT_MS);
  const ack = (received ?? acknowledged).then(() => performance.now() - at);
  const ackMs = await Promise.race([ack, pause(TIMEOUT_MS, Number.POSITIVE_INFINITY, { ref: false })]);
  if (ackMs === Number.POSITIVE_INFINITY) throw new Error(`a press was not answered within ${TIMEOUT_MS / 1_000} s`);
  await shown;
  return { alertId, at, ackMs };
}

/** Publish to the console's word of this very alert: the bare pipeline names the alert, the product its case at a version. */
export async function shownAfter(
  presses: readonly Press[],
  console: ReceivedMessages,
  product: { readonly cluster: Cluster; readonly platform: Platform } | null,
): Promise<number[]> {
  const places = product === null ? null : await placesOf(product.cluster, product.platform, presses);
  return presses.map(({ alertId, at }) => {
    const place = places === null ? { id: alertId, version: 1 } : places.get(alertId);
    if (!place) throw new Error(`${alertId} was answered and is in no case`);
    const heardAt = console.whenHeard(place.id, place.version, at);
    if (heardAt === null) throw new Error(`${alertId} was answered and never shown`);
    return heardAt - at;
  });
}

/** The case each alert opened or joined, and the version that this made. */
async function placesOf(
  cluster: Cluster,
  platform: Platform,
  presses: readonly Press[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly version: number }>> {
  const rows = await cluster.withClient(platform.database, (client) =>
    client.query<{ alert: string; id: string; version: number }>(
      `select body #>> '{signal,alertId}' as alert, incident_id as id, seq as version from incident_event
       where type in ('raised', 'signal-joined') and body #>> '{signal,alertId}' = any($1)`,
      [presses.map(({ alertId }) => alertId)],
    ),
  );
  return new Map(rows.rows.map(({ alert, id, version }) => [alert, { id, version }]));
}
