// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromIso } from '@silverbell/kernel';
import type { AnswerOf, VillageScoreOnWire } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;
const VILLAGE = 'demo-village-1-1';
const PATH = `/village-scores/${VILLAGE}`;

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const scores = async (as: string, query = ''): Promise<readonly VillageScoreOnWire[]> =>
  (await call<AnswerOf<'villageScores'>>(as, 'GET', `/village-scores${query}`)).body.items;
const target = (n: number, more: object = {}) => ({ year: 2026, measure: 'seniors-served', target: n, ...more });

beforeAll(() => stage.opens({ demoCareClock: fromIso('2026-11-29T08:00:00+08:00') }), 180_000);
afterAll(() => stage.closes());

describe('CR-54: the score of a village', () => {
  it('is nothing, and not 0, where no target is set', async () => {
    await now('2026-11-29T08:00');
    const seen = await scores('county-1');
    expect(seen).toHaveLength(9);
    expect(seen.every(({ points, target: of, done }) => points === null && of === null && done === null)).toBe(true);
    expect((await scores('community-1')).map(({ regionId, deadline }) => [regionId, deadline])).toEqual([
      [VILLAGE, '2026-12-15'],
    ]);
  });

  it('is set by township or county for a village in their region, once for each version', async () => {
    expect(await refusal('community-1', 'PUT', PATH, target(4))).toEqual([403, 'not-allowed']);
    expect(await refusal('township-1', 'PUT', '/village-scores/demo-village-2-1', target(4))).toEqual([
      404,
      'not-found',
    ]);
    expect(await refusal('township-1', 'PUT', '/village-scores/demo-town-1', target(4))).toEqual([422, 'village-only']);
    const deactivated = (at: string, by: string, reason: string) =>
      stage.sql(
        `update region set deactivated_at = ${at}, deactivated_by = ${by}, deactivated_reason = ${reason} where id = '${VILLAGE}'`,
      );
    await deactivated('now()', `'account-county-1'`, `'merged'`);
    expect(await refusal('county-1', 'PUT', PATH, target(4))).toEqual([422, 'village-only']);
    await deactivated('null', 'null', 'null');
    expect(await refusal('township-1', 'PUT', PATH, target(0))).toEqual([400, 'invalid-request']);
    // care-b and care-c are the two whom somebody served this year
    const set = await call<VillageScoreOnWire>('township-1', 'PUT', PATH, target(4));
    expect(set.body).toMatchObject({ target: 4, done: 2, points: 1, fullPoints: 2, version: 1, frozenOn: null });
    expect((await refusal('township-1', 'PUT', PATH, target(3), { 'if-match': '"0"' }))[0]).toBe(412);
    const again = await call<VillageScoreOnWire>('county-1', 'PUT', PATH, target(3), { 'if-match': '"1"' });
    expect(again.body).toMatchObject({ target: 3, points: 1.33, version: 2 });
  });

  it('counts from the settings of its region, which two people change', async () => {
    const setting = { key: 'care.villageScore.fullPoints', value: 5, validFrom: '2026-11-29', source: '考核办法' };
    for (const as of ['county-1', 'county-2'])
      expect((await call(as, 'PUT', '/regions/demo-county/care-settings', setting)).status).toBe(200);
    expect((await scores('community-1'))[0]).toMatchObject({ fullPoints: 5, points: 3.33 });
    const deadline = { ...setting, key: 'care.villageScore.deadline' };
    for (const value of ['02-30', '15-12', 'soon'])
      expect(await refusal('county-1', 'PUT', '/regions/demo-county/care-settings', { ...deadline, value })).toEqual([
        422,
        'setting-value',
      ]);
    for (const as of ['county-1', 'county-2'])
      await call(as, 'PUT', '/regions/demo-county/care-settings', { ...deadline, value: '12-01' });
    expect((await scores('community-1'))[0]?.deadline).toBe('2026-12-01');
  });

  it('is frozen with its deadline: a visit that turns out void changes it no more', async () => {
    await now('2026-12-01T23:59');
    expect((await scores('township-1', `?regionId=${VILLAGE}`))[0]).toMatchObject({ frozenOn: null, done: 2 });
    await now('2026-12-02T08:00');
    await stage.sql(`update service_order set state = 'void' where senior_id = 'care-c'`);
    expect((await scores('township-1', `?regionId=${VILLAGE}`))[0]).toMatchObject({
      ...{ frozenOn: '2026-12-02', done: 2, points: 3.33, fullPoints: 5, allowedActions: [] },
    });
    expect(await refusal('township-1', 'PUT', PATH, target(1))).toEqual([409, 'score-frozen']);
    const next = await call<VillageScoreOnWire>('township-1', 'PUT', PATH, target(1, { year: 2027 }));
    expect(next.body).toMatchObject({ year: 2027, done: 0, points: 0, version: 1 });
  });
});

describe('CR-52: the monthly notice of a provider', () => {
  const notices = async (as: string) =>
    (await call<AnswerOf<'providerNotices'>>(as, 'GET', '/providers/care-provider-1/notices')).body.items;

  it('is made on the first of the next month, in numbers, without what the county answers', async () => {
    const said = { workerId: 'worker-3', seniorId: 'care-b', by: '王大姐', kind: 'late', text: '迟到' };
    for (const more of [{}, { kind: 'attitude' }, { kind: 'money' }])
      expect((await call('operator', 'POST', '/complaints', { ...said, ...more })).status).toBe(201);
    expect((await notices('provider-1')).map(({ month }) => month)).toEqual(['2026-11-01']);
    await now('2027-01-01T08:00');
    const [december] = await notices('provider-1');
    expect(december).toMatchObject({
      ...{ month: '2026-12-01', madeOn: '2027-01-01', received: 2, kinds: { late: 1, attitude: 1 } },
      ...{ due: 2, answeredInTime: 0, founded: 0, withdrawn: 0 },
    });
    expect(JSON.stringify(december)).not.toMatch(/王大姐|care-b|迟到/);
  });

  it('stays as it was when a complaint of the month is withdrawn later', async () => {
    const [complaint] = (await call<AnswerOf<'complaints'>>('township-1', 'GET', '/complaints')).body.items.filter(
      ({ kind }) => kind === 'late',
    );
    const gone = await call('operator', 'POST', `/complaints/${complaint?.id ?? ''}/withdraw`, { reason: '误会' });
    expect(gone.status).toBe(200);
    for (const as of ['provider-1', 'township-1', 'county-1', 'supervisor'])
      expect([as, (await notices(as))[0]?.received]).toEqual([as, 2]);
  });
});
