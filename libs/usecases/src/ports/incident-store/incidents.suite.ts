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
import type { IncidentStore } from '../incident-store.js';
import {
  suiteStart,
  fresh,
  aHome,
  GrowingIncident,
  offerTo,
  acceptance,
  closing,
  emergencyAt,
  goOn,
  look,
  outboxRow,
  raise,
  theOneIn,
} from './growing-incident.suite.js';

export function promisesOfIncidents(
  make: () => Promise<IncidentStore>,
  neighbour: (store: IncidentStore) => Promise<IncidentStore>,
): void {
  describe('a keeper of cases', () => {
    it('gives back the case as it was saved, and its number', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      const { number } = await raise(store, grown);
      const found = await look(store, { by: 'incident', id: grown.after.id });
      expect(found).toEqual({
        incident: grown.after,
        number,
        lastClosed: null,
        alsoOpen: [],
        earlier: null,
      });
      expect(await store.findIncident(grown.after.id)).toEqual({ incident: grown.after, number });
      expect(await store.findIncident(as<IncidentId>('none'))).toBeNull();
    });

    it('gives every case another number', async () => {
      const store = await make();
      const numbers = [
        (await raise(store, GrowingIncident.raised())).number,
        (await raise(store, GrowingIncident.raised())).number,
      ];
      expect(new Set(numbers).size).toBe(2);
    });

    it('keeps the number when the case goes on', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      const { number } = await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      const found = await look(store, { by: 'incident', id: grown.after.id });
      expect([found?.number, found?.incident?.version]).toEqual([number, 2]);
    });

    it('finds no case that was never raised', async () => {
      const store = await make();
      for (const ref of [
        { by: 'incident', id: as<IncidentId>('none') },
        { by: 'offer', id: as<OfferId>('none') },
        { by: 'assignment', id: as<AssignmentId>('none') },
      ] as const)
        expect(await look(store, ref)).toBeNull();
    });

    it('finds a subject it has never seen, with no case open', async () => {
      const store = await make();
      const found = await look(store, emergencyAt(aHome()));
      expect(found).toEqual({ incident: null, number: null, lastClosed: null, alsoOpen: [], earlier: null });
    });

    it('finds the open case of a subject, by its family', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      const of = (category: 'emergency' | 'work') =>
        look(store, { by: 'subject', subject: grown.after.subject, family: category });
      expect(await of('emergency')).toMatchObject({ incident: { id: grown.after.id }, alsoOpen: [] });
      expect(await of('work')).toMatchObject({ incident: null, alsoOpen: [{ id: grown.after.id }] });
    });

    it('finds a case by an offer and by an assignment', async () => {
      const store = await make();
      const [helperId, offerId, assignmentId] = [
        as<HelperId>(fresh('helper')),
        as<OfferId>(fresh('offer')),
        as<AssignmentId>(fresh('assignment')),
      ];
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [offerTo(helperId, offerId)]);
      expect((await look(store, { by: 'offer', id: offerId }))?.incident?.id).toBe(grown.after.id);
      const later = await goOn(store, grown.after.id, [acceptance(helperId, offerId, assignmentId)]);
      expect((await look(store, { by: 'assignment', id: assignmentId }))?.incident).toEqual(later);
    });

    it('remembers the last closed case of a subject, and opens a new one beside it', async () => {
      const store = await make();
      const first = GrowingIncident.raised();
      await raise(store, first);
      await goOn(store, first.after.id, [closing], after(suiteStart, seconds(60)));
      const second = GrowingIncident.raised(first.after.subject);
      const found = await store.withIncident(emergencyAt(first.after.subject), { now: suiteStart }, (one) =>
        Promise.resolve({ change: second.change(), answer: () => one }),
      );
      expect(found).toMatchObject({
        incident: null,
        lastClosed: { incidentId: first.after.id, closedAt: after(suiteStart, seconds(60)) },
      });
    });

    it('keeps nothing of what the database refuses', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      const received = { ...outboxRow(grown.after.id), id: fresh('row') };
      await expect(raise(store, grown, { nextDueAt: null, outbox: [received] })).rejects.toThrow();
      expect((await look(store, emergencyAt(grown.after.subject)))?.incident).toBeNull();
    });

    it('decides again when the incident changed between its finding and its writing', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      const other = await neighbour(store);
      const seen: number[] = [];
      const end = await store.withIncident(
        { by: 'incident', id: grown.after.id },
        { now: suiteStart },
        async (found) => {
          const incident = theOneIn(found);
          seen.push(incident.version);
          if (seen.length === 1) await goOn(other, incident.id, [{ type: 'attended', by: as<AccountId>('li') }]);
          const next = GrowingIncident.from(incident).and({ type: 'hold-ended' });
          return { change: next.change(), answer: () => next.after };
        },
      );
      expect([seen, end.version, end.attention.state]).toEqual([[1, 2], 3, 'attended']);
    });

    it('decides again when only the lease moved', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      const until = after(suiteStart, seconds(500));
      const other = await neighbour(store);
      const seen: (number | null)[] = [];
      await store.withIncident({ by: 'incident', id: grown.after.id }, { now: suiteStart }, async (found) => {
        const incident = theOneIn(found);
        seen.push(incident.leaseUntil);
        if (seen.length === 1)
          await other.withIncident({ by: 'incident', id: incident.id }, { now: suiteStart }, (one) => {
            const before = theOneIn(one);
            const renewed = GrowingIncident.from(before).change({ before, after: { ...before, leaseUntil: until } });
            return Promise.resolve({ change: renewed, answer: () => null });
          });
        const next = GrowingIncident.from(incident).and({ type: 'hold-ended' });
        return { change: next.change(), answer: () => null };
      });
      expect(seen).toEqual([expect.any(Number), until]);
    });

    it('decides again when a case of another family was opened meanwhile', async () => {
      const store = await make();
      const drill = GrowingIncident.raised(aHome(), suiteStart, undefined, undefined, 'drill');
      const { subject } = drill.after;
      const other = await neighbour(store);
      const seen: number[] = [];
      const opened = await store.withIncident(
        { by: 'subject', subject, family: 'drill' },
        { now: suiteStart },
        async (found) => {
          seen.push(found?.alsoOpen.length ?? -1);
          if (seen.length === 1) await raise(other, GrowingIncident.raised(subject));
          const change = found?.alsoOpen.length === 0 ? drill.change() : null;
          return { change, answer: () => change !== null };
        },
      );
      expect([seen, opened]).toEqual([[0, 1], false]);
    });

    it('gives up a change that is decided on an older version over and over', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      let tried = 0;
      const stale = store.withIncident({ by: 'incident', id: grown.after.id }, { now: suiteStart }, () => {
        tried += 1;
        const change = GrowingIncident.from(grown.after)
          .and({ type: 'attended', by: as<AccountId>('chen') })
          .change();
        return Promise.resolve({ change, answer: () => null });
      });
      await expect(stale).rejects.toThrow();
      expect(tried).toBeGreaterThan(3);
      expect(tried).toBeLessThan(50);
    });

    it('makes one case of presses for one subject that come at the same time', async () => {
      const store = await make();
      const subject = aHome();
      const press = () =>
        store.withIncident(emergencyAt(subject), { now: suiteStart }, (found) => {
          if (found?.incident) {
            const { id } = found.incident;
            return Promise.resolve({ change: null, answer: () => id });
          }
          const grown = GrowingIncident.raised(subject);
          return Promise.resolve({ change: grown.change(), answer: () => grown.after.id });
        });
      expect(new Set(await Promise.all([press(), press(), press(), press()])).size).toBe(1);
    });
  });
}
