// Real: PostgreSQL with every migration, the api over HTTP, the demo town. Not real: the engine and the gateways of SMS and voice.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DirectoryQueries, PostgresChannelTestStore } from '@silverbell/adapter-postgres';
import { instant } from '@silverbell/kernel';
import { sendChannelTests } from '@silverbell/usecases';
import type {
  DeviceWorkPage,
  DutySeatOnWire,
  FacilitiesOnMap,
  HelperCalendarOnWire,
  HelperChannelOnWire,
  CoverageNow,
  HelperCoverage,
  ReferralOnWire,
  RegionFigures,
  RegionReadiness,
  Rota,
  ShiftOnWire,
} from '@silverbell/wire';
import { ApiStage, slugOf, type Answer } from './api-stage.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const call = <T>(method: string, path: string, body?: unknown, more: object = {}): Promise<Answer<T>> =>
  stage.ask<T>(method, `/api/v1${path}`, { as: 'admin', ...(body === undefined ? {} : { body }), ...more });
const get = async <T>(path: string): Promise<T> => (await call<T>('GET', path)).body;
const centre = { lat: 30.1, lng: 118.1, datum: 'wgs84' };
const village = (id: string, more: object = {}) =>
  call('POST', '/regions', { id, parentId: 'demo-county', levelNo: 4, levelName: '村', name: id, centre, ...more });
const H = 3_600_000;
const iso = (hours: number): string => new Date(stage.clock.at + hours * H).toISOString();
const set = (regionId: string, key: string, value: unknown) =>
  call('PUT', `/regions/${regionId}/settings`, { key, value, source: '县里决定' });

describe('the rota of a seat', () => {
  const plan = async (seatId: string, ...items: object[]): Promise<readonly ShiftOnWire[]> =>
    (await call<{ items: ShiftOnWire[] }>('POST', `/duty-seats/${seatId}/shifts`, { items })).body.items;
  const calledAt = async (seatId: string) =>
    (await stage.api.app.get(DirectoryQueries).reach([`seat:${seatId}`], instant(stage.clock.at))).get(
      `seat:${seatId}`,
    );
  beforeAll(async () => {
    await village('rota');
    for (const id of ['night', 'day'])
      await call('POST', '/duty-seats', {
        id,
        regionId: 'rota',
        role: 'village-cadre',
        name: '村部',
        voiceNumber: '000 1',
      });
  });

  it('decides who is called: the holder of the running shift, else the seat itself', async () => {
    expect(await calledAt('night')).toMatchObject({ name: '村部', number: '000 1' });
    const shifts = await plan('night', {
      id: 's1',
      personName: '王干部',
      voiceNumber: '000 22',
      from: iso(-1),
      to: iso(4),
    });
    expect(shifts).toMatchObject([
      { state: 'planned', version: 1, trail: [{ what: 'planned', by: { id: 'account-admin' } }] },
    ]);
    expect(await calledAt('night')).toMatchObject({ name: '王干部', number: '000 22' });
    const absent = await call('POST', '/duty-shifts/s1/absence', { reason: '生病' });
    expect(absent.body).toMatchObject({
      items: [{ state: 'absent', trail: [{}, { what: 'absent', reason: '生病' }] }],
    });
    expect(await calledAt('night')).toMatchObject({ number: '000 1' });
    await call('POST', '/duty-shifts/s1/absence', { reason: '顶班', standIn: { personName: '李干部' } });
    expect(await calledAt('night')).toMatchObject({ name: '李干部', number: '000 1' });
  });

  it('keeps no number in clear', async () => {
    const rows = await stage.sql<{ row: string }>('select d::text as row from duty_shift d');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('000 22');
  });

  it('swaps two people, and answers 412 to the one who read an older version', async () => {
    await plan('day', { id: 's2', personName: '赵', from: iso(24), to: iso(30) });
    await plan('night', { id: 's3', personName: '钱', from: iso(48), to: iso(54) });
    const swap = (version: number) =>
      call<{ items: ShiftOnWire[] }>(
        'POST',
        '/duty-shifts/s2/swap',
        { withShiftId: 's3', reason: '家事' },
        {
          headers: { 'if-match': `"${String(version)}"` },
        },
      );
    const swapped = Object.fromEntries((await swap(1)).body.items.map(({ id, personName }) => [id, personName]));
    expect(swapped).toEqual({ s2: '钱', s3: '赵' });
    const late = await swap(1);
    expect([late.status, slugOf(late)]).toEqual([412, 'stale-version']);
    expect(late.body).toMatchObject({ changedBy: { id: 'account-admin' } });
  });

  it('refuses hours of another shift, hours that are over, and an end before the beginning', async () => {
    const refused = async (from: number, to: number) => {
      const items = [{ personName: '孙', from: iso(from), to: iso(to) }];
      const answer = await call('POST', '/duty-seats/day/shifts', { items });
      return [answer.status, slugOf(answer)];
    };
    expect(await refused(29, 31)).toEqual([409, 'shift-overlaps']);
    expect(await refused(-3, -2)).toEqual([422, 'shift-in-past']);
    expect(await refused(9, 8)).toEqual([400, 'invalid-request']);
  });

  it('warns of hours without a holder for the next 7 days, or as long as the region says', async () => {
    const readiness = () => get<RegionReadiness>('/regions/rota/readiness');
    const of = (seatId: string, { rotaGaps }: RegionReadiness) => rotaGaps.filter((gap) => gap.seatId === seatId);
    const week = await readiness();
    expect(of('day', week).map(({ from, to }) => [from, to])).toEqual([
      [iso(0), iso(24)],
      [iso(30), iso(7 * 24)],
    ]);
    expect(week.seatGaps).toContainEqual({ regionId: 'rota', role: 'village-cadre', gap: 'rota-gap', seatId: 'day' });
    await set('rota', 'rota.warnAheadD', 1);
    expect(of('day', await readiness())).toMatchObject([{ to: iso(24) }]);
    const given = await call<DutySeatOnWire>('PATCH', '/duty-seats/day', { keepsRota: false });
    expect(given.body.keepsRota).toBe(false);
    expect(of('day', await readiness())).toEqual([]);
    const { seats } = await get<Rota>(`/rota?seatId=night&to=${encodeURIComponent(iso(50))}`);
    expect(seats).toMatchObject([{ keepsRota: true, holderNow: '李干部', shifts: [{ id: 's1' }, { id: 's3' }] }]);
  });
});

describe('SR-58: the person who answers for a village', () => {
  it('is its own village cadre, with the counts of the region, and missing ones are named', async () => {
    await village('named');
    const figures = async (id: string) =>
      (await get<RegionFigures>('/region-figures?regionId=demo-county')).items.find(({ regionId }) => regionId === id);
    expect(await figures('named')).toMatchObject({ responsible: null, own: { homes: 0, seats: 0 } });
    expect((await get<RegionReadiness>('/regions/named/readiness')).withoutResponsible).toEqual(['named']);
    await call('POST', '/duty-seats', {
      id: 'li',
      regionId: 'named',
      role: 'village-cadre',
      name: '李',
      voiceNumber: '000',
    });
    expect(await figures('named')).toMatchObject({ responsible: { seatId: 'li', name: '李', checkDue: true } });
    expect((await get<RegionReadiness>('/regions/named/readiness')).withoutResponsible).toEqual([]);
    const county = await figures('demo-county');
    const [{ n } = { n: 0 }] = await stage.sql<{ n: number }>('select count(*)::int as n from home');
    expect([county?.own.homes, county?.total.homes]).toEqual([0, n]);
  });
});

describe('settings of a region', () => {
  it('SR-02: the terms of device work and of monthly checks are those the nearest region has set', async () => {
    await stage.sql(`update device set sim_until = '2026-03-11' where id = 'demo-pendant-1'`);
    const [device] = await stage.sql<{ id: string; region: string }>(
      `select d.id, h.region_id as region from device d join home h on h.id = d.home_id where d.id = 'demo-pendant-1'`,
    );
    const region = device?.region ?? '';
    const kinds = async () =>
      (await get<DeviceWorkPage>('/devices/work?kind=sim-expiring')).items
        .filter(({ deviceId }) => deviceId === device?.id)
        .map(({ kind }) => kind);
    expect(await kinds()).toContain('sim-expiring');
    expect((await set(region, 'deviceWork.expiryAheadD', 5)).status).toBe(200);
    expect(await kinds()).not.toContain('sim-expiring');
    const due = async () =>
      (await get<{ items: DutySeatOnWire[] }>('/duty-seats?regionId=demo-county')).items.map((one) => one.checkDue);
    expect(await due()).toContain(false);
    await set('demo-county', 'checks.seatEveryD', 1);
    stage.clock.at += 2 * 24 * H;
    stage.forgetSessions();
    expect(await due()).not.toContain(false);
    await stage.sql(`update device set sim_until = null where id = 'demo-pendant-1'`);
  });

  it('SR-02: every number has its default and source, and is refused beyond its bounds', async () => {
    const { items } = await get<{
      items: { key: string; fromRegionId: string | null; source: string; default: unknown }[];
    }>('/regions/demo-county/settings');
    expect(items.find(({ key }) => key === 'deviceWork.callingOfflineWithinH')).toMatchObject({
      ...{ value: 2, fromRegionId: null, source: 'JGJ/T 484', default: 2, unit: 'hours', settable: true },
    });
    expect(items.find(({ key }) => key === 'ladders')).toMatchObject({ settable: false });
    expect(slugOf(await set('demo-county', 'deviceWork.offline.withinH', 0))).toBe('setting-value');
    expect(slugOf(await set('demo-county', 'limits.waveEvery', 1))).toBe('setting-value');
    expect((await set('demo-county', 'limits.waveEvery', 25)).status).toBe(200);
  });
});

describe('referrals', () => {
  const facility = (id: string, more: object = {}) =>
    call('POST', '/facilities', { id, regionId: 'demo-county', type: '日间照料中心', name: id, ...more });
  const refer = (id: string, seniorId: string) =>
    call<ReferralOnWire>('POST', '/referrals', {
      ...{ id, seniorId, fromFacilityId: 'from', toFacilityId: 'to', reason: '需要康复护理' },
    });
  beforeAll(async () => {
    await facility('from');
    await facility('to', { position: { lat: 30.2, lng: 118.2, datum: 'wgs84' } });
  });

  it('SR-05: go from one facility to another with a trail, and what was said is sealed', async () => {
    const opened = await refer('r1', 'senior-001');
    expect([opened.status, opened.body]).toMatchObject([201, { state: 'open', trail: [{ note: '需要康复护理' }] }]);
    const [row] = await stage.sql<{ row: string }>('select s::text as row from referral_step s');
    expect(row?.row).not.toContain('康复');
    const accepted = await call<ReferralOnWire>('POST', '/referrals/r1/answer', { accept: true, note: '床位已留' });
    expect(accepted.body).toMatchObject({ state: 'accepted', trail: [{}, { state: 'accepted', note: '床位已留' }] });
    expect(slugOf(await call('POST', '/referrals/r1/answer', { accept: false }))).toBe('referral-decided');
    await call('POST', '/referrals/r1/end', { note: '已出院' });
    const { items } = await get<{ items: ReferralOnWire[] }>('/referrals?state=ended');
    expect(items).toMatchObject([{ id: 'r1', trail: [{ state: 'open' }, { state: 'accepted' }, { state: 'ended' }] }]);
    await expect(stage.sql(`update referral_step set state = 'open'`)).rejects.toThrow(/append-only/);
  });

  it('SR-08: are refused where the pilot switch is off, and go on in the village that has it on', async () => {
    const [home] = await stage.sql<{ region: string }>(
      `select region_id as region from senior where id = 'senior-001'`,
    );
    await set('demo-county', 'pilot.referral', false);
    const off = await refer('r2', 'senior-001');
    expect([off.status, slugOf(off)]).toEqual([403, 'feature-off']);
    await set(home?.region ?? '', 'pilot.referral', true);
    expect((await refer('r2', 'senior-001')).status).toBe(201);
    await set('demo-county', 'pilot.referral', true);
  });

  it('SR-77: facilities with a position are on the map, and no others', async () => {
    const part = await get<FacilitiesOnMap>('/map/facilities?south=30.1&north=30.3&west=118.1&east=118.3');
    expect(part.items.map(({ id }) => id)).toContain('to');
    expect(part.items.map(({ id }) => id)).not.toContain('from');
    const elsewhere = await get<FacilitiesOnMap>('/map/facilities?south=40&north=41&west=118.1&east=118.3');
    expect(elsewhere.items).toEqual([]);
  });
});

describe('the duty calendar of helpers', () => {
  const write = (id: string, calendar: object, version?: number) =>
    call<HelperCalendarOnWire>(
      'PUT',
      `/helpers/${id}/calendar`,
      { places: [], weekly: [], exceptions: [], ...calendar },
      {
        headers: version === undefined ? {} : { 'if-match': `"${String(version)}"` },
      },
    );
  const everyDay = (hours: object) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...hours }));

  it('tells by hour which village has no helper within 15 min, tonight too', async () => {
    await village('served', { centre: { lat: 31, lng: 117, datum: 'wgs84' } });
    const place = { id: 'stall', label: '集市', position: { lat: 31, lng: 117, datum: 'wgs84' } };
    const served = async () => {
      const coverage = await get<HelperCoverage>('/helper-coverage?regionId=served');
      return { ...coverage.villages[0], tonight: coverage.tonight.uncovered, within: coverage.withinMinutes };
    };
    expect(await served()).toMatchObject({
      ...{ uncovered: 168, tonight: ['served'], within: 15, centre: { lat: 31, lng: 117 } },
    });
    const weekly = everyDay({ from: '08:00', to: '12:00', placeId: 'stall' });
    expect((await write('helper-1', { places: [place], weekly })).body).toMatchObject({ version: 1 });
    const day = await served();
    expect(day.hours?.slice(0, 24)).toEqual([...Array<number>(8).fill(0), 1, 1, 1, 1, ...Array<number>(12).fill(0)]);
    expect(day).toMatchObject({ uncovered: 168 - 28, tonight: ['served'] });
    await write('helper-1', { places: [place], weekly: everyDay({ from: '21:00', to: '07:00', placeId: 'stall' }) });
    expect((await served()).tonight).toEqual([]);
    const today = new Date(stage.clock.at).toISOString().slice(0, 10);
    const away = { from: today, to: today, onDuty: false };
    await write('helper-1', {
      places: [place],
      weekly: everyDay({ from: '21:00', to: '07:00', placeId: 'stall' }),
      exceptions: [away],
    });
    expect((await served()).tonight).toEqual(['served']);
  });

  it('says which homes nobody on duty reaches in 15 min now, and who could be asked', async () => {
    const now = () => get<CoverageNow>('/coverage');
    await stage.sql('update helper_duty set on_duty = false');
    const alone = await now();
    expect([alone.helpers, alone.unreached]).toEqual([0, alone.homes]);
    expect(alone.villages.every(({ soonest }) => soonest === null)).toBe(true);
    const [asked] = alone.couldBeAsked;
    expect(asked?.homes).toBeGreaterThan(0);
    await stage.sql(
      `insert into helper_duty (helper_id, on_duty, since) values ($1, true, now())
       on conflict (helper_id) do update set on_duty = true`,
      [asked?.helper.id],
    );
    const served = await now();
    // what was promised of her is what her duty brings
    expect([served.helpers, served.unreached]).toEqual([1, alone.homes - (asked?.homes ?? 0)]);
    expect(served.villages[0]?.soonest?.arrivalS).toBeGreaterThan(served.withinS);
    expect(served.villages.flatMap(({ points }) => points)).toHaveLength(served.unreached);
  });

  it('is refused a place that it does not name, 0/0, and an older version', async () => {
    expect(slugOf(await write('helper-2', { weekly: everyDay({ from: '08:00', to: '12:00', placeId: 'x' }) }))).toBe(
      'calendar-place-unknown',
    );
    const nowhere = { id: 'x', label: 'x', position: { lat: 0, lng: 0, datum: 'wgs84' } };
    expect(slugOf(await write('helper-2', { places: [nowhere] }))).toBe('place-nowhere');
    await write('helper-2', {});
    expect((await write('helper-2', {}, 0)).status).toBe(412);
  });

  it('SR-50: certificates that ended or end soon are listed, the earliest first', async () => {
    await call('PATCH', '/helpers/helper-3', { certificates: [{ kind: 'health', validUntil: '2026-03-20' }] });
    await call('PATCH', '/helpers/helper-4', { certificates: [{ kind: 'carer', validUntil: '2026-01-01' }] });
    const list = async (query: string) =>
      (
        await get<{ items: { helper: { id: string }; kind: string; expired: boolean }[] }>(
          `/helper-certificates${query}`,
        )
      ).items
        .filter(({ helper }) => ['helper-3', 'helper-4'].includes(helper.id))
        .map(({ helper, expired }) => [helper.id, expired]);
    expect(await list('')).toEqual([
      ['helper-4', true],
      ['helper-3', false],
    ]);
    expect(await list('?withinDays=1')).toEqual([['helper-4', true]]);
  });
});

describe('the weekly self-test of channels', () => {
  type Sent = { readonly channel: string; readonly helperId: string; readonly code: string };
  const sent: Sent[] = [];
  let ids = 0;
  const round = (result: 'sent' | 'permanent' = 'sent') =>
    sendChannelTests({
      tests: stage.api.app.get(PostgresChannelTestStore),
      sender: {
        send: (test) => {
          sent.push(test);
          return Promise.resolve(result === 'sent' ? { result } : { result, error: 'no-provider' });
        },
      },
      clock: stage.clock,
      ...{ timeZone: 'Asia/Shanghai', newId: () => `t${String((ids += 1))}`, newCode: () => '4711' },
    });
  const all = async () => {
    for (let more = await round(); more > 0; more = await round());
  };
  const channels = async (query = '') =>
    (await get<{ items: HelperChannelOnWire[] }>(`/helper-channels?limit=200${query}`)).items;
  const of = async (id: string, channel: string) =>
    (await channels()).find((one) => one.helper.id === id && one.channel === channel);

  it('is sent once a week per channel, and proven by the code of the message', async () => {
    expect((await of('helper-1', 'sms'))?.state).toBe('untested');
    await all();
    expect(
      sent
        .filter(({ helperId }) => helperId === 'helper-1')
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(['sms', 'voice']);
    expect(await round()).toBe(0);
    const mine = await stage.ask<{ items: { id: string; channel: string; needsCode: boolean }[] }>(
      'GET',
      '/api/v1/me/channel-tests',
      {
        as: 'helper-1',
      },
    );
    expect(mine.body.items).toMatchObject([{ channel: 'sms', needsCode: true }, { channel: 'voice' }]);
    expect((await of('helper-1', 'app'))?.state).toBe('works');
    const sms = mine.body.items[0]?.id ?? '';
    const confirm = (code: string, as = 'helper-1') =>
      stage.ask('POST', `/api/v1/me/channel-tests/${sms}/confirm`, { as, body: { code } });
    expect(slugOf(await confirm('0000'))).toBe('channel-code-wrong');
    expect((await confirm('4711', 'helper-2')).status).toBe(404);
    expect((await confirm('4711')).status).toBe(200);
    expect((await of('helper-1', 'sms'))?.state).toBe('works');
    expect((await of('helper-1', 'voice'))?.state).toBe('waiting');
  });

  it('that nobody answers becomes work with a term, and an owner when one is named', async () => {
    stage.clock.at += 48 * H;
    stage.forgetSessions();
    const failing = await of('helper-1', 'voice');
    expect(failing).toMatchObject({ state: 'fails', work: { error: 'no-answer', owner: null, late: false } });
    expect(await channels('&owner=none')).not.toEqual([]);
    const taken = await call<HelperChannelOnWire>('POST', '/helpers/helper-1/channel-work', {
      channel: 'voice',
      dueAt: iso(5),
    });
    expect(taken.body.work).toMatchObject({ owner: { id: 'account-admin' }, dueAt: iso(5) });
    expect(slugOf(await call('POST', '/helpers/helper-1/channel-work', { channel: 'sms' }))).toBe('channel-work-over');
  });

  it('SR-08: is not sent in a region that has it switched off, nor by night', async () => {
    stage.clock.at += 7 * 24 * H;
    stage.forgetSessions();
    await set('demo-county', 'pilot.channel-self-test', false);
    expect(await round()).toBe(0);
    await set('demo-county', 'pilot.channel-self-test', true);
    const noon = stage.clock.at;
    stage.clock.at = noon + 10 * H;
    expect(await round()).toBe(0);
    stage.clock.at = noon;
    expect(await round('permanent')).toBeGreaterThan(0);
  });
});
