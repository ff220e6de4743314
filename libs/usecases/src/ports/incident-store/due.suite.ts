import { describe, expect, it } from '@jest/globals';
import { after, as, seconds, type AccountId } from '@silverbell/kernel';
import type { IncidentStore } from '../incident-store.js';
import { suiteStart, GrowingIncident, goOn, look, raise, theOneIn } from './growing-incident.suite.js';

export function promisesOfWhatIsDue(make: () => Promise<IncidentStore>): void {
  describe('what is due', () => {
    it('is listed oldest first, and no more than asked for', async () => {
      const store = await make();
      const cases = [GrowingIncident.raised(), GrowingIncident.raised(), GrowingIncident.raised()];
      const dueAt = [seconds(20), seconds(5), seconds(300)].map((wait) => after(suiteStart, wait));
      for (const [n, grown] of cases.entries()) await raise(store, grown, { nextDueAt: dueAt[n] ?? null });
      const now = after(suiteStart, seconds(60));
      expect(await store.dueIncidents(now, 10)).toEqual([
        { id: cases[1]?.after.id, dueAt: dueAt[1] },
        { id: cases[0]?.after.id, dueAt: dueAt[0] },
      ]);
      expect(await store.dueIncidents(now, 1)).toHaveLength(1);
      expect(await store.nextDueAt()).toBe(dueAt[1]);
    });

    it('is nothing where there is no case', async () => {
      const store = await make();
      expect(await store.nextDueAt()).toBeNull();
      expect(await store.dueIncidents(suiteStart, 10)).toEqual([]);
    });
  });

  describe('a lease', () => {
    it('moves without a fact, comes back with the case, and is due when it lapses', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      const until = after(suiteStart, seconds(1));
      await store.withIncident({ by: 'incident', id: grown.after.id }, { now: suiteStart }, (found) => {
        const before = theOneIn(found);
        const change = GrowingIncident.from(before).change({
          after: { ...before, leaseUntil: until },
          nextDueAt: until,
        });
        return Promise.resolve({ change, answer: () => null });
      });
      const incident = theOneIn(await look(store, { by: 'incident', id: grown.after.id }));
      expect([incident.leaseUntil, incident.version]).toEqual([until, 2]);
      expect(await store.nextDueAt()).toBe(until);
    });
  });
}
