import { describe, expect, it } from '@jest/globals';
import { as, type AccountId } from '@silverbell/kernel';
import type { IncidentStore } from '../incident-store.js';
import { suiteStart, GrowingIncident, goOn, look, outboxRow, raise } from './growing-incident.suite.js';

export function promisesOfReceipts(make: () => Promise<IncidentStore>): void {
  describe('a receipt', () => {
    it('is written for two presses that a device gave one alert id: neither is refused', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown, { outbox: [outboxRow(grown.after.id)] });
      const going = goOn(store, grown.after.id, [{ type: 'hold-ended' }], suiteStart, {
        outbox: [outboxRow(grown.after.id)],
      });
      await expect(going).resolves.toMatchObject({ version: 2 });
    });

    it('is written with its fact, and nothing of either when the database refuses one', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      const refused = goOn(store, grown.after.id, [{ type: 'hold-ended' }], suiteStart, {
        nextDueAt: null,
        outbox: [outboxRow(grown.after.id)],
      });
      await expect(refused).rejects.toThrow();
      expect((await store.findIncident(grown.after.id))?.incident.version).toBe(grown.after.version);
    });
  });

  describe('an answer to a command', () => {
    const key = { accountId: as<AccountId>('li'), key: 'k1', bodyHash: 'h1' };

    it('is remembered with the command, and told from another use of its key', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown, { answer: { ...key, status: 201, answer: { id: grown.after.id }, at: suiteStart } });
      const ask = (bodyHash: string, accountId = key.accountId) =>
        look(
          store,
          { by: 'incident', id: grown.after.id },
          { now: suiteStart, idempotency: { ...key, bodyHash, accountId } },
        );
      expect((await ask('h1'))?.earlier).toEqual({ sameBody: true, status: 201, answer: { id: grown.after.id } });
      expect((await ask('h2'))?.earlier).toMatchObject({ sameBody: false });
      expect((await ask('h1', as<AccountId>('chen')))?.earlier).toBeNull();
    });

    it('is stored once when a request and its retry come at the same time', async () => {
      const store = await make();
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      const answer = { ...key, key: 'k2', status: 200, answer: null, at: suiteStart };
      const request = (): Promise<string> =>
        store.withIncident(
          { by: 'incident', id: grown.after.id },
          { now: suiteStart, idempotency: { ...key, key: 'k2' } },
          (found) => {
            if (found?.earlier) return Promise.resolve({ change: null, answer: () => 'retried' });
            const next = GrowingIncident.from(found?.incident ?? grown.after).and({ type: 'hold-ended' });
            return Promise.resolve({ change: next.change({ answer }), answer: () => 'done' });
          },
        );
      expect((await Promise.all([request(), request()])).sort()).toEqual(['done', 'retried']);
      expect((await store.findIncident(grown.after.id))?.incident.version).toBe(2);
    });
  });
}
