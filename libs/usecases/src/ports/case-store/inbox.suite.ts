import { describe, expect, it } from '@jest/globals';
import type { Subject } from '@silverbell/incident';
import { after, as, seconds, type DeviceId, type IncidentId } from '@silverbell/kernel';
import type { CaseStore, InboxKey } from '../case-store.js';
import { suiteStart, fresh, aHome, GrowingCase, closing, emergencyAt, goOn, raise } from './growing-case.suite.js';

export function promisesOfTheInbox(make: () => Promise<CaseStore>): void {
  describe('the inbox', () => {
    const message = (): Omit<InboxKey, 'engineId'> => ({
      deviceId: as<DeviceId>(fresh('device')),
      alertId: fresh('alert'),
      dedupeKey: fresh('message'),
      kind: 'sos',
      payloadHash: fresh('hash'),
      copiesSince: null,
      redelivered: false,
    });
    const received = (key: InboxKey) => ({ ...key, receivedAt: suiteStart, topic: 'care/v1/x/alert', rawId: null });

    /** Hands a message in; what is no copy raises a case, or is noted on the open one. */
    const handIn = (store: CaseStore, subject: Subject, key: InboxKey) =>
      store.transaction(async (tx) => {
        const locked = await tx.lock(emergencyAt(subject), { now: suiteStart, inbox: key });
        if (!locked) throw new Error('a subject is always found');
        if (locked.copy || locked.incident) await tx.saveInboxOnly(received(key), []);
        else
          await tx.save(
            GrowingCase.raised(subject, suiteStart, key.deviceId, key.alertId).change({ inbox: received(key) }),
          );
        return locked;
      });

    it('begins the press of a device nobody registered on a subject of its own, with every case that is open there', async () => {
      const store = await make();
      const key = { ...message(), engineId: 'one' };
      const subject = { type: 'device', id: key.deviceId } as const;
      const begin = (inbox: InboxKey, together: boolean) =>
        store.transaction(async (tx) => {
          const begun = await tx.begin(
            { device: { id: key.deviceId, child: null }, inbox },
            { now: suiteStart, together },
          );
          return { known: begun.device.known, emergency: begun.of('emergency'), work: begun.of('work') };
        });
      const nothing = { incident: null, number: null, alertCase: null, lastClosed: null, earlier: null };
      const first = await begin(key, false);
      expect(first).toEqual({
        ...{ known: false },
        ...{ emergency: { ...nothing, copy: false }, work: { ...nothing, copy: false } },
      });

      const grown = GrowingCase.raised(subject, suiteStart, key.deviceId, key.alertId);
      const { number } = await raise(store, grown);
      const second = await begin(key, true);
      const alertCase = { incidentId: grown.after.id, kind: 'sos', open: true };
      expect(second.emergency).toMatchObject({ incident: { id: grown.after.id }, number, copy: false, alertCase });
      expect(second.work).toMatchObject({ incident: null, alertCase });

      await goOn(store, grown.after.id, [closing]);
      const third = await begin({ ...key, engineId: 'two', alertId: fresh('alert') }, true);
      expect(third.emergency).toMatchObject({
        ...{ incident: null, alertCase: null, lastClosed: { incidentId: grown.after.id } },
      });
    });

    it('counts a message that begins together with others, and knows another engine’s copy of it', async () => {
      const store = await make();
      const key = message();
      const subject = { type: 'device', id: key.deviceId } as const;
      const handedIn = (engineId: string) =>
        store.transaction(async (tx) => {
          const inbox = { ...key, engineId };
          const begun = await tx.begin(
            { device: { id: key.deviceId, child: null }, inbox },
            { now: suiteStart, together: true },
          );
          const { copy, incident } = begun.of('emergency');
          if (!copy && incident === null)
            await tx.save(
              GrowingCase.raised(subject, suiteStart, key.deviceId, key.alertId).change({ inbox: received(inbox) }),
              { last: true },
            );
          return copy;
        });
      expect(await handedIn('one')).toBe(false);
      expect(await handedIn('two')).toBe(true);
    });

    it('knows another engine’s copy, even one that is drained late', async () => {
      const store = await make();
      const [subject, key] = [aHome(), message()];
      expect((await handIn(store, subject, { ...key, engineId: 'one' })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, engineId: 'one' })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, engineId: 'two' })).copy).toBe(true);
      expect((await handIn(store, subject, { ...key, engineId: 'two' })).copy).toBe(true);
    });

    it('says whether an equal message was ever taken in, and by nobody else’s or another message', async () => {
      const store = await make();
      const [subject, key] = [aHome(), message()];
      expect(await store.heardBefore(key, null)).toBe(false);
      await handIn(store, subject, { ...key, engineId: 'one' });
      expect(await store.heardBefore({ ...key }, null)).toBe(true);
      expect(await store.heardBefore(key, suiteStart)).toBe(true);
      expect(await store.heardBefore(key, after(suiteStart, seconds(1)))).toBe(false);
      expect(await store.heardBefore({ ...key, payloadHash: fresh('hash') }, null)).toBe(false);
      expect(await store.heardBefore({ ...key, deviceId: as<DeviceId>(fresh('device')) }, null)).toBe(false);
    });

    it('knows a copy by the message, whatever name each engine gave the alert', async () => {
      const store = await make();
      const [subject, key] = [aHome(), message()];
      expect((await handIn(store, subject, { ...key, engineId: 'one', alertId: fresh('alert') })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, engineId: 'two', alertId: fresh('alert') })).copy).toBe(true);
    });

    it('takes an equal press for a press when the ones before it came while this engine was away', async () => {
      const store = await make();
      const [subject, key] = [aHome(), message()];
      for (let press = 1; press <= 3; press += 1) await handIn(store, subject, { ...key, engineId: 'one' });
      const later = after(suiteStart, seconds(1));
      expect((await handIn(store, subject, { ...key, engineId: 'two', copiesSince: later })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, engineId: 'one', copiesSince: suiteStart })).copy).toBe(true);
    });

    it('takes the same message to the same engine again as the device’s repeat', async () => {
      const store = await make();
      const [subject, key] = [aHome(), { ...message(), engineId: 'one' }];
      await handIn(store, subject, key);
      const again = await handIn(store, subject, key);
      expect(again.copy).toBe(false);
      expect(again.alertCase).toMatchObject({ incidentId: again.incident?.id, kind: 'sos', open: true });
    });

    it('knows a message that was taken in and is handed over again because its acknowledgement was lost', async () => {
      const store = await make();
      const [subject, key] = [aHome(), { ...message(), engineId: 'one' }];
      expect((await handIn(store, subject, key)).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, redelivered: true })).copy).toBe(true);
      // What was never taken in is new, whatever the transport says of it; and an equal press that follows is a press.
      expect((await handIn(store, subject, { ...key, engineId: 'two', redelivered: true })).copy).toBe(true);
      expect((await handIn(store, aHome(), { ...message(), engineId: 'one', redelivered: true })).copy).toBe(false);
      expect((await handIn(store, subject, key)).copy).toBe(false);
    });

    it('takes a message that is handed over again for a press when the equal one was acknowledged long ago', async () => {
      const store = await make();
      const [subject, key] = [aHome(), { ...message(), engineId: 'one' }];
      await handIn(store, subject, key);
      // Its acknowledgement was heard behind it, so what comes again now was never taken in: another press with the same bytes.
      const copiesSince = after(suiteStart, seconds(1));
      expect((await handIn(store, subject, { ...key, redelivered: true, copiesSince })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, redelivered: true, copiesSince: suiteStart })).copy).toBe(true);
    });

    it('takes an engine that was handed more than the other as the first of the rest', async () => {
      const store = await make();
      const [subject, key] = [aHome(), message()];
      await handIn(store, subject, { ...key, engineId: 'one' });
      expect((await handIn(store, subject, { ...key, engineId: 'two' })).copy).toBe(true);
      expect((await handIn(store, subject, { ...key, engineId: 'two' })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, engineId: 'one' })).copy).toBe(true);
    });

    it('does not count a delivery whose transaction failed', async () => {
      const store = await make();
      const [subject, key] = [aHome(), message()];
      const failing = store.transaction(async (tx) => {
        await tx.lock(emergencyAt(subject), { now: suiteStart, inbox: { ...key, engineId: 'one' } });
        throw new Error('the power went');
      });
      await expect(failing).rejects.toThrow('the power went');
      expect((await handIn(store, subject, { ...key, engineId: 'one' })).copy).toBe(false);
      expect((await handIn(store, subject, { ...key, engineId: 'two' })).copy).toBe(true);
    });

    it('says which case an alert belonged to after it was closed', async () => {
      const store = await make();
      const [subject, key] = [aHome(), { ...message(), engineId: 'one' }];
      await handIn(store, subject, key);
      const { incident } = await handIn(store, subject, key);
      await goOn(store, incident?.id ?? as<IncidentId>('none'), [closing]);
      expect((await handIn(store, subject, key)).alertCase).toEqual({
        incidentId: incident?.id,
        kind: 'sos',
        open: false,
      });
    });
  });
}
