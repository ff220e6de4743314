import type { Clock, DeviceId } from '@silverbell/kernel';
import { matchTopic } from '@silverbell/mqtt-contract';
import type { DeviceBinding } from '@silverbell/profiles';
import { LRUCache } from 'lru-cache';
import type { Delivery } from './delivery.js';
import type { DeviceBindings } from './devices.port.js';
import type { IsTemporary } from './temporary.policy.js';

/** What is cached of each device; of a larger fleet the entries least recently used are evicted. */
export const CACHED_DEVICES = 50_000;

/** Foreign families, whose messages mean what their devices are registered as. */
export const isOfHub = (topic: string): boolean =>
  ['zigbee2mqtt', 'homeassistant'].includes(matchTopic(topic)?.name ?? '');

/** What foreign devices *are*; the native protocol says what it means by itself. The last known answer outlives the database. */
export class CachedBindings {
  private readonly known = new LRUCache<DeviceId, { binding: DeviceBinding | null; until: number }>({
    max: CACHED_DEVICES,
  });

  constructor(
    private readonly bindings: Pick<DeviceBindings, 'bindingOf'>,
    private readonly clock: Clock,
    private readonly isTemporary: IsTemporary,
    private readonly lastsMs: number,
  ) {}

  async of({ deviceId, topic }: Delivery): Promise<DeviceBinding | null> {
    if (!isOfHub(topic)) return null;
    const known = this.known.get(deviceId);
    if (known && known.until > this.clock.now()) return known.binding;
    try {
      const binding = await this.bindings.bindingOf(deviceId);
      this.known.set(deviceId, { binding, until: this.clock.now() + this.lastsMs });
      return binding;
    } catch (error) {
      if (known && this.isTemporary(error)) return known.binding;
      throw error;
    }
  }
}
