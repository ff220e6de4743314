import { describe, expect, it } from '@jest/globals';
import type { ChangeCursor } from '@silverbell/adapter-postgres';
import {
  as,
  instant,
  type AccountId,
  type HelperId,
  type IncidentId,
  type OfferId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { ChangedIncident, ClaimedRow } from '@silverbell/usecases';
import { fakeAccount } from '../auth/account.fake.js';
import { IncidentChangeFeed } from './incident-change-feed.js';
import { SocketSender } from './socket.sender.js';
import { canSee, inNamespace, type Subscriber, type VisibleIncident } from './incident-audience.js';

const account = fakeAccount('operator', { id: as<AccountId>('a'), name: 'A' });
const version = (id: string, n: number, more: Partial<ChangedIncident> = {}): ChangedIncident => ({
  id: as<IncidentId>(id),
  subject: `home:${id}`,
  version: n,
  phase: 'waiting',
  open: true,
  regionId: as<RegionId>('village-1'),
  seniorIds: [as<SeniorId>('s-1')],
  helperIds: [],
  silent: false,
  practice: null,
  lastChangeAt: instant(0),
  ...more,
});
const incident = (more: Partial<VisibleIncident> = {}): VisibleIncident => ({
  ...version('i-1', 1),
  helperIds: [as<HelperId>('h-1')],
  ...more,
});

describe('who hears of a case', () => {
  const subscriber = (namespace: Subscriber['namespace'], more: Partial<Subscriber> = {}): Subscriber => ({
    namespace,
    account,
    regions: new Set(),
    training: false,
    seniors: new Set(),
    ...more,
  });

  it('is a console whose region it lies in', () => {
    expect(canSee(subscriber('/console', { regions: new Set([as<RegionId>('village-1')]) }), incident())).toBe(true);
    expect(canSee(subscriber('/console', { regions: new Set([as<RegionId>('village-2')]) }), incident())).toBe(false);
  });

  it('is a seat for training when it is a drill, and only then', () => {
    const regions = new Set([as<RegionId>('village-1')]);
    const learner = subscriber('/console', { regions, training: true });
    expect(canSee(learner, incident({ practice: 'drill' }))).toBe(true);
    expect(canSee(learner, incident({ practice: 'test' }))).toBe(false);
    expect(canSee(learner, incident())).toBe(false);
    expect(canSee(subscriber('/console', { regions }), incident({ practice: 'drill' }))).toBe(true);
  });

  it('is no family when it is a drill or a test', () => {
    const family = subscriber('/family', { seniors: new Set(['s-1']) });
    expect(canSee(family, incident({ practice: 'drill' }))).toBe(false);
    expect(canSee(family, incident({ practice: 'test' }))).toBe(false);
  });

  it('is a helper whom it asked, and no other', () => {
    const helper = (id: string) =>
      subscriber('/helper', { account: fakeAccount('helper', { helperId: as<HelperId>(id) }) });
    expect(canSee(helper('h-1'), incident())).toBe(true);
    expect(canSee(helper('h-2'), incident())).toBe(false);
    expect(canSee(subscriber('/helper'), incident())).toBe(false);
  });

  it('is a family of its senior, except when it is silent', () => {
    const family = subscriber('/family', { seniors: new Set(['s-1']) });
    expect(canSee(family, incident())).toBe(true);
    expect(canSee(family, incident({ silent: true }))).toBe(false);
    expect(canSee(subscriber('/family', { seniors: new Set(['s-2']) }), incident())).toBe(false);
  });

  it('enters only the room of her role', () => {
    expect(inNamespace('/console', account)).toEqual(account);
    expect(inNamespace('/helper', account)).toBeNull();
    expect(inNamespace('/console', fakeAccount('helper'))).toBeNull();
    expect(inNamespace('/family', fakeAccount('family'))).not.toBeNull();
  });

  it('hears by the roles of that namespace alone, when she has several', () => {
    const grants = [
      { role: 'community-officer', regionId: as<RegionId>('village') },
      { role: 'lead', regionId: as<RegionId>('town') },
    ] as const;
    expect(inNamespace('/console', { ...account, roles: grants })).toMatchObject({
      ...{ roles: [grants[1]], role: 'lead', regionId: 'town' },
    });
  });
});

describe('watching versions', () => {
  /** A table of incidents, and what a poll since a cursor (how many changes it has seen) would find in it. */
  const watching = (now = { ms: 1_000_000 }) => {
    const rows = new Map<string, ChangedIncident>();
    const log: ChangedIncident[] = [];
    const state = { server: 'first start', reads: [] as string[], during: (): void => undefined };
    const cursor = (): ChangeCursor => ({ snapshot: String(log.length), server: state.server });
    const put = (...incidents: ChangedIncident[]): void => {
      for (const one of incidents) {
        rows.set(one.id, one);
        log.push(one);
      }
    };
    const answer = async <T>(what: string, result: T): Promise<T> => {
      state.reads.push(what);
      await Promise.resolve();
      state.during();
      return result;
    };
    const published: [string, number, string][][] = [];
    const feed = new IncidentChangeFeed(
      {
        open: () => answer('open', { incidents: [...rows.values()].filter(({ open }) => open), cursor: cursor() }),
        since: ({ snapshot, server }) =>
          answer(
            'since',
            server === state.server ? { incidents: log.slice(Number(snapshot)), cursor: cursor() } : null,
          ),
        of: (ids) =>
          answer(
            'of',
            ids.flatMap((id) => rows.get(id) ?? []),
          ),
      },
      { now: () => instant(now.ms) },
    );
    feed.subscribe((changed) => published.push(changed.map((one) => [one.id, one.version, one.phase])));
    put(version('i-1', 1));
    return { rows, put, state, published, feed };
  };
  const closed = (id: string, n: number): ChangedIncident => version(id, n, { phase: 'closed', open: false });

  it('tells nothing at the first look: pages ask by themselves when they connect', async () => {
    const { feed, published } = watching();
    await feed.refresh();
    expect(published).toEqual([]);
    expect(feed.open.map((one) => one.id)).toEqual(['i-1']);
  });

  it('tells what is new and what changed, and is quiet when nothing did', async () => {
    const { feed, published, put } = watching();
    await feed.refresh();
    put(version('i-1', 2, { phase: 'attended' }), version('i-2', 1));
    await feed.refresh();
    await feed.refresh();
    expect(published).toEqual([
      [
        ['i-1', 2, 'attended'],
        ['i-2', 1, 'waiting'],
      ],
    ]);
  });

  it('reads every open incident once, and afterwards only what changed', async () => {
    const { feed, state } = watching();
    for (let n = 0; n < 3; n += 1) await feed.refresh();
    expect(state.reads).toEqual(['open', 'since', 'since']);
  });

  it('tells that a case closed, with its last version', async () => {
    const { feed, published, put } = watching();
    await feed.refresh();
    put(closed('i-1', 5));
    await feed.refresh();
    expect(published).toEqual([[['i-1', 5, 'closed']]]);
    expect(feed.open).toEqual([]);
  });

  it('tells each closing once, whether the poll or the notification is first', async () => {
    const { feed, published, put } = watching();
    put(version('i-2', 1));
    await feed.refresh();
    feed.apply([closed('i-1', 5)]);
    put(closed('i-1', 5), closed('i-2', 3));
    await feed.refresh();
    feed.apply([closed('i-2', 3)]);
    expect(published).toEqual([[['i-1', 5, 'closed']], [['i-2', 3, 'closed']]]);
  });

  it('remembers for a minute what closed, so that its memory does not grow', async () => {
    const now = { ms: 1_000_000 };
    const { feed, published } = watching(now);
    await feed.refresh();
    feed.apply([closed('i-1', 5)]);
    now.ms += 59_000;
    await feed.refresh();
    feed.apply([closed('i-1', 5)]);
    expect(published).toHaveLength(1);
    now.ms += 1_000;
    await feed.refresh();
    feed.apply([closed('i-1', 5)]);
    expect(published).toHaveLength(2);
  });

  it('reads everything again when the server was started anew, and tells what closed and changed meanwhile', async () => {
    const { feed, published, put, state } = watching();
    put(version('i-2', 1), version('i-3', 1));
    await feed.refresh();
    put(closed('i-1', 4), version('i-2', 2));
    state.server = 'second start';
    await feed.refresh();
    expect(state.reads).toEqual(['open', 'since', 'open', 'of']);
    expect(published).toEqual([
      [
        ['i-2', 2, 'waiting'],
        ['i-1', 4, 'closed'],
      ],
    ]);
    expect(feed.open.map(({ id }) => id)).toEqual(['i-2', 'i-3']);
  });

  it('forgets what another database never had', async () => {
    const { feed, rows, state } = watching();
    await feed.refresh();
    rows.delete('i-1');
    state.server = 'another cluster';
    await feed.refresh();
    expect(feed.open).toEqual([]);
  });

  it('keeps what was heard while an older state was read', async () => {
    const { feed, published, state } = watching();
    await feed.refresh();
    state.server = 'second start';
    state.during = () => {
      if (state.reads.at(-1) === 'open') feed.apply([version('i-1', 7), version('i-8', 1)]);
    };
    await feed.refresh();
    expect(published).toEqual([
      [
        ['i-1', 7, 'waiting'],
        ['i-8', 1, 'waiting'],
      ],
    ]);
    expect(feed.open.map(({ id, version: n }) => [id, n])).toEqual([
      ['i-1', 7],
      ['i-8', 1],
    ]);
  });

  it('looks once more when it was woken during a look', async () => {
    const { feed, published, put } = watching();
    await feed.refresh();
    const during = feed.refresh();
    put(version('i-1', 3));
    await Promise.all([during, feed.refresh()]);
    expect(published.flat().at(-1)).toEqual(['i-1', 3, 'waiting']);
  });

  it('forgets nothing when a look fails', async () => {
    const { feed, put, published, state } = watching();
    await feed.refresh();
    put(version('i-9', 1));
    state.during = () => {
      throw new Error('database away');
    };
    await expect(feed.refresh()).rejects.toThrow('database away');
    state.during = () => undefined;
    await feed.refresh();
    expect(published).toEqual([[['i-9', 1, 'waiting']]]);
  });
});

describe('telling a helper over her socket', () => {
  const row = (body: ClaimedRow['body']): ClaimedRow => ({
    id: 'r',
    incidentId: as<IncidentId>('i-1'),
    channel: 'socket',
    recipient: 'helper:h-1',
    body,
    urgency: 0,
    createdAt: instant(0),
    notAfter: null,
    attempts: 1,
  });
  const sender = (acknowledged: boolean, published: unknown[] = []) =>
    new SocketSender({
      helpers: { push: async (...pushed) => (published.push(pushed), acknowledged) },
      queries: { viewOf: async () => null },
      regionName: async () => '村',
    });
  const over = row({
    kind: 'offer-over',
    channel: 'socket',
    helperId: as<HelperId>('h-1'),
    offerId: as<OfferId>('o-1'),
    reason: 'taken',
  });

  it('counts as delivered only when her page said that it has it', async () => {
    expect(await sender(true).send(over)).toEqual({ result: 'delivered' });
    expect(await sender(false).send(over)).toEqual({ result: 'sent' });
  });

  it('says why an offer is over', async () => {
    const published: unknown[][] = [];
    await sender(true, published).send(over);
    expect(published[0]?.slice(0, 3)).toEqual(['helper:h-1', 'offer.over', { offerId: 'o-1', reason: 'taken' }]);
  });

  it('gives up an offer that is gone', async () => {
    const offer = row({ kind: 'offer', channel: 'socket', helperId: as<HelperId>('h-1'), offerId: as<OfferId>('o-1') });
    expect(await sender(true).send(offer)).toEqual({ result: 'permanent', error: 'offer-gone' });
  });
});
