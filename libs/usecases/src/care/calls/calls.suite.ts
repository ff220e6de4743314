import { expect, it } from '@jest/globals';
import type { CareCall, CivilDay } from '@silverbell/care';
import { dayBeginsIn, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import { idsOf, slug, timesOf, ZONE, type Town } from '../town.suite.js';
import { planCareCalls } from './plan-calls.js';
import type { CareCallTransaction } from './port.js';
import { commandCareCall, endCareCallsOf, endCareCallsOfPlan, type CareCallWish } from './write-calls.js';

/** A village whose people may have plans of calls. */
export interface CareCallTown extends Town<CareCallTransaction> {
  readonly region: RegionId;
  readonly person: () => Promise<SeniorId>;
  /** Called from 09:00 to 10:00 on these weekdays, from a day on. */
  readonly plan: (id: SeniorId, from: CivilDay, weekdays: readonly number[]) => Promise<string>;
  readonly awayUntil: (id: SeniorId, until: Instant) => Promise<void>;
  readonly suspended: (id: SeniorId, from: CivilDay, to: CivilDay) => Promise<void>;
  readonly dies: (id: SeniorId) => Promise<void>;
  readonly switchesOff: () => Promise<void>;
  readonly calls: (id: SeniorId) => Promise<readonly CareCall[]>;
  /** Signs of life of a person. */
  readonly signs: (id: SeniorId) => Promise<readonly string[]>;
  /** What the emergency side was asked about a person. */
  readonly concerns: (id: SeniorId) => Promise<readonly string[]>;
}

/** A Wednesday. */
const TODAY = '2026-10-14';
const at = timesOf(TODAY);
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** What a store of care calls promises, held by the fake and by PostgreSQL (CR-29). */
export function promisesOfCareCalls(make: () => Promise<CareCallTown>): void {
  const newId = idsOf('call');
  const dayOf = (town: CareCallTown, day: CivilDay): Promise<void> => {
    const now = dayBeginsIn(ZONE, day) as Instant;
    return town.within((tx) => planCareCalls({ newId }, tx, { today: day, now, realNow: now }));
  };
  const does = (town: CareCallTown, id: string, wish: CareCallWish, now = at('09:30'), ifMatch?: number) =>
    slug(
      commandCareCall(
        { calls: town.store, newId, timeZone: ZONE },
        { by: town.by, at: now },
        { ...{ id, ifMatch, wish, note: 'a note', careNow: now }, actor: { role: 'caller', id: town.by } },
      ),
    );
  const states = async (town: CareCallTown, id: SeniorId) =>
    (await town.calls(id)).map(({ day, state }) => `${day} ${state}`).sort();
  const only = async (town: CareCallTown, id: SeniorId, day: CivilDay = TODAY): Promise<CareCall> => {
    const call = (await town.calls(id)).find((one) => one.day === day);
    if (call === undefined) throw new Error(`no call of ${id} on ${day}`);
    return call;
  };
  const tried = { type: 'record', result: 'unanswered' } as const;
  const spoken = { type: 'record', result: 'spoken' } as const;
  const noNews = { type: 'ask-contact', answer: 'no-news' } as const;

  it('fills the queue of a day once, for the plans that run on it', async () => {
    const town = await make();
    const [daily, weekly, later] = [await town.person(), await town.person(), await town.person()];
    await town.plan(daily, '2026-10-01', EVERY_DAY);
    await town.plan(weekly, '2026-10-01', [4]);
    await town.plan(later, '2026-10-16', EVERY_DAY);
    await dayOf(town, TODAY);
    await dayOf(town, TODAY);
    expect(await states(town, daily)).toEqual(['2026-10-14 to-call']);
    expect(await only(town, daily)).toMatchObject({ starts: '09:00', ends: '10:00', dueOn: TODAY, version: 1 });
    await dayOf(town, '2026-10-15');
    expect(await states(town, daily)).toEqual(['2026-10-14 missed', '2026-10-15 to-call']);
    expect(await states(town, weekly)).toEqual(['2026-10-15 to-call']);
    expect(await states(town, later)).toEqual([]);
  });

  it('calls nobody who is away, suspended or dead, and none where it is switched off', async () => {
    const town = await make();
    const people = [await town.person(), await town.person(), await town.person()] as const;
    for (const id of people) await town.plan(id, '2026-10-01', EVERY_DAY);
    const [away, suspended, dead] = people;
    await town.awayUntil(away, at('18:00', '2026-10-15'));
    await town.suspended(suspended, TODAY, '2026-10-15');
    await town.dies(dead);
    for (const day of [TODAY, '2026-10-15', '2026-10-16']) await dayOf(town, day);
    expect(await states(town, away)).toEqual(['2026-10-16 to-call']);
    expect(await states(town, suspended)).toEqual(['2026-10-16 to-call']);
    expect(await states(town, dead)).toEqual([]);
    await town.switchesOff();
    await dayOf(town, '2026-10-17');
    expect(await states(town, away)).toEqual(['2026-10-16 missed']);
    expect(await does(town, (await only(town, suspended, '2026-10-16')).id, spoken)).toBe('feature-off');
  });

  it('a call that reached her is a sign of life of hers, and one that did not is none', async () => {
    const town = await make();
    const [talks, silent] = [await town.person(), await town.person()];
    for (const id of [talks, silent]) await town.plan(id, '2026-10-01', EVERY_DAY);
    await dayOf(town, TODAY);
    const { id } = await only(town, talks);
    expect(await does(town, 'no-such-call', spoken)).toBe('not-found');
    expect(await does(town, id, spoken, at('09:30'), 9)).toBe('version-changed');
    expect(await does(town, id, spoken, at('09:30'), 1)).toBe('taken');
    expect(await does(town, id, spoken)).toBe('care-call-state');
    expect(await only(town, talks)).toMatchObject({ state: 'spoken', version: 2, reached: { at: at('09:30') } });
    const other = (await only(town, silent)).id;
    for (const time of ['09:10', '09:40']) expect(await does(town, other, tried, at(time))).toBe('taken');
    expect(await does(town, other, { type: 'ask-contact', answer: 'with-her' })).toBe('taken');
    expect(await only(town, silent)).toMatchObject({ state: 'explained', version: 4 });
    expect([await town.signs(talks), await town.signs(silent)]).toEqual([['spoken'], []]);
  });

  it('two tries, the contact, then a warning that outlives its day, and help if asked for', async () => {
    const town = await make();
    const id = await town.person();
    await town.plan(id, '2026-10-01', EVERY_DAY);
    await dayOf(town, TODAY);
    const call = (await only(town, id)).id;
    expect(await does(town, call, noNews)).toBe('care-call-state');
    for (const time of ['09:10', '09:40']) expect(await does(town, call, tried, at(time))).toBe('taken');
    expect(await only(town, id)).toMatchObject({ state: 'to-ask' });
    await dayOf(town, '2026-10-15');
    expect(await states(town, id)).toEqual(['2026-10-14 to-ask', '2026-10-15 to-call']);
    expect(await does(town, call, { type: 'ask-help' })).toBe('care-call-state');
    expect(await does(town, call, noNews, at('08:00', '2026-10-15'))).toBe('taken');
    expect(await only(town, id)).toMatchObject({ state: 'warning', dueOn: '2026-10-15' });
    expect(await town.concerns(id)).toEqual([]);
    expect(await does(town, call, { type: 'ask-help' }, at('08:10', '2026-10-15'))).toBe('taken');
    expect(await town.concerns(id)).toEqual(['call-unanswered']);
    await dayOf(town, '2026-10-16');
    expect((await states(town, id))[0]).toBe('2026-10-14 warning');
  });

  it('a later call that reached her ends what was open, and leaves what is still to be called', async () => {
    const town = await make();
    const id = await town.person();
    for (const _ of ['morning', 'evening']) await town.plan(id, '2026-10-01', EVERY_DAY);
    await dayOf(town, TODAY);
    const [open, evening] = await town.calls(id);
    for (const time of ['09:10', '09:40']) await does(town, open?.id ?? '', tried, at(time));
    await does(town, evening?.id ?? '', tried, at('17:00'));
    await dayOf(town, '2026-10-15');
    const [first] = (await town.calls(id)).filter(({ day }) => day === '2026-10-15');
    expect(await does(town, first?.id ?? '', { type: 'record', result: 'seen' }, at('09:30', '2026-10-15'))).toBe(
      'taken',
    );
    expect(await states(town, id)).toEqual([
      ...['2026-10-14 missed', '2026-10-14 seen', '2026-10-15 seen', '2026-10-15 to-call'],
    ]);
    expect((await town.calls(id)).find((one) => one.id === open?.id)?.reached?.servedBy).toBe(first?.id);
    expect(await town.signs(id)).toEqual(['seen']);
  });

  it('ends with the plan and with the person', async () => {
    const town = await make();
    const [id, gone, left] = [await town.person(), await town.person(), await town.person()];
    const planId = await town.plan(id, '2026-10-01', EVERY_DAY);
    for (const one of [gone, left]) await town.plan(one, '2026-10-01', EVERY_DAY);
    await dayOf(town, TODAY);
    const deps = { newId, timeZone: ZONE };
    const ended = (to: CivilDay) =>
      town.within((tx) => endCareCallsOfPlan(deps, tx, { id: planId, seniorId: id, to }, at('08:00')));
    await ended(TODAY);
    expect(await states(town, id)).toEqual(['2026-10-14 to-call']);
    await ended('2026-10-13');
    expect(await states(town, id)).toEqual(['2026-10-14 cancelled']);
    await town.within((tx) => endCareCallsOf(deps, tx, gone, at('08:00')));
    expect(await states(town, gone)).toEqual(['2026-10-14 cancelled']);
    // a death that reached no command, by an import for example
    await town.dies(left);
    await dayOf(town, '2026-10-15');
    expect(await states(town, left)).toEqual(['2026-10-14 cancelled']);
  });
}
