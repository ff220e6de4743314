import type { Role } from '@silverbell/vocabulary';
import { setVillageTargetRequest, villageScoreOnWire, villageScorePage, villageScoreQuery } from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

const SET: readonly Role[] = ['township-officer', 'county-officer'];
const READ: readonly Role[] = [...SET, 'community-officer', 'village-cadre', 'supervisor'];

/** What each village was to do in a year, and its points (CR-54). */
export const CARE_SCORE_ROUTES = {
  villageScores: {
    ...look('villageScores', READ, 'care', villageScorePage, words('村级考核得分', 'Scores of villages')),
    query: villageScoreQuery,
  },
  setVillageTarget: {
    ...idempotentWrite(
      'setVillageTarget',
      SET,
      'care',
      setVillageTargetRequest,
      villageScoreOnWire,
      words('设定村级考核目标', 'Set what a village is to do'),
      ['stale-version', 'score-frozen', 'village-only'],
    ),
    ifMatch: true,
  },
} as const satisfies Record<string, Route>;
