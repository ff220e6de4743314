import { describe, expect, it } from '@jest/globals';
import type { Account } from '../auth/sessions.js';
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
import { CaseWatch } from './case-watch.js';
import { SocketSender } from './socket.sender.js';
import { mayEnter, sees, type SeenCase, type Watcher } from './who-sees.js';

const account: Account = {
  id: as<AccountId>('a'),
  name: 'A',
  role: 'operator',
  regionId: as<RegionId>('county'),
  helperId: null,
  disabled: false,
};
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
const seen = (more: Partial<SeenCase> = {}): SeenCase => ({
  ...version('i-1', 1),
  helperIds: [as<HelperId>('h-1')],
  ...more,
});

describe('who hears of a case', () => {
  const watcher = (namespace: Watcher['namespace'], more: Partial<Watcher> = {}): Watcher => ({
    namespace,
    account,
    regions: new Set(),
    training: false,
    seniors: new Set(),
    ...more,
  });

  it('is a console whose region it lies in', () => {
    expect(sees(watcher('/console', { regions: new Set([as<RegionId>('village-1')]) }), seen())).toBe(true);
    expect(sees(watcher('/console', { regions: new Set([as<RegionId>('village-2')]) }), seen())).toBe(false);
  });

  it('is a seat for training when it is a drill, and only then', () => {
    const regions = new Set([as<RegionId>('village-1')]);
    const learner = watcher('/console', { regions, training: true });
    expect(sees(learner, seen({ practice: 'drill' }))).toBe(true);
    expect(sees(learner, seen({ practice: 'test' }))).toBe(false);
    expect(sees(learner, seen())).toBe(false);
    expect(sees(watcher('/console', { regions }), seen({ practice: 'drill' }))).toBe(true);
  });

  it('is no family when it is a drill or a test', () => {
    const family = watcher('/family', { seniors: new Set(['s-1']) });
    expect(sees(family, seen({ practice: 'drill' }))).toBe(false);
    expect(sees(family, seen({ practice: 'test' }))).toBe(false);
  });

  it('is a helper whom it asked, and no other', () => {
    const helper = (id: string) =>
      watcher('/helper', { account: { ...account, role: 'helper', helperId: as<HelperId>(id) } });
    expect(sees(helper('h-1'), seen())).toBe(true);
    expect(sees(helper('h-2'), seen())).toBe(false);
    expect(sees(watcher('/helper'), seen())).toBe(false);
  });

  it('is a family of its senior, except when it is silent', () => {
    const family = watcher('/family', { seniors: new Set(['s-1']) });
    expect(sees(family, seen())).toBe(true);
    expect(sees(family, seen({ silent: true }))).toBe(false);
    expect(sees(watcher('/family', { seniors: new Set(['s-2']) }), seen())).toBe(false);
  });

  it('enters only the room of her role', () => {
    expect(mayEnter('/console', account)).toBe(true);
    expect(mayEnter('/helper', account)).toBe(false);
    expect(mayEnter('/console', { ...account, role: 'helper' })).toBe(false);
    expect(mayEnter('/family', { ...account, role: 'family' })).toBe(true);
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
    const told: [string, number, string][][] = [];
    const watch = new CaseWatch(
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
      (changed) => told.push(changed.map((one) => [one.id, one.version, one.phase])),
    );
    put(version('i-1', 1));
    return { rows, put, state, told, watch };
  };
  const closed = (id: string, n: number): ChangedIncident => version(id, n, { phase: 'closed', open: false });

  it('tells nothing at the first look: pages ask by themselves when they connect', async () => {
    const { watch, told } = watching();
    await watch.look();
    expect(told).toEqual([]);
    expect(watch.open.map((one) => one.id)).toEqual(['i-1']);
  });

  it('tells what is new and what changed, and is quiet when nothing did', async () => {
    const { watch, told, put } = watching();
    await watch.look();
    put(version('i-1', 2, { phase: 'attended' }), version('i-2', 1));
    await watch.look();
    await watch.look();
    expect(told).toEqual([
      [
        ['i-1', 2, 'attended'],
        ['i-2', 1, 'waiting'],
      ],
    ]);
  });

  it('reads every open incident once, and afterwards only what changed', async () => {
    const { watch, state } = watching();
    for (let n = 0; n < 3; n += 1) await watch.look();
    expect(state.reads).toEqual(['open', 'since', 'since']);
  });

  it('tells that a case closed, with its last version', async () => {
    const { watch, told, put } = watching();
    await watch.look();
    put(closed('i-1', 5));
    await watch.look();
    expect(told).toEqual([[['i-1', 5, 'closed']]]);
    expect(watch.open).toEqual([]);
  });

  it('tells each closing once, whether the poll or the notification is first', async () => {
    const { watch, told, put } = watching();
    put(version('i-2', 1));
    await watch.look();
    watch.hear([closed('i-1', 5)]);
    put(closed('i-1', 5), closed('i-2', 3));
    await watch.look();
    watch.hear([closed('i-2', 3)]);
    expect(told).toEqual([[['i-1', 5, 'closed']], [['i-2', 3, 'closed']]]);
  });

  it('remembers for a minute what closed, so that its memory does not grow', async () => {
    const now = { ms: 1_000_000 };
    const { watch, told } = watching(now);
    await watch.look();
    watch.hear([closed('i-1', 5)]);
    now.ms += 59_000;
    await watch.look();
    watch.hear([closed('i-1', 5)]);
    expect(told).toHaveLength(1);
    now.ms += 1_000;
    await watch.look();
    watch.hear([closed('i-1', 5)]);
    expect(told).toHaveLength(2);
  });

  it('reads everything again when the server was started anew, and tells what closed and changed meanwhile', async () => {
    const { watch, told, put, state } = watching();
    put(version('i-2', 1), version('i-3', 1));
    await watch.look();
    put(closed('i-1', 4), version('i-2', 2));
    state.server = 'second start';
    await watch.look();
    expect(state.reads).toEqual(['open', 'since', 'open', 'of']);
    expect(told).toEqual([
      [
        ['i-2', 2, 'waiting'],
        ['i-1', 4, 'closed'],
      ],
    ]);
    expect(watch.open.map(({ id }) => id)).toEqual(['i-2', 'i-3']);
  });

  it('forgets what another database never had', async () => {
    const { watch, rows, state } = watching();
    await watch.look();
    rows.delete('i-1');
    state.server = 'another cluster';
    await watch.look();
    expect(watch.open).toEqual([]);
  });

  it('keeps what was heard while an older state was read', async () => {
    const { watch, told, state } = watching();
    await watch.look();
    state.server = 'second start';
    state.during = () => {
      if (state.reads.at(-1) === 'open') watch.hear([version('i-1', 7), version('i-8', 1)]);
    };
    await watch.look();
    expect(told).toEqual([
      [
        ['i-1', 7, 'waiting'],
        ['i-8', 1, 'waiting'],
      ],
    ]);
    expect(watch.open.map(({ id, version: n }) => [id, n])).toEqual([
      ['i-1', 7],
      ['i-8', 1],
    ]);
  });

  it('looks once more when it was woken during a look', async () => {
    const { watch, told, put } = watching();
    await watch.look();
    const during = watch.look();
    put(version('i-1', 3));
    await Promise.all([during, watch.look()]);
    expect(told.flat().at(-1)).toEqual(['i-1', 3, 'waiting']);
  });

  it('forgets nothing when a look fails', async () => {
    const { watch, put, told, state } = watching();
    await watch.look();
    put(version('i-9', 1));
    state.during = () => {
      throw new Error('database away');
    };
    await expect(watch.look()).rejects.toThrow('database away');
    state.during = () => undefined;
    await watch.look();
    expect(told).toEqual([[['i-9', 1, 'waiting']]]);
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
  const sender = (heard: boolean, told: unknown[] = []) =>
    new SocketSender({
      house: { tellHelper: async (...said) => (told.push(said), heard) },
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
    const told: unknown[][] = [];
    await sender(true, told).send(over);
    expect(told[0]?.slice(0, 3)).toEqual(['helper:h-1', 'offer.over', { offerId: 'o-1', reason: 'taken' }]);
  });

  it('gives up an offer that is gone', async () => {
    const offer = row({ kind: 'offer', channel: 'socket', helperId: as<HelperId>('h-1'), offerId: as<OfferId>('o-1') });
    expect(await sender(true).send(offer)).toEqual({ result: 'permanent', error: 'offer-gone' });
  });
});
