// Real: PostgreSQL with every migration, the api over HTTP, the demo town, the outbox. Not real: the engine; its relay is run by hand.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PostgresFileStore, PostgresTaskStore } from '@silverbell/adapter-postgres';
import { USE_CASE_DEPS } from '@silverbell/api';
import { as, type IncidentId, type RegionId } from '@silverbell/kernel';
import { PlatformSender, raiseTaskOf, relayOnce, type RelayDeps } from '@silverbell/usecases';
import type { Incident, TaskOnWire } from '@silverbell/wire';
import { ApiStage, slugOf, type Answer } from './api/api-stage.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const call = <T>(
  method: string,
  path: string,
  body?: unknown,
  who = 'operator',
  headers: Record<string, string> = {},
) => stage.ask<T>(method, `/api/v1${path}`, { as: who, headers, ...(body === undefined ? {} : { body }) });
const tasks = async (query: string, who = 'operator'): Promise<readonly TaskOnWire[]> =>
  (await call<{ items: TaskOnWire[] }>('GET', `/tasks?${query}`, undefined, who)).body.items;
async function relays(): Promise<void> {
  const { app } = stage.api;
  const deps = app.get<RelayDeps>(USE_CASE_DEPS);
  const sender = new PlatformSender(deps, { files: app.get(PostgresFileStore) }, app.get(PostgresTaskStore));
  await relayOnce(deps, [sender], { limit: 100 });
}

/** helper-1 goes to a home, and says at the end how she found it. */
async function visited(flags: readonly string[], condition = 'fine'): Promise<string> {
  const id = await stage.press('demo-pendant-2');
  await stage.act('operator', id, 'attend');
  await stage.act('operator', id, 'verdict', { verdict: 'real' });
  await stage.act('operator', id, 'offers', { helperIds: ['helper-1'], reason: 'knows-senior' });
  const offers = await call<{ items: { id: string; incidentId: string }[] }>(
    'GET',
    '/me/offers',
    undefined,
    'helper-1',
  );
  const offer = offers.body.items.find(({ incidentId }) => incidentId === id);
  await call('POST', `/offers/${offer?.id ?? 'none'}/accept`, {}, 'helper-1');
  const mine = await call<{ items: { id: string; incidentId: string }[] }>(
    'GET',
    '/me/assignments',
    undefined,
    'helper-1',
  );
  const assignment = mine.body.items.find(({ incidentId }) => incidentId === id)?.id ?? 'none';
  await call('POST', `/assignments/${assignment}/arrive`, {}, 'helper-1');
  const done = await call('POST', `/assignments/${assignment}/finish`, { condition, flags }, 'helper-1');
  expect(done.status).toBe(200);
  await relays();
  return id;
}

describe('what a helper saw', () => {
  let incident: string;
  beforeAll(async () => {
    await call('PUT', '/me/duty', { onDuty: true }, 'helper-1');
    incident = await visited(['no-food', 'abuse-suspected']);
  });

  it('is a task with an owner and a term, of the person and of the incident', async () => {
    const [task] = await tasks(`incidentId=${incident}&kind=no-food`);
    expect(task).toMatchObject({
      kind: 'no-food',
      owner: 'community-officer',
      state: 'open',
      overdue: false,
      openedBy: null,
    });
    expect(Date.parse(task?.dueAt ?? '')).toBe(stage.clock.at + 12 * 3_600_000);
    expect(task?.homeLabel).not.toBeNull();
  });

  it('opens one task, however often the relay says it', async () => {
    const [row] = await stage.sql<{ regionId: RegionId }>(
      'select region_id as "regionId" from incident where id = $1',
      [incident],
    );
    if (row === undefined) throw new Error('no incident');
    const again = { kind: 'no-food', incidentId: as<IncidentId>(incident), seniorId: null, ...row } as const;
    await raiseTaskOf(stage.api.app.get(PostgresTaskStore), again, stage.clock.now());
    expect(await tasks(`incidentId=${incident}`, 'lead')).toHaveLength(2);
  });

  it('of abuse is seen by leads and never by operators, supervisors, helpers or relatives (H10)', async () => {
    const kinds = async (who: string) => (await tasks(`incidentId=${incident}`, who)).map(({ kind }) => kind).sort();
    expect(await kinds('lead')).toEqual(['abuse-suspected', 'no-food']);
    expect([await kinds('operator'), await kinds('supervisor')]).toEqual([['no-food'], ['no-food']]);
    for (const who of ['helper-1', 'family-1', 'auditor'])
      expect([who, (await call('GET', '/tasks', undefined, who)).status]).toEqual([who, 403]);
    const hidden = await call('POST', `/tasks/${incident}.abuse-suspected/done`, { result: '看过了' });
    expect([hidden.status, slugOf(hidden)]).toEqual([404, 'not-found']);
  });

  it('of abuse is seen and done by the protection officer of that township (H10)', async () => {
    const [place] = await stage.sql<{ village: string; town: string; elsewhere: string }>(
      `select r.id as village, r.parent_id as town, (select other.id from region other where other.parent_id = t.parent_id and other.id <> t.id
         order by other.id limit 1) as elsewhere
       from incident i join region r on r.id = i.region_id join region t on t.id = r.parent_id where i.id = $1`,
      [incident],
    );
    if (place === undefined) throw new Error('no incident');
    await stage.staff('protector', 'protection-officer', place.town);
    await stage.staff('protector-elsewhere', 'protection-officer', place.elsewhere);
    await stage.staff('community', 'community-officer', place.village);
    await stage.staff('township', 'township-officer', place.town);
    await stage.staff('provider', 'provider-manager', place.town);
    const kinds = async (who: string) => (await tasks(`incidentId=${incident}`, who)).map(({ kind }) => kind).sort();
    expect(await kinds('protector')).toEqual(['abuse-suspected', 'no-food']);
    expect([await kinds('community'), await kinds('township')]).toEqual([['no-food'], ['no-food']]);
    expect(await kinds('protector-elsewhere')).toEqual([]);
    expect((await call('GET', '/tasks', undefined, 'provider')).status).toBe(403);
    const id = `${incident}.abuse-suspected`;
    for (const who of ['community', 'township', 'protector-elsewhere']) {
      const hidden = await call('POST', `/tasks/${id}/take`, {}, who);
      expect([who, hidden.status, slugOf(hidden)]).toEqual([who, 404, 'not-found']);
    }
    const taken = await call<TaskOnWire>('POST', `/tasks/${id}/take`, {}, 'protector');
    expect([taken.status, taken.body.owner, taken.body.takenBy?.id]).toEqual([
      ...[200, 'protection-officer', 'account-protector'],
    ]);
    const done = await call<TaskOnWire>('POST', `/tasks/${id}/done`, { result: '已上门，转民警' }, 'protector');
    expect(done.body).toMatchObject({ state: 'done', doneBy: { id: 'account-protector' } });
  });

  it('of abuse stands in the timeline for leads alone (H10)', async () => {
    const timeline = async (who: string) =>
      JSON.stringify((await call<Incident>('GET', `/incidents/${incident}`, undefined, who)).body.timeline);
    expect(await timeline('lead')).toContain('abuse-suspected');
    for (const who of ['operator', 'supervisor']) expect(await timeline(who)).not.toContain('abuse-suspected');
  });

  it('is taken and done by a person, with the words of what was done, once', async () => {
    const id = `${incident}.no-food`;
    const taken = await call<TaskOnWire>('POST', `/tasks/${id}/take`, {});
    expect(taken.body.takenBy?.id).toBe('account-operator');
    const stale = await call('POST', `/tasks/${id}/done`, { result: '送了米' }, 'operator', { 'if-match': '"1"' });
    expect([stale.status, slugOf(stale)]).toEqual([412, 'stale-version']);
    const done = await call<TaskOnWire>('POST', `/tasks/${id}/done`, { result: '送了米' });
    expect(done.body).toMatchObject({ state: 'done', result: '送了米', doneBy: { id: 'account-operator' } });
    const again = await call('POST', `/tasks/${id}/done`, { result: '又一次' }, 'lead');
    expect([again.status, slugOf(again)]).toEqual([409, 'task-over']);
    const rows = await stage.sql<{ row: string }>('select t::text as row from task t');
    expect(JSON.stringify(rows)).not.toContain('送了米');
  });
});

describe('a promised call', () => {
  const promise = (more: object, who = 'operator', headers: Record<string, string> = {}): Promise<Answer<TaskOnWire>> =>
    call<TaskOnWire>('POST', '/tasks', { kind: 'call-back', note: '女儿四点来电', ...more }, who, headers);

  it('has a time and an owner, and is overdue when the time has passed', async () => {
    const dueAt = new Date(stage.clock.at + 60_000).toISOString();
    const made = await promise({ dueAt });
    expect([made.status, made.body.takenBy?.id, made.body.dueAt]).toEqual([201, 'account-operator', dueAt]);
    stage.clock.at += 120_000;
    const found = (await tasks('kind=call-back')).find(({ id }) => id === made.body.id);
    expect(found).toMatchObject({ overdue: true, note: '女儿四点来电' });
  });

  it('of the past is refused, and the same key promises once', async () => {
    const past = await promise({ dueAt: '2020-01-01T00:00:00Z' });
    expect([past.status, slugOf(past)]).toEqual([422, 'task-due-past']);
    const key = { 'idempotency-key': 'promise-once' };
    const [first, second] = [await promise({}, 'operator', key), await promise({}, 'operator', key)];
    expect(second.body.id).toBe(first.body.id);
  });
});

describe('a near miss', () => {
  const report = (anonymous: boolean, who: string) =>
    call<TaskOnWire>('POST', '/tasks', { kind: 'near-miss', note: '两个同名老人差点弄混', anonymous }, who);

  it('may be reported without a name, which then stands nowhere', async () => {
    const { body, status } = await report(true, 'operator');
    expect([status, body.openedBy]).toEqual([201, null]);
    const rows = await stage.sql('select 1 from audit_entry where subject_id = $1', [body.id]);
    expect(rows).toEqual([]);
    expect(await tasks('kind=near-miss')).toEqual([]);
    expect((await tasks('kind=near-miss', 'lead')).map(({ id }) => id)).toContain(body.id);
  });

  it('is examined by another person than who reported it', async () => {
    const { body } = await report(false, 'lead');
    const own = await call('POST', `/tasks/${body.id}/done`, { result: '已讨论' }, 'lead');
    expect([own.status, slugOf(own)]).toEqual([403, 'four-eyes']);
  });
});
