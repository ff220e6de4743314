import { activityIn, signsOf, type RecordedSign, type LastValues, type WaterRead } from '@silverbell/monitoring';
import type { DeviceMeasurements, ActivityStore } from './port.js';

/** Roles of devices with a button. */
const BUTTONS: ReadonlySet<string> = new Set(['sos-button', 'pendant', 'watch', 'pull-cord']);

/**
 * Turns measurements of devices into signs of people. It keeps the last value of each sensor in memory; after a restart the first value of a
 * door is no change, which may cost one sign and never invents one.
 */
export class ActivityTracker {
  #lastValues: LastValues = new Map();

  constructor(private readonly store: ActivityStore) {}

  async record(batch: readonly DeviceMeasurements[]): Promise<void> {
    if (batch.length === 0) return;
    const owners = new Map(
      (await this.store.ownersOf([...new Set(batch.map(({ deviceId }) => deviceId))])).map((one) => [
        one.deviceId,
        one,
      ]),
    );
    const signs: RecordedSign[] = [];
    const water: WaterRead[] = [];
    for (const { deviceId, at, readings, pressed } of batch) {
      const owner = owners.get(deviceId);
      if (owner === undefined) continue;
      const activity = activityIn({ owner, at, readings }, this.#lastValues);
      this.#lastValues = activity.lastValues;
      signs.push(...activity.signs, ...(pressed && BUTTONS.has(owner.role) ? signsOf(owner, 'press', at) : []));
      water.push(...activity.water);
    }
    if (signs.length > 0 || water.length > 0) await this.store.recordActivity({ signs, water });
  }
}
