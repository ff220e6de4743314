// Real: PostgreSQL, the api with its HTTP server and sockets. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Incident, IncidentPage } from '@silverbell/wire';
import { ApiStage, slugOf } from './api-stage.js';

jest.setTimeout(240_000);

const stage = new ApiStage();
const { act, ask, clock, press } = stage;

beforeAll(() => stage.starts());
afterAll(() => expect(stage.errors()).toEqual([]));
afterAll(() => stage.stops());

describe('a case in the hands of operators', () => {
  it('appears in the open list, most urgent first, with what happens next', async () => {
    const id = await press('demo-pendant-1');
    const { body } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator' });
    const row = body.items.find((item) => item.id === id);
    expect(row).toMatchObject({
      phase: 'waiting',
      severity: 1,
      class: 'A',
      kinds: ['sos'],
      deviceId: 'demo-pendant-1',
      signalCount: 1,
      attention: { state: 'waiting', by: null },
    });
    expect(row?.escalation.nextDueAt).not.toBeNull();
    expect(row?.seniors[0]?.name).toMatch(/[\u4e00-\u9fff]/);
  });

  it('is attended by one; the other is told who has it', async () => {
    const id = await press('demo-pendant-2');
    const first = await act('operator', id, 'attend');
    expect(first.status).toBe(200);
    expect(first.body.attention).toMatchObject({ state: 'attended' });
    const second = await act('operator-2', id, 'attend');
    expect([second.status, slugOf(second)]).toEqual([409, 'already-attended']);
    expect((second.body as unknown as { changedBy: { name: string } }).changedBy.name).toBe(
      first.body.attention.by?.name,
    );
    expect((await act('operator', id, 'attend')).status).toBe(200);
  });

  it('has one owner, however many press at the same time', async () => {
    const id = await press('demo-pendant-4');
    const answers = await Promise.all(['operator', 'operator-2', 'lead'].map((name) => act(name, id, 'attend')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = answers.find(({ status }) => status === 200);
    expect(winner?.body.attention.state).toBe('attended');
    await act(
      ['operator', 'operator-2', 'lead'][answers.findIndex(({ status }) => status === 200)] ?? '',
      id,
      'release',
      {
        reason: 'handover',
      },
    );
  });

  it('refuses an old If-Match with the case as it is now and who changed it; without If-Match the current state is used', async () => {
    const id = await press('demo-pendant-3');
    const { body: before } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    await act('operator', id, 'attend', {}, { 'if-match': `"${before.version}"` });
    const late = await act('operator', id, 'notes', { text: '按旧版本写的' }, { 'if-match': `"${before.version}"` });
    expect([late.status, slugOf(late)]).toEqual([412, 'stale-version']);
    const problem = late.body as unknown as { current: Incident; changedBy: { name: string } };
    expect(problem.current.version).toBeGreaterThan(before.version);
    expect(problem.changedBy.name).toMatch(/\S/);
    expect((await act('operator', id, 'notes', { text: '按现状写的' })).status).toBe(200);
  });

  it('gives a retry with the same key its answer, even behind an old If-Match, and refuses the key for something else', async () => {
    const id = await press('demo-pendant-4');
    const { body: before } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    const headers = { 'idempotency-key': 'k-1', 'if-match': `"${before.version}"` };
    const first = await act('operator', id, 'notes', { text: '一次' }, headers);
    const again = await act('operator', id, 'notes', { text: '一次' }, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.version).toBe(first.body.version);
    expect(again.body.timeline.filter((entry) => entry.type === 'noted')).toHaveLength(1);
    expect(slugOf(await act('operator', id, 'notes', { text: '另一件事' }, headers))).toBe('idempotency-key-reused');
  });

  it('keeps notes encrypted and shows them to those who may read', async () => {
    const id = await press('demo-pendant-5');
    const { body } = await act('operator', id, 'notes', { text: '门口有狗，走侧门' });
    expect(body.timeline.at(-1)).toMatchObject({
      type: 'noted',
      data: { text: '门口有狗，走侧门' },
      by: { kind: 'person' },
    });
    const rows = await stage.sql<{ body: unknown }>('select body from incident_event where incident_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain('门口有狗');
  });

  it('closes only with the proof its outcome needs', async () => {
    const id = await press('demo-pendant-6');
    await act('operator', id, 'attend');
    const refused = await act('operator', id, 'close', { outcome: 'false-press' });
    expect([refused.status, slugOf(refused)]).toEqual([422, 'proof-missing']);
    await act('operator', id, 'calls', { party: 'senior', result: 'senior-recognised', recognisedBy: 'birth-date' });
    await act('operator', id, 'verdict', { verdict: 'false-alarm', cause: 'accidental-press' });
    const closed = await act('operator', id, 'close', { outcome: 'false-press' });
    expect(closed.body).toMatchObject({ phase: 'closed', outcome: 'false-press' });
    const { body } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=closed', { as: 'operator' });
    expect(body.items.map((item) => item.id)).toContain(id);
    expect(slugOf(await act('operator', id, 'verdict', { verdict: 'real' }))).toBe('already-closed');
  });

  it('can begin with a telephone call, found by the name of the senior', async () => {
    const { body: first } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator' });
    const name = first.items[0]?.seniors[0]?.name ?? '';
    const { body: found } = await ask<{ items: { id: string; seniors: { name: string }[] }[] }>(
      'GET',
      `/api/v1/homes?query=${encodeURIComponent(name)}`,
      { as: 'operator' },
    );
    expect(found.items[0]?.seniors.map((senior) => senior.name)).toContain(name);
    const opened = await ask<Incident>('POST', '/api/v1/incidents', {
      as: 'lead',
      body: { kind: 'sos', callerName: '邻居', callerNumber: '139 0000 0000', note: '听到呼救' },
    });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({ attention: { state: 'attended' }, home: null });
    expect(JSON.stringify(opened.body.timeline)).toContain('听到呼救');
  });

  it('is opened once by a telephone call whose answer was lost on the way', async () => {
    const open = () =>
      ask<Incident>('POST', '/api/v1/incidents', {
        as: 'lead',
        body: { kind: 'fall', note: '路人来电' },
        headers: { 'idempotency-key': 'call-1' },
      });
    const [first, again] = [await open(), await open()];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
  });

  it('is read by id, open or closed, and only by those who may see it', async () => {
    const { body: open } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator' });
    const { body: closed } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=closed', { as: 'operator' });
    const ids = [...open.items, ...closed.items].map((item) => item.id).slice(0, 40);
    expect(ids.length).toBeGreaterThan(1);
    const path = `/api/v1/incidents?ids=${[...ids, 'no-such-incident'].join(',')}`;
    const { body } = await ask<IncidentPage>('GET', path, { as: 'operator' });
    expect(body.items.map((item) => item.id).sort()).toEqual([...ids].sort());
    expect((await ask('GET', '/api/v1/incidents?ids=a,,b', { as: 'operator' })).status).toBe(400);
  });

  it('does not exist for an operator of another region', async () => {
    const id = await press('demo-pendant-7');
    const { body: mine } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    const [elsewhere] = await stage.sql<{ id: string }>(
      'select id from region where level_no = (select max(level_no) from region) and id <> $1 limit 1',
      [mine.regionId],
    );
    await stage.sql(`update account_role set region_id = $1 where account_id = 'account-operator-2'`, [elsewhere?.id]);
    clock.at += 3_000;
    const list = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator-2' });
    expect(list.body.items.map((item) => item.id)).not.toContain(id);
    const byId = await ask<IncidentPage>('GET', `/api/v1/incidents?ids=${id}`, { as: 'operator-2' });
    expect(byId.body.items).toEqual([]);
    expect((await ask('GET', `/api/v1/incidents/${id}`, { as: 'operator-2' })).status).toBe(404);
    expect((await act('operator-2', id, 'attend')).status).toBe(404);
    await stage.sql(
      `update account_role set region_id = (select region_id from account_role where account_id = 'account-operator') where account_id = 'account-operator-2'`,
    );
    clock.at += 3_000;
  });
});
