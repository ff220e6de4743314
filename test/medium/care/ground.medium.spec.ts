// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { writeXlsx } from '@silverbell/adapter-spreadsheet';
import { fromIso } from '@silverbell/kernel';
import { eventually } from '../../e2e/support/eventually.js';
import { photoForm } from '../attachments/photo.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(120_000);

const stage = new CareStage();
const { call, refusal } = stage;

beforeAll(() => stage.opens(), 120_000);
afterAll(() => stage.closes());

describe('CR-02: the working-day calendar', () => {
  const due = async (query: string) =>
    (await call<{ due: string; provisional: boolean }>('county-1', 'GET', `/calendar/due?${query}`)).body;

  it('example 1: three working days from 16 September 2026 end on a Sunday that is worked', async () => {
    expect(await due('from=2026-09-16&workingDays=3')).toEqual({
      ...{ due: '2026-09-20', counted: ['2026-09-17', '2026-09-18', '2026-09-20'], provisional: false },
    });
  });

  it('example 2: three working days go around the holidays of autumn and of the new year', async () => {
    expect((await due('from=2026-09-23&workingDays=3')).due).toBe('2026-09-29');
    expect((await due('from=2026-02-13&workingDays=3')).due).toBe('2026-02-25');
  });

  it('example 4: five days of publicity end no earlier than on a working day', async () => {
    expect((await due('days=5&minimum=true&from=2026-09-22')).due).toBe('2026-09-28');
    expect((await due('days=5&minimum=true&from=2026-08-27')).due).toBe('2026-09-01');
  });

  it('refuses a term that is none, or two at once', async () => {
    for (const query of ['from=2026-09-16', 'from=2026-09-16&days=1&workingDays=1', 'from=2026-02-30&days=1'])
      expect(await refusal('county-1', 'GET', `/calendar/due?${query}`)).toEqual([400, 'invalid-request']);
    expect(await refusal('family-1', 'GET', '/calendar/due?from=2026-09-16&days=1')).toEqual([403, 'not-allowed']);
  });

  it('of a year that is missing counts weekdays, and is published by a second person', async () => {
    expect(await due('from=2027-09-29&workingDays=3')).toMatchObject({ due: '2027-10-04', provisional: true });
    const body = {
      days: [1, 4, 5].map((day) => ({ date: `2027-10-0${String(day)}`, kind: 'off', name: '国庆节' })),
      source: '国务院办公厅通知（演示）',
    };
    expect(await refusal('county-1', 'GET', '/calendar/2027')).toEqual([404, 'not-found']);
    const proposed = await call('county-1', 'PUT', '/calendar/2027', body);
    expect(proposed.body).toMatchObject({
      state: 'proposed',
      proposed: { by: { id: 'account-county-1' } },
      confirmed: null,
    });
    expect(await due('from=2027-09-29&workingDays=3')).toMatchObject({ due: '2027-10-04', provisional: true });
    expect(await refusal('county-1', 'PUT', '/calendar/2027', body)).toEqual([403, 'four-eyes']);
    const published = await call('county-2', 'PUT', '/calendar/2027', body);
    expect(published.body).toMatchObject({
      state: 'published',
      confirmed: { by: { id: 'account-county-2' } },
      version: 2,
    });
    expect(await due('from=2027-09-29&workingDays=3')).toMatchObject({ due: '2027-10-07', provisional: false });
  });

  it('is taken as a spreadsheet too, and published when a second person sends the same', async () => {
    const workbook = async (lines: readonly (readonly string[])[]): Promise<Uint8Array<ArrayBuffer>> => {
      const pieces: Buffer[] = [];
      const columns = ['日期', '类型', '名称'].map((title) => ({ title, width: 12 }));
      for await (const piece of writeXlsx([{ name: '日历', columns, rows: lines }])) pieces.push(piece);
      return Uint8Array.from(Buffer.concat(pieces));
    };
    const file = await workbook([
      ['2029-01-01', '休', '元旦'],
      ['2029-02-10', '补班', '春节调休'],
    ]);
    const sends = async (as: string, bytes: Uint8Array<ArrayBuffer> | string = file, more = {}) => {
      const headers = { authorization: `Bearer ${await stage.tokenOf(as)}`, ...more };
      const body = photoForm({ source: '通知' }, bytes, 'calendar.xlsx');
      const answer = await fetch(`${stage.origin}/api/v1/calendar/2029/file`, { method: 'POST', headers, body });
      return { status: answer.status, body: (await answer.json()) as { type?: string } };
    };
    const refused = async (...asked: Parameters<typeof sends>) => {
      const { status, body } = await sends(...asked);
      return [status, body.type?.split('/').at(-1)];
    };
    expect((await sends('county-1')).body).toMatchObject({
      state: 'proposed',
      days: [{ kind: 'off' }, { kind: 'work' }],
    });
    expect(await refused('county-1')).toEqual([403, 'four-eyes']);
    const other = await workbook([['2029-01-01', '休', '元旦']]);
    expect(await refused('county-2', other, { 'if-match': '"0"' })).toEqual([412, 'stale-version']);
    expect((await sends('county-2', file, { 'if-match': '"1"' })).body).toMatchObject({
      ...{ state: 'published', version: 2 },
    });
    expect(await refused('county-1', await workbook([['2029-02-29', '休', '元旦']]))).toEqual([422, 'calendar-sheet']);
    expect(await refused('admin')).toEqual([403, 'not-allowed']);
    expect(await refused('county-1', await workbook([['2029-01-01', '半天', '元旦']]))).toEqual([
      422,
      'calendar-sheet',
    ]);
    expect(await refused('county-1', await workbook([['2028-01-01', '休', '元旦']]))).toEqual([
      422,
      'calendar-other-year',
    ]);
    expect(await refused('county-1', '%PDF-1.7')).toEqual([422, 'calendar-sheet']);
  });

  it('refuses a day twice, a day of another year, and a version that is not the newest', async () => {
    const day = { date: '2028-01-01', kind: 'off', name: '元旦' };
    const put = (days: readonly object[], headers = {}) =>
      refusal('county-1', 'PUT', '/calendar/2028', { days, source: '通知' }, headers);
    expect(await put([day, day])).toEqual([422, 'calendar-day-twice']);
    expect(await put([{ ...day, date: '2027-01-01' }])).toEqual([422, 'calendar-other-year']);
    await call('county-1', 'PUT', '/calendar/2028', { days: [day], source: '通知' });
    expect(await put([day], { 'if-match': '"7"' })).toEqual([412, 'stale-version']);
    expect(await refusal('admin', 'PUT', '/calendar/2028', { days: [day], source: '通知' })).toEqual([
      403,
      'not-allowed',
    ]);
  });
});

describe('CR-04: settings of care', () => {
  interface Shown {
    readonly items: readonly { readonly key: string; readonly value: unknown; readonly fromRegionId: string | null }[];
  }
  const shown = async (region: string, key: string, query = '') =>
    (await call<Shown>('county-1', 'GET', `/regions/${region}/care-settings${query}`)).body.items.find(
      (one) => one.key === key,
    );
  const put = (body: object, username = 'county-1', region = 'demo-county') =>
    refusal(username, 'PUT', `/regions/${region}/care-settings`, { source: '会议纪要', ...body });
  const MINUTES = 'care.entitlement.minutesPerDay.disabled';

  it('are defaults with their rule until a region decides', async () => {
    expect(await shown('demo-village-1-1', MINUTES)).toMatchObject({ value: 120, fromRegionId: null, twoPeople: true });
  });

  it('of money and terms count when a second person sent the same', async () => {
    const body = { key: MINUTES, value: 150, validFrom: '2026-11-01', source: '会议纪要' };
    const path = '/regions/demo-county/care-settings';
    expect((await call('county-1', 'PUT', path, body)).status).toBe(200);
    expect(await shown('demo-county', MINUTES)).toMatchObject({
      ...{ value: 120, next: null, proposed: [{ value: 150, by: { id: 'account-county-1' } }] },
    });
    expect(await put(body)).toEqual([403, 'four-eyes']);
    expect((await call('county-2', 'PUT', path, body)).status).toBe(200);
    expect(await shown('demo-county', MINUTES)).toMatchObject({ value: 120, next: { value: 150 }, proposed: [] });
    expect(await shown('demo-village-1-1', MINUTES, '?on=2026-11-01')).toMatchObject({
      ...{ value: 150, fromRegionId: 'demo-county', by: { id: 'account-county-1' } },
    });
  });

  it('that are no money count at once, and a child goes before its parent', async () => {
    const body = { key: 'care.sixAids', validFrom: '2026-10-14', source: '会议纪要' };
    for (const [region, value] of [
      ['demo-town-1', ['meals', 'bathing']],
      ['demo-county', ['meals']],
    ] as const)
      await call('county-1', 'PUT', `/regions/${region}/care-settings`, { ...body, value });
    expect(await shown('demo-village-1-1', 'care.sixAids')).toMatchObject({
      ...{ value: ['meals', 'bathing'], fromRegionId: 'demo-town-1' },
    });
    expect(await shown('demo-county', 'care.sixAids')).toMatchObject({ value: ['meals'], twoPeople: false });
  });

  it('refuse an unknown key, a value out of bounds, and a day before the running quarter', async () => {
    expect(await put({ key: 'care.colour', value: 1, validFrom: '2026-11-01' })).toEqual([422, 'setting-not-here']);
    expect(await put({ key: MINUTES, value: 1.5, validFrom: '2026-11-01' })).toEqual([422, 'setting-value']);
    expect(await put({ key: MINUTES, value: 100, validFrom: '2026-09-30' })).toEqual([422, 'setting-in-past']);
    const elsewhere = { key: MINUTES, value: 100, validFrom: '2026-11-01' };
    expect(await put(elsewhere, 'county-1', 'no-such-region')).toEqual([404, 'not-found']);
    expect(await put(elsewhere, 'supervisor')).toEqual([403, 'not-allowed']);
  });
});

describe('CR-11: a pilot feature of care', () => {
  it('is switched off for a village with the settings of its region', async () => {
    const body = { key: 'pilot.purchase', value: false, source: '试点方案' };
    expect((await call('admin', 'PUT', '/regions/demo-village-1-2/settings', body)).status).toBe(200);
  });
});

describe('CR-01: the clock of care', () => {
  const now = async () => (await call<{ now: string }>('admin', 'GET', '/demo/care-clock')).body.now;
  const dues = () => stage.sql<{ on: string }>(`select due_on::text as on from care_due where kind = 'day-begins'`);

  it('stands still where the demo begins, and its day has begun', async () => {
    expect(await now()).toBe('2026-10-14T00:00:00.000Z');
    stage.clock.at += 3_600_000;
    expect(await now()).toBe('2026-10-14T00:00:00.000Z');
    await stage.movesClockTo('2026-10-14T08:00:00+08:00');
    expect(await dues()).toEqual([{ on: '2026-10-15' }]);
  });

  it('moved on answers after every job due by then has run, in order', async () => {
    const moved = await stage.movesClockTo('2026-10-20T09:00:00+08:00');
    expect([moved.status, moved.body]).toEqual([200, { now: '2026-10-20T01:00:00.000Z' }]);
    expect(await dues()).toEqual([{ on: '2026-10-21' }]);
    expect(await now()).toBe('2026-10-20T01:00:00.000Z');
  });

  it('is never moved back, and by nobody but an administrator', async () => {
    const back = { now: '2026-10-19T09:00:00+08:00' };
    expect(await refusal('admin', 'PUT', '/demo/care-clock', back)).toEqual([409, 'clock-backwards']);
    expect(await refusal('lead', 'PUT', '/demo/care-clock', back)).toEqual([403, 'not-allowed']);
    expect(await refusal('admin', 'PUT', '/demo/care-clock', { now: 'tomorrow' })).toEqual([400, 'invalid-request']);
  });

  it('goes on where it stood when a worker starts again, and a job that fails is set aside', async () => {
    await stage.stopsWorker();
    await stage.sql(
      `insert into care_due (kind, subject, due_at, due_on) values ('no-such-job', 'x', '2026-10-20T10:00+08', '2026-10-20')`,
    );
    await stage.startsWorker();
    expect((await stage.movesClockTo('2026-10-21T09:00:00+08:00')).status).toBe(200);
    expect(await dues()).toEqual([{ on: '2026-10-22' }]);
    expect(stage.workerLog.filter((line) => line.includes('task-failed'))).toHaveLength(3);
    await stage.sql(`delete from care_due where kind = 'no-such-job'`);
  });
});

describe('CR-01: a restart of the demo', () => {
  const now = async () => (await call<{ now: string }>('admin', 'GET', '/demo/care-clock')).body.now;
  const restarts = async (demoCareClock: string): Promise<void> => {
    await stage.stopsWorker();
    await stage.startsWorker({ demoCareClock: fromIso(demoCareClock) });
  };

  it('with an earlier setting keeps the clock where it stood', async () => {
    await restarts('2026-10-16T08:00:00+08:00');
    expect((await stage.movesClockTo('2026-10-21T10:00:00+08:00')).status).toBe(200);
    expect(await now()).toBe('2026-10-21T02:00:00.000Z');
  });

  it('with a later setting takes it there, past every job due by then', async () => {
    await restarts('2026-10-23T08:00:00+08:00');
    await eventually('the clock stands at the setting', async () =>
      (await now()) === '2026-10-23T00:00:00.000Z' ? true : null,
    );
    const dues = await stage.sql(`select due_on::text as on from care_due where kind = 'day-begins'`);
    expect(dues).toEqual([{ on: '2026-10-24' }]);
    expect(await refusal('admin', 'PUT', '/demo/care-clock', { now: '2026-10-22T08:00:00+08:00' })).toEqual([
      409,
      'clock-backwards',
    ]);
  });
});

describe('CR-01: outside demo mode', () => {
  const live = new CareStage();
  beforeAll(() => live.starts({ demoCareClock: null }), 120_000);
  afterAll(() => live.stops());

  it('there is no clock of care to be read or moved, and care goes by the real time', async () => {
    expect(await live.refusal('admin', 'GET', '/demo/care-clock')).toEqual([404, 'not-found']);
    const body = { now: '2030-01-01T00:00:00Z' };
    expect(await live.refusal('admin', 'PUT', '/demo/care-clock', body)).toEqual([404, 'not-found']);
    const settings = await live.call<{ on: string }>('admin', 'GET', '/regions/demo-county/care-settings');
    expect(settings.body.on).toBe('2026-03-01');
  });
});
