// Real: PostgreSQL, our migrations and statements, a line that is cut. Not real: the decisions (facts are written by hand).
import { afterEach, describe, expect, it } from '@jest/globals';
import { foldMismatches, isTemporary, type IncidentStores } from '@silverbell/adapter-postgres';
import { as, type DeviceId, type HomeId, type TextId } from '@silverbell/kernel';
import type { ChangedIncident, InboxEntry } from '@silverbell/usecases';
import { GrowingIncident, suiteStart } from '@silverbell/usecases/incident-store.suite';
import type { DataSource } from 'typeorm';
import { connectionCutter } from './connection-cutter.js';
import { anotherProcess, ask, freshIncidents } from './fresh-cases.js';
import { foundRegion } from './neighbourhood.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
}, 30_000);

async function processAt(url: string): Promise<IncidentStores['store']> {
  const { store, close } = await anotherProcess(url);
  closing.push(close);
  return store;
}

/** So many homes, each with its pendant. */
async function homesOf(source: DataSource, count: number): Promise<readonly DeviceId[]> {
  await foundRegion(source);
  await ask(
    source,
    `insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
     select 'home-' || n, 'county', 'x', 'lane ' || n, 29.5, 103.6, 'wgs84', 'surveyed', '{}', false from generate_series(1, $1::int) n`,
    [count],
  );
  await ask(
    source,
    `insert into device (id, role, profile, region_id, home_id, fixed, status)
     select 'pendant-' || n, 'pendant', 'native', 'county', 'home-' || n, false, 'active' from generate_series(1, $1::int) n`,
    [count],
  );
  return Array.from({ length: count }, (_, n) => as<DeviceId>(`pendant-${String(n + 1)}`));
}

let deliveries = 0;
/** `message`: what engines that hear the same have in common. */
function deliveryOf(deviceId: DeviceId, message: string, engineId = 'one'): InboxEntry {
  deliveries += 1;
  return {
    ...{ id: as<TextId>(`delivery-${String(deliveries)}`), engineId, deviceId, kind: 'sos', alertId: message },
    ...{ dedupeKey: message, payloadHash: message, copies: { since: null }, redelivered: false },
    ...{ receivedAt: suiteStart, topic: 'care/v1/x/alert', raw: new Uint8Array([1, 2]), decoded: null },
  };
}

/** Opens an incident or joins the open one; a copy changes nothing. `meanwhile`: before it is written. */
function press(
  store: IncidentStores['store'],
  delivery: InboxEntry,
  meanwhile: () => void = () => undefined,
): Promise<'written' | 'copy'> {
  const { deviceId, alertId } = delivery;
  const subject = { type: 'home', id: as<HomeId>(deviceId.replace('pendant', 'home')) } as const;
  const owner = `home:${subject.id}`;
  return store.withAlerts({ by: 'device', id: deviceId, child: null }, [delivery], suiteStart, (known) => {
    meanwhile();
    if (known.deliveries[0]?.isDuplicate === true)
      return Promise.resolve({ change: null, owner, answer: () => 'copy' });
    const raised = GrowingIncident.raised(subject, suiteStart, deviceId, alertId);
    const { incident } = known.incidentOf('emergency');
    const [first] = raised.events;
    if (first?.type !== 'raised') throw new Error('not raised');
    const grown =
      incident === null ? raised : GrowingIncident.from(incident).and({ type: 'signal-joined', signal: first.signal });
    return Promise.resolve({ change: grown.change(), owner, answer: () => 'written' });
  });
}

const counts = async (source: DataSource): Promise<Record<string, unknown> | undefined> =>
  (
    await ask(
      source,
      `select (select count(*)::int from incident) as incidents, (select count(*)::int from incident_event) as events,
         (select count(*)::int from signal) as signals, (select count(*)::int from inbox) as deliveries`,
    )
  )[0];

/** As the intake does: the pool may hold the dead connection for a moment longer, and then the message comes again. */
async function pressesUntilTaken(...given: Parameters<typeof press>): Promise<Awaited<ReturnType<typeof press>>> {
  for (;;) {
    const answer = await press(...given).catch((error: unknown) => {
      if (!isTemporary(error)) throw error;
      return null;
    });
    if (answer !== null) return answer;
  }
}

describe('at a bad moment', () => {
  it('engines that hear the same in opposite order block nobody, and count each press once', async () => {
    const { source, queries, url } = await freshIncidents();
    const devices = await homesOf(source, 20);
    const [one, two] = [await processAt(url), await processAt(url)];
    const heard = devices.flatMap((device) =>
      ['a', 'b', 'c'].map((name) => ({ device, message: `${device}-${name}` })),
    );
    const ends = await Promise.all([
      ...heard.map(({ device, message }) => press(one, deliveryOf(device, message, 'one'))),
      ...heard.toReversed().map(({ device, message }) => press(two, deliveryOf(device, message, 'two'))),
    ]);
    expect(ends.filter((end) => end === 'written')).toHaveLength(60);
    expect(await counts(source)).toEqual({ incidents: 20, events: 60, signals: 60, deliveries: 60 });
    expect(await foldMismatches(source, queries)).toEqual([]);
  });

  it('two thousand presses of a thousand devices at once are all written', async () => {
    const { source, queries, url } = await freshIncidents();
    const devices = await homesOf(source, 1_000);
    const engines = [await processAt(url), await processAt(url)] as const;
    const ends = await Promise.all(
      devices.flatMap((device, n) =>
        engines.map((engine, at) =>
          press(engine, {
            ...deliveryOf(device, `${device}-${String(at)}`),
            copies: null,
            engineId: `engine-${String(n % 2)}`,
          }),
        ),
      ),
    );
    expect(new Set(ends)).toEqual(new Set(['written']));
    expect(await counts(source)).toEqual({ incidents: 1_000, events: 2_000, signals: 2_000, deliveries: 2_000 });
    expect(await foldMismatches(source, queries)).toEqual([]);
  });

  it.each([
    ['this engine', true],
    ['another one, by the spool,', false],
  ])('an answer that is lost after the commit: the press that %s tries again is the same press', async (_, same) => {
    const { source, queries, url } = await freshIncidents();
    const [device] = (await homesOf(source, 1)) as [DeviceId];
    const line = await connectionCutter(url);
    closing.push(() => line.close());
    const store = await processAt(line.url);
    const delivery = deliveryOf(device, 'help');
    const unknown: unknown = await press(store, delivery, () => line.loseAnswerTo('incidents_write')).catch(
      (error: unknown) => error,
    );
    expect(isTemporary(unknown)).toBe(true);
    const written = { incidents: 1, events: 1, signals: 1, deliveries: 1 };
    expect(await counts(source)).toEqual(written);

    const second = same ? store : await processAt(url);
    expect(await press(second, delivery)).toBe('copy');
    expect(await counts(source)).toEqual(written);
    // an equal press is a press all the same
    expect(await press(second, deliveryOf(device, 'help'))).toBe('written');
    expect(await counts(source)).toEqual({ incidents: 1, events: 2, signals: 2, deliveries: 2 });
    expect(await foldMismatches(source, queries)).toEqual([]);
  });

  it('a press of a home that another process changed is decided on what was read again', async () => {
    const { source, url } = await freshIncidents();
    const [device] = (await homesOf(source, 1)) as [DeviceId];
    const [store, other] = [await processAt(url), await processAt(url)];
    expect(await press(store, deliveryOf(device, 'first'))).toBe('written');
    expect(await press(other, deliveryOf(device, 'second'))).toBe('written');
    const [row] = await ask(source, `select id, version, subject_key as subject from incident`);
    await store.dropChangedElsewhere([row as unknown as ChangedIncident]);
    let decided = 0;
    expect(await press(store, deliveryOf(device, 'third'), () => (decided += 1))).toBe('written');
    expect(decided).toBe(1);
    expect(await counts(source)).toEqual({ incidents: 1, events: 3, signals: 3, deliveries: 3 });
  });

  it('a statement killed before its commit writes nothing; the press comes again', async () => {
    const { source, url } = await freshIncidents();
    const [device] = (await homesOf(source, 1)) as [DeviceId];
    await ask(
      source,
      `create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`,
    );
    await ask(source, 'create trigger die after insert on inbox execute function die()');
    const store = await processAt(url);
    const delivery = deliveryOf(device, 'help');
    const killed: unknown = await press(store, delivery).catch((error: unknown) => error);
    expect(isTemporary(killed)).toBe(true);
    expect(await counts(source)).toEqual({ incidents: 0, events: 0, signals: 0, deliveries: 0 });
    await ask(source, 'drop trigger die on inbox');
    expect(await pressesUntilTaken(store, delivery)).toBe('written');
    expect(await counts(source)).toEqual({ incidents: 1, events: 1, signals: 1, deliveries: 1 });
  });
});
