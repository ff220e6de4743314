// Real: PostgreSQL with every migration, the api over HTTP, the demo town. Not real: the engine (a press is handed in as it would).
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { USE_CASE_DEPS } from '@silverbell/api';
import { as, type RegionId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type {
  DutySeatOnWire,
  EmergencyNumbersOnWire,
  FacilityOnWire,
  HelperOnWire,
  Incident,
  RegionOnWire,
  RegionReadiness,
} from '@silverbell/wire';
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
    await stage.sql(`update account_role set region_id = $1 where account_id = 'account-operator-2'`, [village?.id]);
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
    await stage.sql(`update account_role set region_id = $1 where account_id = 'account-supervisor'`, [root?.id]);
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

describe('helpers', () => {
  const helper = (id: string, more: object = {}) => ({
    ...{ id, kind: 'social-worker', name: '欧阳小明', phone: '000 138 0000', birthDate: '1980-05-01' },
    ...{ regionId: 'demo-county', nightCalls: true, canLift: true, transport: 'e-bike', languages: ['普通话'] },
    position: { lat: 29.5, lng: 103.6, datum: 'wgs84' },
    certificates: [{ kind: 'first-aid', validUntil: '2026-12-31T00:00:00+08:00' }],
    ...more,
  });
  const homeOf = async (device: string): Promise<{ id: string; lat: number; lng: number; senior: string }> => {
    const [home] = await stage.sql<{ id: string; lat: number; lng: number; senior: string }>(
      `select h.id, h.lat, h.lng, (select id from senior where home_id = h.id order by id limit 1) as senior
       from home h join device d on d.home_id = h.id where d.id = $1`,
      [device],
    );
    if (home === undefined) throw new Error('no such device');
    return home;
  };
  const candidateIn = async (incident: string, id: string) => {
    const { body } = await stage.ask<{ items: { helper: { id: string }; reasons: string[] }[] }>(
      'GET',
      `/api/v1/incidents/${incident}/candidates`,
      { as: 'lead' },
    );
    return body.items.find((one) => one.helper.id === id);
  };
  const onDuty = (id: string) =>
    stage.sql(`insert into helper_duty (helper_id, on_duty, since) values ($1, true, $2)`, [
      id,
      new Date(stage.clock.at),
    ]);

  it('are candidates as soon as they are on file and on duty, social workers too', async () => {
    const home = await homeOf('demo-pendant-5');
    const position = { lat: home.lat, lng: home.lng, datum: 'wgs84' };
    const made = await call<HelperOnWire>('POST', '/helpers', helper('new-helper', { position }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{ kind: 'social-worker', phone: '000 138 0000', standing: false, suspended: false, version: 1 },
      certificates: [{ kind: 'first-aid', validUntil: '2026-12-31', valid: true }],
    });
    await onDuty('new-helper');
    const incident = await stage.press('demo-pendant-5');
    expect(await candidateIn(incident, 'new-helper')).toBeDefined();
    const [row] = await stage.sql<{ name: string }>(`select family_name as name from helper where id = 'new-helper'`);
    expect(row?.name).toBe('欧阳');
  });

  it('SR-73: paired with a home stand ahead there, neighbours without a duty calendar', async () => {
    const home = await homeOf('demo-pendant-6');
    const position = { lat: home.lat, lng: home.lng, datum: 'wgs84' };
    const made = await call<HelperOnWire>('POST', '/helpers', helper('pal', { position, kind: 'neighbour' }));
    expect(made.body.standing).toBe(true);
    for (const _ of ['once', 'twice']) {
      const paired = await call<HelperOnWire>('POST', '/helpers/pal/pairs', { homeId: home.id });
      expect([paired.status, paired.body.pairedHomes]).toEqual([200, [home.id]]);
    }
    const incident = await stage.press('demo-pendant-6');
    expect((await candidateIn(incident, 'pal'))?.reasons).toContain('paired');
    const ended = await call<HelperOnWire>('POST', '/helpers/pal/pairs/end', { homeId: home.id });
    expect(ended.body.pairedHomes).toEqual([]);
    expect(slugOf(await call('POST', '/helpers/pal/pairs', { homeId: 'nowhere' }))).toBe('home-unknown');
  });

  it('H10: are never sent where a conflict is noted; conflicts are seen by leads alone', async () => {
    const home = await homeOf('demo-pendant-7');
    const position = { lat: home.lat, lng: home.lng, datum: 'wgs84' };
    await call('POST', '/helpers', helper('foe', { position }));
    await onDuty('foe');
    const [other] = await stage.sql<{ id: string; label: string }>(
      `select id, label from home where id <> $1 order by id limit 1`,
      [home.id],
    );
    const [senior] = await stage.sql<{ name: string }>('select name from senior where id = $1', [home.senior]);
    for (const target of [{ seniorId: home.senior }, { homeId: other?.id }, { seniorId: home.senior }]) {
      const noted = await call('POST', '/helpers/foe/conflicts', target);
      expect([noted.status, noted.body]).toEqual([200, {}]);
    }
    const seen = (username: string) =>
      stage.ask<{ items: object[] }>('GET', '/api/v1/helpers/foe/conflicts', { as: username });
    expect(slugOf(await seen(ADMIN))).toBe('not-allowed');
    const { items } = (await seen('lead')).body;
    expect(items).toHaveLength(2);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ seniorId: home.senior, homeId: null, name: senior?.name }),
        expect.objectContaining({ seniorId: null, homeId: other?.id, name: other?.label }),
      ]),
    );
    const incident = await stage.press('demo-pendant-7');
    expect((await candidateIn(incident, 'foe'))?.reasons ?? ['conflict']).toContain('conflict');
    const end = { as: 'lead', body: { seniorId: home.senior } };
    expect((await stage.ask('POST', '/api/v1/helpers/foe/conflicts/end', end)).status).toBe(200);
    expect((await seen('lead')).body.items).toHaveLength(1);
    expect((await audited('foe')).map(({ action }) => action)).toEqual([
      ...['helper-created', 'conflict-noted', 'conflict-noted', 'conflict-ended'],
    ]);
  });

  it('are refused under 18, at 0/0 and with a number of letters, and are edited by one at a time', async () => {
    const slug = async (more: object) => slugOf(await call('POST', '/helpers', helper('child', more)));
    expect(await slug({ birthDate: '2008-03-02' })).toBe('helper-under-18');
    expect(await slug({ position: { lat: 0, lng: 0, datum: 'wgs84' } })).toBe('place-nowhere');
    expect(await slug({ phone: 'call me' })).toBe('invalid-request');
    expect(await slug({ birthDate: '2008-02-30' })).toBe('invalid-request');
    expect(await slug({ regionId: 'nowhere' })).toBe('not-found');
    await call('POST', '/helpers', helper('edited-helper'));
    const edit = (change: object) => call('PATCH', '/helpers/edited-helper', change, { 'if-match': '"1"' });
    expect((await edit({ transport: 'car', certificates: [] })).body).toMatchObject({
      transport: 'car',
      certificates: [],
    });
    expect([(await edit({ transport: 'walk' })).status, slugOf(await edit({ transport: 'walk' }))]).toEqual([
      412,
      'stale-version',
    ]);
  });

  it('SR-50: show which certificate has run out, and their number to those who keep them', async () => {
    await call('POST', '/helpers', helper('lapsed', { certificates: [{ kind: 'health', validUntil: '2026-02-28' }] }));
    const of = async (username: string) =>
      (await stage.ask<HelperOnWire>('GET', '/api/v1/helpers/lapsed', { as: username })).body;
    expect((await of(ADMIN)).certificates).toEqual([{ kind: 'health', validUntil: '2026-02-28', valid: false }]);
    expect([(await of(ADMIN)).phone, (await of('lead')).phone]).toEqual(['000 138 0000', '000****0000']);
    const first = await call<{ items: HelperOnWire[]; nextCursor: string }>('GET', '/helpers?limit=2');
    const second = await call<{ items: HelperOnWire[] }>('GET', `/helpers?limit=2&cursor=${first.body.nextCursor}`);
    expect(new Set([...first.body.items, ...second.body.items].map(({ id }) => id)).size).toBe(4);
  });
});

describe('facilities', () => {
  const facility = (id: string, more: object = {}) => ({
    ...{ id, regionId: 'care', type: '老年食堂', name: `${id}食堂`, functions: ['助餐'], capacity: 40 },
    ...more,
  });
  const makes = (id: string, more: object = {}) => call<FacilityOnWire>('POST', '/facilities', facility(id, more));

  it('SR-03, SR-04: are of any type, hub and spoke, and counted by region and type', async () => {
    await call('POST', '/regions', region('care'));
    const position = { lat: 29.5, lng: 103.6, datum: 'bd09' };
    const hub = await makes('hub', { type: '区域养老服务中心', level: 1, operator: '某公司', position });
    expect(hub.body).toMatchObject({
      type: '区域养老服务中心',
      parentId: null,
      position: { datum: 'wgs84' },
      capacity: 40,
    });
    expect(hub.body.warnings).toContain('far-from-centre');
    for (const id of ['spoke-1', 'spoke-2']) expect((await makes(id, { parentId: 'hub' })).status).toBe(201);
    const { body } = await call<{ items: FacilityOnWire[]; counts: object[] }>(
      'GET',
      '/facilities?regionId=care&limit=1',
    );
    expect(body.items.map(({ id }) => id)).toEqual(['hub']);
    expect(body.counts).toEqual([
      { regionId: 'care', type: '区域养老服务中心', count: 1 },
      { regionId: 'care', type: '老年食堂', count: 2 },
    ]);
  });

  it('have a hub that is on file, never a spoke of their own, and stay on file when they close', async () => {
    expect(slugOf(await makes('lost', { parentId: 'nowhere' }))).toBe('facility-unknown');
    expect(slugOf(await call('PATCH', '/facilities/hub', { parentId: 'spoke-1' }))).toBe('facility-cycle');
    const closed = await call<FacilityOnWire>('PATCH', '/facilities/spoke-2', { active: false }, { 'if-match': '"1"' });
    expect(closed.body).toMatchObject({ active: false, version: 2 });
    expect((await call('PATCH', '/facilities/spoke-2', { active: true }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await audited('spoke-2')).map(({ action }) => action)).toEqual(['facility-created', 'facility-changed']);
  });
});

describe('settings', () => {
  const settings = (method: string, id: string, body?: unknown) =>
    call<{ items: { key: string; value: unknown; fromRegionId: string; next: object | null }[] }>(
      ...([method, `/regions/${id}/settings`, body] as const),
    );
  const meals = async (id: string) => (await settings('GET', id)).body.items.find(({ key }) => key === 'pilot.meals');

  it('SR-08: switch a pilot on for one village, from a date on, and say where a value comes from', async () => {
    await call('POST', '/regions', region('pilot'));
    await call('POST', '/regions', region('pilot-group', { parentId: 'pilot', levelNo: 5 }));
    const from = new Date(stage.clock.at + 86_400_000).toISOString();
    const decided = { key: 'pilot.meals', source: '县里决定' };
    expect((await settings('PUT', 'demo-county', { ...decided, value: false })).status).toBe(200);
    await settings('PUT', 'pilot', { ...decided, value: true });
    await settings('PUT', 'pilot', { ...decided, value: false, from });
    expect(await meals('pilot-group')).toMatchObject({
      value: true,
      fromRegionId: 'pilot',
      next: { value: false, from },
    });
    expect(await meals('demo-county')).toMatchObject({ value: false, fromRegionId: 'demo-county', next: null });
    expect((await audited('pilot')).map(({ action }) => action)).toContain('setting-changed');
  });

  it('are refused in the past, with a wrong value, and where a rule of safety has its own page', async () => {
    const slug = async (body: object) => slugOf(await settings('PUT', 'pilot', { source: 'x', ...body }));
    expect(await slug({ key: 'pilot.meals', value: true, from: '2020-01-01T00:00:00Z' })).toBe('setting-in-past');
    expect(await slug({ key: 'timeZone', value: 'Mars/Olympus' })).toBe('setting-value');
    expect(await slug({ key: 'ladders', value: 'default' })).toBe('setting-not-here');
  });
});
