import { describe, expect, it } from '@jest/globals';
import { fakeAccount } from '../auth/account.fake.js';
import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import { VIEWER_PRESENCE_S, type SocketPayload } from '@silverbell/wire';
import type { Viewer } from './viewer-registry.js';
import { ViewerPresence, type ViewerPage } from './viewer-presence.js';
import type { IncidentPlace, Subscriber } from './incident-audience.js';

const village = as<RegionId>('village');
const elsewhere = as<RegionId>('elsewhere');

const rig = () => {
  const state = { now: 0, held: [] as (() => void)[], hold: false };
  const places = new Map<string, IncidentPlace>([
    ['i-1', { regionId: village, practice: null }],
    ['i-2', { regionId: village, practice: null }],
    ['drill', { regionId: village, practice: 'drill' }],
    ['far', { regionId: elsewhere, practice: null }],
  ]);
  const published: [string, readonly string[]][] = [];
  let happened = (): void => undefined;
  const presence = new ViewerPresence({
    bus: {
      publishViewers: (incidentId: string, people: readonly Viewer[]) => {
        published.push([incidentId, people.map(({ id }) => id)]);
        happened();
      },
    },
    placeOf: async (incidentId) => {
      if (state.hold) await new Promise<void>((go) => state.held.push(go));
      return places.get(incidentId) ?? null;
    },
    monotonicNow: () => state.now,
  });
  /** The next message to the other replicas. */
  const nextPublished = () => new Promise<void>((resolve) => (happened = resolve));
  const opens = (name: string, more: Partial<Subscriber> = {}) => {
    const told: SocketPayload<'onlookers'>[] = [];
    let notified = (): void => undefined;
    const account = fakeAccount('operator', { id: as<AccountId>(name), name, regionId: village });
    const subscriber: Subscriber = {
      ...{ namespace: '/console', account, regions: new Set([village]), training: false, seniors: new Set() },
      ...more,
    };
    const page = {
      subscriber,
      tell: (one: SocketPayload<'onlookers'>) => {
        told.push(one);
        notified();
      },
    } satisfies ViewerPage;
    const nextTold = () => new Promise<void>((resolve) => (notified = resolve));
    const names = () => told.at(-1)?.people.map((one) => one.name);
    return { page, told, nextTold, names };
  };
  return { presence, state, published, nextPublished, opens };
};

describe('viewer presence', () => {
  it('tells each viewer of the others and of their leaving, never of herself', async () => {
    const { presence, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    expect(await presence.view(wang.page, 'i-1')).toEqual({ people: [] });
    const told = wang.nextTold();
    expect(await presence.view(li.page, 'i-1')).toEqual({ people: [{ id: 'wang', name: 'wang' }] });
    await told;
    expect(wang.told.at(-1)).toEqual({ incidentId: 'i-1', people: [{ id: 'li', name: 'li' }] });
    const gone = wang.nextTold();
    presence.left(li.page);
    await gone;
    expect(wang.names()).toEqual([]);
    presence.close();
  });

  it('tells a viewer who went on only of the incident she went to', async () => {
    const { presence, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    await presence.view(wang.page, 'i-1');
    await presence.view(wang.page, 'i-2');
    const told = wang.nextTold();
    await presence.view(li.page, 'i-1');
    await presence.view(li.page, 'i-2');
    await told;
    expect(wang.told.filter(({ people }) => people.length > 0).map(({ incidentId }) => incidentId)).toEqual(['i-2']);
    presence.close();
  });

  it('has no viewers for incidents that a page may not see or that do not exist', async () => {
    const { presence, opens, published, nextPublished } = rig();
    const [wang, far] = [opens('wang'), opens('far', { regions: new Set([elsewhere]) })];
    const learner = opens('learner', { training: true });
    const helper = opens('helper', { namespace: '/helper' });
    await presence.view(wang.page, 'i-1');
    for (const { page } of [far, learner, helper]) expect(await presence.view(page, 'i-1')).toEqual({ people: [] });
    expect(await presence.view(wang.page, 'nowhere')).toEqual({ people: [] });
    await presence.view(wang.page, 'drill');
    const next = nextPublished();
    expect(await presence.view(learner.page, 'drill')).toEqual({ people: [{ id: 'wang', name: 'wang' }] });
    await next;
    presence.tick();
    expect(published.filter(([, people]) => people.some((id) => id === 'far' || id === 'helper'))).toEqual([]);
    expect(published).not.toContainEqual(['i-1', expect.arrayContaining(['learner'])]);
    presence.close();
  });

  it('tells nothing to a page that may no longer see the incident', async () => {
    const { presence, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    await presence.view(wang.page, 'i-1');
    const before = li.nextTold();
    await presence.view(li.page, 'i-1');
    await before;
    const moved = { ...li.page.subscriber, regions: new Set([elsewhere]) };
    li.page.subscriber = moved;
    const told = wang.nextTold();
    const seen = li.told.length;
    presence.onViewers('replica', 'i-1', [{ id: 'zhao', name: '赵敏' }]);
    await told;
    expect([wang.names(), li.told.length]).toEqual([['li', '赵敏'], seen]);
    presence.close();
  });

  it('drops a lookup that ends after the page went on or left', async () => {
    const { presence, state, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    state.hold = true;
    const [late, gone] = [presence.view(wang.page, 'i-1'), presence.view(li.page, 'i-1')];
    await presence.view(wang.page, null);
    presence.left(li.page);
    state.held.forEach((go) => go());
    await Promise.all([late, gone]);
    state.hold = false;
    expect(await presence.view(opens('zhao').page, 'i-1')).toEqual({ people: [] });
    presence.close();
  });

  it('publishes to the other replicas on a change and every 10 s', async () => {
    const { presence, state, published, nextPublished, opens } = rig();
    const wang = opens('wang');
    presence.tick();
    const came = nextPublished();
    await presence.view(wang.page, 'i-1');
    await came;
    expect(published).toEqual([['i-1', ['wang']]]);
    for (; state.now < VIEWER_PRESENCE_S.refreshEvery * 1_000; state.now += 1_000) presence.tick();
    expect(published).toHaveLength(1);
    presence.tick();
    expect(published).toEqual([
      ['i-1', ['wang']],
      ['i-1', ['wang']],
    ]);
    const went = nextPublished();
    presence.left(wang.page);
    await went;
    expect(published.at(-1)).toEqual(['i-1', []]);
    presence.close();
  });

  it('publishes at once when the bus is back', async () => {
    const { presence, published, opens } = rig();
    await presence.view(opens('wang').page, 'i-1');
    presence.onReconnected();
    expect(published).toEqual([['i-1', ['wang']]]);
    presence.close();
  });

  it('shows viewers of another replica until it dies, without repeating them', async () => {
    const { presence, state, published, opens } = rig();
    const wang = opens('wang');
    await presence.view(wang.page, 'i-1');
    const told = wang.nextTold();
    presence.onViewers('replica', 'i-1', [{ id: 'li', name: '李某' }]);
    await told;
    expect(wang.names()).toEqual(['李某']);
    expect(published.flatMap(([, people]) => people)).not.toContain('li');
    const gone = wang.nextTold();
    for (; state.now <= VIEWER_PRESENCE_S.expiresAfter * 1_000; state.now += 1_000) {
      if (state.now % 10_000 === 0) await presence.view(wang.page, 'i-1');
      presence.tick();
    }
    await gone;
    expect(wang.names()).toEqual([]);
    presence.close();
  });

  it('expires a page that is silent for 30 s though its connection is open', async () => {
    const { presence, state, opens } = rig();
    await presence.view(opens('wang').page, 'i-1');
    state.now = VIEWER_PRESENCE_S.expiresAfter * 1_000;
    presence.tick();
    expect(await presence.view(opens('li').page, 'i-1')).toEqual({ people: [] });
    presence.close();
  });
});
