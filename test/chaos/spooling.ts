import { decodeRecords } from '@silverbell/adapter-mqtt';
import { connectMqtt, type MqttConnection } from '@silverbell/device-kit';
import { encode, topicOf } from '@silverbell/mqtt-contract';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdsWithin } from '../rig/index.js';
import type { Wearer } from './fleet.js';

/** The database dies, presses that nobody will repeat go to the disk of the engines, and the engines die over it. */
export const WHILE_SPOOLING = 'while spooling';

/** A press that was whole on the disk of an engine: from then on it may not be lost, whoever dies. */
export interface Kept {
  readonly deviceId: string;
  readonly pressId: string;
}

export interface Spooled {
  readonly deviceId: string;
  readonly pressId: string | null;
}

const PRESS_EVERY_MS = 50;
const ONLINE_WITHIN_MS = 5_000;
const COMES_WITHIN_MS = 15_000;

/** Says everything once, at QoS 0, and listens to nobody. */
export class CarelessDevice {
  private said = 0;

  constructor(
    private readonly wearer: Wearer,
    /** The straight way to the broker. */
    private readonly brokerUrl: () => string,
  ) {}

  /** Goes online, and when the database is dead presses and presses, each time anew, until a press lies in one of these folders; `false`: none ever did. */
  async pressesUntilKept(spools: readonly string[], killDatabase: () => Promise<void>): Promise<boolean> {
    const { id, secret } = this.wearer;
    const line = connectMqtt({ url: this.brokerUrl(), username: id, password: secret, clientId: `${id}~careless` });
    try {
      // The broker of a station asks the database who comes in.
      await holdsWithin(ONLINE_WITHIN_MS, () => line.connected);
      // She presses before, too: behind an outside broker the first refused alert breaks the line of its engine, and the moment is short.
      const killed = killDatabase();
      for (const until = performance.now() + COMES_WITHIN_MS; performance.now() < until;) {
        await this.press(line);
        await pause(PRESS_EVERY_MS);
        if (keptIn(spools).length === 0) continue;
        await killed;
        return true;
      }
      await killed;
      return false;
    } finally {
      line.cut();
    }
  }

  private async press(line: MqttConnection): Promise<void> {
    if (!line.connected) return;
    this.said += 1;
    const message = { id: `careless-${String(this.said)}`, kind: 'sos' };
    await line
      .publish(topicOf('alert', this.wearer.id), encode(message), { qos: 0, retain: false })
      .catch(() => undefined);
  }
}

/** Every press that can be read in these spools, a torn tail left out, as the engine itself would read it; one of a foreign hub has no id. */
export function keptIn(spools: readonly string[]): readonly Spooled[] {
  return spools.flatMap((folder) =>
    segmentsOf(folder).flatMap((name) =>
      decodeRecords(bytesOf(join(folder, name))).deliveries.map(({ deviceId, payload }) => ({
        deviceId,
        pressId: (JSON.parse(Buffer.from(payload).toString()) as { id?: string }).id ?? null,
      })),
    ),
  );
}

/** Copies of several engines, and what was known before, count once. */
export function addTo(kept: Kept[], found: readonly Spooled[]): void {
  for (const { deviceId, pressId } of found) {
    if (pressId === null || kept.some((one) => one.deviceId === deviceId && one.pressId === pressId)) continue;
    kept.push({ deviceId, pressId });
  }
}

const segmentsOf = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.spool')) : [];

/** It may have been handed in a moment ago. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
