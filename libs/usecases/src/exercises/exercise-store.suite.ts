import { describe, expect, it } from '@jest/globals';
import { after, hours, instant, minutes, type AccountId, type DeviceId, type RegionId } from '@silverbell/kernel';
import type { Drill, ExerciseStore, TestWindow } from './port.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));

/** A device and a region without windows and drills. */
export interface ExerciseTown {
  readonly store: ExerciseStore;
  readonly device: DeviceId;
  readonly region: RegionId;
  readonly by: AccountId;
}

/** What a store of exercises promises, held by the fake and by PostgreSQL. */
export function promisesOfAnExerciseStore(make: () => Promise<ExerciseTown>): void {
  const windowOf = ({ device, by }: ExerciseTown, opensAt = NOON): TestWindow => ({
    ...{ id: `window-${device}-${String(opensAt)}`, deviceId: device, openedBy: by, reason: 'monthly-test' },
    ...{ opensAt, closesAt: after(opensAt, minutes(30)), endedAt: null, endedBy: null },
  });
  const drillOf = ({ region, by }: ExerciseTown, id: string, openedAt = NOON): Drill => ({
    ...{ id: `${id}-${region}`, regionId: region, purpose: 'regular', homeIds: [], deviceIds: [], helperIds: [] },
    ...{ openedBy: by, openedAt, until: after(openedAt, hours(2)), endedAt: null, endedBy: null },
  });

  describe('a test window', () => {
    it('is the only one of its device until it closes', async () => {
      const town = await make();
      expect(await town.store.openWindow(windowOf(town))).toBe(true);
      expect(await town.store.openWindow(windowOf(town, after(NOON, minutes(29))))).toBe(false);
      expect(await town.store.openWindow(windowOf(town, after(NOON, minutes(30))))).toBe(true);
    });

    it('is ended once, and counts as test time until then', async () => {
      const town = await make();
      const { store, device, by } = town;
      await store.openWindow(windowOf(town));
      const ended = after(NOON, minutes(10));
      expect(await store.endWindow(device, by, ended)).toMatchObject({ endedAt: ended, endedBy: by });
      expect(await store.endWindow(device, by, after(NOON, minutes(11)))).toBeNull();
      const later = after(NOON, hours(1));
      expect(await store.testTime(device, NOON, later)).toBe(minutes(10));
      expect(await store.testTime(device, after(NOON, minutes(4)), later)).toBe(minutes(6));
    });
  });

  describe('a drill', () => {
    it('is answered as it was opened; an unknown one is null', async () => {
      const town = await make();
      const drill = drillOf(town, 'first');
      expect(await town.store.openDrill(drill)).toBe(true);
      expect(await town.store.drill(drill.id)).toEqual(drill);
      expect(await town.store.drill('no-such-drill')).toBeNull();
    });

    it('keeps others out of its region until it is over', async () => {
      const town = await make();
      await town.store.openDrill(drillOf(town, 'first'));
      expect(await town.store.openDrill(drillOf(town, 'second', after(NOON, hours(1))))).toBe(false);
      expect(await town.store.openDrill(drillOf(town, 'second', after(NOON, hours(2))))).toBe(true);
    });

    it('is ended once: a second end changes nothing', async () => {
      const town = await make();
      const { store, by } = town;
      const drill = drillOf(town, 'first');
      await store.openDrill(drill);
      await store.endDrill(drill.id, by, after(NOON, minutes(5)));
      await store.endDrill(drill.id, by, after(NOON, minutes(50)));
      expect(await store.drill(drill.id)).toMatchObject({ endedAt: after(NOON, minutes(5)), endedBy: by });
    });
  });
}
