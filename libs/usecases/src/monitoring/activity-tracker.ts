import { notedIn, signsOf, type NotedSign, type LastValues, type WaterRead } from '@silverbell/monitoring';
import type { HeardOf, ActivityStore } from './port.js';

/** Roles of devices with a button. */
const BUTTONS: ReadonlySet<string> = new Set(['sos-button', 'pendant', 'watch', 'pull-cord']);

/**
 * Turns what devices said into signs of people. It remembers how doors stood; after a restart the first word of each door is no
 * change, which may cost one sign and never invents one.
 */
export class ActivityTracker {
  #standing: LastValues = new Map();

  constructor(private readonly book: ActivityStore) {}

  async take(batch: readonly HeardOf[]): Promise<void> {
    if (batch.length === 0) return;
    const whose = new Map(
      (await this.book.whose([...new Set(batch.map(({ deviceId }) => deviceId))])).map((one) => [one.deviceId, one]),
    );
    const signs: NotedSign[] = [];
    const water: WaterRead[] = [];
    for (const { deviceId, at, readings, pressed } of batch) {
      const owner = whose.get(deviceId);
      if (owner === undefined) continue;
      const noted = notedIn({ whose: owner, at, readings }, this.#standing);
      this.#standing = noted.standing;
      signs.push(...noted.signs, ...(pressed && BUTTONS.has(owner.role) ? signsOf(owner, 'press', at) : []));
      water.push(...noted.water);
    }
    if (signs.length > 0 || water.length > 0) await this.book.note({ signs, water });
  }
}
