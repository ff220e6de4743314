// Real: PostgreSQL, the api with its HTTP server. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { HandoverOnWire, Incident } from '@silverbell/wire';
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

  it('refuses an agreed take-over by an operator whom the owner has not named', async () => {
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

describe('an act of the desk that is taken back', () => {
  it('asks the question of 120 again within 10 s, and not later', async () => {
    const id = await press('demo-pendant-7');
    await act('operator', id, 'attend');
    const decline = () =>
      act('operator', id, 'emergency-decision', { service: '120', decision: 'no-call', reason: 'not-medical' });
    expect((await decline()).body).toMatchObject({ undo: { act: 'no-call' } });
    expect((await act('operator', id, 'undo', { act: 'no-call' })).body).toMatchObject({
      ...{ undo: null, emergencyDecisions: [{ service: '120', decision: null }] },
    });
    await decline();
    stage.clock.at += 10_000;
    expect(slugOf(await act('operator', id, 'undo', { act: 'no-call' }))).toBe('undo-over');
  });

  it('answers a protocol card in the words of its version, and a stale card is told so', async () => {
    const id = await press('demo-pendant-8');
    const answer = { card: 'press', version: 1, question: 'where', answer: 'bedroom' };
    expect((await act('operator', id, 'protocol', answer)).body).toMatchObject({
      protocol: [{ question: 'where', answer: 'bedroom' }],
    });
    expect(slugOf(await act('operator', id, 'protocol', { ...answer, version: 99 }))).toBe('protocol-changed');
  });

  it('says of each outcome what is missing, and the number of the place', async () => {
    const shown = await read(await press('demo-pendant-9'));
    expect(shown.closing.find(({ outcome }) => outcome === 'helped-up')?.missing).toEqual(['finished-assignment']);
    expect(shown.emergencyNumbers.map(({ service }) => service)).toContain('120');
  });
});

describe('a handover of the shift', () => {
  const post = (as: string, path: string, body: object = {}) =>
    ask<HandoverOnWire>('POST', `/api/v1/handovers${path}`, { as, body });

  it('hands each case on by name, is signed by both, and changes who is on duty', async () => {
    for (const one of ['operator', 'operator-2'])
      await ask('PUT', '/api/v1/me/duty', { as: one, body: { onDuty: false } });
    await ask('PUT', '/api/v1/me/duty', { as: 'operator', body: { onDuty: true } });
    const id = await press('demo-pendant-10');
    await act('operator', id, 'attend');
    const off = await ask('PUT', '/api/v1/me/duty', { as: 'operator', body: { onDuty: false } });
    expect(slugOf(off)).toBe('duty-owns-case');
    const to = (await ask<{ user: { id: string } }>('GET', '/api/v1/me', { as: 'operator-2' })).body.user.id;
    const opened = (await post('operator', '', { to })).body;
    expect(opened.items).toContainEqual(expect.objectContaining({ kind: 'incident', item: id }));
    expect(slugOf(await post('operator', '', { to }))).toBe('handover-open');
    expect(slugOf(await post('operator', `/${opened.id}/sign`))).toBe('handover-items-left');
    expect((await post('lead', `/${opened.id}/sign`)).status).toBe(404);
    for (const { kind, item } of opened.items)
      expect((await post('operator-2', `/${opened.id}/items`, item === null ? { kind } : { kind, item })).status).toBe(
        200,
      );
    expect((await read(id)).attention.by?.id).toBe(to);
    expect((await post('operator', `/${opened.id}/sign`)).body.state).toBe('open');
    const signed = (await post('operator-2', `/${opened.id}/sign`)).body;
    expect(signed).toMatchObject({ state: 'signed', signedFromAt: expect.any(String), signedToAt: expect.any(String) });
    expect((await ask('GET', '/api/v1/me', { as: 'operator-2' })).body).toMatchObject({ onDuty: true });
    expect((await ask('GET', '/api/v1/me', { as: 'operator' })).body).toMatchObject({ onDuty: false });
  });
});
