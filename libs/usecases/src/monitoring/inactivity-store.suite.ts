import { describe, expect, it } from '@jest/globals';
import { after, as, hours, instant, minutes, type AccountId, type Instant, type SeniorId } from '@silverbell/kernel';
import { defaultMorning, defaultWater } from '@silverbell/monitoring';
import type { Absence, InactivityChange, InactivityStore } from './port.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));

/** A senior without rules and absences. */
export interface InactivityTown {
  readonly store: InactivityStore;
  readonly senior: SeniorId;
  readonly by: AccountId;
}

/** What a store of inactivity rules promises, held by the fake and by PostgreSQL. */
export function promisesOfAnInactivityStore(make: () => Promise<InactivityTown>): void {
  let made = 0;
  const changeBy = (by: AccountId, at: Instant = NOON): InactivityChange => ({
    ...{ id: `inactivity-change-${String((made += 1))}`, at, by, reason: 'asked-for', note: null },
  });
  const absence = (from: Instant): Absence => ({ from, until: after(from, hours(24)), where: null, reason: null });
  const fileOf = async ({ store, senior }: InactivityTown) => {
    const file = await store.inactivityOf(senior, NOON);
    if (file === null) throw new Error('the senior is on file');
    return file;
  };

  it('knows no stranger', async () => {
    const { store } = await make();
    expect(await store.inactivityOf(as<SeniorId>('no-such-senior'), NOON)).toBeNull();
  });

  it('answers the rules as they were set, since when, and by whom', async () => {
    const town = await make();
    expect(await fileOf(town)).toMatchObject({ rules: [], rulesSince: null, away: null, changes: [] });
    await town.store.setRules(town.senior, [defaultMorning, defaultWater], changeBy(town.by));
    const file = await fileOf(town);
    expect(file.rules).toEqual([defaultMorning, defaultWater]);
    expect(file.rulesSince).toBe(NOON);
    expect(file.changes).toMatchObject([{ at: NOON, by: { id: town.by }, what: 'rules', reason: 'asked-for' }]);
  });

  it('replaces rules, and lists changes newest first', async () => {
    const town = await make();
    await town.store.setRules(town.senior, [defaultMorning], changeBy(town.by));
    await town.store.setRules(town.senior, [], changeBy(town.by, after(NOON, minutes(1))));
    const file = await fileOf(town);
    expect([file.rules, file.rulesSince]).toEqual([[], null]);
    expect(file.changes.map(({ at }) => at)).toEqual([after(NOON, minutes(1)), NOON]);
  });

  describe('an absence', () => {
    it('stays on file as ended when the senior is back', async () => {
      const town = await make();
      await town.store.setAway(town.senior, absence(NOON), changeBy(town.by));
      expect((await fileOf(town)).away).toEqual(absence(NOON));
      const back = after(NOON, hours(3));
      await town.store.setAway(town.senior, 'back', changeBy(town.by, back));
      expect((await fileOf(town)).away).toMatchObject({ from: NOON, until: back });
    });

    it('is removed when it had not begun', async () => {
      const town = await make();
      await town.store.setAway(town.senior, absence(after(NOON, hours(5))), changeBy(town.by));
      await town.store.setAway(town.senior, 'back', changeBy(town.by));
      const file = await fileOf(town);
      expect(file.away).toBeNull();
      expect(file.changes.map(({ what }) => what)).toEqual(['back', 'away']);
    });
  });
}
