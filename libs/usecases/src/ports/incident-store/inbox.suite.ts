import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/incidents';
import { after, as, seconds, type DeviceId, type IncidentId, type TextId } from '@silverbell/kernel';
import type { InboxEntry, IncidentStore, KnownDelivery } from '../incident-store.js';
import { suiteStart, fresh, GrowingIncident, closing, goOn, raise } from './growing-incident.suite.js';

export function promisesOfTheInbox(
  make: () => Promise<IncidentStore>,
  neighbour: (store: IncidentStore) => Promise<IncidentStore>,
): void {
  describe('the inbox', () => {
    const message = (): Omit<InboxEntry, 'engineId' | 'id'> => ({
      deviceId: as<DeviceId>(fresh('device')),
      alertId: fresh('alert'),
      dedupeKey: fresh('message'),
      kind: 'sos',
      payloadHash: fresh('hash'),
      copies: { since: null },
      redelivered: false,
      receivedAt: suiteStart,
      topic: 'care/v1/x/alert',
      raw: new Uint8Array([1]),
      decoded: null,
    });
    const delivery = (key: Omit<InboxEntry, 'id'> & { readonly id?: TextId }): InboxEntry => ({
      ...key,
      id: key.id ?? as<TextId>(fresh('delivery')),
    });

    /** Hands messages of one device in together; what is no copy raises a case, or is noted on the open one. */
    const handInAll = (
      store: IncidentStore,
      all: readonly (Omit<InboxEntry, 'id'> & { readonly id?: TextId })[],
    ): Promise<readonly (KnownDelivery & { readonly incident: Incident | null })[]> => {
      const [first] = all;
      if (first === undefined) throw new Error('nothing to hand in');
      const source = { by: 'device', id: first.deviceId, child: null } as const;
      return store.withAlerts(source, all.map(delivery), suiteStart, (known) => {
        const { incident } = known.incidentOf('emergency');
        const subject = { type: 'device', id: first.deviceId } as const;
        const raises = incident === null && known.deliveries.some(({ isDuplicate }) => !isDuplicate);
        const change = raises
          ? GrowingIncident.raised(subject, suiteStart, first.deviceId, first.alertId).change()
          : null;
        const found = known.deliveries.map((one) => ({ ...one, incident }));
        return Promise.resolve({ change, owner: `device:${first.deviceId}`, answer: () => found });
      });
    };
    const handIn = async (store: IncidentStore, one: Omit<InboxEntry, 'id'> & { readonly id?: TextId }) => {
      const [found] = await handInAll(store, [one]);
      if (found === undefined) throw new Error('nothing was found');
      return found;
    };

    it('knows a device nobody registered, with every case that is open of it', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      const subject = { type: 'device', id: key.deviceId } as const;
      const begin = (one: Omit<InboxEntry, 'id'>) =>
        store.withAlerts({ by: 'device', id: key.deviceId, child: null }, [delivery(one)], suiteStart, (known) => {
          const { device, deliveries } = known;
          const found = {
            known: device.known,
            emergency: known.incidentOf('emergency'),
            work: known.incidentOf('work'),
            deliveries,
          };
          return Promise.resolve({ change: null, owner: 'device:x', answer: () => found });
        });
      const nothing = { incident: null, number: null, lastClosed: null };
      const first = await begin(key);
      expect(first).toMatchObject({
        ...{ known: false, emergency: nothing, work: nothing },
        deliveries: [{ isDuplicate: false, alertIncident: null }],
      });

      const grown = GrowingIncident.raised(subject, suiteStart, key.deviceId, key.alertId);
      const { number } = await raise(store, grown);
      const second = await begin(key);
      expect(second).toMatchObject({
        ...{ emergency: { incident: { id: grown.after.id }, number }, work: nothing },
        deliveries: [{ isDuplicate: false, alertIncident: { incidentId: grown.after.id, kind: 'sos', open: true } }],
      });

      await goOn(store, grown.after.id, [closing]);
      const third = await begin({ ...key, engineId: 'two', alertId: fresh('alert') });
      expect(third).toMatchObject({
        emergency: { incident: null, lastClosed: { incidentId: grown.after.id } },
        deliveries: [{ alertIncident: null }],
      });
    });

    it('writes a delivery once, however often its writing is tried', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one', id: as<TextId>(fresh('delivery')) };
      expect((await handIn(store, key)).isDuplicate).toBe(false);
      const again = await handIn(store, key);
      expect(again).toMatchObject({ isDuplicate: true, alertIncident: { open: true } });
      // It does not raise the count: another engine's first is this engine's first.
      expect((await handIn(store, { ...key, engineId: 'two', id: as<TextId>(fresh('delivery')) })).isDuplicate).toBe(
        true,
      );
    });

    it('takes the same delivery for one, however often it comes in one step', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one', id: as<TextId>(fresh('delivery')) };
      const found = await handInAll(
        store,
        Array.from({ length: 50 }, () => key),
      );
      expect(found.map(({ isDuplicate }) => isDuplicate)).toEqual([false, ...Array.from({ length: 49 }, () => true)]);
      expect((await handIn(store, { ...key, engineId: 'two', id: as<TextId>(fresh('delivery')) })).isDuplicate).toBe(
        true,
      );
    });

    it('takes equal messages that come together for as many as they are', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      expect((await handInAll(store, [key, key, key])).map(({ isDuplicate }) => isDuplicate)).toEqual([
        false,
        false,
        false,
      ]);
      const other = { ...key, engineId: 'two' };
      expect((await handInAll(store, [other, other, other, other])).map(({ isDuplicate }) => isDuplicate)).toEqual([
        ...[true, true, true],
        false,
      ]);
    });

    it('takes what came to one engine alone for a press of its own, each time', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one', copies: null };
      expect((await handIn(store, key)).isDuplicate).toBe(false);
      expect((await handIn(store, key)).isDuplicate).toBe(false);
    });

    it('knows another engine’s copy, even one that is drained late', async () => {
      const store = await make();
      const key = message();
      expect((await handIn(store, { ...key, engineId: 'one' })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, engineId: 'one' })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, engineId: 'two' })).isDuplicate).toBe(true);
      expect((await handIn(store, { ...key, engineId: 'two' })).isDuplicate).toBe(true);
    });

    it('says whether an equal message was ever taken in, and by nobody else’s or another message', async () => {
      const store = await make();
      const key = message();
      expect(await store.wasAlreadyReceived(key, null)).toBe(false);
      await handIn(store, { ...key, engineId: 'one' });
      expect(await store.wasAlreadyReceived({ ...key }, null)).toBe(true);
      expect(await store.wasAlreadyReceived(key, suiteStart)).toBe(true);
      expect(await store.wasAlreadyReceived(key, after(suiteStart, seconds(1)))).toBe(false);
      expect(await store.wasAlreadyReceived({ ...key, payloadHash: fresh('hash') }, null)).toBe(false);
      expect(await store.wasAlreadyReceived({ ...key, deviceId: as<DeviceId>(fresh('device')) }, null)).toBe(false);
    });

    it('knows a copy by the message, whatever name each engine gave the alert', async () => {
      const store = await make();
      const key = message();
      expect((await handIn(store, { ...key, engineId: 'one', alertId: fresh('alert') })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, engineId: 'two', alertId: fresh('alert') })).isDuplicate).toBe(true);
    });

    it('takes an equal press for a press when the ones before it came while this engine was away', async () => {
      const store = await make();
      const key = message();
      for (let press = 1; press <= 3; press += 1) await handIn(store, { ...key, engineId: 'one' });
      const later = after(suiteStart, seconds(1));
      expect((await handIn(store, { ...key, engineId: 'two', copies: { since: later } })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, engineId: 'one', copies: { since: suiteStart } })).isDuplicate).toBe(true);
    });

    it('takes the same message to the same engine again as the device’s repeat', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      await handIn(store, key);
      const again = await handIn(store, key);
      expect(again.isDuplicate).toBe(false);
      expect(again.alertIncident).toMatchObject({ incidentId: again.incident?.id, kind: 'sos', open: true });
    });

    it('the inbox knows a recorded message that is redelivered because its ack was lost', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      expect((await handIn(store, key)).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, redelivered: true })).isDuplicate).toBe(true);
      // What was never taken in is new, whatever the transport says of it; and an equal press that follows is a press.
      expect((await handIn(store, { ...key, engineId: 'two', redelivered: true })).isDuplicate).toBe(true);
      expect((await handIn(store, { ...message(), engineId: 'one', redelivered: true })).isDuplicate).toBe(false);
      expect((await handIn(store, key)).isDuplicate).toBe(false);
    });

    it('the inbox takes a redelivered message for a press when its equal was acked long ago', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      await handIn(store, key);
      // Its acknowledgement was heard behind it, so what comes again now was never taken in: another press with the same bytes.
      const copies = { since: after(suiteStart, seconds(1)) };
      expect((await handIn(store, { ...key, redelivered: true, copies })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, redelivered: true, copies: { since: suiteStart } })).isDuplicate).toBe(
        true,
      );
    });

    it('takes an engine that was handed more than the other as the first of the rest', async () => {
      const store = await make();
      const key = message();
      await handIn(store, { ...key, engineId: 'one' });
      expect((await handIn(store, { ...key, engineId: 'two' })).isDuplicate).toBe(true);
      expect((await handIn(store, { ...key, engineId: 'two' })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, engineId: 'one' })).isDuplicate).toBe(true);
    });

    it('does not count a delivery that was not written', async () => {
      const store = await make();
      const key = message();
      const source = { by: 'device', id: key.deviceId, child: null } as const;
      const failing = store.withAlerts(source, [delivery({ ...key, engineId: 'one' })], suiteStart, () =>
        Promise.reject(new Error('the power went')),
      );
      await expect(failing).rejects.toThrow('the power went');
      expect((await handIn(store, { ...key, engineId: 'one' })).isDuplicate).toBe(false);
      expect((await handIn(store, { ...key, engineId: 'two' })).isDuplicate).toBe(true);
    });

    it('decides again when another engine was faster, and then finds its case', async () => {
      const store = await make();
      const key = message();
      const source = { by: 'device', id: key.deviceId, child: null } as const;
      const other = await neighbour(store);
      const found: (string | null)[] = [];
      await store.withAlerts(source, [delivery({ ...key, engineId: 'two' })], suiteStart, async (known) => {
        found.push(known.incidentOf('emergency').incident?.id ?? null);
        if (found.length === 1) await handIn(other, { ...key, engineId: 'one' });
        const [one] = known.deliveries;
        const subject = { type: 'device', id: key.deviceId } as const;
        const change =
          one?.isDuplicate === true ? null : GrowingIncident.raised(subject, suiteStart, key.deviceId).change();
        return { change, owner: 'device:x', answer: () => null };
      });
      expect(found).toEqual([null, expect.any(String)]);
      expect((await handIn(store, { ...key, engineId: 'two' })).isDuplicate).toBe(false);
    });

    it('says which case an alert belonged to after it was closed', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      await handIn(store, key);
      const { incident } = await handIn(store, key);
      await goOn(store, incident?.id ?? as<IncidentId>('none'), [closing]);
      expect((await handIn(store, key)).alertIncident).toEqual({
        incidentId: incident?.id,
        kind: 'sos',
        open: false,
      });
    });
  });
}
