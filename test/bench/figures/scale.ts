import { p50, rounded, shuffled } from '../numbers.js';
import { city, CITY_DEVICES, CITY_SENIORS } from '../stage/city.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { pendants, type Stage } from '../stage/stage.js';
import { Desk } from './desk.js';
import type { Measured } from './measured.js';

const BLOCKS = 8;
const PER_BLOCK = 40;

/** `scaleRatio`: the same presses on the platform of a town and on that of a city, in turns. */
export async function scale(stage: Stage): Promise<Measured> {
  const platforms = { town: await stage.small(), city: await city(stage) };
  const heart = await stage.heart();
  const { pressing } = pendants();
  const desks = {
    town: await Desk.open(stage, platforms.town, pressing.slice(0, 20)),
    city: await Desk.open(stage, platforms.city, pressing.slice(0, 20)),
  };
  const shown = { town: [] as number[], city: [] as number[] };
  for (const name of ['town', 'city'] as const)
    await heart.ask('connect', { name: `scale-${name}`, port: platforms[name].mqttPort, devices: BACKGROUND });
  for (let block = 0; block <= BLOCKS; block += 1) {
    for (const name of shuffled(['town', 'city'] as const, stage.random)) {
      await heart.ask('beat', { name: `scale-${name}`, perSecond: BACKGROUND_PER_SECOND });
      const some = await desks[name].presses(PER_BLOCK);
      if (block > 0) shown[name].push(...some); // the first block warms up
      await heart.ask('beat', null);
      await desks[name].closesEverything();
    }
    if (block > 0)
      stage.say(`scale ${block}/${BLOCKS}: town ${rounded(p50(shown.town))} · city ${rounded(p50(shown.city))} ms`);
  }
  for (const name of ['town', 'city'] as const) {
    desks[name].leave();
    await heart.ask('disconnect', `scale-${name}`);
  }
  return {
    figures: { scaleRatio: p50(shown.city) / p50(shown.town) },
    invalid: [],
    seen: {
      townConsoleMsP50: rounded(p50(shown.town)),
      cityConsoleMsP50: rounded(p50(shown.city)),
      citySeniors: CITY_SENIORS,
      cityDevices: CITY_DEVICES,
    },
  };
}
