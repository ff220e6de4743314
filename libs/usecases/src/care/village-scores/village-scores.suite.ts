import { expect, it } from '@jest/globals';
import type { CivilDay } from '@silverbell/care';
import { as, instant, type RegionId } from '@silverbell/kernel';
import type { VillageMeasure } from '@silverbell/vocabulary';
import { slug, type Town } from '../town.suite.js';
import type { VillageScoreStore, VillageScoreTransaction } from './port.js';
import { freezeVillageScores, setVillageTarget, shownScore, type WantedTarget } from './write-scores.js';

/** A village in which nothing was done and no target is set, and a region that is none. */
export interface ScoreTown extends Town<VillageScoreTransaction> {
  readonly store: VillageScoreStore;
  readonly village: RegionId;
  readonly township: RegionId;
  /** A service delivered to this person, or a welfare visit that took place. */
  readonly did: (measure: VillageMeasure, day: CivilDay, who: string) => Promise<void>;
}

/** What a store of village scores promises, held by the fake and by PostgreSQL (CR-54). */
export function promisesOfVillageScores(make: () => Promise<ScoreTown>): void {
  const set = ({ store, village, by }: ScoreTown, more: Partial<WantedTarget> = {}) =>
    setVillageTarget(
      { scores: store },
      { by, at: instant(Date.UTC(2026, 9, 14)) },
      {
        ...{ regionId: village, year: 2026, measure: 'seniors-served', target: 4, ifMatch: undefined },
        ...{ today: '2026-10-14', ...more },
      },
    );
  const shown = async ({ store, village }: ScoreTown) => {
    const [line] = await store.page({ regionIds: [village], year: 2026, take: 10 });
    if (line === undefined) throw new Error('the village is not listed');
    return shownScore(store, line, 2026);
  };

  it('has no points where no target is set, and lists no region that is no village', async () => {
    const town = await make();
    expect(await shown(town)).toMatchObject({ target: null, done: null, points: null, deadline: '2026-12-15' });
    expect(await town.store.page({ regionIds: [town.township], year: 2026, take: 10 })).toEqual([]);
    expect(await slug(set(town, { regionId: town.township }))).toBe('village-only');
    expect(await slug(set(town, { regionId: as<RegionId>('no-such-region') }))).toBe('village-only');
  });

  it('counts each person who was served once, and points by what is done of the target', async () => {
    const town = await make();
    expect(await slug(set(town))).toBe('taken');
    expect(await shown(town)).toMatchObject({ target: 4, done: 0, points: 0, fullPoints: 2, version: 1 });
    await town.did('seniors-served', '2026-03-01', 'a');
    await town.did('seniors-served', '2026-03-02', 'a');
    await town.did('seniors-served', '2026-12-15', 'b');
    await town.did('seniors-served', '2026-12-16', 'c');
    await town.did('seniors-served', '2025-12-31', 'd');
    expect(await shown(town)).toMatchObject({ done: 2, points: 1 });
    expect(await slug(set(town, { target: 3 }))).toBe('taken');
    expect(await shown(town)).toMatchObject({ target: 3, points: 1.33, version: 2 });
  });

  it('counts every welfare visit where that is the measure', async () => {
    const town = await make();
    await set(town, { measure: 'visits-done', target: 2 });
    await town.did('visits-done', '2026-03-01', 'a');
    await town.did('visits-done', '2026-03-08', 'a');
    await town.did('seniors-served', '2026-03-08', 'b');
    expect(await shown(town)).toMatchObject({ measure: 'visits-done', done: 2, points: 2 });
  });

  it('refuses a change that was made from an older version', async () => {
    const town = await make();
    await set(town);
    expect(await slug(set(town, { ifMatch: 0 }))).toBe('version-changed');
    expect(await slug(set(town, { ifMatch: 1 }))).toBe('taken');
  });

  it('is frozen when the deadline is over: what is corrected later changes nothing', async () => {
    const town = await make();
    await set(town);
    await town.did('seniors-served', '2026-12-15', 'a');
    expect(await town.within((tx) => freezeVillageScores(tx, '2026-12-15'))).toBe(0);
    expect(await shown(town)).toMatchObject({ frozenOn: null, points: 0.5 });
    expect(await town.within((tx) => freezeVillageScores(tx, '2026-12-16'))).toBe(1);
    await town.did('seniors-served', '2026-12-14', 'b');
    expect(await shown(town)).toMatchObject({ frozenOn: '2026-12-16', done: 1, points: 0.5 });
    expect(await town.within((tx) => freezeVillageScores(tx, '2026-12-17'))).toBe(0);
    expect(await slug(set(town, { target: 1, today: '2026-12-16' }))).toBe('score-frozen');
  });
}
