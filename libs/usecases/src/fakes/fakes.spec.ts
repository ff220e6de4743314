import { describe, expect, it } from '@jest/globals';
import {
  after,
  as,
  geoPoint,
  minutes,
  seconds,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type RegionId,
} from '@silverbell/kernel';
import {
  acceptance,
  aHome,
  goOn,
  GrowingIncident,
  offerTo,
  promisesOfAnIncidentStore,
  raise,
  suiteStart,
} from '../ports/incident-store.suite.js';
import type { OutboxRow } from '../ports/incident-store.js';
import { FakeIncidentStore } from './incident-store.fake.js';
import { FakeCareRecords } from './care-records.fake.js';
import { FakeHelperDirectory } from './helper-directory.fake.js';

promisesOfAnIncidentStore(
  () => Promise.resolve(new FakeIncidentStore()),
  (store) => Promise.resolve(store),
);

const row = (id: string, more: Partial<OutboxRow> = {}): OutboxRow => ({
  id,
  incidentId: as('incident-1'),
  channel: 'sms',
  recipient: 'helper:wang',
  body: { kind: 'offer', channel: 'sms', helperId: as('wang'), offerId: as('offer-1') },
  urgency: 1,
  createdAt: suiteStart,
  notAfter: null,
  ...more,
});
const at = (s: number) => after(suiteStart, seconds(s));

describe('the fake keeper of cases, where the database would refuse', () => {
  it('refuses an open case in which nothing is due', async () => {
    await expect(raise(new FakeIncidentStore(), GrowingIncident.raised(), { nextDueAt: null })).rejects.toThrow(
      'nothing due',
    );
  });

  it('refuses a second person who goes first', async () => {
    const store = new FakeIncidentStore();
    const grown = GrowingIncident.raised();
    await raise(store, grown);
    const two = [acceptance(as('a'), as('o-1'), as('as-1')), acceptance(as('b'), as('o-2'), as('as-2'))];
    const offers = [offerTo(as('a'), as('o-1')), offerTo(as('b'), as('o-2'))];
    await expect(goOn(store, grown.after.id, [...offers, ...two])).rejects.toThrow('go first');
  });

  it('refuses a second open case of a subject and family', async () => {
    const store = new FakeIncidentStore();
    const subject = aHome();
    await raise(store, GrowingIncident.raised(subject));
    await expect(raise(store, GrowingIncident.raised(subject))).rejects.toThrow('has an open emergency case');
  });

  it('begins again when the commit lost a race, and gives up after five times', async () => {
    const store = new FakeIncidentStore();
    store.breakNextCommits(2);
    await raise(store, GrowingIncident.raised());
    expect(store.attempts).toBe(3);
    store.breakNextCommits(5);
    await expect(raise(store, GrowingIncident.raised())).rejects.toThrow('broken by the test');
    expect(store.all()).toHaveLength(1);
  });

  it('does not begin again when the database is away', async () => {
    const store = new FakeIncidentStore();
    store.breakNextCommits(1, new Error('away'));
    await expect(raise(store, GrowingIncident.raised(), { outbox: [row('one')] })).rejects.toThrow('away');
    expect([store.attempts, store.outbox.rows.length]).toEqual([1, 0]);
  });
});

describe('the fake outbox', () => {
  const filled = async (...rows: readonly OutboxRow[]) => {
    const store = new FakeIncidentStore();
    await raise(store, GrowingIncident.raised(), { outbox: rows });
    return store.outbox;
  };
  const claim = { channels: ['sms'], limit: 10, now: at(0), leaseUntil: at(30) } as const;

  it('gives the most urgent first, each once, until its lease ends', async () => {
    const outbox = await filled(
      row('later', { urgency: 3 }),
      row('now', { urgency: 0 }),
      row('spoken', { channel: 'voice' }),
    );
    expect((await outbox.claim(claim)).map((one) => one.id)).toEqual(['now', 'later']);
    expect(await outbox.claim(claim)).toEqual([]);
    const again = await outbox.claim({ ...claim, now: at(30), leaseUntil: at(60) });
    expect(again.map((one) => one.attempts)).toEqual([2, 2]);
  });

  it('skips what would come too late, and says so', async () => {
    const outbox = await filled(row('old', { notAfter: at(10) }));
    expect(await outbox.claim({ ...claim, now: at(11) })).toEqual([]);
    expect(outbox.rows[0]).toMatchObject({ state: 'skipped', error: 'too-late' });
  });

  it('keeps to the recipients who are connected here', async () => {
    const outbox = await filled(row('one'), row('other', { recipient: 'helper:li' }));
    expect((await outbox.claim({ ...claim, recipients: ['helper:li'] })).map((one) => one.id)).toEqual(['other']);
  });

  it('is due again after a temporary failure, and never again once it is delivered', async () => {
    const outbox = await filled(row('one'));
    await outbox.claim(claim);
    await outbox.putBack('one', at(5), 'busy');
    expect(await outbox.backlog(at(4))).toEqual({ count: 0, oldest: null });
    expect(await outbox.backlog(at(5))).toEqual({ count: 1, oldest: at(5) });
    await outbox.claim({ ...claim, now: at(5) });
    await outbox.mark([{ id: 'one', state: 'delivered' }]);
    await outbox.mark([{ id: 'one', state: 'failed', error: 'late report' }]);
    expect(outbox.rows[0]).toMatchObject({ state: 'delivered', error: 'busy' });
  });
});

describe('the fake registry', () => {
  it('knows a hub’s home when nobody registered the button behind it', async () => {
    const registry = new FakeCareRecords();
    registry.device(as<DeviceId>('hub-1'), { homeId: as('home-1') });
    expect(await registry.deviceFacts({ id: as('hub-1'), child: 'bath_sos' })).toMatchObject({
      known: false,
      homeId: 'home-1',
    });
    expect(await registry.deviceFacts({ id: as('nobody'), child: null })).toMatchObject({ known: false, homeId: null });
  });

  it('finds the seats of a region and those of every region', async () => {
    const registry = new FakeCareRecords();
    registry.seat('village-cadre', 'cadre-1', as<RegionId>('village-1'));
    registry.seat('county-duty', 'county');
    const found = await registry.seatsFor(as<RegionId>('village-2'), ['village-cadre', 'county-duty']);
    expect(found).toEqual({ 'county-duty': [{ key: 'seat:county' }] });
  });
});

describe('the fake helper directory', () => {
  const need = {
    at: { lat: 29.5, lng: 103.6 } as never,
    regionId: as<RegionId>('r'),
    homeId: null,
    seniorIds: [],
    now: suiteStart,
    fixUsableFor: minutes(30),
    limit: 1,
  };

  const north = (kilometres: number): GeoPoint => geoPoint(29.5 + kilometres / 111.195, 103.6) as GeoPoint;

  it('gives the nearest, and the paired neighbour however far', async () => {
    const helperDirectory = new FakeHelperDirectory();
    helperDirectory.helper('far', { base: north(2) });
    helperDirectory.helper('near', { base: north(0.1) });
    helperDirectory.helper('paired', { base: north(9), pairedHere: true });
    expect((await helperDirectory.nearest(need)).map((one) => one.helperId)).toEqual(['near', 'paired']);
    expect(
      (await helperDirectory.byIds([as<HelperId>('far'), as<HelperId>('nobody')])).map((one) => one.helperId),
    ).toEqual(['far']);
  });

  it('sees from the cases who is busy', async () => {
    const store = new FakeIncidentStore();
    const helperDirectory = new FakeHelperDirectory(store);
    helperDirectory.helper('wang');
    const grown = GrowingIncident.raised();
    await raise(store, grown);
    await goOn(store, grown.after.id, [offerTo(as('wang'), as('o-1'))]);
    expect((await helperDirectory.nearest(need))[0]).toMatchObject({ openOffers: 1, liveAssignments: { p1: 0 } });
    await goOn(store, grown.after.id, [acceptance(as('wang'), as('o-1'), as('as-1'))]);
    expect((await helperDirectory.nearest(need))[0]).toMatchObject({ openOffers: 0, liveAssignments: { p1: 1 } });
  });
});
