// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { creditCheckCharacter } from '@silverbell/care';
import { fromIso } from '@silverbell/kernel';
import type { AnswerOf, ComplaintOnWire, ProviderOnWire, ServiceOrderOnWire } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;
const PATH = '/providers/ranking';

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const made = async <T>(as: string, path: string, body: object): Promise<T> => {
  const answer = await call<T>(as, 'POST', path, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const ranking = async (as: string, query = '') =>
  (await call<AnswerOf<'providerRanking'>>(as, 'GET', `${PATH}${query}`)).body;
const provider = async (n: number): Promise<string> => {
  const first = `5299${String(n).padStart(13, '0')}`;
  const of = { regionId: 'demo-town-1', serviceRegionIds: ['demo-town-1'], kind: 'ngo' };
  const creditCode = first + creditCheckCharacter(first);
  return (await made<ProviderOnWire>('township-1', '/providers', { ...of, name: `服务社${String(n)}`, creditCode })).id;
};

let [better, few] = ['', ''];
beforeAll(async () => {
  await stage.opens({ demoCareClock: fromIso('2026-10-31T08:00:00+08:00') });
  await now('2026-10-31T08:00');
  better = await provider(1);
  few = await provider(2);
  // Of October each has thirty visits: the one those of care-b, the other those of care-c.
  await stage.sql(
    `update service_order set provider_id = '${better}' where senior_id = 'care-c' and day < '2026-10-31'`,
  );
  const said = { workerId: 'worker-3', seniorId: 'care-b', by: 'contact', kind: 'late', text: '迟到' };
  const { id } = await made<ComplaintOnWire>('operator', '/complaints', said);
  await made('township-1', `/complaints/${id}/answer`, { text: '属实，已整改', upheld: true });
  const { body } = await call<{ items: ServiceOrderOnWire[] }>(
    ...(['provider-1', 'GET', '/service-orders?seniorId=care-b&from=2026-10-20&to=2026-10-20'] as const),
  );
  const order = body.items[0]?.id ?? '';
  const rating = { value: 'dissatisfied', channel: 'page', by: 'contact' };
  await made('care-family-1', `/service-orders/${order}/rate`, rating);
  await now('2026-11-01T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('CR-77: the ranking of providers', () => {
  it('is of the last month that is over, by its notices; few visits have no rank', async () => {
    const { month, leastVisits, items, isCut } = await ranking('township-1');
    expect([month, leastVisits, isCut]).toEqual(['2026-10-01', 30, false]);
    expect(items).toMatchObject([
      {
        ...{ provider: { id: better, name: '服务社1' }, rank: 1, visits: 30, foundedPer1000: 0 },
        ...{ dissatisfiedShare: null, answeredInTimeShare: null, notice: { received: 0 } },
      },
      {
        ...{ provider: { id: 'care-provider-1' }, rank: 2, visits: 30, foundedPer1000: expect.closeTo(33.33, 2) },
        ...{ dissatisfiedShare: 1, answeredInTimeShare: null },
        notice: { received: 1, founded: 1, due: 0, visitsRated: 1, visitsDissatisfied: 1 },
      },
      { provider: { id: few }, rank: null, visits: 0, foundedPer1000: null, notice: { received: 0 } },
    ]);
  });

  it('is read by township, county and supervisor, and by no provider', async () => {
    for (const as of ['township-2', 'county-1', 'supervisor'])
      expect([as, (await ranking(as)).items.map(({ rank }) => rank)]).toEqual([as, [1, 2, null]]);
    for (const as of ['provider-1', 'community-1', 'operator', 'finance-1'])
      expect([as, ...(await refusal(as, 'GET', PATH))]).toEqual([as, 403, 'not-allowed']);
  });

  it('of a month without notices ranks none, and a month has a first day', async () => {
    const { items } = await ranking('county-1', '?month=2026-09-01');
    expect(items.map(({ rank, notice, foundedPer1000 }) => [rank, notice, foundedPer1000])).toEqual(
      items.map(() => [null, null, null]),
    );
    expect(items.find(({ provider: { id } }) => id === 'care-provider-1')?.visits).toBe(30);
    for (const month of ['2026-10-15', '2026-13-01', '9999-12-01', 'October'])
      expect([month, ...(await refusal('county-1', 'GET', `${PATH}?month=${month}`))]).toEqual([
        ...[month, 400, 'invalid-request'],
      ]);
  });

  it('compares from as many visits as the region says on the last day of the month', async () => {
    const setting = { key: 'care.ranking.leastVisits', value: 31, validFrom: '2026-11-01', source: '考核办法' };
    for (const as of ['county-1', 'county-2'])
      expect((await call(as, 'PUT', '/regions/demo-county/care-settings', setting)).status).toBe(200);
    expect((await ranking('township-1')).leastVisits).toBe(30);
    expect((await ranking('township-1', '?regionId=demo-town-1&month=2026-11-01')).leastVisits).toBe(31);
    expect((await ranking('township-1', '?regionId=demo-town-2')).items).toEqual([]);
  });
});
