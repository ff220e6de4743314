import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './support/eventually.js';
import { OutsideDevice } from './support/mosquitto.js';
import { freshCodeOf, OWN } from './support/office.js';
import { OutsideCaller } from './support/outside-http.js';
import { Station } from './support/station.js';

const SIZE = { seniors: 60, helpers: 9, devices: 12 };
const MAKER = resolve(import.meta.dirname, '../../apps/worker/make-spreadsheets.mjs');
const DEVICE = 'SB-00001';
const files = join(tmpdir(), `silverbell-http-${String(process.pid)}`);
let station: Station;

beforeAll(async () => {
  station = await Station.starts(['--empty']);
  const size = Object.entries(SIZE).flatMap(([name, count]) => [`--${name}`, String(count)]);
  execFileSync(process.execPath, [MAKER, ...size, '--seed', '2', '--out', files], { stdio: 'ignore' });
}, 300_000);

afterAll(async () => {
  await station?.isRemoved();
  rmSync(files, { recursive: true, force: true });
}, 180_000);

/** Her first login: the password that was shown once opens nothing but its change. */
async function entersWith(username: string, oneTime: string): Promise<OutsideCaller> {
  const first = await OutsideCaller.logsIn(station.http, username, oneTime);
  await first.does('POST', '/me/password', { current: oneTime, next: OWN });
  return OutsideCaller.logsIn(station.http, username, OWN);
}

/** Uploads a file, waits until it is checked, and writes it. Answers how many rows are written. */
async function imports(admin: OutsideCaller, kind: string): Promise<number> {
  const form = new FormData();
  form.set('kind', kind);
  form.set('datum', 'wgs84');
  form.set('file', new Blob([new Uint8Array(readFileSync(join(files, `${kind}.xlsx`)))]), `${kind}.xlsx`);
  const headers = { authorization: `Bearer ${admin.accessToken}` };
  const response = await fetch(`${station.http}/api/v1/imports`, { method: 'POST', headers, body: form });
  const { id } = (await response.json()) as { id: string };
  const until = (state: string) =>
    eventually(`${kind} are ${state}`, async () => {
      const one = await admin.does('GET', `/imports/${id}`);
      if (one.state === 'failed') throw new Error(JSON.stringify(one));
      return one.state === state ? one : null;
    });
  await until('checked');
  await admin.does('POST', `/imports/${id}/commit`, {});
  return (await until('committed')).accepted as number;
}

it('a county moves in over HTTP alone and closes its first alert (contracts.md, 7)', async () => {
  const [, oneTime = ''] = /admin \/ (\S+)/.exec(station.said) ?? [];
  const admin = await OutsideCaller.logsIn(station.http, 'admin', oneTime);
  await admin.does('POST', '/me/password', { current: oneTime, next: OWN });
  const { secret } = await admin.does('POST', '/me/totp', {});
  await admin.does('POST', '/me/totp/confirm', { code: await freshCodeOf(secret) });

  await admin.asks('PATCH', '/regions/root', {
    body: { name: '银铃县', levelName: '县', centre: { lat: 30.25, lng: 119.03, datum: 'wgs84' } },
  });
  expect(await imports(admin, 'regions')).toBe(12);
  expect(await imports(admin, 'facilities')).toBeGreaterThan(0);
  expect(await imports(admin, 'people')).toBe(SIZE.seniors);
  expect(await imports(admin, 'helpers')).toBe(SIZE.helpers);
  expect(await imports(admin, 'devices')).toBe(SIZE.devices);

  const roles = ['lead', 'overflow', 'village-cadre', 'station', 'township-duty', 'county-duty', 'fire-post'];
  for (const [n, role] of roles.entries())
    await admin.does('POST', '/duty-seats', {
      ...{ regionId: 'root', role, name: `（虚构）${role}`, voiceNumber: `000 1234 00${String(10 + n)}` },
    });
  const services = ['120', '119', '110', 'gas', 'power', 'water'];
  await admin.does(
    'PUT',
    '/regions/root/emergency-numbers',
    Object.fromEntries(services.map((service, n) => [service, `000 1234 01${String(10 + n)}`])),
  );

  const { items: helpers } = await admin.does('GET', '/helpers?limit=50');
  // The first alert may come at night, when only those who agreed are asked.
  const { id: helperId, name } = helpers.find((one: { nightCalls: boolean }) => one.nightCalls);
  const accountOf = async (username: string, more: object): Promise<OutsideCaller> => {
    const { oneTimePassword } = await admin.does('POST', '/accounts', { username, ...more });
    return entersWith(username, oneTimePassword);
  };
  const operator = await accountOf('xu', { name: '许晓燕', roles: [{ role: 'operator', regionId: 'root' }] });
  const helper = await accountOf('bang', { name, helperId, roles: [{ role: 'helper', regionId: 'root' }] });
  await operator.does('PUT', '/me/duty', { onDuty: true });
  await helper.does('PUT', '/me/duty', { onDuty: true });

  const { home, senior } = await admin.does('GET', `/devices/${DEVICE}`);
  expect([home, senior]).toEqual([expect.anything(), expect.anything()]);
  const { secret: deviceSecret } = await admin.does('POST', `/devices/${DEVICE}/rotate-secret`, {});
  const device = await new OutsideDevice(station.mqttPort, DEVICE, deviceSecret).listens();
  try {
    await device.presses({ id: 'the-first' });
    await device.hearsStage('received', 'the-first');
    const { id } = await operator.seesIncidentOf(DEVICE);
    await operator.does('POST', `/incidents/${id}/attend`);
    await operator.does('POST', `/incidents/${id}/verdict`, { verdict: 'real' });
    const offer = await eventually('the helper of this county is asked', () => helper.hasOffer(id), {
      seen: () => operator.reads(id),
    });
    const task = await helper.does('POST', `/offers/${offer.id}/accept`);
    await helper.does('POST', `/assignments/${task.id}/depart`, {});
    await helper.does('POST', `/assignments/${task.id}/arrive`, {});
    await helper.does('POST', `/assignments/${task.id}/finish`, { condition: 'fine' });
    await operator.does('POST', `/incidents/${id}/close`, { outcome: 'assisted' });
    await operator.waitsFor(id, 'closed', ({ phase }) => phase === 'closed');
    await device.hearsStage('closed', 'the-first');
  } finally {
    await device.goesAway();
  }
}, 300_000);
