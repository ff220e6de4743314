import { alertOf, Device, type DeviceAccess } from './device.js';
import { answers } from './worker.js';

let devices: Device[] = [];
let n = 0;

const questions = {
  connect: async (asked: { port: number; devices: readonly DeviceAccess[] }) => {
    devices = asked.devices.map((access) => new Device(access, asked.port));
    await Promise.all(
      devices.map(async (device) => {
        await device.connect();
        await device.listensToReceipts();
      }),
    );
  },
  /**
   * Every device presses anew as soon as its last press is answered: by the broker's acknowledgement, or by `received`.
   * Answers with what was answered within the time; what was begun by then is waited for and not counted.
   */
  press: async (asked: { until: 'puback' | 'received'; forMs: number; name: string }) => {
    const startedAt = performance.now();
    const endsAt = startedAt + asked.forMs;
    const answered: string[] = [];
    const late: string[] = [];
    await Promise.all(
      devices.map(async (device) => {
        while (performance.now() < endsAt) {
          n += 1;
          const alertId = `${asked.name}-${n}`;
          const received = asked.until === 'received' ? device.receivedOf(alertId) : null;
          const acknowledged = device.publish('alert', alertOf(alertId));
          await (received ?? acknowledged);
          (performance.now() <= endsAt ? answered : late).push(alertId);
        }
      }),
    );
    return { answered: answered.length, late: late.length, seconds: asked.forMs / 1_000 };
  },
  disconnect: (): Promise<void> => {
    for (const device of devices) device.close();
    devices = [];
    return Promise.resolve();
  },
};
export type PressQuestions = typeof questions;

answers(questions);
