// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AnswerOf, ServiceOrderOnWire } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call } = stage;

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const daysOf = async (seniorId: string, items: string, from: string): Promise<readonly string[]> =>
  (
    await call<{ items: ServiceOrderOnWire[] }>(
      'provider-1',
      'GET',
      `/service-orders?seniorId=${seniorId}&from=${from}`,
    )
  ).body.items.flatMap((order) => (order.items.includes(items) ? [order.day] : []));
const expired = async () =>
  (await call<AnswerOf<'work'>>('township-1', 'GET', '/work?limit=500')).body.items.filter(
    ({ kind }) => kind === 'assessment-expired',
  );
const ends = (until: string) =>
  stage.sql(`update assessment set valid_until = '${until}' where senior_id in ('care-b', 'care-f')`);

beforeAll(async () => {
  await stage.opens();
  await now('2026-10-14T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('CR-13: an assessment that expired', () => {
  it('is on the list of the township until the last of its 30 days, of those in service alone', async () => {
    await ends('2026-10-14');
    expect(await expired()).toEqual([]);
    await now('2026-10-15T08:00');
    expect(await expired()).toMatchObject([
      { id: 'care-b-assessment', senior: { id: 'care-b' }, state: 'expired', dueOn: '2026-11-13', group: 'ahead' },
    ]);
    expect((await daysOf('care-b', 'cleaning', '2026-10-28')).at(-1)).toBe('2026-10-28');
  });

  it('lapsed makes no order that the public pays for, and each other one', async () => {
    const outing = {
      seniorId: 'care-b',
      items: ['transport'],
      startTime: '14:00',
      endTime: '15:00',
      from: '2026-10-15',
    };
    expect((await call('provider-1', 'POST', '/service-plans', outing)).status).toBe(201);
    await ends('2026-09-28');
    await now('2026-10-16T08:00');
    // 30 days behind 28 September end with 28 October
    expect(await daysOf('care-b', 'cleaning', '2026-10-28')).toEqual(['2026-10-28']);
    expect(await daysOf('care-b', 'transport', '2026-10-28')).toEqual(['2026-10-28', '2026-10-29']);
    expect(await daysOf('care-c', 'cleaning', '2026-10-28')).toEqual(['2026-10-28', '2026-10-29']);
    const washing = {
      seniorId: 'care-b',
      items: ['laundry'],
      startTime: '16:00',
      endTime: '17:00',
      from: '2026-10-27',
    };
    expect((await call('provider-1', 'POST', '/service-plans', washing)).status).toBe(201);
    expect(await daysOf('care-b', 'laundry', '2026-10-27')).toEqual(['2026-10-27', '2026-10-28']);
  });

  it('that the township extends makes them again with the next day', async () => {
    const extended = { until: '2027-06-30', reason: '待复评' };
    expect((await call('township-1', 'POST', '/assessments/care-b-assessment/extend', extended)).status).toBe(200);
    expect(await expired()).toEqual([]);
    await now('2026-10-17T08:00');
    expect(await daysOf('care-b', 'cleaning', '2026-10-28')).toEqual(['2026-10-28', '2026-10-29', '2026-10-30']);
  });
});
