import { expect, it } from '@jest/globals';
import { as, type HelperId } from '@silverbell/kernel';
import type { HelperDirectory, HelperNeed } from './care-records.js';

/** Two helpers, neither of them suspended, and what is asked for. */
export interface HelperTown {
  readonly directory: HelperDirectory;
  readonly first: HelperId;
  readonly second: HelperId;
  readonly need: HelperNeed;
  readonly setSuspended: (helper: HelperId, suspended: boolean) => Promise<void>;
}

/** What a directory of helpers promises, held by the fake and by PostgreSQL. */
export function promisesOfAHelperDirectory(make: () => Promise<HelperTown>): void {
  it('answers helpers by id in the order asked for, and leaves out strangers', async () => {
    const { directory, first, second, need } = await make();
    const found = await directory.byIds([second, as<HelperId>('no-such-helper'), first], need);
    expect(found.map(({ helperId }) => helperId)).toEqual([second, first]);
  });

  it('tells a suspended helper wherever it answers her facts', async () => {
    const { directory, first, second, need, setSuspended } = await make();
    await setSuspended(first, true);
    expect([await directory.isSuspended(first), await directory.isSuspended(second)]).toEqual([true, false]);
    const found = await directory.byIds([first, second], need);
    expect(found.map(({ suspended }) => suspended)).toEqual([true, false]);
    await setSuspended(first, false);
    expect(await directory.isSuspended(first)).toBe(false);
  });

  it('knows no stranger as suspended', async () => {
    const { directory } = await make();
    expect(await directory.isSuspended(as<HelperId>('no-such-helper'))).toBe(false);
  });

  it('answers as many of the nearest as are wanted', async () => {
    const { directory, need } = await make();
    expect(await directory.nearest({ ...need, limit: 1 })).toHaveLength(1);
    expect((await directory.nearest({ ...need, limit: 2 })).length).toBeGreaterThanOrEqual(2);
  });
}
