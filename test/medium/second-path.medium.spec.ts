// Real: PostgreSQL with every migration, the api over HTTP, the demo town. Not real: the calls, which people make.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SecondPathList } from '@silverbell/wire';
import { ApiStage, slugOf } from './api/api-stage.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const call = <T>(method: string, path: string, body?: unknown, as = 'operator') =>
  stage.ask<T>(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const paths = async (as = 'operator') =>
  (await call<SecondPathList>('GET', '/me/second-paths', undefined, as)).body.items;

describe('the second path of a seat', () => {
  it('is each lead and overflow centre that covers it, with the number to try', async () => {
    const seats = await paths();
    expect(seats.map(({ role, proven }) => [role, proven])).toEqual([
      ['lead', true],
      ['overflow', true],
    ]);
    expect(seats.every(({ voiceNumber }) => /^[\d -]{8,}$/.test(voiceNumber))).toBe(true);
  });

  it('is not proven a month after it was answered, and is proven again by who tries it', async () => {
    await stage.sql(`update duty_seat set answered_at = answered_at - interval '40 days'`);
    const [lead] = await paths();
    expect((await paths()).map(({ proven }) => proven)).toEqual([false, false]);
    const tried = await call<SecondPathList>('POST', `/me/second-paths/${lead?.seatId ?? ''}/answered`, {});
    expect([tried.status, tried.body.items.map(({ proven }) => proven)]).toEqual([200, [true, false]]);
    const rows = await stage.sql<{ by: string }>(
      `select actor as by from audit_entry where action = 'duty-seat-answered' and subject_id = $1`,
      [lead?.seatId],
    );
    expect(rows).toEqual([{ by: 'account-operator' }]);
  });

  it('is no other seat: of a station an operator records nothing', async () => {
    const [station] = await stage.sql<{ id: string }>(`select id from duty_seat where role = 'station' limit 1`);
    const refused = await call('POST', `/me/second-paths/${station?.id ?? ''}/answered`, {});
    expect([refused.status, slugOf(refused)]).toEqual([404, 'not-found']);
  });
});
