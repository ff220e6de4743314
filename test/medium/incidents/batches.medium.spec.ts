// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { describe, expect, it } from '@jest/globals';
import { foldMismatches, type IncidentStores } from '@silverbell/adapter-postgres';
import {
  as,
  geoPoint,
  type AccountId,
  type DeviceId,
  type GeoPoint,
  type HomeId,
  type IncidentId,
  type TextId,
} from '@silverbell/kernel';
import type { InboxEntry, KnownAlerts } from '@silverbell/usecases';
import { goOn, GrowingIncident, raise, suiteStart } from '@silverbell/usecases/incident-store.suite';
import { ask, freshIncidents, type FreshIncidents } from './fresh-cases.js';
import { foundRegion, settle } from './neighbourhood.js';

interface Home {
  readonly device: DeviceId;
  readonly id: IncidentId;
}

let presses = 0;

const here = geoPoint(29.5, 103.6) as GeoPoint;

/** So many homes, each with an open case. */
async function homesOf({ source, store }: FreshIncidents, count: number): Promise<Home[]> {
  await foundRegion(source);
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const subject = { type: 'home', id: as<HomeId>(`home-${n}`) } as const;
      const device = await settle(source, subject.id, here);
      const grown = GrowingIncident.raised(subject, suiteStart, device);
      await raise(store, grown);
      return { device, id: grown.after.id };
    }),
  );
}

const deliveryOf = (device: DeviceId): InboxEntry => {
  presses += 1;
  const names = { id: as<TextId>(`delivery-${presses}`), deviceId: device, alertId: `alert-${presses}` };
  return {
    ...names,
    ...{ dedupeKey: names.alertId, payloadHash: `hash-${presses}`, engineId: 'one', kind: 'sos' },
    ...{ copies: { since: null }, redelivered: false, receivedAt: suiteStart, topic: 'care/v1/x/alert' },
    ...{ raw: new Uint8Array([1, 2]), decoded: null },
  };
};

/** As a press does: it joins the open case. */
const press = (
  store: IncidentStores['store'],
  { device }: Home,
  run: (known: KnownAlerts) => Promise<void> = () => Promise.resolve(),
): Promise<number> => {
  const delivery = deliveryOf(device);
  return store.withAlerts({ by: 'device', id: device, child: null }, [delivery], suiteStart, async (known) => {
    const { incident } = known.incidentOf('emergency');
    if (incident === null) throw new Error('no open case');
    await run(known);
    const raised = GrowingIncident.raised(incident.subject, suiteStart, device, delivery.alertId).events[0];
    if (raised?.type !== 'raised') throw new Error('not raised');
    const grown = GrowingIncident.from(incident).and({ type: 'signal-joined', signal: raised.signal });
    return { change: grown.change(), owner: 'home:x', answer: ({ number }) => number };
  });
};

const joined = async ({ source }: FreshIncidents): Promise<{ cases: number; transactions: number; handed: number }> => {
  const [row] = await ask(
    source,
    `select count(distinct incident_id)::integer as cases, count(distinct xmin::text)::integer as transactions,
       (select coalesce(sum(handed), 0)::integer from inbox_handed) as handed
     from incident_event where type = 'signal-joined'`,
  );
  return row as { cases: number; transactions: number; handed: number };
};

describe('presses that come together', () => {
  it('are all written, each into its own case, in fewer transactions than presses', async () => {
    const house = await freshIncidents();
    const homes = await homesOf(house, 12);
    const numbers = await Promise.all(homes.map((home) => press(house.store, home)));
    expect(new Set(numbers).size).toBe(12);
    const { cases, transactions, handed } = await joined(house);
    expect([cases, handed]).toEqual([12, 12]);
    expect(transactions).toBeLessThan(12);
    expect(await foldMismatches(house.source, house.queries)).toEqual([]);
  });

  it('of one home are written one after the other, and none is lost', async () => {
    const house = await freshIncidents();
    const [home, ...others] = (await homesOf(house, 4)) as [Home, ...Home[]];
    const same = Array.from({ length: 5 }, () => press(house.store, home));
    await Promise.all([...same, ...others.map((other) => press(house.store, other))]);
    const [row] = await ask(house.source, 'select version from incident where id = $1', [home.id]);
    expect(row).toEqual({ version: 6 });
  });

  it('one that fails says so alone: the others are written, and its delivery was never counted', async () => {
    const house = await freshIncidents();
    const homes = await homesOf(house, 8);
    const ended = await Promise.allSettled(
      homes.map((home, n) =>
        press(house.store, home, () => (n === 5 ? Promise.reject(new Error('not decided')) : Promise.resolve())),
      ),
    );
    expect(ended.map(({ status }) => status)).toEqual(homes.map((_, n) => (n === 5 ? 'rejected' : 'fulfilled')));
    expect(ended[5]).toMatchObject({ reason: { message: 'not decided' } });
    expect(await joined(house)).toMatchObject({ cases: 7, handed: 7 });
  });

  it('wait for nobody else’s home', async () => {
    const house = await freshIncidents();
    const homes = await homesOf(house, 8);
    const held = homes[4] as Home;
    const holder = house.source.createQueryRunner();
    await holder.query('begin');
    await holder.query(
      'select from subject s join incident i on i.subject_key = s.key where i.id = $1 for update of s',
      [held.id],
    );
    const all = homes.map((home) => press(house.store, home));
    await Promise.all(all.filter((_, n) => n !== 4));
    expect(await joined(house)).toMatchObject({ cases: 7 });
    await holder.query('rollback');
    await holder.release();
    await all[4];
    expect(await joined(house)).toMatchObject({ cases: 8, handed: 8 });
  });

  it('one that the database refuses is refused alone', async () => {
    const house = await freshIncidents();
    const homes = await homesOf(house, 6);
    const refuse = (known: KnownAlerts): Promise<void> => {
      const incident = known.incidentOf('emergency').incident as { id: string };
      incident.id = 'no such incident';
      return Promise.resolve();
    };
    const ended = await Promise.allSettled(
      homes.map((home, n) => press(house.store, home, n === 2 ? refuse : undefined)),
    );
    expect(ended.map(({ status }) => status)).toEqual(homes.map((_, n) => (n === 2 ? 'rejected' : 'fulfilled')));
  });
});

describe('deadlines that fall due together', () => {
  it('are fired each for its own case, in fewer transactions than cases', async () => {
    const house = await freshIncidents();
    const homes = await homesOf(house, 12);
    await Promise.all(homes.map(({ id }) => goOn(house.store, id, [{ type: 'attended', by: as<AccountId>('li') }])));
    const [row] = await ask(
      house.source,
      `select count(*)::integer as cases, count(distinct xmin::text)::integer as transactions from incident_event where type = 'attended'`,
    );
    const { cases, transactions } = row as { cases: number; transactions: number };
    expect(cases).toBe(12);
    expect(transactions).toBeLessThan(12);
  });
});
