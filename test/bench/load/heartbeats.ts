import { setTimeout as pause } from 'node:timers/promises';
import { Device, type DeviceAccess } from './device.js';
import { publishPacket } from './packets.js';
import { answers } from './worker.js';

const EVERY_MS = 10;
const CONNECTING_AT_ONCE = 50;

interface Line {
  readonly device: Device;
  readonly packet: Buffer;
}

const lines = new Map<string, Line[]>();
let target: Line[] = [];
let perSecond = 0;
let next = 0;
let owed = 0;
let lastAt = performance.now();
let noting = false;
let notes: { device: number; at: number }[] = [];

setInterval(() => {
  const now = performance.now();
  owed = Math.min(owed + ((now - lastAt) / 1_000) * perSecond, perSecond);
  lastAt = now;
  if (target.length === 0) return;
  for (; owed >= 1; owed -= 1) {
    const device = next % target.length;
    next += 1;
    const line = target[device] as Line;
    line.device.send(line.packet);
    if (noting) notes.push({ device, at: Date.now() });
  }
}, EVERY_MS);

const packetOf = (id: string): Buffer =>
  publishPacket(
    0,
    `care/v1/${id}/heartbeat`,
    Buffer.from(JSON.stringify({ batteryPct: 77, rssiDbm: -71, firmware: '2.4.1', network: 'lte' })),
  );

const questions = {
  /** Connects these devices under a name. */
  connect: async ({ name, port, devices }: { name: string; port: number; devices: readonly DeviceAccess[] }) => {
    const connected: Line[] = [];
    for (let from = 0; from < devices.length; from += CONNECTING_AT_ONCE) {
      await Promise.all(
        devices.slice(from, from + CONNECTING_AT_ONCE).map(async (access) => {
          const device = new Device(access, port);
          await device.connect();
          connected.push({ device, packet: packetOf(access.id) });
        }),
      );
    }
    lines.set(name, connected);
  },
  /** From now on this many a second, round the devices of this name; `null`: silence. */
  beat: (asked: { name: string; perSecond: number } | null): Promise<void> => {
    target = asked === null ? [] : (lines.get(asked.name) ?? []);
    perSecond = asked?.perSecond ?? 0;
    owed = 0;
    lastAt = performance.now();
    return Promise.resolve();
  },
  /** Beats for so long, notes every heartbeat, and answers with who beat when. */
  beatAndNote: async (asked: { name: string; perSecond: number; forMs: number }) => {
    notes = [];
    noting = true;
    const startedAt = Date.now();
    await questions.beat(asked);
    await pause(asked.forMs);
    await questions.beat(null);
    noting = false;
    return {
      startedAt,
      endedAt: Date.now(),
      ids: (lines.get(asked.name) ?? []).map(({ device }) => device.access.id),
      notes,
    };
  },
  disconnect: (name: string): Promise<void> => {
    for (const { device } of lines.get(name) ?? []) device.close();
    lines.delete(name);
    return Promise.resolve();
  },
};
export type HeartbeatQuestions = typeof questions;

answers(questions);
