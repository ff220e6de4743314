import { describe, expect, it } from '@jest/globals';
import { after, hours, instant, minutes, type DeviceId, type Instant, type SeniorId } from '@silverbell/kernel';
import type { HubNetwork } from '@silverbell/monitoring';
import type { HubNetworkStore, KeptWatch, PresenceStore } from './port.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));

/** A device that was heard two hours before noon, and a person with a rule about her inactivity. */
export interface SupervisionTown {
  readonly store: PresenceStore;
  readonly device: DeviceId;
  readonly senior: SeniorId;
}

const absent = (since: Instant): KeptWatch => ({
  ...{ state: 'absent', since, hearingSince: null, turns: 1, turnedAt: after(since, hours(1)) },
  ...{ batteryLowSince: null, batteryTold: false, told: 'work' },
});

/** What a store of supervised devices promises, held by the fake and by PostgreSQL. */
export function promisesOfAPresenceStore(make: () => Promise<SupervisionTown>): void {
  it('lists a device that was not heard for long, with what was kept of it', async () => {
    const { store, device } = await make();
    const found = async () => (await store.toLookAt(NOON)).find(({ deviceId }) => deviceId === device);
    expect(await found()).toMatchObject({ seenAt: after(NOON, hours(-2)), watch: null });
    const watch = absent(after(NOON, hours(-2)));
    await store.keep([{ deviceId: device, ...watch }]);
    expect((await found())?.watch).toEqual(watch);
    await store.keep([{ deviceId: device, ...watch, told: null, turns: 2 }]);
    expect((await found())?.watch).toEqual({ ...watch, told: null, turns: 2 });
  });

  it('keeps each reported inactivity of a person once', async () => {
    const { store, senior } = await make();
    const reported = async () => (await store.ruledPeople(NOON)).find(({ seniorId }) => seniorId === senior)?.told;
    expect(await reported()).toEqual([]);
    await store.keepSilence(senior, 'morning:2026-11-28', NOON);
    await store.keepSilence(senior, 'morning:2026-11-28', after(NOON, minutes(1)));
    expect(await reported()).toEqual(['morning:2026-11-28']);
  });
}

/** A hub without a known network, and how it comes to report one. */
export interface HubTown {
  readonly store: HubNetworkStore;
  readonly hub: DeviceId;
  readonly reports: (network: HubNetwork) => Promise<void>;
}

/** What a store of the networks of hubs promises, held by the fake and by PostgreSQL. */
export function promisesOfAHubNetworkStore(make: () => Promise<HubTown>): void {
  const home: HubNetwork = { network: 'suite-net', gateway: 'aa' };
  const elsewhere: HubNetwork = { network: 'suite-net', gateway: 'bb' };

  describe('linesToLookAt', () => {
    it('lists a hub until its network is known', async () => {
      const { store, hub, reports } = await make();
      const found = async () => (await store.linesToLookAt()).find(({ deviceId }) => deviceId === hub);
      expect(await found()).toBeUndefined();
      await reports(home);
      expect(await found()).toEqual({ deviceId: hub, now: home, known: null });
      await store.keepLine(hub, { ...home, suspectedSince: null, told: false }, NOON);
      expect(await found()).toBeUndefined();
    });

    it('lists a hub that reports another network, or is suspected to have moved', async () => {
      const { store, hub, reports } = await make();
      const found = async () => (await store.linesToLookAt()).find(({ deviceId }) => deviceId === hub);
      const known = { ...home, suspectedSince: null, told: false };
      await reports(elsewhere);
      await store.keepLine(hub, known, NOON);
      expect(await found()).toEqual({ deviceId: hub, now: elsewhere, known });
      const suspected = { ...elsewhere, suspectedSince: NOON, told: true };
      await store.keepLine(hub, suspected, NOON);
      expect(await found()).toEqual({ deviceId: hub, now: elsewhere, known: suspected });
    });
  });
}
