import { setTimeout as pause } from 'node:timers/promises';
import { Device, type DeviceAccess } from './device.js';
import { answers } from './worker.js';

const EVERY_MS = 10;

let raging = false;
let over: Promise<void> = Promise.resolve();
const counts = { connects: 0, refused: 0, mostHeld: 0, cycles: 0 };

/** 10,000 ports of one address would not do: the devices come from 127.0.0.2 … 127.0.0.21. */
const addressOf = (n: number): string => `127.0.0.${2 + (n % 20)}`;

async function rage(port: number, devices: readonly DeviceAccess[], perSecond: number): Promise<void> {
  while (raging) {
    const held: Device[] = [];
    const began = performance.now();
    let opened = 0;
    const opening: Promise<void>[] = [];
    while (raging && opened < devices.length) {
      const owed = Math.min(devices.length, Math.floor(((performance.now() - began) / 1_000) * perSecond));
      for (; opened < owed; opened += 1) {
        const device = new Device(devices[opened] as DeviceAccess, port, addressOf(opened), () => undefined);
        counts.connects += 1;
        opening.push(
          device.connect().then(
            () => void held.push(device),
            () => void (counts.refused += 1),
          ),
        );
      }
      await pause(EVERY_MS);
    }
    await Promise.all(opening);
    counts.mostHeld = Math.max(counts.mostHeld, held.length);
    counts.cycles += 1;
    for (const device of held) device.close();
  }
}

const questions = {
  /** Devices connect at this rate until all are held; then all are cut and come again, until told to end. */
  begin: (asked: { port: number; devices: readonly DeviceAccess[]; perSecond: number }): Promise<void> => {
    raging = true;
    over = rage(asked.port, asked.devices, asked.perSecond);
    return Promise.resolve();
  },
  end: async (): Promise<typeof counts> => {
    raging = false;
    await over;
    return counts;
  },
};
export type StormQuestions = typeof questions;

answers(questions);
