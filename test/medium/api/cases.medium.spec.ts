// Real: PostgreSQL, the api with its HTTP server and sockets. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Incident, IncidentFigures, IncidentPage } from '@silverbell/wire';
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

describe('the figures of the day', () => {
  const figures = async (as = 'operator'): Promise<IncidentFigures> =>
    (await ask<IncidentFigures>('GET', '/api/v1/incident-figures', { as })).body;
  const counts = ({ raised, answered, accepted, arrived }: IncidentFigures) => [
    ...[raised, answered, accepted, arrived].map((one) => (typeof one === 'number' ? one : one.judged)),
    ...[answered.inTime, accepted.inTime, arrived.inTime],
  ];
  const more = async (before: IncidentFigures) => {
    const old = counts(before);
    return counts(await figures()).map((n, index) => n - (old[index] ?? 0));
  };

  it('judge an answer once it came or is late, and not before', async () => {
    // What was pressed before is late by then.
    clock.at += 60_000;
    const before = await figures();
    expect([before.answered.limitS, before.accepted.limitS, before.arrived.limitS]).toEqual([15, 60, 900]);
    const id = await press('demo-pendant-20');
    expect(await more(before)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    clock.at += 10_000;
    await act('operator', id, 'attend');
    expect(await more(before)).toEqual([1, 1, 0, 0, 1, 0, 0]);
    await press('demo-pendant-21');
    clock.at += 16_000;
    expect(await more(before)).toEqual([2, 2, 0, 0, 1, 0, 0]);
  });

  it('measure an acceptance from the first offer, and an arrival from the press', async () => {
    const before = await figures();
    const [quick, slow] = [await press('demo-pendant-22'), await press('demo-pendant-23')];
    const at = new Date(clock.at).toISOString();
    await stage.sql(
      `insert into offer (id, incident_id, helper_id, wave, state, made_at, lapses_at, expected_arrival_s)
       select 'figures ' || one, one, 'helper-1', 1, 'over', $2::timestamptz, $2, 60 from unnest($1::text[]) one`,
      [[quick, slow], at],
    );
    await stage.sql(
      `insert into assignment (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, arrived_at) values
         ('figures a', $1, 'x', 'helper-1', 'primary', 'finished', $3::timestamptz + interval '40 s', $3, $3::timestamptz + interval '8 min'),
         ('figures b', $2, 'x', 'helper-2', 'primary', 'withdrawn', $3::timestamptz + interval '80 s', $3, null)`,
      [quick, slow, at],
    );
    expect((await more(before)).slice(2, 4)).toEqual([2, 1]);
    expect((await more(before)).slice(5)).toEqual([1, 1]);
    const { accepted, arrived } = await figures();
    expect(accepted.medianS).toBe(60);
    expect(arrived.medianS).toBe(480);
    clock.at += 901_000;
    expect((await more(before)).slice(2, 4)).toEqual([2, 2]);
  });

  it('count P1 without a press among all that was raised in earnest', async () => {
    const { urgentOther: before } = await figures();
    await press('demo-pendant-24');
    const other = await press('demo-pendant-25');
    await stage.sql(
      `update incident set state = jsonb_set(state, '{kinds}', '["smoke"]'), severity = 1 where id = $1`,
      [other],
    );
    const { urgentOther: after } = await figures();
    expect([after.of - before.of, after.count - before.count]).toEqual([2, 1]);
  });

  it('are of drills alone at a seat for training, and of this day alone', async () => {
    await stage.sql(
      `insert into operator_duty (account_id, on_duty, since, training) values ('account-operator-2', false, now(), true)
       on conflict (account_id) do update set training = true`,
    );
    expect((await figures('operator-2')).raised).toBe(0);
    await stage.sql(`update operator_duty set training = false where account_id = 'account-operator-2'`);
    expect((await figures('operator-2')).raised).toBeGreaterThan(0);
    expect((await figures()).since).toBe('2026-02-28T16:00:00.000Z');
    await stage.sql(`update incident set raised_at = raised_at - interval '1 day'`);
    const next = await figures();
    expect([next.raised, next.answered.medianS]).toEqual([0, null]);
  });
});
