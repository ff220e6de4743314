import { describe, expect, it } from '@jest/globals';
import { as, type AccountId, type DeviceId } from '@silverbell/kernel';
import type { CaseStore, OutboxRow } from '../case-store.js';
import { suiteStart, fresh, GrowingCase, emergencyAt, raise, loaded } from './growing-case.suite.js';

export function promisesOfReceipts(make: () => Promise<CaseStore>): void {
  describe('a receipt', () => {
    it('is written for two presses that a device gave one alert id: neither is refused', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      const received = (id: string): OutboxRow => ({
        id: fresh(id),
        incidentId: grown.after.id,
        channel: 'device',
        recipient: 'device:d',
        body: {
          kind: 'receipt',
          channel: 'device',
          deviceId: as<DeviceId>('d'),
          alertId: 'a',
          stage: 'received',
          again: false,
          silent: false,
          etaMinutes: null,
          helperId: null,
        },
        urgency: 1,
        createdAt: suiteStart,
        notAfter: null,
      });
      await raise(store, grown, { outbox: [received('first')] });
      const going = store.transaction(async (tx) => {
        const next = GrowingCase.from(await loaded(tx, grown.after.id)).and({ type: 'hold-ended' });
        return tx.save(next.change({ outbox: [received('second')] }));
      });
      await expect(going).resolves.toEqual({ number: expect.any(Number) });
    });

    it('is written and committed with the last statement of its transaction, and nothing of it when that fails', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      await store.transaction(async (tx) => {
        await tx.lock(emergencyAt(grown.after.subject), { now: suiteStart });
        await tx.save(grown.change(), { last: true });
      });
      const stale = store.transaction(async (tx) => {
        const { after: was } = GrowingCase.from(await loaded(tx, grown.after.id));
        await tx.save(
          { ...GrowingCase.from(was).and({ type: 'hold-ended' }).change(), nextDueAt: null },
          { last: true },
        );
      });
      await expect(stale).rejects.toThrow();
      expect((await store.transaction((tx) => loaded(tx, grown.after.id))).version).toBe(grown.after.version);
    });
  });

  describe('an answer to a command', () => {
    const key = { accountId: as<AccountId>('li'), key: 'k1', bodyHash: 'h1' };

    it('is remembered with the command, and told from another use of its key', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      await raise(store, grown, { answer: { ...key, status: 201, answer: { id: grown.after.id }, at: suiteStart } });
      const ask = (bodyHash: string, accountId = key.accountId) =>
        store.transaction((tx) =>
          tx.lock(
            { by: 'incident', id: grown.after.id },
            { now: suiteStart, idempotency: { ...key, bodyHash, accountId } },
          ),
        );
      expect((await ask('h1'))?.earlier).toEqual({ sameBody: true, status: 201, answer: { id: grown.after.id } });
      expect((await ask('h2'))?.earlier).toMatchObject({ sameBody: false });
      expect((await ask('h1', as<AccountId>('chen')))?.earlier).toBeNull();
    });
  });
}
