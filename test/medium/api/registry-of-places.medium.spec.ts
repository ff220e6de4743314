// Real: PostgreSQL with every migration, the api over HTTP, the demo town. Not real: the engine (a press is handed in as it would).
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { USE_CASE_DEPS } from '@silverbell/api';
import { as, type RegionId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type { DutySeatOnWire, EmergencyNumbersOnWire, Incident, RegionOnWire, RegionReadiness } from '@silverbell/wire';
import { ApiStage, slugOf, type Answer } from './api-stage.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const ADMIN = 'admin';
const call = <T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> =>
  stage.ask<T>(method, `/api/v1${path}`, { as: ADMIN, ...(body === undefined ? {} : { body }), headers });
const centre = { lat: 30.1, lng: 118.1, datum: 'wgs84' };
const region = (id: string, more: object = {}) => ({
  ...{ id, parentId: 'demo-county', levelNo: 4, levelName: '村', name: `${id}村`, centre },
  ...more,
});
const makes = async (id: string, more: object = {}): Promise<RegionOnWire> => {
  const answer = await call<RegionOnWire>('POST', '/regions', region(id, more));
  expect([answer.status, slugOf({ ...answer, body: { type: '', ...answer.body } })]).toEqual([201, '']);
  return answer.body;
};
const tree = async (query = ''): Promise<readonly RegionOnWire[]> =>
  (await call<{ items: RegionOnWire[] }>('GET', `/regions${query}`)).body.items;
const audited = (subjectId: string): Promise<readonly { action: string }[]> =>
  stage.sql('select action, details from audit_entry where subject_id = $1 order by id', [subjectId]);

describe('regions', () => {
  it('SR-01: stand below any region, levels may be left out, and are in the tree at once', async () => {
    const made = await makes('north');
    expect(made).toMatchObject({ parentId: 'demo-county', active: true, version: 1, levelName: '村' });
    await makes('north-group', { parentId: 'north', levelNo: 7, levelName: '组' });
    const below = await tree('?regionId=north');
    expect(below.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['north', 'demo-county'],
      ['north-group', 'north'],
    ]);
    expect((await tree()).map(({ id }) => id)).toEqual(expect.arrayContaining(['demo-county', 'north']));
    expect(await audited('north')).toMatchObject([{ action: 'region-created' }]);
  });

  it('convert a centre of another datum, and warn of one that is far off', async () => {
    const { centre: kept } = await makes('datum', { centre: { ...centre, datum: 'gcj02' } });
    expect(kept.datum).toBe('wgs84');
    expect(Math.abs(kept.lat - centre.lat)).toBeGreaterThan(0.001);
    const far = await makes('far', { centre: { lat: 45, lng: 120, datum: 'unknown' } });
    expect(far.warnings).toEqual(['datum-unknown', 'far-from-centre']);
    const nowhere = await call('POST', '/regions', region('zero', { centre: { lat: 0, lng: 0, datum: 'wgs84' } }));
    expect([nowhere.status, slugOf(nowhere)]).toEqual([422, 'place-nowhere']);
  });

  it('are refused below nothing, at a level that is not lower, and twice under one id', async () => {
    await makes('taken');
    const refused = async (body: object) => {
      const answer = await call('POST', '/regions', body);
      return [answer.status, slugOf(answer)];
    };
    expect(await refused(region('taken'))).toEqual([409, 'id-taken']);
    expect(await refused(region('orphan', { parentId: 'nowhere' }))).toEqual([404, 'not-found']);
    expect(await refused(region('high', { parentId: 'taken', levelNo: 4 }))).toEqual([422, 'region-level']);
    expect(await refused(region('b@d'))).toEqual([400, 'invalid-request']);
    expect(await refused({ ...region('more'), colour: 'red' })).toEqual([400, 'invalid-request']);
  });

  it('never form a cycle, whoever moves them, and the root stays where it is', async () => {
    await makes('upper');
    await makes('lower', { parentId: 'upper', levelNo: 5 });
    const move = async (id: string, parentId: string, levelNo: number) =>
      slugOf(await call('PATCH', `/regions/${id}`, { parentId, levelNo }));
    expect(await move('upper', 'lower', 8)).toBe('region-cycle');
    expect(await move('upper', 'upper', 8)).toBe('region-cycle');
    expect(await move('demo-county', 'upper', 8)).toBe('region-is-root');
  });

  it('keep what two people edit at once: the second is told the current state and by whom', async () => {
    const { version } = await makes('edited');
    const edit = (name: string) => call('PATCH', '/regions/edited', { name }, { 'if-match': `"${String(version)}"` });
    expect((await edit('新名')).body).toMatchObject({ name: '新名', version: version + 1 });
    const late = await edit('旧名');
    expect([late.status, slugOf(late)]).toEqual([412, 'stale-version']);
    expect(late.body).toMatchObject({ current: { name: '新名' }, changedBy: { id: 'account-admin' } });
    expect(await audited('edited')).toMatchObject([{}, { action: 'region-changed', details: { fields: ['name'] } }]);
  });

  it('answer a repeated key with what the first command did', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await call<RegionOnWire>('POST', '/regions', { ...region('x'), id: undefined }, headers);
    const again = await call<RegionOnWire>('POST', '/regions', { ...region('x'), id: undefined }, headers);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    const other = await call('POST', '/regions', { ...region('y'), id: undefined }, headers);
    expect(slugOf(other)).toBe('idempotency-key-reused');
  });

  it('are deactivated when nobody lives there, and never deleted', async () => {
    const [home] = await stage.sql<{ region: string }>(`select region_id as region from home order by id limit 1`);
    const inUse = await call('POST', `/regions/${home?.region ?? ''}/deactivate`, { reason: '并村' });
    expect([inUse.status, slugOf(inUse)]).toEqual([409, 'region-in-use']);
    await makes('empty');
    await makes('empty-group', { parentId: 'empty', levelNo: 5 });
    expect(slugOf(await call('POST', '/regions/empty/deactivate', { reason: '并村' }))).toBe('region-in-use');
    for (const id of ['empty-group', 'empty']) {
      const done = await call<RegionOnWire>('POST', `/regions/${id}/deactivate`, { reason: '并村' });
      expect(done.body).toMatchObject({ active: false, deactivated: { reason: '并村', by: { id: 'account-admin' } } });
    }
    expect((await tree('?regionId=empty')).map(({ active }) => active)).toEqual([false, false]);
    expect(slugOf(await call('POST', '/regions', region('z', { parentId: 'empty', levelNo: 6 })))).toBe(
      'region-inactive',
    );
  });

  it('SR-02: an open incident keeps region and ladder when its region is moved', async () => {
    const id = await stage.press('demo-pendant-2');
    const of = async () =>
      (
        await stage.sql<{ region: string; key: string }>(
          `select region_id as region, policy_key as key from incident where id = $1`,
          [id],
        )
      )[0];
    const before = await of();
    const village = (await tree()).find((one) => one.id === before?.region);
    await makes('elsewhere', { levelNo: 2 + 1, levelName: '镇' });
    const moved = await call<RegionOnWire>('PATCH', `/regions/${village?.id ?? ''}`, { parentId: 'elsewhere' });
    expect([moved.status, moved.body.parentId]).toEqual([200, 'elsewhere']);
    expect(await of()).toEqual(before);
    await call('PATCH', `/regions/${village?.id ?? ''}`, { parentId: village?.parentId });
  });

  it('of another county do not exist for an account below', async () => {
    const [village] = await stage.sql<{ id: string }>(
      `select id from region where parent_id is not null order by level_no desc, id limit 1`,
    );
    await stage.sql(`update account set region_id = $1 where username = 'operator-2'`, [village?.id]);
    const seen = await stage.ask<{ items: RegionOnWire[] }>('GET', '/api/v1/regions', { as: 'operator-2' });
    expect(seen.body.items.map(({ id }) => id)).toEqual([village?.id]);
    const answer = await stage.ask('GET', '/api/v1/regions/demo-county/readiness', { as: 'operator-2' });
    expect([answer.status, slugOf(answer)]).toEqual([404, 'not-found']);
  });
});

describe('duty seats', () => {
  const seat = (id: string, more: object = {}) => ({
    ...{ id, regionId: 'demo-county', role: 'fire-post', name: '微型站', voiceNumber: '000 1190' },
    ...more,
  });
  const seatsFor = async (regionId: string, role: 'fire-post' | 'village-cadre') =>
    (await stage.api.app.get<Deps>(USE_CASE_DEPS).registry.seatsFor(as<RegionId>(regionId), [role]))[role] ?? [];

  it('are called from the commit on, and no more from the moment they are deactivated', async () => {
    await makes('manned');
    const made = await call<DutySeatOnWire>('POST', '/duty-seats', seat('post', { regionId: 'manned' }));
    expect(made.body).toMatchObject({ active: true, answeredAt: null, checkDue: true, voiceNumber: '000 1190' });
    expect(await seatsFor('manned', 'fire-post')).toEqual([{ key: 'seat:post' }]);
    await call('PATCH', '/duty-seats/post', { active: false });
    expect((await seatsFor('manned', 'fire-post')).map(({ key }) => key)).not.toContain('seat:post');
    expect(await audited('post')).toMatchObject([{ action: 'duty-seat-created' }, { action: 'duty-seat-changed' }]);
  });

  it('SR-58: the last of a rung stays unless the rung is filled above', async () => {
    await makes('lonely');
    const made = await call('POST', '/duty-seats', seat('cadre', { regionId: 'lonely', role: 'village-cadre' }));
    expect(made.status).toBe(201);
    const refused = async (change: object) => slugOf(await call('PATCH', '/duty-seats/cadre', change));
    expect(await refused({ active: false })).toBe('last-seat-of-rung');
    expect(await refused({ role: 'station' })).toBe('last-seat-of-rung');
    expect(await refused({ regionId: 'demo-county' })).toBe('last-seat-of-rung');
    expect((await call('PATCH', '/duty-seats/cadre', { name: '张书记' })).status).toBe(200);
    await call('POST', '/duty-seats', seat('cadre-above', { role: 'village-cadre' }));
    expect((await call('PATCH', '/duty-seats/cadre', { active: false })).status).toBe(200);
    expect(await seatsFor('lonely', 'village-cadre')).toEqual([{ key: 'seat:cadre-above' }]);
  });

  it('are checked every month; another number has not been called yet', async () => {
    await call('POST', '/duty-seats', seat('checked'));
    const answered = await call<DutySeatOnWire>('POST', '/duty-seats/checked/answered', {});
    expect(answered.body).toMatchObject({ checkDue: false, answeredAt: new Date(stage.clock.at).toISOString() });
    const renumbered = await call<DutySeatOnWire>('PATCH', '/duty-seats/checked', { voiceNumber: '000 9' });
    expect(renumbered.body).toMatchObject({ checkDue: true, answeredAt: null });
  });

  it('show their number in full to those who keep them, and masked to others', async () => {
    const numbers = async (username: string) =>
      (
        await stage.ask<{ items: DutySeatOnWire[] }>('GET', '/api/v1/duty-seats?q=微型站&limit=1', { as: username })
      ).body.items.map(({ voiceNumber }) => voiceNumber);
    expect(await numbers(ADMIN)).toEqual([expect.stringMatching(/^000 \d+$/)]);
    expect(await numbers('lead')).toEqual([expect.stringMatching(/\*{4}/)]);
  });
});

describe('emergency numbers', () => {
  const numbers = (method: string, path = '', body?: unknown) =>
    call<EmergencyNumbersOnWire>(method, `/regions/dialled/emergency-numbers${path}`, body);
  const of = (answer: Answer<EmergencyNumbersOnWire>, service: string) =>
    answer.body.items.find((one) => one.service === service);

  it('count at once, come from the nearest region that has one, and are checked every month', async () => {
    await makes('dialled');
    expect(of(await numbers('GET'), '120')).toMatchObject({ fromRegionId: 'demo-county' });
    const set = await numbers('PUT', '', { '120': '000 1', gas: '000 2' });
    expect(of(set, '120')).toEqual({
      ...{ service: '120', number: '000 1', fromRegionId: 'dialled', checkedAt: null, checkDue: true },
    });
    expect(of(set, '110')).toMatchObject({ fromRegionId: 'demo-county' });
    expect(slugOf(await numbers('POST', '/checked', { services: ['110'] }))).toBe('no-number-here');
    expect(of(await numbers('POST', '/checked', { services: ['120'] }), '120')).toMatchObject({ checkDue: false });
    expect(of(await numbers('PUT', '', { gas: null }), 'gas')).toMatchObject({ fromRegionId: 'demo-county' });
    expect(of(await numbers('GET'), '120')).toMatchObject({ number: '000 1', checkDue: false });
  });

  it('H16: are on the card of the next incident', async () => {
    const id = await stage.press('demo-pendant-4');
    const [incident] = await stage.sql<{ region: string }>(`select region_id as region from incident where id = $1`, [
      id,
    ]);
    await call('PUT', `/regions/${incident?.region ?? ''}/emergency-numbers`, { '120': '000 7777' });
    const { body } = await stage.ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(JSON.stringify(body)).toContain('000 7777');
  });
});

describe('what is missing before an alert is answered', () => {
  it('is listed for each region and role before somebody presses', async () => {
    const [root] = await stage.sql<{ id: string }>(
      `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values ('bare', null, '县', 2, 'x', 30, 118) returning id`,
    );
    await stage.sql(`update account set region_id = $1 where username = 'supervisor'`, [root?.id]);
    const ask = async () =>
      (await stage.ask<RegionReadiness>('GET', '/api/v1/regions/bare/readiness', { as: 'supervisor' })).body;
    const bare = await ask();
    expect(bare.ready).toBe(false);
    expect(bare.parts.map(({ ready }) => ready)).toEqual([false, false, false, false, false, false]);
    expect(bare.seatGaps).toEqual(
      expect.arrayContaining([{ regionId: 'bare', role: 'county-duty', gap: 'no-seat', seatId: null }]),
    );
    expect(bare.numberGaps).toEqual(expect.arrayContaining([{ regionId: 'bare', service: '120', gap: 'no-number' }]));
    const demo = await call<RegionReadiness>('GET', '/regions/demo-county/readiness');
    const lived = (await stage.sql<{ id: string }>('select distinct region_id as id from home')).map(({ id }) => id);
    const missing = demo.body.seatGaps.filter(({ gap, regionId }) => gap === 'no-seat' && lived.includes(regionId));
    expect(missing).toEqual([]);
  });
});
