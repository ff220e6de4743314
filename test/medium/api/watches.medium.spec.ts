import { USE_CASE_DEPS } from '@silverbell/api';
// Real: PostgreSQL, the api with its HTTP server. Not real: the engine (no listener for watches), the watches.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { as, type DeviceId } from '@silverbell/kernel';
import { receiveSignal, type Deps } from '@silverbell/usecases';
import type { Incident, IncidentPage } from '@silverbell/wire';
import { ApiStage } from './api-stage.js';

jest.setTimeout(240_000);

const stage = new ApiStage();
const { ask, clock } = stage;
let homeId: string;

beforeAll(() => stage.starts());
beforeAll(async () => {
  homeId = (await stage.sql<{ id: string }>('select id from home order by id limit 1'))[0]?.id ?? '';
});
afterAll(() => expect(stage.errors()).toEqual([]));
afterAll(() => stage.stops());

const registers = async (body: object): Promise<unknown> => {
  const { status, body: made } = await ask('POST', '/api/v1/devices', { as: 'admin', body: { homeId, ...body } });
  return status === 201 ? made['deviceId'] : status;
};

describe('a watch is registered by its number, however it is written', () => {
  it.each([
    ['M2: without its prefix', { id: '3324890655', role: 'watch' }, 'watch:3324890655'],
    ['with it, as a watch', { id: 'watch:3324890656', role: 'watch', profile: 'watch' }, 'watch:3324890656'],
    ['copied from a box', { id: ' 86 033248 906551 2 ', role: 'watch' }, 'watch:860332489065512'],
    [
      'with dashes, as what speaks as a watch',
      { id: '86-033248-906552-0', role: 'pendant', profile: 'watch' },
      'watch:860332489065520',
    ],
    ['a name that is no number stays a name', { id: 'smartwatch-7', role: 'watch' }, 'smartwatch-7'],
    ['the number of a pendant stays what it is', { id: '3324890657', role: 'pendant' }, '3324890657'],
  ])('%s', async (_, body, id) => {
    expect(await registers(body)).toBe(id);
  });

  it('the same number a second time is refused, with or without its prefix', async () => {
    expect(await registers({ id: '3324890655', role: 'watch' })).toBe(409);
    expect(await registers({ id: 'watch:3324890655', role: 'watch', profile: 'watch' })).toBe(409);
  });
});

describe('devices that nobody registered and nothing authenticated', () => {
  const calls = async (n: number, turnedAway?: number): Promise<string> => {
    const { incidentId } = await receiveSignal(stage.api.app.get<Deps>(USE_CASE_DEPS), {
      ...{ deviceId: as<DeviceId>(`watch:${String(9_000_000_000 + n)}`), child: null, alertId: `call-${String(n)}` },
      ...{ kind: 'sos', phase: 'raise', certainty: 'observed', test: false, doubts: [], unproven: true },
      ...{ deviceTime: null, batteryPct: null, position: null, raw: new Uint8Array([1]), topic: 'raw/watch/c' },
      ...{ payloadHash: `hash-${String(n)}`, engineId: 'e1', receivedAt: clock.now() },
      ...(turnedAway === undefined
        ? {}
        : { turnedAway: { count: turnedAway, lastDeviceId: as<DeviceId>('watch:9999999999') } }),
    });
    return incidentId ?? '';
  };

  it('are one incident on the list, behind the press of a home, with every number on its page', async () => {
    const ids = [await calls(1), await calls(2), await calls(3, 540)];
    clock.at += 60_000;
    const home = await stage.press('demo-pendant-1');
    expect(new Set(ids).size).toBe(1);
    const { body: list } = await ask<IncidentPage>('GET', '/api/v1/incidents', { as: 'admin' });
    const mine = list.items.filter(({ id }) => id === home || id === ids[0]);
    expect(mine.map(({ id }) => id)).toEqual([home, ids[0]]);
    expect(mine[1]?.unregistered).toEqual({
      ...{ heard: 3, claimed: 0, turnedAway: 540, lastTurnedAway: 'watch:9999999999', soundEveryS: 10 },
    });
    const first = await ask<IncidentPage>('GET', '/api/v1/incidents?limit=1', { as: 'admin' });
    const second = await ask<IncidentPage>('GET', `/api/v1/incidents?limit=1&cursor=${first.body.nextCursor ?? ''}`, {
      as: 'admin',
    });
    expect([first, second].map(({ body }) => body.items[0]?.id)).toEqual([home, ids[0]]);
    const { body: page } = await ask<Incident>('GET', `/api/v1/incidents/${ids[0] ?? ''}`, { as: 'admin' });
    expect(page.unregisteredDevices.map(({ deviceId }) => deviceId)).toEqual([
      'watch:9000000003',
      'watch:9000000002',
      'watch:9000000001',
    ]);
    expect(page.signals[0]?.doubts).toEqual(expect.arrayContaining(['unproven', 'unknown-device']));
  });
});
