// Real: the whole engine over PostgreSQL and the demo town, mosquitto_pub. Not real: the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import type { Incident } from '@silverbell/incidents';
import { engineWithWatches, type EngineWithWatches } from '../engine-with-watches.js';
import { mosquittoPub, until } from './broker-world.js';

jest.setTimeout(240_000);

const PENDANT = 'demo-pendant-1';
const ALERT = `care/v1/${PENDANT}/alert`;

let the: EngineWithWatches;
beforeEach(async () => {
  the = await engineWithWatches();
});
afterEach(() => the.close());

const open = () => the.open();
const press = (secret: string, ...more: readonly string[]) =>
  mosquittoPub(the.engine.addresses.mqttPort ?? 0, PENDANT, [
    ...['-P', secret, '-i', `${PENDANT}~x`, '-q', '1', '-t', ALERT, '-m', '{"id":"p1","kind":"sos"}', ...more],
  ]);
const facts = ({ class: code, kinds, doubts }: Incident) => ({ code, kinds, doubts });

describe('a registered device that is kept out', () => {
  it('N8: with an old secret is one work task that says why, and is noted when it comes in again', async () => {
    for (let n = 0; n < 5; n += 1) expect((await press('the old secret')).status).not.toBe(0);
    await until('it is work', async () => (await open()).length > 0);
    expect((await open()).map(facts)).toEqual([{ code: 'W', kinds: ['fault'], doubts: ['refused-wrong-secret'] }]);
    expect(await press(DEMO_DEVICE_SECRET)).toMatchObject({ status: 0 });
    await until('it is noted', async () => (await open()).find(({ class: code }) => code === 'W')?.signalCount === 2);
    expect((await open()).map(({ class: code }) => code).sort()).toEqual(['A', 'W']);
  });

  it('N7: MQTT 5 is spoken here, so a press in it is a press', async () => {
    expect(await press(DEMO_DEVICE_SECRET, '-V', 'mqttv5')).toMatchObject({ status: 0 });
    expect((await open()).map(({ kinds }) => kinds)).toEqual([['sos']]);
  });

  it('publishing under a foreign prefix is one work task, however often it does', async () => {
    for (let n = 0; n < 3; n += 1) await press(DEMO_DEVICE_SECRET, '-t', 'care/v1/demo-pendant-2/alert');
    await until('it is work', async () => (await open()).length > 0);
    expect((await open()).map(facts)).toEqual([{ code: 'W', kinds: ['fault'], doubts: ['refused-topic'] }]);
  });

  it('is nobody’s work when nobody registered it', async () => {
    for (let n = 0; n < 5; n += 1)
      await mosquittoPub(the.engine.addresses.mqttPort ?? 0, 'never-registered', ['-P', 'x', '-t', 'x', '-m', 'x']);
    expect(await press(DEMO_DEVICE_SECRET)).toMatchObject({ status: 0 });
    expect((await open()).map(({ class: code }) => code)).toEqual(['A']);
  });
});

describe('a limit of a listener', () => {
  it('that is reached is a work task, beside its figures', async () => {
    for (let n = 0; n < 201; n += 1) await the.connect();
    await until('it is work', async () => (await open()).length > 0);
    const [task] = await open();
    expect(facts(task!)).toEqual({ code: 'W', kinds: ['fault'], doubts: ['limit-address-full'] });
    expect(task!.subject).toEqual({ type: 'device', id: 'listener:watch' });
    const figures = await (await fetch(`http://127.0.0.1:${the.engine.addresses.healthPort}/metrics`)).text();
    expect(figures).toContain('silverbell_connections_ended_total{listener="watch",reason="address-full"} 1');
  });
});
