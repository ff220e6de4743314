// Real: PostgreSQL, our migrations and statements, encryption. Not real: the decisions (facts are written by hand).
import { describe, expect, it } from '@jest/globals';
import { openIncidentStores } from '@silverbell/adapter-postgres';
import { as, type DeviceId, type TextId } from '@silverbell/kernel';
import type { InboxEntry } from '@silverbell/usecases';
import { GrowingIncident, raise, suiteStart } from '@silverbell/usecases/incident-store.suite';
import { anotherProcess, ask, freshIncidents } from './fresh-cases.js';
import { foundRegion } from './neighbourhood.js';

describe('what a device sent', () => {
  it('is read back byte by byte, with what was read in it, and is unreadable once the key is erased', async () => {
    const { source, store, keys } = await freshIncidents();
    await foundRegion(source);
    const deviceId = as<DeviceId>('pendant');
    const raw = new Uint8Array([0, 255, 128, 7]);
    const said = { child: 'bath', sourceId: null, word: 'panic', values: { rssi: -71 } };
    const delivery: InboxEntry = {
      ...{
        id: as<TextId>('d1'),
        engineId: 'one',
        deviceId,
        alertId: 'a',
        dedupeKey: 'a',
        kind: 'sos',
        payloadHash: 'h',
      },
      ...{
        copies: null,
        redelivered: false,
        receivedAt: suiteStart,
        topic: 'care/v1/pendant/alert',
        raw,
        decoded: said,
      },
    };
    await store.withAlerts({ by: 'device', id: deviceId, child: null }, [delivery], suiteStart, () =>
      Promise.resolve({ change: null, owner: 'senior:zhang', answer: () => null }),
    );
    const [frame, read] = [as<TextId>('d1'), as<TextId>('d1:decoded')];
    expect(await keys.readTexts([frame, read])).toEqual(
      new Map<TextId, unknown>([
        [frame, raw],
        [read, JSON.stringify(said)],
      ]),
    );
    const found = await ask(source, `select count(*)::int as n from inbox where position('panic'::bytea in said) > 0`);
    expect(found).toEqual([{ n: 0 }]);
    await keys.erase('senior:zhang', suiteStart);
    expect([...(await keys.readTexts([frame, read])).values()]).toEqual([null, null]);
  });
});

describe('what people said', () => {
  const text = (id: string, owner: string, body = '老人说没事') => ({
    id: as<TextId>(id),
    owner,
    what: 'note' as const,
    body,
  });

  it('is read back as it was written', async () => {
    const { store, keys, queries } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown, { texts: [text('t1', 'senior:zhang')] });
    expect(await keys.readTexts([as<TextId>('t1'), as<TextId>('none')])).toEqual(new Map([['t1', '老人说没事']]));
    expect((await queries.byId(grown.after.id))?.texts).toEqual(new Map([['t1', '老人说没事']]));
  });

  it('is not in the database in any readable form', async () => {
    const { store, source } = await freshIncidents();
    await raise(store, GrowingIncident.raised(), { texts: [text('t1', 'senior:zhang', 'plain words')] });
    const found = await ask(
      source,
      `select count(*)::int as n from secret_text where position('plain words'::bytea in sealed) > 0`,
    );
    expect(found).toEqual([{ n: 0 }]);
  });

  it('is unreadable for ever once the key of the person is erased, and hers alone', async () => {
    const { store, keys, queries, url } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown, { texts: [text('t1', 'senior:zhang'), text('t2', 'senior:li')] });
    const other = await anotherProcess(url);
    try {
      expect(await other.keys.erase('senior:zhang', suiteStart)).toBe(true);
    } finally {
      await other.close();
    }
    expect(await keys.readTexts([as<TextId>('t1'), as<TextId>('t2')])).toEqual(
      new Map([
        ['t1', null],
        ['t2', '老人说没事'],
      ]),
    );
    expect((await queries.byId(grown.after.id))?.texts.get(as<TextId>('t1'))).toBeNull();
    expect(await keys.erase('senior:zhang', suiteStart)).toBe(false);
  });

  it('gets a new key after an erasure that this process had not heard of', async () => {
    const { store, keys, url } = await freshIncidents();
    await raise(store, GrowingIncident.raised(), { texts: [text('t1', 'senior:zhang')] });
    const other = await anotherProcess(url);
    await other.keys.erase('senior:zhang', suiteStart);
    await other.close();
    await raise(store, GrowingIncident.raised(), { texts: [text('t2', 'senior:zhang', 'later')] });
    expect(await keys.readTexts([as<TextId>('t1'), as<TextId>('t2')])).toEqual(
      new Map([
        ['t1', null],
        ['t2', 'later'],
      ]),
    );
  });

  it('gets one key when two processes meet a person for the first time at once', async () => {
    const { store, keys, url, source } = await freshIncidents();
    const other = await anotherProcess(url);
    try {
      await Promise.all(
        [store, other.store, store, other.store].map((keeper, n) =>
          raise(keeper, GrowingIncident.raised(), { texts: [text(`t${n}`, 'senior:zhang', `word ${n}`)] }),
        ),
      );
    } finally {
      await other.close();
    }
    expect(await ask(source, 'select count(*)::int as n from person_key')).toEqual([{ n: 1 }]);
    expect([...(await keys.readTexts(['t0', 't1', 't2', 't3'].map((id) => as<TextId>(id)))).values()].sort()).toEqual([
      'word 0',
      'word 1',
      'word 2',
      'word 3',
    ]);
  });

  it('leaves no key behind when the transaction that made it failed', async () => {
    const { store, keys } = await freshIncidents();
    await expect(
      raise(store, GrowingIncident.raised(), { nextDueAt: null, texts: [text('t1', 'senior:zhang')] }),
    ).rejects.toThrow();
    await raise(store, GrowingIncident.raised(), { texts: [text('t2', 'senior:zhang', 'kept')] });
    expect((await keys.readTexts([as<TextId>('t2')])).get(as<TextId>('t2'))).toBe('kept');
  });

  it('needs the secret it was written with, and a boot with another one is refused', async () => {
    const { store, source, keys } = await freshIncidents();
    await raise(store, GrowingIncident.raised(), { texts: [text('t1', 'senior:zhang')] });
    await expect(keys.assertSecretFits()).resolves.toBeUndefined();
    const stranger = openIncidentStores(source, 'another secret');
    await expect(stranger.keys.assertSecretFits()).rejects.toThrow('SILVERBELL_SECRET');
    expect((await stranger.keys.readTexts([as<TextId>('t1')])).get(as<TextId>('t1'))).toBeNull();
  });
});
