import { beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog, type Delivery } from '@silverbell/adapter-mqtt';
import type { FrameDelivery } from '@silverbell/adapter-tcp';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { matchWatch, type WatchMatch } from '@silverbell/mqtt-contract';
import { WatchIntake } from './watch-intake.js';

const IMEI = as<DeviceId>('watch:860332489065512');
const SHORT = as<DeviceId>('watch:3248906551');

let now: number;
let registered: DeviceId[];
let accepted: Delivery[];
let counted: string[];
let fails: { lookUp: boolean; accept: boolean };
let numbers: WatchIntake;
beforeEach(() => {
  now = 1_000_000;
  registered = [];
  accepted = [];
  counted = [];
  fails = { lookUp: false, accept: false };
  numbers = new WatchIntake(
    {
      intake: {
        accept: (delivery) =>
          fails.accept ? Promise.reject(new Error('away')) : Promise.resolve(void accepted.push(delivery)),
      },
      matchOf: (said): Promise<WatchMatch<DeviceId>> =>
        fails.lookUp ? Promise.reject(new Error('away')) : Promise.resolve(matchWatch(registered, said)),
      newNumbersPerMinute: () => Promise.resolve(2),
      clock: { now: () => instant(now) },
      count: (result) => void counted.push(result),
      log: silentLog,
    },
    60,
  );
});

const frame = (deviceId: DeviceId): FrameDelivery => ({
  ...{ deviceId, topic: 'raw/watch/c', payload: new Uint8Array(), replayed: false, repeats: true, doubts: [] },
  ...{ receivedAt: instant(now), address: '192.0.2.1' },
});
const ids = (): string[] => accepted.map(({ deviceId }) => deviceId);

describe('a number over a bare connection', () => {
  it('W7: becomes the registered device it means', async () => {
    registered = [IMEI];
    await numbers.accept(frame(SHORT));
    expect(ids()).toEqual([IMEI]);
  });

  it('that fits several registered ones is handed on with a doubt', async () => {
    registered = [IMEI, as<DeviceId>('watch:355532489065519')];
    await numbers.accept(frame(SHORT));
    expect(accepted).toMatchObject([{ deviceId: SHORT, doubts: ['ambiguous-device'] }]);
  });

  it('that is nobody’s counts against its address, and those turned away are told with the next', async () => {
    for (const n of [1, 2]) await numbers.accept(frame(as<DeviceId>(`watch:${String(n)}`)));
    for (const n of [3, 4]) await expect(numbers.accept(frame(as<DeviceId>(`watch:${String(n)}`)))).rejects.toThrow('');
    expect(counted).toEqual(['let-in', 'let-in', 'turned-away', 'turned-away']);
    await numbers.accept(frame(as<DeviceId>('watch:1')));
    expect(accepted.at(-1)?.turnedAway).toEqual({ count: 2, lastDeviceId: 'watch:4' });
    expect(ids()).toEqual(['watch:1', 'watch:2', 'watch:1']);
  });

  it('what could not be kept is told with the next that is', async () => {
    for (const n of [1, 2]) await numbers.accept(frame(as<DeviceId>(`watch:${String(n)}`)));
    await expect(numbers.accept(frame(as<DeviceId>('watch:3')))).rejects.toThrow('');
    fails.accept = true;
    await expect(numbers.accept(frame(as<DeviceId>('watch:1')))).rejects.toThrow('away');
    fails.accept = false;
    await numbers.accept(frame(as<DeviceId>('watch:1')));
    expect(accepted.at(-1)?.turnedAway).toEqual({ count: 1, lastDeviceId: 'watch:3' });
  });

  it('registered watches behind the same address never count', async () => {
    registered = [IMEI];
    for (const n of [1, 2]) await numbers.accept(frame(as<DeviceId>(`watch:${String(n)}`)));
    for (let n = 0; n < 100; n += 1) await numbers.accept(frame(SHORT));
    expect(accepted).toHaveLength(102);
  });

  it('with the database away is what it was before', async () => {
    registered = [IMEI];
    await numbers.accept(frame(SHORT));
    now += 600_000;
    fails.lookUp = true;
    await numbers.accept(frame(SHORT));
    expect(ids()).toEqual([IMEI, IMEI]);
  });

  it('registered meanwhile is found within seconds', async () => {
    await numbers.accept(frame(SHORT));
    registered = [IMEI];
    now += 2_000;
    await numbers.accept(frame(SHORT));
    expect(ids()).toEqual([SHORT, IMEI]);
  });
});
