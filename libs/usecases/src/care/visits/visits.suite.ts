import { expect, it } from '@jest/globals';
import type { CivilDay, VisitsAtLeast, WelfareVisit } from '@silverbell/care';
import { dayBeginsIn, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import { idsOf, slug, timesOf, ZONE, type Town } from '../town.suite.js';
import { endVisitsOf, moveVisitsOf, planVisits } from './plan-visits.js';
import type { VisitTransaction } from './port.js';
import { commandVisit, endRetry, type VisitWish } from './write-visits.js';

/** A village and the one beside it, both of one county. */
export interface VisitTown extends Town<VisitTransaction> {
  readonly beside: RegionId;
  /** A person of 70 of the village, in a home of her own or in that of another one; in service from a day on, or not. */
  readonly person: (more?: { readonly entitledFrom?: CivilDay; readonly livesWith?: SeniorId }) => Promise<SeniorId>;
  /** The village raises how often everybody is visited, from a day on. */
  readonly raises: (atLeast: VisitsAtLeast, from: CivilDay) => Promise<void>;
  /** From now on a person at high risk. */
  readonly becomesFrail: (id: SeniorId) => Promise<void>;
  /** No longer at high risk. */
  readonly recovers: (id: SeniorId) => Promise<void>;
  /** In hospital on these days, both included. */
  readonly inHospital: (id: SeniorId, from: CivilDay, to: CivilDay) => Promise<void>;
  readonly moves: (id: SeniorId, to: RegionId) => Promise<void>;
  readonly dies: (id: SeniorId) => Promise<void>;
  /** Her death was written down by mistake. */
  readonly livesOn: (id: SeniorId) => Promise<void>;
  /** A sign of life of the person, by the real clock. */
  readonly isHeardOf: (id: SeniorId, at: Instant) => Promise<void>;
  readonly visits: (id: SeniorId) => Promise<readonly WelfareVisit[]>;
  /** In which place of its walk each open visit of these people stands. */
  readonly places: (ids: readonly SeniorId[]) => Promise<readonly number[]>;
  /** What the emergency side was asked about a person. */
  readonly concerns: (id: SeniorId) => Promise<readonly string[]>;
}

const TODAY = '2026-10-14';
const at = timesOf(TODAY);
const SINCE = '2026-07-01';

/** What a store of welfare visits promises, held by the fake and by PostgreSQL (CR-55 … CR-57). */
export function promisesOfVisits(make: () => Promise<VisitTown>): void {
  const newId = idsOf('visit');
  const dayOf = (town: VisitTown, day: CivilDay): Promise<void> =>
    town.within((tx) => planVisits({ newId }, tx, day, dayBeginsIn(ZONE, day) as Instant));
  /** The county draws its sample once in a quarter, of whom it finds in service then. */
  const of = async (town: VisitTown, id: SeniorId) => (await town.visits(id)).filter(({ level }) => level !== 'county');
  const said = ({ level, cause, frequency, from, state }: WelfareVisit): string =>
    [level, cause, frequency, from, state].join(' ');
  const words = async (town: VisitTown, id: SeniorId) => (await of(town, id)).map(said).sort();
  const first = async (town: VisitTown, id: SeniorId, cause = 'regular') => {
    const visit = (await of(town, id)).find((one) => one.level === 'community' && one.cause === cause);
    if (visit === undefined) throw new Error('the community owes her no such visit');
    return visit;
  };
  const does = (town: VisitTown, visit: WelfareVisit, wish: VisitWish, careNow: Instant, ifMatch?: number) => {
    const deps = { visits: town.store, newId, timeZone: ZONE };
    const actor = { role: 'owner', id: town.by } as const;
    const asked = { id: visit.id, ifMatch, wish, note: null, actor, careNow };
    return slug(commandVisit(deps, { by: town.by, at: careNow }, asked));
  };
  const done = (met: boolean): VisitWish => ({
    ...{ type: 'done', at: null, met, way: 'station', recognised: false, reason: null },
    shown: { position: null, doorTag: null },
    report: {
      ...{ health: 'fine', mood: null, food: null, safety: null, warmth: null, deviceTest: null },
      providerQuality: null,
    },
  });

  it('plans what a person is owed once, however often the day begins, and puts it into a walk', async () => {
    const town = await make();
    const [served, other] = [await town.person({ entitledFrom: SINCE }), await town.person()];
    await dayOf(town, TODAY);
    await dayOf(town, TODAY);
    expect(await words(town, served)).toEqual([
      'community regular weekly 2026-10-12 planned',
      'township regular monthly 2026-10-01 planned',
    ]);
    expect(await words(town, other)).toEqual(['community regular quarterly 2026-10-01 planned']);
    for (const place of await town.places([served, other])) expect(place).toBeGreaterThan(0);
  });

  it('owes on days of heat a visit each week beside the rarer one, which the one visit serves', async () => {
    const town = await make();
    const [met, missed] = [await town.person(), await town.person()];
    await dayOf(town, TODAY);
    await town.raises('weekly', '2026-10-21');
    await town.raises('by-risk', '2026-10-26');
    await dayOf(town, '2026-10-21');
    const weekly = (await of(town, met)).find(({ frequency }) => frequency === 'weekly') as WelfareVisit;
    expect(await does(town, weekly, done(true), at('10:00', '2026-10-22'))).toBe('taken');
    await dayOf(town, '2026-10-26');
    const ended = (await of(town, met)).map(said).sort();
    expect(ended).toEqual([
      ...['community regular quarterly 2026-10-01 done', 'community regular weekly 2026-10-19 done'],
    ]);
    expect(await words(town, missed)).toEqual([
      ...['community regular quarterly 2026-10-01 planned', 'community regular weekly 2026-10-19 missed'],
    ]);
  });

  it('owes on days of storm a visit each day to those of every week as well, and one serves both', async () => {
    const town = await make();
    const [met, missed] = [await town.person({ entitledFrom: SINCE }), await town.person({ entitledFrom: SINCE })];
    await town.raises('daily', '2026-12-07');
    await town.raises('by-risk', '2026-12-09');
    for (const day of ['2026-12-07', '2026-12-08']) await dayOf(town, day);
    const daily = (await of(town, met)).find(({ from }) => from === '2026-12-08') as WelfareVisit;
    expect(await does(town, daily, done(true), at('10:00', '2026-12-08'))).toBe('taken');
    await dayOf(town, '2026-12-09');
    const community = async (id: SeniorId) => (await words(town, id)).filter((one) => one.startsWith('community'));
    expect(await community(met)).toEqual([
      ...['community regular daily 2026-12-07 missed', 'community regular daily 2026-12-08 done'],
      'community regular weekly 2026-12-07 done',
    ]);
    expect(await community(missed)).toEqual([
      ...['community regular daily 2026-12-07 missed', 'community regular daily 2026-12-08 missed'],
      'community regular weekly 2026-12-07 planned',
    ]);
  });

  it('tries again behind the end of the period, and only then asks and closes', async () => {
    const town = await make();
    const id = await town.person({ entitledFrom: SINCE });
    await dayOf(town, TODAY);
    const visit = await first(town, id);
    expect(await does(town, visit, done(false), at('20:00', '2026-10-18'))).toBe('taken');
    const state = async () => (await of(town, id)).find((one) => one.id === visit.id)?.state;
    await dayOf(town, '2026-10-19');
    expect(await state()).toBe('empty');
    const over = at('20:00', '2026-10-19');
    await town.within((tx) => endRetry({ newId }, tx, visit.id, over, over));
    expect(await town.concerns(id)).toEqual(['visit-empty']);
    await dayOf(town, '2026-10-20');
    expect(await state()).toBe('missed');
  });

  it('replaces a rarer visit by one owed more often, but not one that found no one', async () => {
    const town = await make();
    const [untried, silent] = [await town.person(), await town.person()];
    await dayOf(town, TODAY);
    await does(town, await first(town, silent), done(false), at('10:00'));
    for (const id of [untried, silent]) await town.becomesFrail(id);
    await dayOf(town, '2026-10-15');
    expect(await words(town, untried)).toContain('community regular quarterly 2026-10-01 cancelled');
    expect(await words(town, silent)).toEqual([
      ...['community regular quarterly 2026-10-01 empty', 'community regular weekly 2026-10-12 planned'],
    ]);
    const over = at('10:00', '2026-10-15');
    const { id } = (await of(town, silent)).find(({ state }) => state === 'empty') as WelfareVisit;
    await town.within((tx) => endRetry({ newId }, tx, id, over, over));
    expect(await town.concerns(silent)).toEqual(['visit-empty']);
  });

  it('plans a cancelled visit again when its reason ends in the period, unless she was met', async () => {
    const town = await make();
    const [unmet, met] = [await town.person(), await town.person()];
    await dayOf(town, TODAY);
    for (const id of [unmet, met]) await town.becomesFrail(id);
    await dayOf(town, '2026-10-15');
    const weekly = (await of(town, met)).find(({ frequency }) => frequency === 'weekly') as WelfareVisit;
    expect(await does(town, weekly, done(true), at('10:00', '2026-10-15'))).toBe('taken');
    for (const id of [unmet, met]) await town.recovers(id);
    for (const day of ['2026-10-19', '2026-10-20']) await dayOf(town, day);
    expect(await words(town, unmet)).toEqual([
      ...['community regular quarterly 2026-10-01 planned', 'community regular weekly 2026-10-12 missed'],
    ]);
    expect((await town.places([unmet])).every((place) => place > 0)).toBe(true);
    expect(await words(town, met)).toEqual([
      ...['community regular quarterly 2026-10-01 cancelled', 'community regular weekly 2026-10-12 done'],
    ]);
    const again = (await of(town, unmet)).find(({ state }) => state === 'planned') as WelfareVisit;
    expect(await does(town, again, done(true), at('10:00', '2026-10-20'))).toBe('taken');
  });

  it('owes a person her visits of the period again whose death was written down by mistake', async () => {
    const town = await make();
    const id = await town.person({ entitledFrom: SINCE });
    await dayOf(town, TODAY);
    const before = await words(town, id);
    await town.dies(id);
    await town.within((tx) => endVisitsOf({ newId }, tx, id, { died: true, today: TODAY, now: at('10:00') }));
    expect((await of(town, id)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    await town.livesOn(id);
    await dayOf(town, '2026-10-15');
    expect(await words(town, id)).toEqual(before);
  });

  it('closes a week that is over: missed, and excused for who was absent on all its days', async () => {
    const town = await make();
    const [home, away] = [await town.person({ entitledFrom: SINCE }), await town.person({ entitledFrom: SINCE })];
    await dayOf(town, TODAY);
    await town.inHospital(away, '2026-10-12', '2026-11-08');
    for (const monday of ['2026-10-19', '2026-10-26', '2026-11-02']) await dayOf(town, monday);
    const weeks = async (id: SeniorId) =>
      (await of(town, id))
        .filter(({ frequency }) => frequency === 'weekly')
        .map(({ from, state }) => `${from} ${state}`)
        .sort();
    expect(await weeks(home)).toEqual([
      ...['2026-10-12 missed', '2026-10-19 missed', '2026-10-26 missed', '2026-11-02 planned'],
    ]);
    // two running are excused, then a call was owed
    expect(await weeks(away)).toEqual([
      ...['2026-10-12 excused', '2026-10-19 excused', '2026-10-26 missed', '2026-11-02 planned'],
    ]);
  });

  it('takes a visit for the version that was read, and lets it serve what else is owed that day', async () => {
    const town = await make();
    const id = await town.person({ entitledFrom: SINCE });
    await town.inHospital(id, '2026-10-10', TODAY);
    await dayOf(town, TODAY);
    const visit = await first(town, id, 'discharge');
    expect(await does(town, { ...visit, id: 'no-such-visit' }, done(true), at('10:00'))).toBe('not-found');
    expect(await does(town, visit, done(true), at('10:00'), 9)).toBe('version-changed');
    expect(await does(town, visit, done(true), at('10:00'), 1)).toBe('taken');
    expect(await does(town, visit, done(true), at('10:01'))).toBe('visit-state');
    expect(await first(town, id)).toMatchObject({ state: 'done', servedBy: visit.id, version: 2 });
    expect(await town.concerns(id)).toEqual([]);
  });

  it('asks the emergency side a day after an empty visit, unless she was heard of since', async () => {
    const town = await make();
    const [silent, heard] = [await town.person({ entitledFrom: SINCE }), await town.person({ entitledFrom: SINCE })];
    await dayOf(town, TODAY);
    for (const id of [silent, heard]) {
      expect(await does(town, await first(town, id), done(false), at('10:00'))).toBe('taken');
      expect(await first(town, id)).toMatchObject({ state: 'empty', retryBy: at('10:00', '2026-10-15') });
    }
    await town.isHeardOf(heard, at('20:00'));
    for (const id of [silent, heard]) {
      const { id: visitId } = await first(town, id);
      const over = at('10:00', '2026-10-15');
      await town.within((tx) => endRetry({ newId }, tx, visitId, over, over));
    }
    expect([await town.concerns(silent), await town.concerns(heard)]).toEqual([['visit-empty'], []]);
  });

  it('asks no one to knock where her contact knows where she is', async () => {
    const town = await make();
    const ids = [await town.person({ entitledFrom: SINCE }), await town.person({ entitledFrom: SINCE })];
    await dayOf(town, TODAY);
    for (const [n, id] of ids.entries()) {
      await does(town, await first(town, id), done(false), at('10:00'));
      const answer = n === 0 ? 'knows-where' : 'not-reached';
      expect(await does(town, await first(town, id), { type: 'ask-contact', answer }, at('10:10'))).toBe('taken');
      const over = at('10:00', '2026-10-15');
      const { id: visitId } = await first(town, id);
      await town.within((tx) => endRetry({ newId }, tx, visitId, over, over));
    }
    expect(await Promise.all(ids.map((id) => town.concerns(id)))).toEqual([[], ['visit-empty']]);
  });

  it('asks at once when nobody is met a second time', async () => {
    const town = await make();
    const id = await town.person({ entitledFrom: SINCE });
    await dayOf(town, TODAY);
    await does(town, await first(town, id), done(false), at('10:00'));
    expect(await does(town, await first(town, id), done(false), at('15:00'))).toBe('taken');
    expect(await town.concerns(id)).toEqual(['visit-empty']);
  });

  it('cancels what is owed to a person who died, and owes who lived with her a visit', async () => {
    const town = await make();
    const id = await town.person({ entitledFrom: SINCE });
    const widow = await town.person({ livesWith: id });
    await dayOf(town, TODAY);
    await town.dies(id);
    await town.within((tx) => endVisitsOf({ newId }, tx, id, { died: true, today: TODAY, now: at('10:00') }));
    expect((await of(town, id)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await words(town, widow)).toContain('community bereaved once 2026-10-14 planned');
    await dayOf(town, '2026-10-15');
    expect(await of(town, id)).toHaveLength(2);
  });

  it('is owed by the office of the village to which a person moved', async () => {
    const town = await make();
    const id = await town.person({ entitledFrom: SINCE });
    await dayOf(town, TODAY);
    await town.moves(id, town.beside);
    expect(await town.within((tx) => tx.moved())).toContain(id);
    await town.within((tx) => moveVisitsOf({ newId }, tx, id, { today: TODAY, now: at('10:00') }));
    expect(await town.within((tx) => tx.moved())).not.toContain(id);
    expect(new Set((await of(town, id)).map(({ regionId }) => regionId))).toEqual(new Set([town.beside]));
    expect(await words(town, id)).toContain('community moved once 2026-10-14 planned');
  });
}
