import type { Texts } from '@silverbell/web-ui';
import * as actions from './actions/texts.js';
import * as classes from './classes/texts.js';
import * as devices from './devices/texts.js';
import * as drills from './drills/texts.js';
import * as helpers from './standing/texts.js';
import * as holds from './holds/texts.js';
import * as ladders from './ladders/texts.js';
import * as looking from './looking/texts.js';
import * as outages from './outages/texts.js';
import * as platformHealth from './platform-health/texts.js';
import * as places from './places/texts.js';
import * as roster from './roster/texts.js';
import * as seniors from './seniors/texts.js';
import * as signals from './signals/texts.js';
import * as desk from './texts/desk.js';
import * as incident from './texts/incident.js';
import * as people from './texts/people.js';
import * as queue from './texts/queue.js';
import * as reasons from './texts/reasons.js';
import * as steps from './texts/steps.js';
import * as timeline from './texts/timeline.js';
import * as unregistered from './texts/unregistered.js';

const menu = {
  zh: {
    menu: {
      label: '页面',
      board: '事件',
      waiting: '{{n}} 待受理',
      outages: '失联',
      devices: '设备',
      seniors: '老人',
      roster: '名册',
      drills: '演练',
      ladders: '上报阶梯',
      health: '平台运行',
    },
    page: { stale: '以下是上次读到的内容，可能已经过时。' },
  },
  en: {
    menu: {
      label: 'Pages',
      board: 'Cases',
      waiting: '{{n}} waiting',
      outages: 'Outages',
      devices: 'Devices',
      seniors: 'Seniors',
      roster: 'Roster',
      drills: 'Drills',
      ladders: 'Ladders',
      health: 'Platform health',
    },
    page: { stale: 'Below is what was read last; it may be out of date.' },
  },
};

/** Every page brings its own words under its own name; those of the board are in `texts/`. */
export const parts = [
  menu,
  desk,
  queue,
  incident,
  people,
  actions,
  steps,
  reasons,
  timeline,
  signals,
  unregistered,
  looking,
  classes,
  places,
  outages,
  devices,
  seniors,
  holds,
  helpers,
  roster,
  drills,
  ladders,
  platformHealth,
] as const;

export const zh: Texts = Object.assign({}, ...parts.map((one) => one.zh)) as Texts;
export const en: Texts = Object.assign({}, ...parts.map((one) => one.en)) as Texts;
