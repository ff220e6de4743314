import { describe, expect, it } from '@jest/globals';
import type { Account } from '../auth/sessions.js';
import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import { LOOKING_S, type SocketPayload } from '@silverbell/wire';
import type { Onlooker } from './looking-board.js';
import { LookingLane, type LookingPage } from './looking-lane.js';
import type { CasePlace, Watcher } from './who-sees.js';

const village = as<RegionId>('village');
const elsewhere = as<RegionId>('elsewhere');

const rig = () => {
  const state = { now: 0, held: [] as (() => void)[], hold: false };
  const places = new Map<string, CasePlace>([
    ['i-1', { regionId: village, practice: null }],
    ['i-2', { regionId: village, practice: null }],
    ['drill', { regionId: village, practice: 'drill' }],
    ['far', { regionId: elsewhere, practice: null }],
  ]);
  const said: [string, readonly string[]][] = [];
  let happened = (): void => undefined;
  const lane = new LookingLane({
    line: {
      looking: (incidentId: string, people: readonly Onlooker[]) => {
        said.push([incidentId, people.map(({ id }) => id)]);
        happened();
      },
    },
    placeOf: async (incidentId) => {
      if (state.hold) await new Promise<void>((go) => state.held.push(go));
      return places.get(incidentId) ?? null;
    },
    steady: () => state.now,
  });
  /** The next word to the other replicas. */
  const nextSaid = () => new Promise<void>((resolve) => (happened = resolve));
  const opens = (name: string, more: Partial<Watcher> = {}) => {
    const told: SocketPayload<'onlookers'>[] = [];
    let heard = (): void => undefined;
    const account: Account = {
      id: as<AccountId>(name),
      name,
      role: 'operator',
      regionId: village,
      helperId: null,
      disabled: false,
    };
    const watcher: Watcher = {
      ...{ namespace: '/console', account, regions: new Set([village]), training: false, seniors: new Set() },
      ...more,
    };
    const page = {
      watcher,
      tell: (one: SocketPayload<'onlookers'>) => {
        told.push(one);
        heard();
      },
    } satisfies LookingPage;
    const nextTold = () => new Promise<void>((resolve) => (heard = resolve));
    const names = () => told.at(-1)?.people.map((one) => one.name);
    return { page, told, nextTold, names };
  };
  return { lane, state, said, nextSaid, opens };
};

describe('telling who else looks at a case', () => {
  it('each is told of the other, nobody of herself, and of her leaving', async () => {
    const { lane, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    expect(await lane.says(wang.page, 'i-1')).toEqual({ people: [] });
    const told = wang.nextTold();
    expect(await lane.says(li.page, 'i-1')).toEqual({ people: [{ id: 'wang', name: 'wang' }] });
    await told;
    expect(wang.told.at(-1)).toEqual({ incidentId: 'i-1', people: [{ id: 'li', name: 'li' }] });
    const gone = wang.nextTold();
    lane.left(li.page);
    await gone;
    expect(wang.names()).toEqual([]);
    lane.close();
  });

  it('whoever has gone on to another case is told of that one only', async () => {
    const { lane, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    await lane.says(wang.page, 'i-1');
    await lane.says(wang.page, 'i-2');
    const told = wang.nextTold();
    await lane.says(li.page, 'i-1');
    await lane.says(li.page, 'i-2');
    await told;
    expect(wang.told.filter(({ people }) => people.length > 0).map(({ incidentId }) => incidentId)).toEqual(['i-2']);
    lane.close();
  });

  it('a case of another region, one that does not exist and one in earnest for a seat in training have nobody, and nobody hears of it', async () => {
    const { lane, opens, said, nextSaid } = rig();
    const [wang, far] = [opens('wang'), opens('far', { regions: new Set([elsewhere]) })];
    const learner = opens('learner', { training: true });
    const helper = opens('helper', { namespace: '/helper' });
    await lane.says(wang.page, 'i-1');
    for (const { page } of [far, learner, helper]) expect(await lane.says(page, 'i-1')).toEqual({ people: [] });
    expect(await lane.says(wang.page, 'nowhere')).toEqual({ people: [] });
    await lane.says(wang.page, 'drill');
    const next = nextSaid();
    expect(await lane.says(learner.page, 'drill')).toEqual({ people: [{ id: 'wang', name: 'wang' }] });
    await next;
    lane.tick();
    expect(said.filter(([, people]) => people.some((id) => id === 'far' || id === 'helper'))).toEqual([]);
    expect(said).not.toContainEqual(['i-1', expect.arrayContaining(['learner'])]);
    lane.close();
  });

  it('whoever may no longer see the case is not told of it any more', async () => {
    const { lane, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    await lane.says(wang.page, 'i-1');
    const before = li.nextTold();
    await lane.says(li.page, 'i-1');
    await before;
    const moved = { ...li.page.watcher, regions: new Set([elsewhere]) };
    li.page.watcher = moved;
    const told = wang.nextTold();
    const seen = li.told.length;
    lane.heard('replica', 'i-1', [{ id: 'zhao', name: '赵敏' }]);
    await told;
    expect([wang.names(), li.told.length]).toEqual([['li', '赵敏'], seen]);
    lane.close();
  });

  it('a word that was looked up too late counts for nothing: the page has gone on, or is gone', async () => {
    const { lane, state, opens } = rig();
    const [wang, li] = [opens('wang'), opens('li')];
    state.hold = true;
    const [late, gone] = [lane.says(wang.page, 'i-1'), lane.says(li.page, 'i-1')];
    await lane.says(wang.page, null);
    lane.left(li.page);
    state.held.forEach((go) => go());
    await Promise.all([late, gone]);
    state.hold = false;
    expect(await lane.says(opens('zhao').page, 'i-1')).toEqual({ people: [] });
    lane.close();
  });

  it('the other replicas are told when somebody comes or goes, and again every 10 s', async () => {
    const { lane, state, said, nextSaid, opens } = rig();
    const wang = opens('wang');
    lane.tick();
    const came = nextSaid();
    await lane.says(wang.page, 'i-1');
    await came;
    expect(said).toEqual([['i-1', ['wang']]]);
    for (; state.now < LOOKING_S.saidAgain * 1_000; state.now += 1_000) lane.tick();
    expect(said).toHaveLength(1);
    lane.tick();
    expect(said).toEqual([
      ['i-1', ['wang']],
      ['i-1', ['wang']],
    ]);
    const went = nextSaid();
    lane.left(wang.page);
    await went;
    expect(said.at(-1)).toEqual(['i-1', []]);
    lane.close();
  });

  it('when the line between the replicas is back, what the others missed is said at once', async () => {
    const { lane, said, opens } = rig();
    await lane.says(opens('wang').page, 'i-1');
    lane.mayHaveMissed();
    expect(said).toEqual([['i-1', ['wang']]]);
    lane.close();
  });

  it('whoever looks through another replica is shown, is told on to nobody else, and vanishes with a replica that died', async () => {
    const { lane, state, said, opens } = rig();
    const wang = opens('wang');
    await lane.says(wang.page, 'i-1');
    const told = wang.nextTold();
    lane.heard('replica', 'i-1', [{ id: 'li', name: '李某' }]);
    await told;
    expect(wang.names()).toEqual(['李某']);
    expect(said.flatMap(([, people]) => people)).not.toContain('li');
    const gone = wang.nextTold();
    for (; state.now <= LOOKING_S.holds * 1_000; state.now += 1_000) {
      if (state.now % 10_000 === 0) await lane.says(wang.page, 'i-1');
      lane.tick();
    }
    await gone;
    expect(wang.names()).toEqual([]);
    lane.close();
  });

  it('a page that says nothing for 30 s looks no more, though its line is open', async () => {
    const { lane, state, opens } = rig();
    await lane.says(opens('wang').page, 'i-1');
    state.now = LOOKING_S.holds * 1_000;
    lane.tick();
    expect(await lane.says(opens('li').page, 'i-1')).toEqual({ people: [] });
    lane.close();
  });
});
