import { expect, it } from '@jest/globals';
import { after, as, instant, minutes, type AccountId, type HelperId } from '@silverbell/kernel';
import type { HelperStatusStore, Suspension } from './port.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));

/** A helper who was never suspended. */
export interface SuspensionTown {
  readonly store: HelperStatusStore;
  readonly helper: HelperId;
  readonly by: AccountId;
}

/** What a store of helper suspensions promises, held by the fake and by PostgreSQL. */
export function promisesOfAHelperStatusStore(make: () => Promise<SuspensionTown>): void {
  const suspensionOf = ({ helper, by }: SuspensionTown, n = 1): Suspension => ({
    ...{ id: `suspension-${helper}-${String(n)}`, reason: 'allegation', note: null, by, key: `key-${String(n)}` },
    ...{ at: after(NOON, minutes(n)), lifted: null },
  });
  const lastOf = ({ store, helper }: SuspensionTown) =>
    store.transaction(async (tx) => (await tx.lock(helper))?.last ?? null);

  it('knows a helper who was never suspended, and no stranger', async () => {
    const town = await make();
    expect(await lastOf(town)).toBeNull();
    expect(await town.store.transaction((tx) => tx.lock(as<HelperId>('no-such-helper')))).toBeNull();
  });

  it('answers a suspension as it was written, and its end', async () => {
    const town = await make();
    const first = suspensionOf(town);
    await town.store.transaction((tx) => tx.suspend(town.helper, first, null));
    expect(await lastOf(town)).toEqual(first);
    const lifted = { reason: 'unfounded', note: null, by: town.by, at: after(NOON, minutes(9)), key: 'key-9' } as const;
    await town.store.transaction((tx) => tx.reinstate(town.helper, { ...first, lifted }, null));
    expect(await lastOf(town)).toEqual({ ...first, lifted });
    const second = suspensionOf(town, 20);
    await town.store.transaction((tx) => tx.suspend(town.helper, second, null));
    expect(await lastOf(town)).toEqual(second);
  });

  it('writes nothing when the work fails', async () => {
    const town = await make();
    const failing = town.store.transaction(async (tx) => {
      await tx.suspend(town.helper, suspensionOf(town), null);
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await lastOf(town)).toBeNull();
  });
}
