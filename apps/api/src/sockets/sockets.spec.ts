import { describe, expect, it } from '@jest/globals';
import type { Account } from '@silverbell/adapter-nest';
import type { CaseVersion } from '@silverbell/adapter-postgres';
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
import type { ClaimedRow } from '@silverbell/usecases';
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
const version = (id: string, n: number, more: Partial<CaseVersion> = {}): CaseVersion => ({
  id: as<IncidentId>(id),
  version: n,
  phase: 'waiting',
  open: true,
  regionId: as<RegionId>('village-1'),
  seniorIds: [as<SeniorId>('s-1')],
  practice: null,
  lastChangeAt: instant(0),
  ...more,
});
const seen = (more: Partial<SeenCase> = {}): SeenCase => ({
  ...version('i-1', 1),
  helperIds: ['h-1'],
  silent: false,
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
  const watching = () => {
    const table = { open: [version('i-1', 1)] as CaseVersion[], changed: [] as CaseVersion[] };
    const told: [string, number, string][][] = [];
    const watch = new CaseWatch(
      { openVersions: async () => table.open, versionsChangedSince: async () => table.changed },
      { of: async () => new Map() },
      { now: () => instant(1_000_000) },
      (changed) => told.push(changed.map((one) => [one.id, one.version, one.phase])),
    );
    return { table, told, watch };
  };

  it('tells nothing at the first look: pages ask by themselves when they connect', async () => {
    const { watch, told } = watching();
    await watch.look();
    expect(told).toEqual([]);
    expect(watch.open.map((one) => one.id)).toEqual(['i-1']);
  });

  it('tells what is new and what changed, and is quiet when nothing did', async () => {
    const { watch, told, table } = watching();
    await watch.look();
    table.open = [version('i-1', 2, { phase: 'attended' }), version('i-2', 1)];
    await watch.look();
    await watch.look();
    expect(told).toEqual([
      [
        ['i-1', 2, 'attended'],
        ['i-2', 1, 'waiting'],
      ],
    ]);
  });

  it('tells that a case closed, with its last version', async () => {
    const { watch, told, table } = watching();
    await watch.look();
    table.open = [];
    table.changed = [version('i-1', 5, { phase: 'closed', open: false })];
    await watch.look();
    expect(told).toEqual([[['i-1', 5, 'closed']]]);
    expect(watch.open).toEqual([]);
  });

  it('tells even of one that closed while the database was out of reach', async () => {
    const { watch, told, table } = watching();
    await watch.look();
    table.open = [];
    await watch.look();
    expect(told).toEqual([[['i-1', 2, 'closed']]]);
  });

  it('looks once more when it was woken during a look', async () => {
    const { watch, told, table } = watching();
    await watch.look();
    const during = watch.look();
    table.open = [version('i-1', 3)];
    await Promise.all([during, watch.look()]);
    expect(told.flat().at(-1)).toEqual(['i-1', 3, 'waiting']);
  });

  it('forgets nothing when a look fails', async () => {
    const { watch, table, told } = watching();
    await watch.look();
    const open = table.open;
    Object.defineProperty(table, 'open', {
      configurable: true,
      get: () => {
        throw new Error('database away');
      },
    });
    await expect(watch.look()).rejects.toThrow('database away');
    Object.defineProperty(table, 'open', { configurable: true, writable: true, value: [...open, version('i-9', 1)] });
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
