import { describe, expect, it } from '@jest/globals';
import { after, hours, instant, minutes, type DeviceId, type Instant, type SeniorId } from '@silverbell/kernel';
import type { HubNetwork } from '@silverbell/monitoring';
import type { HubNetworkStore, StoredPresence, PresenceStore } from './port.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));

/** A device that was heard two hours before noon, and a person with a rule about her inactivity. */
export interface SupervisionTown {
  readonly store: PresenceStore;
  readonly device: DeviceId;
  readonly senior: SeniorId;
  /** The device is heard once more, with or without credentials. */
  hears(message: { readonly at: Instant; readonly unverified: boolean }): Promise<void>;
}

const absent = (since: Instant): StoredPresence => ({
  ...{ state: 'absent', since, heardAgainSince: null, stateChanges: 1, changedAt: after(since, hours(1)) },
  ...{ batteryLowSince: null, batteryLowReported: false, reportedAs: 'work' },
});

/** What a store of supervised devices promises, held by the fake and by PostgreSQL. */
export function promisesOfAPresenceStore(make: () => Promise<SupervisionTown>): void {
  it('lists a device that was not heard for long, with what was kept of it', async () => {
    const { store, device } = await make();
    const found = async () => (await store.devicesToSupervise(NOON)).find(({ deviceId }) => deviceId === device);
    expect(await found()).toMatchObject({ seenAt: after(NOON, hours(-2)), presence: null });
    const presence = absent(after(NOON, hours(-2)));
    await store.savePresence([{ deviceId: device, ...presence }]);
    expect((await found())?.presence).toEqual(presence);
    await store.savePresence([{ deviceId: device, ...presence, reportedAs: null, stateChanges: 2 }]);
    expect((await found())?.presence).toEqual({ ...presence, reportedAs: null, stateChanges: 2 });
  });

  it('says whether the last messages of a device were verified', async () => {
    const { store, device, hears } = await make();
    const found = async () => (await store.devicesToSupervise(NOON)).find(({ deviceId }) => deviceId === device);
    expect(await found()).toMatchObject({
      hasUnverifiedMessages: false,
      hubPresentSince: null,
      isHubSupervised: false,
    });
    await hears({ at: after(NOON, hours(-2)), unverified: true });
    expect(await found()).toMatchObject({ hasUnverifiedMessages: true });
  });

  it('leaves out a device that was heard a moment ago and of which there is nothing to say', async () => {
    const { store, device, hears } = await make();
    const isListed = async () => (await store.devicesToSupervise(NOON)).some(({ deviceId }) => deviceId === device);
    await hears({ at: after(NOON, minutes(-1)), unverified: false });
    expect(await isListed()).toBe(true); // nothing is kept of it yet
    const present = { ...absent(after(NOON, hours(-2))), state: 'present', reportedAs: null } as const;
    await store.savePresence([{ deviceId: device, ...present }]);
    expect(await isListed()).toBe(false);
    await store.savePresence([{ deviceId: device, ...present, reportedAs: 'work' }]);
    expect(await isListed()).toBe(true);
  });

  it('keeps each reported inactivity of a person once', async () => {
    const { store, senior } = await make();
    const reported = async () =>
      (await store.peopleWithRules(NOON)).find(({ seniorId }) => seniorId === senior)?.reported;
    expect(await reported()).toEqual([]);
    await store.saveReportedInactivity(senior, 'morning:2026-11-28', NOON);
    await store.saveReportedInactivity(senior, 'morning:2026-11-28', after(NOON, minutes(1)));
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

  describe('networksToCheck', () => {
    it('lists a hub until its network is known', async () => {
      const { store, hub, reports } = await make();
      const found = async () => (await store.networksToCheck()).find(({ deviceId }) => deviceId === hub);
      expect(await found()).toBeUndefined();
      await reports(home);
      expect(await found()).toEqual({ deviceId: hub, now: home, known: null });
      await store.saveNetwork(hub, { ...home, suspectedSince: null, reported: false }, NOON);
      expect(await found()).toBeUndefined();
    });

    it('lists a hub that reports another network, or is suspected to have moved', async () => {
      const { store, hub, reports } = await make();
      const found = async () => (await store.networksToCheck()).find(({ deviceId }) => deviceId === hub);
      const known = { ...home, suspectedSince: null, reported: false };
      await reports(elsewhere);
      await store.saveNetwork(hub, known, NOON);
      expect(await found()).toEqual({ deviceId: hub, now: elsewhere, known });
      const suspected = { ...elsewhere, suspectedSince: NOON, reported: true };
      await store.saveNetwork(hub, suspected, NOON);
      expect(await found()).toEqual({ deviceId: hub, now: elsewhere, known: suspected });
    });
  });
}
