// Real: the whole engine over PostgreSQL and the demo town, TCP connections as watches make them. Not real: the watches, the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { engineWithWatches, type EngineWithWatches, type WatchConnection } from './engine-with-watches.js';
import { until } from './mqtt/broker-world.js';

jest.setTimeout(240_000);

const IMEI = '860332489065512';
const SHORT = '3248906551';

/** As many as one address may have open, nearly, and what all of them together say. */
const LINES = 125;
const NUMBERS = 10_000;

const framed = (id: string, content: string): string =>
  `[3G*${id}*${content.length.toString(16).padStart(4, '0')}*${content}]`;
const report = (id: string, { type = 'AL', status = '00010000', place = 'V,00.000000,,00.0000000,' } = {}): string =>
  framed(id, `${type},150126,083000,${place},0.00,0.0,4.0,0,60,55,1200,0,${status},0`);

let the: EngineWithWatches;
let source: DataSource;

beforeEach(async () => {
  the = await engineWithWatches();
  ({ source } = the);
});
afterEach(() => the.close());

const line = (): Promise<WatchConnection> => the.connect();
const open = () => the.open();
const voices = async (): Promise<number> => {
  const [row] = (await source.query(`select count(*)::int as n from outbox where channel = 'voice'`)) as {
    n: number;
  }[];
  return row?.n ?? 0;
};
/** A home of the demo town with somebody in it. */
async function aHome(): Promise<{ homeId: string; seniorId: string; regionId: string }> {
  const [row] = (await source.query(
    `select h.id as "homeId", p.id as "seniorId", h.region_id as "regionId" from home h join senior p on p.home_id = h.id
     where p.status = 'active' and not p.dispatch_first order by h.id limit 1`,
  )) as { homeId: string; seniorId: string; regionId: string }[];
  if (row === undefined) throw new Error('a town without homes');
  return row;
}
async function register(id: string): Promise<{ homeId: string; seniorId: string }> {
  const home = await aHome();
  await source.query(
    `insert into device (id, role, profile, region_id, home_id, senior_id, fixed, status) values ($1, 'watch', 'watch', $2, $3, $4, false, 'active')`,
    [id, home.regionId, home.homeId, home.seniorId],
  );
  return home;
}

describe('numbers that anybody can invent', () => {
  it('10,000 at once are one incident, few voice calls, and a registered home stands before it', async () => {
    const startedAt = performance.now();
    const lines = await Promise.all(Array.from({ length: LINES }, line));
    const read = lines.map(({ socket }, n) => {
      const numbers = Array.from({ length: NUMBERS / LINES }, (_, k) => 9_000_000_000 + n * (NUMBERS / LINES) + k);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      // The engine ends its side once everything that came before the end was read.
      socket.end(numbers.map((number) => report(String(number))).join(''));
      return closed;
    });
    await until('sixty of them are heard', async () => (await open())[0]?.unregistered?.heard === 60);
    await register(`watch:${IMEI}`);
    const one = await line();
    one.socket.write(report(IMEI));
    await until('the press at home is answered', () => one.answers().includes('*AL]'));
    await Promise.all(read);
    const cases = await open();
    // One row of the queue for all of them, whatever they say.
    expect(cases.map(({ subject, severity }) => [subject.type, severity])).toEqual([
      ['home', 1],
      ['unregistered', 1],
    ]);
    const heard = cases[1]?.unregistered?.heard ?? 0;
    expect(heard).toBeGreaterThanOrEqual(60);
    expect(heard).toBeLessThanOrEqual(60 * Math.ceil((performance.now() - startedAt) / 60_000));
    expect(await voices()).toBeLessThan(20);
    const [stored] = (await source.query(
      `select count(distinct device_id)::int as n from device_seen where device_id like 'watch:9%'`,
    )) as {
      n: number;
    }[];
    expect(stored?.n).toBeLessThanOrEqual(heard);
    const [first] = (await the.queries.listOpen({ regionIds: null, cursor: null, limit: 1 })).items;
    expect(first?.incident.subject.type).toBe('home');
  });

  it('registered, one takes what it said to the incident of its home, and the shared one says so', async () => {
    const { socket, answers } = await line();
    socket.write(report(SHORT));
    await until('it is answered', () => answers().length > 0);
    expect((await open()).map(({ subject }) => subject.type)).toEqual(['unregistered']);
    const { homeId } = await register(`watch:${IMEI}`);
    await the.engine.runNow();
    const [home, ...others] = await open();
    expect(others).toEqual([]);
    expect(home).toMatchObject({ subject: { type: 'home', id: homeId }, kinds: ['sos'], severity: 1 });
    const [closed] = (await the.queries.listClosed({ regionIds: null, cursor: null, limit: 5 })).items;
    expect(closed?.incident).toMatchObject({
      closure: { outcome: 'device-claimed' },
      unregistered: { listed: [{ claimed: { registeredAs: `watch:${IMEI}`, homeId, takenTo: home?.id } }] },
    });
    await the.engine.runNow();
    expect(await open()).toHaveLength(1);
  });
});

describe('a registered watch', () => {
  it('W7: whose frame says the ten digits in the middle of its IMEI calls for its home', async () => {
    const { homeId } = await register(`watch:${IMEI}`);
    const { socket, answers } = await line();
    socket.write(report(SHORT));
    await until('it is answered', () => answers() === `[3G*${SHORT}*0002*AL]`);
    expect(await open()).toMatchObject([
      { subject: { type: 'home', id: homeId }, doubts: expect.arrayContaining(['unproven']) },
    ]);
  });

  it('M2: registered without its prefix, or by ten digits, is found by its IMEI', async () => {
    const { homeId } = await register(SHORT);
    const { socket, answers } = await line();
    socket.write(report(IMEI));
    await until('it is answered', () => answers().length > 0);
    expect(await open()).toMatchObject([{ subject: { type: 'home', id: homeId } }]);
  });

  it('that may be one of several is raised all the same, and asked about', async () => {
    await register(`watch:${IMEI}`);
    await register(`watch:3555${SHORT}9`);
    const { socket, answers } = await line();
    socket.write(report(SHORT));
    await until('it is answered', () => answers().length > 0);
    expect(await open()).toMatchObject([
      {
        subject: { type: 'device', id: `watch:${SHORT}` },
        severity: 1,
        doubts: expect.arrayContaining(['ambiguous-device']),
      },
    ]);
  });

  it('W1: keeps its position whatever its printf made of it, and help goes home first', async () => {
    const { homeId } = await register(`watch:${IMEI}`);
    const { socket, answers } = await line();
    socket.write(report(IMEI, { place: 'A,25.112000,N, 99.161800,E' }));
    await until('it is answered', () => answers().length > 0);
    const [one] = await open();
    expect(one).toMatchObject({
      subject: { type: 'home', id: homeId },
      destination: { choice: 'home', alternative: { choice: 'fix', point: { lat: 25.112, lng: 99.1618 } } },
    });
  });

  it('gives no sign of life: her inactivity clock runs on, and where she is stays unknown', async () => {
    const { seniorId } = await register(`watch:${IMEI}`);
    const before = await signsOf(seniorId);
    const { socket, answers } = await line();
    socket.write(framed(IMEI, 'LK,1,0,55') + framed(IMEI, 'LK,900,0,55') + framed(IMEI, 'heart,72') + report(IMEI));
    socket.write(report(IMEI, { type: 'UD', status: '00000000', place: 'A,31.230400,N,121.473700,E' }));
    await until('it is answered', () => answers().includes('*AL]'));
    await until('it was heard', async () => (await seen())?.['unproven'] === true);
    await the.engine.runNow();
    expect(await signsOf(seniorId)).toEqual(before);
    expect(await seen()).toMatchObject({ unproven: true, lat: null, lng: null });
  });
});

const signsOf = (seniorId: string): Promise<unknown> =>
  source.query('select sign, at from sign_of_life where senior_id = $1 order by sign', [seniorId]);
const seen = async (): Promise<Record<string, unknown> | undefined> =>
  (
    (await source.query('select unproven, lat, lng from device_seen where device_id = $1', [
      `watch:${IMEI}`,
    ])) as Record<string, unknown>[]
  )[0];
