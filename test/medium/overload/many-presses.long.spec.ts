// Real: the whole engine over PostgreSQL and the demo town, devices over MQTT, the wakes that consoles hear. Not real: the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { foldMismatches } from '@silverbell/adapter-postgres';
import { until } from '../mqtt/broker-world.js';
import { buttonsOfHomes, engineStage, type EngineStage } from './engine-stage.js';

jest.setTimeout(240_000);
const TIMEOUT_MS = 90_000;
const PORTION = 50;
/** More than this within a minute is chatter. */
const A_HAND = 300;

let stage: EngineStage;
beforeEach(async () => {
  stage = await engineStage();
});
afterEach(() => stage.close());

const openIncidents = async () => (await stage.queries.listOpen({ regionIds: null, cursor: null, limit: 500 })).items;

/** So many wait at once as a broker hands out to one engine; the next when these are committed. */
async function inPortions<T>(all: readonly T[], press: (one: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += PORTION) await Promise.all(all.slice(from, from + PORTION).map(press));
}

describe('a device that chatters', () => {
  it('is one case that counts every press, in few steps; each press is received, and so is the neighbour’s', async () => {
    const [chatterer, neighbour] = await buttonsOfHomes(stage, 2);
    const chattering = await stage.device(chatterer ?? '');
    const beside = await stage.device(neighbour ?? '');
    const PRESSES = A_HAND + 120;
    const ids = Array.from({ length: PRESSES }, (_, n) => `c${n}`);
    const acknowledged = inPortions(ids, (id) => chattering.presses(id));
    await beside.presses('help');
    await acknowledged;
    const cases = await openIncidents();
    expect(cases).toHaveLength(2);
    const one = cases.find(({ incident }) => incident.alerts.some(({ deviceId }) => deviceId === chatterer));
    // A machine that is too slow lets the device say some of it twice: counted, and no case of its own.
    expect(one?.incident.signalCount).toBeGreaterThanOrEqual(PRESSES);
    expect(one?.incident.doubts).toContain('over-quota');
    await until('every press was received', () => ids.every((id) => chattering.hasReceived(id)), TIMEOUT_MS);
    await until('the neighbour was received', () => beside.hasReceived('help'), TIMEOUT_MS);
    await until('the consoles were told', () => stage.told.size === 2, TIMEOUT_MS);

    // Some came one by one before it was known for what it is; of the others many are one step.
    const signals = await stage.count(
      `incident_event where incident_id = $1 and type in ('raised', 'signal-joined', 'signal-repeated')`,
      one?.incident.id,
    );
    const coalesced = await stage.metric('silverbell_alerts_coalesced_total');
    expect(coalesced).toBeGreaterThan(0);
    const takenIn = await stage.count('inbox where device_id = $1', chatterer);
    expect(takenIn).toBeGreaterThanOrEqual(PRESSES);
    expect(signals).toBe(takenIn - coalesced);
    expect(await stage.count('signal where device_id = $1', chatterer)).toBe(PRESSES);
    expect(await stage.count('inbox where incident_id = $1 and frame is not null', one?.incident.id)).toBe(takenIn);
    expect(await foldMismatches(stage.source, stage.queries)).toEqual([]);
    expect(stage.errors).toEqual([]);
  });

  it('with one and the same alert, again and again, is counted and answered too', async () => {
    const [button] = await buttonsOfHomes(stage, 1);
    const stuck = await stage.device(button ?? '');
    const PRESSES = A_HAND + 150;
    await inPortions(Array.from({ length: PRESSES }), () => stuck.presses('stuck'));
    const [only, ...others] = await openIncidents();
    expect(others).toEqual([]);
    expect(only?.incident.signalCount).toBeGreaterThanOrEqual(PRESSES);
    await until('it was received', () => stuck.hasReceived('stuck'), TIMEOUT_MS);
    expect(
      await stage.count(`incident_event where type in ('raised', 'signal-joined', 'signal-repeated')`),
    ).toBeLessThan(PRESSES);
    expect(await foldMismatches(stage.source, stage.queries)).toEqual([]);
  });

  it('and says something else in between is heard for what it says', async () => {
    const [button] = await buttonsOfHomes(stage, 1);
    const device = await stage.device(button ?? '');
    const said = Array.from(
      { length: A_HAND + 80 },
      (_, n) => [`s${n}`, n === A_HAND + 60 ? 'fall' : n === A_HAND + 70 ? 'cancel' : 'sos'] as const,
    );
    await inPortions(said, ([id, kind]) => device.presses(id, kind));
    const [only, ...others] = await openIncidents();
    expect(others).toEqual([]);
    expect(only?.incident.signalCount).toBeGreaterThanOrEqual(said.length);
    expect(only?.incident.kinds).toEqual(expect.arrayContaining(['sos', 'fall', 'cancel']));
  });
});
