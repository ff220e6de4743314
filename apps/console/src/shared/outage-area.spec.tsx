import { beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { RollCallName } from '@silverbell/wire';
import i18next, { type TFunction } from 'i18next';
import { en, zh } from '../app/messages.js';
import { outageArea } from './outage-area.js';
import { incidentOf } from './testing/incidents.js';

let t: TFunction<'console'>;
beforeAll(() => {
  startI18n('console', { zh, en });
  t = i18next.getFixedT('zh-CN', 'console');
});
const names = (...states: readonly string[]) => states.map((state) => ({ state })) as unknown as RollCallName[];

describe('the area of an outage', () => {
  it('has its silent homes, and says how many they are and how many people were reached', () => {
    const silentHomes = [[3_025_650, 11_903_110] as [number, number], [3_026_000, 11_904_000] as [number, number]];
    const area = outageArea(incidentOf({ silentHomes, rollCall: names('waiting', 'ticked', 'heard') }), t);
    expect(area?.spots[0]).toEqual({ lat: 30.2565, lng: 119.0311 });
    expect(area?.words).toBe('失联区域·2 户静默·点名 1');
  });

  it('is none of another case, and none for who may not see where homes are', () => {
    expect(outageArea(undefined, t)).toBeNull();
    expect(outageArea(incidentOf({ rollCall: names('waiting') }), t)).toBeNull();
  });
});
