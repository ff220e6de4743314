// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromIso } from '@silverbell/kernel';
import type { AnswerOf, ComplaintOnWire } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call } = stage;

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const complain = async (id: string): Promise<ComplaintOnWire> => {
  const wanted = { id, workerId: 'worker-1', by: 'contact', kind: 'late', text: '来晚了', channel: 'phone' };
  const { status, body } = await call<ComplaintOnWire>('operator', 'POST', '/complaints', wanted);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
};
const read = async (id: string) => (await call<AnswerOf<'complaint'>>('township-1', 'GET', `/complaints/${id}`)).body;
const publishes = async (days: readonly (readonly [string, 'off' | 'work'])[]): Promise<void> => {
  const named = days.map(([date, kind]) => ({ date: `2027-${date}`, kind, name: '元旦' }));
  for (const as of ['county-1', 'county-2']) {
    const { status } = await call(as, 'PUT', '/calendar/2027', { days: named, source: '国务院办公厅通知（演示）' });
    expect(status).toBe(200);
  }
};

beforeAll(() => stage.opens({ demoCareClock: fromIso('2026-12-30T09:00:00+08:00') }), 180_000);
afterAll(() => stage.closes());

describe('CR-02: a year that is published', () => {
  it('counts the terms that are open anew, and takes their mark away', async () => {
    await now('2026-12-30T09:00');
    expect(await complain('late-1')).toMatchObject({
      ...{ acknowledgeDue: '2026-12-31', answerDue: '2027-01-06', dueOn: '2026-12-31', provisional: false },
    });
    const acknowledged = await call<ComplaintOnWire>('township-1', 'POST', '/complaints/late-1/acknowledge', {});
    expect(acknowledged.body).toMatchObject({ dueOn: '2027-01-06', provisional: true });
    await publishes([['01-01', 'off']]);
    const counted = await read('late-1');
    expect(counted).toMatchObject({ answerDue: '2027-01-07', dueOn: '2027-01-07', provisional: false });
    expect(counted.trail.map(({ type }) => type)).toEqual(['received', 'acknowledged', 'recounted']);
  });

  it('never puts a due day before tomorrow, and leaves alone what is closed', async () => {
    await call('township-1', 'POST', '/complaints/late-1/answer', { upheld: true, text: '已提醒' });
    await complain('late-2');
    await call('township-1', 'POST', '/complaints/late-2/acknowledge', {});
    await now('2027-01-05T09:00');
    expect(await read('late-2')).toMatchObject({ answerDue: '2027-01-07' });
    // with the weekend worked its five days are over on the 5th
    await publishes([
      ['01-01', 'off'],
      ['01-02', 'work'],
      ['01-03', 'work'],
    ]);
    expect(await read('late-2')).toMatchObject({ answerDue: '2027-01-06', dueOn: '2027-01-06' });
    expect((await read('late-1')).answerDue).toBe('2027-01-07');
  });
});
