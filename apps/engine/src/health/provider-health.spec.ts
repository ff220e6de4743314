import { describe, expect, it } from '@jest/globals';
import { ProviderHealth } from './provider-health.js';

describe('a provider that takes nothing', () => {
  it('is named until it takes something again, or until nobody has tried for long', () => {
    let now = 0;
    const watch = new ProviderHealth(() => now);
    watch.tried('sms', { sent: 0, putBack: 3 });
    watch.tried('voice', { sent: 1, putBack: 2 });
    watch.tried('device', { sent: 0, putBack: 1 });
    now = 20_000;
    watch.tried('sms', { sent: 0, putBack: 1 });
    expect(watch.stuck()).toEqual([{ channel: 'sms', sinceS: 20 }]);
    watch.tried('sms', { sent: 0, putBack: 0 });
    expect(watch.stuck()).toHaveLength(1);
    watch.tried('sms', { sent: 1, putBack: 0 });
    expect(watch.stuck()).toEqual([]);
    watch.tried('sms', { sent: 0, putBack: 1 });
    now += 16 * 60_000;
    expect(watch.stuck()).toEqual([]);
  });
});
