// Real: PostgreSQL, the api with its HTTP server. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Incident } from '@silverbell/wire';
import { ApiStage, slugOf } from './api-stage.js';

jest.setTimeout(240_000);

const stage = new ApiStage();
const { act, ask, press } = stage;
const read = async (id: string): Promise<Incident> =>
  (await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' })).body;

beforeAll(() => stage.starts());
afterAll(() => expect(stage.errors()).toEqual([]));
afterAll(() => stage.stops());

describe('an incident that is closed into another', () => {
  const merged = (id: string, other: string, as = 'operator') =>
    act(as, id, 'close', { outcome: 'merged', proof: { otherIncidentId: other } });

  it('of another home is refused to an operator and allowed to a lead, and its signals go over', async () => {
    const [from, into] = [await press('demo-pendant-1'), await press('demo-pendant-2')];
    const refused = await merged(from, into);
    expect([refused.status, slugOf(refused)]).toEqual([422, 'proof-missing']);
    expect(JSON.stringify(refused.body)).toContain('other-same-subject');
    expect((await read(from)).phase).not.toBe('closed');
    await act('lead', from, 'take-over', { reason: 'lead-decision' });
    const done = await merged(from, (await read(into)).number, 'lead');
    expect(done.body).toMatchObject({ phase: 'closed', outcome: 'merged' });
    const carries = await read(into);
    expect(carries.signalCount).toBe(2);
    expect(carries.timeline.map(({ type }) => type)).toContain('signals-taken-over');
  });

  it('is refused while the other is closed, unknown, itself, or a work case', async () => {
    const from = await press('demo-pendant-3');
    for (const other of [from, 'no-such-incident', '999999']) {
      const refused = await merged(from, other);
      expect([refused.status, slugOf(refused)]).toEqual([422, 'proof-missing']);
    }
    const closed = await press('demo-pendant-4');
    await act('operator', closed, 'calls', { party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' });
    expect((await act('operator', closed, 'close', { outcome: 'reassured' })).status).toBe(200);
    expect((await merged(from, closed)).status).toBe(422);
    expect((await read(from)).phase).not.toBe('closed');
  });
});

describe('a proof that a record shows', () => {
  it('a transfer of a person at risk takes more than a name', async () => {
    const id = await press('demo-pendant-5');
    const transfer = (as: string) =>
      act(as, id, 'close', { outcome: 'transferred', proof: { acceptedBy: '李，邻县中心' } });
    expect(slugOf(await transfer('operator'))).toBe('proof-missing');
    await act('lead', id, 'take-over', { reason: 'lead-decision' });
    expect((await transfer('lead')).status).toBe(200);
  });

  it('nobody takes a case over as agreed before its owner has named her', async () => {
    const id = await press('demo-pendant-6');
    await act('operator', id, 'attend');
    const agreed = () => act('operator-2', id, 'take-over', { reason: 'agreed' });
    const refused = await agreed();
    expect([refused.status, slugOf(refused)]).toEqual([409, 'not-agreed']);
    const me = (await ask<{ user: { id: string } }>('GET', '/api/v1/me', { as: 'operator-2' })).body.user.id;
    expect((await act('operator-2', id, 'hand-over', { to: me })).status).toBe(409);
    expect((await act('operator', id, 'hand-over', { to: 'nobody' })).status).toBe(404);
    expect((await act('operator', id, 'hand-over', { to: me })).status).toBe(200);
    expect((await agreed()).body).toMatchObject({ attention: { state: 'attended' } });
  });
});
