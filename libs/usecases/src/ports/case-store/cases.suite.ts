import { describe, expect, it } from '@jest/globals';
import {
  after,
  as,
  seconds,
  type AccountId,
  type AssignmentId,
  type HelperId,
  type IncidentId,
  type OfferId,
} from '@silverbell/kernel';
import type { CaseStore } from '../case-store.js';
import {
  suiteStart,
  fresh,
  aHome,
  GrowingCase,
  offerTo,
  acceptance,
  closing,
  emergencyAt,
  raise,
  goOn,
} from './growing-case.suite.js';

export function promisesOfCases(make: () => Promise<CaseStore>): void {
  describe('a keeper of cases', () => {
    it('gives back the case as it was saved, and its number', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      const { number } = await raise(store, grown);
      const found = await store.transaction((tx) =>
        tx.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart }),
      );
      expect(found).toEqual({
        incident: grown.after,
        number,
        copy: false,
        alertCase: null,
        lastClosed: null,
        earlier: null,
      });
    });

    it('gives every case another number', async () => {
      const store = await make();
      const numbers = [
        (await raise(store, GrowingCase.raised())).number,
        (await raise(store, GrowingCase.raised())).number,
      ];
      expect(new Set(numbers).size).toBe(2);
    });

    it('keeps the number when the case goes on', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      const { number } = await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      const found = await store.transaction((tx) =>
        tx.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart }),
      );
      expect([found?.number, found?.incident?.version]).toEqual([number, 2]);
    });

    it('finds no case that was never raised', async () => {
      const store = await make();
      for (const ref of [
        { by: 'incident', id: as<IncidentId>('none') },
        { by: 'offer', id: as<OfferId>('none') },
        { by: 'assignment', id: as<AssignmentId>('none') },
      ] as const)
        expect(await store.transaction((tx) => tx.lock(ref, { now: suiteStart }))).toBeNull();
    });

    it('locks a subject it has never seen, and says that no case is open', async () => {
      const store = await make();
      const found = await store.transaction((tx) => tx.lock(emergencyAt(aHome()), { now: suiteStart }));
      expect(found).toEqual({
        incident: null,
        number: null,
        copy: false,
        alertCase: null,
        lastClosed: null,
        earlier: null,
      });
    });

    it('finds the open case of a subject, by its family', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      await raise(store, grown);
      const of = (family: 'emergency' | 'work') =>
        store.transaction((tx) =>
          tx.lock({ by: 'subject', subject: grown.after.subject, family }, { now: suiteStart }),
        );
      expect((await of('emergency'))?.incident?.id).toBe(grown.after.id);
      expect((await of('work'))?.incident).toBeNull();
    });

    it('finds a case by an offer and by an assignment', async () => {
      const store = await make();
      const [helperId, offerId, assignmentId] = [
        as<HelperId>(fresh('helper')),
        as<OfferId>(fresh('offer')),
        as<AssignmentId>(fresh('assignment')),
      ];
      const grown = GrowingCase.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [offerTo(helperId, offerId)]);
      expect(
        (await store.transaction((tx) => tx.lock({ by: 'offer', id: offerId }, { now: suiteStart })))?.incident?.id,
      ).toBe(grown.after.id);
      const later = await goOn(store, grown.after.id, [acceptance(helperId, offerId, assignmentId)]);
      expect(
        (await store.transaction((tx) => tx.lock({ by: 'assignment', id: assignmentId }, { now: suiteStart })))
          ?.incident,
      ).toEqual(later);
    });

    it('remembers the last closed case of a subject, and opens a new one beside it', async () => {
      const store = await make();
      const first = GrowingCase.raised();
      await raise(store, first);
      await goOn(store, first.after.id, [closing], after(suiteStart, seconds(60)));
      const second = GrowingCase.raised(first.after.subject);
      const found = await store.transaction(async (tx) => {
        const locked = await tx.lock(emergencyAt(first.after.subject), { now: suiteStart });
        await tx.save(second.change());
        return locked;
      });
      expect(found).toMatchObject({
        incident: null,
        lastClosed: { incidentId: first.after.id, closedAt: after(suiteStart, seconds(60)) },
      });
    });

    it('keeps nothing of a transaction whose work failed', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      const failing = store.transaction(async (tx) => {
        await tx.lock(emergencyAt(grown.after.subject), { now: suiteStart });
        await tx.save(grown.change());
        throw new Error('something else broke');
      });
      await expect(failing).rejects.toThrow('something else broke');
      expect(
        (await store.transaction((tx) => tx.lock(emergencyAt(grown.after.subject), { now: suiteStart })))?.incident,
      ).toBeNull();
    });

    it('refuses a change that was decided on an older version', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      let tried = 0;
      const stale = store.transaction(async (tx) => {
        tried += 1;
        await tx.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart });
        await tx.save(
          GrowingCase.from(grown.after)
            .and({ type: 'attended', by: as<AccountId>('chen') })
            .change(),
        );
      });
      await expect(stale).rejects.toThrow();
      expect(tried).toBe(5);
    });

    it('makes one case of two presses for one subject that come at the same time', async () => {
      const store = await make();
      const subject = aHome();
      const press = () =>
        store.transaction(async (tx) => {
          const locked = await tx.lock(emergencyAt(subject), { now: suiteStart });
          if (locked?.incident) return locked.incident.id;
          const grown = GrowingCase.raised(subject);
          await tx.save(grown.change());
          return grown.after.id;
        });
      expect(new Set(await Promise.all([press(), press(), press(), press()])).size).toBe(1);
    });
  });
}
