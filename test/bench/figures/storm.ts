import { setTimeout as pause } from 'node:timers/promises';
import type { StormQuestions } from '../load/storm.js';
import { p50, p99, rounded } from '../numbers.js';
import { city, cityDevices } from '../stage/city.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { pendants, type Stage } from '../stage/stage.js';
import { Desk } from './desk.js';
import type { Measured } from './measured.js';

const CONNECTS_PER_SECOND = 1_100;
const HELD = 10_000;
/** Behind the devices of the heartbeats. */
const FIRST = 10_001;
const FOR_MS = 30_000;
const PER_BLOCK = 40;

/** `stormRatioP99`: presses of devices that stay connected, while 10,000 others connect, are cut, and come again. */
export async function storm(stage: Stage): Promise<Measured> {
  const [platform, heart] = [await city(stage), await stage.heart()];
  const { pressing } = pendants();
  await heart.ask('connect', { name: 'storm', port: platform.mqttPort, devices: BACKGROUND });
  const desk = await Desk.open(stage, platform, pressing.slice(0, 20));
  const worker = stage.worker<StormQuestions>('storm');
  const pressesFor = async (): Promise<number[]> => {
    const shown: number[] = [];
    for (const until = performance.now() + FOR_MS; performance.now() < until;) {
      await heart.ask('beat', { name: 'storm', perSecond: BACKGROUND_PER_SECOND });
      shown.push(...(await desk.presses(PER_BLOCK)));
      await heart.ask('beat', null);
      await desk.closesEverything();
    }
    return shown;
  };
  await desk.presses(PER_BLOCK);
  await desk.closesEverything();
  const calm = await pressesFor();
  stage.say(`storm: calm p99 ${rounded(p99(calm))} ms; now ${CONNECTS_PER_SECOND} connections a second`);
  await worker.ask('begin', {
    port: platform.mqttPort,
    devices: cityDevices(FIRST, HELD),
    perSecond: CONNECTS_PER_SECOND,
  });
  await pause(1_000);
  const stormy = await pressesFor();
  const counts = await worker.ask('end', undefined as never);
  desk.leave();
  await heart.ask('disconnect', 'storm');
  return {
    figures: { stormRatioP99: p99(stormy) / p99(calm) },
    invalid: [],
    seen: {
      calmConsoleMs: [rounded(p50(calm)), rounded(p99(calm))],
      stormConsoleMs: [rounded(p50(stormy)), rounded(p99(stormy))],
      stormPresses: stormy.length,
      stormConnects: counts.connects,
      stormRefused: counts.refused,
      stormMostHeld: counts.mostHeld,
    },
  };
}
