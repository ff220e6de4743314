import { describe, expect, it } from '@jest/globals';
import {
  defaultPolicy,
  evolve,
  nextDueAt,
  type Fact,
  type Incident,
  type IncidentEvent,
  type SignalFacts,
  type Subject,
} from '@silverbell/incident';
import {
  after,
  as,
  instant,
  seconds,
  type AccountId,
  type AssignmentId,
  type DeviceId,
  type EventId,
  type HelperId,
  type HomeId,
  type IncidentId,
  type Instant,
  type OfferId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { CaseChange, CaseStore, CaseTransaction, InboxKey, OutboxRow } from './case-store.js';

export const suiteStart: Instant = instant(Date.UTC(2026, 0, 5, 3, 0, 0));

let counted = 0;
const fresh = (what: string): string => `${what}-${(counted += 1)}`;

export const aHome = (): Subject => ({ type: 'home', id: as<HomeId>(fresh('home')) });

const signal = (deviceId: DeviceId, alertId: string): SignalFacts => ({
  deviceId,
  alertId,
  kind: 'sos',
  phase: 'raise',
  certainty: 'observed',
  doubts: [],
  test: false,
  rawId: null,
  deviceTime: null,
  batteryPct: 80,
  position: null,
});

/** A case that grows by facts, and what a use case would hand to the store. */
export class GrowingCase {
  readonly events: IncidentEvent[] = [];
  before: Incident | null = null;
  private current: Incident | null = null;

  static raised(
    subject: Subject = aHome(),
    at: Instant = suiteStart,
    deviceId = as<DeviceId>(fresh('device')),
    alertId = fresh('alert'),
  ): GrowingCase {
    const grown = new GrowingCase();
    return grown.and(
      {
        type: 'raised',
        incidentId: as<IncidentId>(fresh('incident')),
        subject,
        family: 'emergency',
        regionId: as<RegionId>('region-1'),
        facts: {
          homeId: subject.type === 'home' ? subject.id : null,
          seniorIds: [as<SeniorId>(fresh('senior'))],
          dispatchFirst: false,
          dementia: false,
          testWindow: false,
        },
        signal: signal(deviceId, alertId),
        class: 'A',
        severity: 1,
        policy: defaultPolicy,
        operatorOnDuty: true,
        harsh: false,
        linkedTo: null,
      },
      at,
    );
  }

  /** Goes on from a case that was loaded. */
  static from(incident: Incident): GrowingCase {
    const grown = new GrowingCase();
    grown.before = incident;
    grown.current = incident;
    return grown;
  }

  get after(): Incident {
    if (!this.current) throw new Error('not raised yet');
    return this.current;
  }

  and(fact: Fact, at: Instant = suiteStart): this {
    const event: IncidentEvent = {
      ...fact,
      id: as<EventId>(fresh('event')),
      seq: (this.current?.version ?? 0) + 1,
      at,
      actor: { kind: 'system', id: 'suite' },
    };
    this.events.push(event);
    this.current = evolve(this.current, event);
    return this;
  }

  change(more: Partial<CaseChange> = {}): CaseChange {
    return {
      before: this.before,
      after: this.after,
      events: this.events,
      outbox: [],
      texts: [],
      nextDueAt: nextDueAt(this.after),
      inbox: null,
      answer: null,
      ...more,
    };
  }
}

export const offerTo = (helperId: HelperId, offerId: OfferId): Fact => ({
  type: 'offered',
  offerId,
  helperId,
  wave: 1,
  expectedArrivalS: 300,
  reasons: ['near'],
  lapsesAt: after(suiteStart, seconds(180)),
  channels: ['socket'],
});

export const acceptance = (
  helperId: HelperId,
  offerId: OfferId,
  assignmentId: AssignmentId,
  role: 'primary' | 'backup' = 'primary',
): Fact => ({
  type: 'offer-accepted',
  offerId,
  helperId,
  assignmentId,
  role,
  etaAt: after(suiteStart, seconds(300)),
  night: false,
});

const closing: Fact = {
  type: 'closed',
  outcome: 'reassured',
  note: null,
  proofText: null,
  proofFields: [],
  followUpDueAt: null,
};

const emergencyAt = (subject: Subject) => ({ by: 'subject', subject, family: 'emergency' }) as const;

/** Raises a case on its subject, as a use case does. */
export const raise = async (
  store: CaseStore,
  grown: GrowingCase,
  more: Partial<CaseChange> = {},
): Promise<{ number: number }> =>
  store.transaction(async (tx) => {
    await tx.lock(emergencyAt(grown.after.subject), { now: suiteStart });
    return tx.save(grown.change(more));
  });

/** Loads, adds facts, saves. */
export const goOn = async (
  store: CaseStore,
  id: IncidentId,
  facts: readonly Fact[],
  at: Instant = suiteStart,
): Promise<Incident> =>
  store.transaction(async (tx) => {
    const grown = GrowingCase.from(await loaded(tx, id));
    for (const fact of facts) grown.and(fact, at);
    await tx.save(grown.change());
    return grown.after;
  });

async function loaded(tx: CaseTransaction, id: IncidentId): Promise<Incident> {
  const incident = (await tx.lock({ by: 'incident', id }, { now: suiteStart }))?.incident;
  if (!incident) throw new Error(`no case ${id}`);
  return incident;
}

/** What every keeper of cases promises, the real one and the fake. `make` gives an empty one. */
export function promisesOfACaseStore(make: () => Promise<CaseStore>): void {
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

  describe('what is due', () => {
    it('is listed oldest first, and no more than asked for', async () => {
      const store = await make();
      const cases = [GrowingCase.raised(), GrowingCase.raised(), GrowingCase.raised()];
      const dueAt = [seconds(20), seconds(5), seconds(300)].map((wait) => after(suiteStart, wait));
      for (const [n, grown] of cases.entries()) await raise(store, grown, { nextDueAt: dueAt[n] ?? null });
      const now = after(suiteStart, seconds(60));
      expect(await store.due(now, 10)).toEqual([
        { id: cases[1]?.after.id, dueAt: dueAt[1] },
        { id: cases[0]?.after.id, dueAt: dueAt[0] },
      ]);
      expect(await store.due(now, 1)).toHaveLength(1);
      expect(await store.nextDueAt()).toBe(dueAt[1]);
    });

    it('is nothing where there is no case', async () => {
      const store = await make();
      expect(await store.nextDueAt()).toBeNull();
      expect(await store.due(suiteStart, 10)).toEqual([]);
    });
  });

  describe('a lease', () => {
    it('moves without a fact, comes back with the case, and is due when it lapses', async () => {
      const store = await make();
      const grown = GrowingCase.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]);
      const until = after(suiteStart, seconds(1));
      await store.transaction(async (tx) => {
        const incident = await loaded(tx, grown.after.id);
        await tx.save({
          before: incident,
          after: { ...incident, leaseUntil: until },
          events: [],
          outbox: [],
          texts: [],
          nextDueAt: until,
          inbox: null,
          answer: null,
        });
      });
      const incident = await store.transaction((tx) => loaded(tx, grown.after.id));
      expect([incident.leaseUntil, incident.version]).toEqual([until, 2]);
      expect(await store.nextDueAt()).toBe(until);
    });
  });

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
      expect(await store.heardBefore(key)).toBe(false);
      await handIn(store, subject, { ...key, engineId: 'one' });
      expect(await store.heardBefore({ ...key })).toBe(true);
      expect(await store.heardBefore({ ...key, payloadHash: fresh('hash') })).toBe(false);
      expect(await store.heardBefore({ ...key, deviceId: as<DeviceId>(fresh('device')) })).toBe(false);
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
