import { PeerConsole } from '../peer/peer-console.js';
import { alertOf, Device, type DeviceAccess } from './device.js';
import { answers } from './worker.js';

let devices: Device[] = [];
let n = 0;
let console: PeerConsole | null = null;
const shown = new Map<string, () => void>();
const shownOf = (alertId: string): Promise<void> => new Promise((resolve) => shown.set(alertId, resolve));

const questions = {
  /** `consoleUrl`: of the peer, for presses that wait until they are shown. */
  connect: async (asked: { port: number; devices: readonly DeviceAccess[]; consoleUrl?: string }) => {
    if (asked.consoleUrl !== undefined)
      console = await PeerConsole.connect(asked.consoleUrl, (alertId) => {
        shown.get(alertId)?.();
        shown.delete(alertId);
      });
    devices = asked.devices.map((access) => new Device(access, asked.port));
    await Promise.all(
      devices.map(async (device) => {
        await device.connect();
        await device.listensToReceipts();
      }),
    );
  },
  /**
   * Every device presses anew as soon as its last press is answered: by the broker's acknowledgement, by `received`, or on the peer's console.
   * Answers with what was answered within the time; what was begun by then is waited for and not counted.
   */
  press: async (asked: { until: 'puback' | 'received' | 'shown'; forMs: number; name: string }) => {
    const startedAt = performance.now();
    const endsAt = startedAt + asked.forMs;
    const answered: string[] = [];
    const late: string[] = [];
    await Promise.all(
      devices.map(async (device) => {
        while (performance.now() < endsAt) {
          n += 1;
          const alertId = `${asked.name}-${n}`;
          const later =
            asked.until === 'received' ? device.receivedOf(alertId) : asked.until === 'shown' ? shownOf(alertId) : null;
          const acknowledged = device.publish('alert', alertOf(alertId));
          await (later ?? acknowledged);
          (performance.now() <= endsAt ? answered : late).push(alertId);
        }
      }),
    );
    return { answered: answered.length, late: late.length, seconds: asked.forMs / 1_000 };
  },
  disconnect: (): Promise<void> => {
    for (const device of devices) device.close();
    devices = [];
    console?.close();
    return Promise.resolve();
  },
};
export type PressQuestions = typeof questions;

answers(questions);
