// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town with its care set. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AnswerOf } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(120_000);

const stage = new CareStage();
const { call, refusal } = stage;
beforeAll(() => stage.opens(), 120_000);
afterAll(() => stage.closes());

describe('CR-07: an identity number', () => {
  const check = async (number: string) =>
    (await call<AnswerOf<'checkIdNumber'>>('community-1', 'POST', '/id-numbers/check', { number })).body;

  it('example 6: is read with its birth date and sex, or named as invalid', async () => {
    expect(await check('990101193506150028')).toEqual({
      ...{ valid: true, birthDate: '1935-06-15', sex: 'female', problems: ['unknown-area'] },
    });
    expect(await check('990101193506150029')).toMatchObject({
      valid: false,
      problems: ['id-number-invalid', 'check-digit'],
    });
    expect(await check('990101350615002')).toMatchObject({
      valid: false,
      problems: ['id-number-invalid', 'fifteen-digits'],
    });
    expect((await check('９90101193506150028')).valid).toBe(true);
  });
});

describe('CR-15, CR-16: the catalogue', () => {
  const listOf = async (regionId: string, on = '2026-11-01') =>
    (await call<AnswerOf<'catalogue'>>('county-1', 'GET', `/catalogue?regionId=${regionId}&on=${on}`)).body.items;
  const put = (body: object, username = 'county-1') =>
    refusal(username, 'PUT', '/catalogue', { source: '会议纪要', validFrom: '2026-11-01', ...body });
  const item = async (code: string, regionId: string, on?: string) =>
    (await listOf(regionId, on)).find((one) => one.code === code);

  it('ships 22 items, which a region prices otherwise from a day on, for itself and below', async () => {
    expect(await listOf('demo-village-1-1')).toHaveLength(22);
    const body = {
      regionId: 'demo-town-1',
      code: 'cleaning',
      validFrom: '2026-11-01',
      priceFen: 1_900,
      source: '会议纪要',
    };
    expect((await call('township-1', 'PUT', '/catalogue', body)).status).toBe(200);
    expect(await item('cleaning', 'demo-village-1-1')).toMatchObject({ priceFen: 1_900, from: 'demo-town-1' });
    expect(await item('cleaning', 'demo-village-1-1', '2026-10-31')).toMatchObject({ priceFen: 2_000, from: null });
    expect(await item('cleaning', 'demo-county')).toMatchObject({ priceFen: 2_000 });
  });

  it('hides an item for a region, and adds one of its own under a new code', async () => {
    const hide = {
      regionId: 'demo-town-1',
      code: 'care-call',
      hidden: true,
      validFrom: '2026-11-01',
      source: '会议纪要',
    };
    await call('township-1', 'PUT', '/catalogue', hide);
    expect(await item('care-call', 'demo-village-1-1')).toBeUndefined();
    const own = {
      ...{ name: '助剪指甲', aid: 'cleaning', content: '上门修剪', unit: 'time' },
      ...{ subsidised: true, twoPeople: false, certificate: null },
    };
    const made = { regionId: 'demo-town-1', code: 'nails', validFrom: '2026-11-01', source: '会议纪要', own };
    expect(await put(made)).toEqual([422, 'catalogue-item-parts']);
    await call('township-1', 'PUT', '/catalogue', { ...made, priceFen: 500, standard: '轻柔' });
    expect(await item('nails', 'demo-village-1-1')).toMatchObject({ priceFen: 500, from: 'demo-town-1' });
    expect(await item('nails', 'demo-county')).toBeUndefined();
    expect(await put({ ...made, priceFen: 500, standard: '轻柔' })).toEqual([409, 'id-taken']);
    expect(await put({ regionId: 'demo-town-2', code: 'nails', priceFen: 1 })).toEqual([422, 'item-unknown']);
    expect(await put({ regionId: 'demo-town-2', code: 'cleaning', priceFen: 1 }, 'township-1')).toEqual([
      404,
      'not-found',
    ]);
  });
});

describe('CR-17: eligibility of the demo set', () => {
  const of = async (id: string) =>
    (await call<AnswerOf<'eligibility'>>('community-1', 'GET', `/seniors/${id}/eligibility`)).body;

  it('example 8: names the age of care-e and the capable son of care-g', async () => {
    expect(await of('care-a')).toMatchObject({
      ...{ eligible: true, failed: [], economicClass: 'subsistence', localClass: 'semi-disabled', minutesPerDay: 90 },
    });
    expect((await of('care-a')).documents.map(({ name }) => name)).toContain('最低生活保障证');
    expect(await of('care-e')).toMatchObject({ eligible: false, failed: ['age'] });
    expect(await of('care-g')).toMatchObject({ eligible: false, failed: ['living-alone'] });
    expect(await of('care-b')).toMatchObject({ eligible: true, localClass: 'disabled', minutesPerDay: 120 });
    expect((await of('care-e')).conditions[0]?.words).toContain('周岁');
  });

  it('is unknown while facts are missing, and blocks nothing else', async () => {
    expect(await of('senior-001')).toMatchObject({ eligible: false, unknown: ['living-alone'] });
    const [other] = await stage.sql<{ id: string }>(
      `select id from senior where region_id = 'demo-village-1-2' limit 1`,
    );
    expect(await refusal('community-1', 'GET', `/seniors/${other?.id ?? ''}/eligibility`)).toEqual([404, 'not-found']);
  });
});

describe('CR-12 … CR-14: records of need', () => {
  const assessment = (more: object = {}) => ({
    ...{ scheme: 'GB/T 42195', schemeVersion: '2022', scores: { mobility: 3 }, level: 3, on: '2026-10-14' },
    ...{ validUntil: '2027-10-13', assessors: ['甲', '乙'].map((name) => ({ name, office: `${name}院` })), ...more },
  });

  it('CR-13: take an assessment of two people of two offices; the newest one counts', async () => {
    const path = '/seniors/care-a/assessments';
    const refused = (more: object) => refusal('community-1', 'POST', path, assessment(more));
    const alone = [
      { name: '甲', office: '甲院' },
      { name: '乙', office: '甲院' },
    ];
    expect(await refused({ assessors: alone })).toEqual([422, 'assessors-two']);
    expect(await refused({ on: '2026-10-15' })).toEqual([422, 'record-days']);
    const added = await call<AnswerOf<'addAssessment'>>('community-1', 'POST', path, assessment({ id: 'new-a' }));
    expect(added.body).toMatchObject({ state: 'valid', localClass: 'disabled', items: [{ id: 'new-a' }, {}] });
    const extended = await call<AnswerOf<'extendAssessment'>>('township-1', 'POST', '/assessments/new-a/extend', {
      ...{ until: '2027-12-31', reason: '待复评' },
    });
    expect(extended.body.items[0]).toMatchObject({ extendedUntil: '2027-12-31', extendedReason: '待复评' });
    expect(
      await refusal('community-1', 'POST', '/assessments/new-a/extend', { until: '2028-01-01', reason: 'x' }),
    ).toEqual([...[403, 'not-allowed']]);
  });

  it('CR-14: take all children at once, from one person at a time', async () => {
    const path = '/seniors/care-g/children';
    const before = await call<AnswerOf<'children'>>('community-1', 'GET', path);
    expect(before.body).toMatchObject({ livesAlone: false, version: 1 });
    const son = { name: '吴刚', community: { regionId: 'demo-village-1-1' }, capable: false, proof: '残疾证' };
    const after = await call<AnswerOf<'children'>>(
      'community-1',
      'PUT',
      path,
      { children: [son] },
      { 'if-match': '"1"' },
    );
    expect(after.body).toMatchObject({ livesAlone: true, version: 2, children: [{ name: '吴刚' }] });
    const overseen = await call<AnswerOf<'children'>>('supervisor', 'GET', path);
    expect(overseen.body).toMatchObject({ version: 2, children: [{ name: '吴*' }] });
    expect(await refusal('community-2', 'PUT', path, { children: [] }, { 'if-match': '"1"' })).toEqual([
      412,
      'stale-version',
    ]);
    expect(await refusal('supervisor', 'PUT', path, { children: [] })).toEqual([403, 'not-allowed']);
  });

  it('stand together in the working file, and go when she is erased', async () => {
    const path = '/seniors/care-f/class-proofs';
    const proof = { economicClass: 'subsistence', certificate: '低保证 77', from: '2026-10-01', until: '2026-09-30' };
    expect(await refusal('community-1', 'POST', path, proof)).toEqual([422, 'record-days']);
    await call('community-1', 'POST', path, { ...proof, until: null });
    const file = await call<AnswerOf<'careFile'>>('township-1', 'GET', '/seniors/care-f/file');
    expect(file.body).toMatchObject({
      ...{ senior: { id: 'care-f', birthDate: '1936-08-20' }, eligibility: { eligible: true }, entitlements: [] },
      classProofs: { items: [{ certificate: '低保证 77', valid: true }, {}] },
    });
    expect(file.body.senior.name).not.toContain('*');
    const overseen = await call<AnswerOf<'careFile'>>('supervisor', 'GET', '/seniors/care-f/file');
    expect(overseen.body.senior).toMatchObject({ name: expect.stringMatching(/^.\*/), birthDate: null });
    expect((await call('admin', 'POST', '/seniors/care-f/erase', { reason: 'own-wish' })).status).toBe(200);
    const left = await stage.sql(
      `select 1 from assessment where senior_id = $1 union all select 1 from class_proof where senior_id = $1
       union all select 1 from children_statement where senior_id = $1`,
      ['care-f'],
    );
    expect(left).toEqual([]);
  });
});

describe('CR-74: the public question', () => {
  const ask = (query: string) => stage.ask<AnswerOf<'publicEligibility'>>('GET', `/api/v1/public/eligibility?${query}`);
  const QUERY = 'age=76&class=subsistence&grade=semi-disabled&alone=true&regionId=demo-village-1-1';
  const rows = () =>
    stage.sql<{ n: string }>(`select (select count(*) from audit_entry) + (select count(*) from idempotency) as n`);

  it('example 51: is answered without a login with hours and documents, and writes no row', async () => {
    const before = await rows();
    const { status, body } = await ask(QUERY);
    expect([status, body.eligible, body.hoursPerDay, body.documents.length]).toEqual([200, true, 1.5, 4]);
    expect(body.office?.phone).toMatch(/^000-/);
    expect(await rows()).toEqual(before);
    expect((await ask(QUERY.replace('age=76', 'age=59'))).body).toMatchObject({ eligible: false, failed: ['age'] });
  });

  it('is closed where it is switched off, and slow for one address that asks too much', async () => {
    await call('admin', 'PUT', '/regions/demo-village-1-2/settings', {
      key: 'pilot.public',
      value: false,
      source: '试点',
    });
    expect((await ask(QUERY.replace('1-1', '1-2'))).status).toBe(403);
    expect((await ask(QUERY.replace('demo-village-1-1', 'nowhere'))).status).toBe(404);
    const many = await Promise.all(Array.from({ length: 70 }, () => ask(QUERY)));
    expect(many.some(({ status }) => status === 429)).toBe(true);
  });
});
