import { setTimeout as pause } from 'node:timers/promises';
import { alertOf, Device, type DeviceAccess } from './device.js';
import { answers } from './worker.js';

let devices: Device[] = [];
let pressing = false;
let over: Promise<unknown> = Promise.resolve();
let sent: string[] = [];
let acknowledged: string[] = [];
let n = 0;

async function press(device: Device, name: string, everyMs: number | null): Promise<void> {
  while (pressing) {
    n += 1;
    const alertId = `${name}-${n}`;
    sent.push(alertId);
    const answered = device.publish('alert', alertOf(alertId)).then(() => void acknowledged.push(alertId));
    await (everyMs === null ? answered : pause(everyMs));
  }
}

const questions = {
  /** A line that the other side cuts is what is being measured here, and no error. */
  connect: async (asked: { port: number; devices: readonly DeviceAccess[] }): Promise<void> => {
    devices = asked.devices.map((access) => new Device(access, asked.port, '127.0.0.1', () => undefined));
    await Promise.all(devices.map((device) => device.connect()));
  },
  /** Each device presses when its last press was acknowledged, or all together so many a second. */
  begin: (asked: { name: string; perSecond: number | null }): Promise<void> => {
    [sent, acknowledged] = [[], []];
    pressing = true;
    const everyMs = asked.perSecond === null ? null : (devices.length * 1_000) / asked.perSecond;
    over = Promise.all(devices.map((device) => press(device, asked.name, everyMs)));
    return Promise.resolve();
  },
  /** What the devices saw acknowledged until now. */
  end: async (): Promise<{ sent: number; acknowledged: readonly string[] }> => {
    pressing = false;
    for (const device of devices) device.close();
    // Whoever waits for an acknowledgement that will not come is not waited for.
    await Promise.race([over, pause(200)]);
    return { sent: sent.length, acknowledged };
  },
};
export type UntilCutQuestions = typeof questions;

answers(questions);
