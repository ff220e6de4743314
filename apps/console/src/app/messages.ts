import type { Translation } from '@silverbell/web-ui';
import * as actions from '../features/actions/messages.js';
import * as classes from '../features/incident/class-messages.js';
import * as devices from '../features/devices/messages.js';
import * as drills from '../features/drills/messages.js';
import * as helpers from '../features/helper-status/messages.js';
import * as holds from '../shared/legal-holds/messages.js';
import * as ladders from '../features/ladders/messages.js';
import * as handover from '../features/handover/messages.js';
import * as coverage from '../features/helper-coverage/messages.js';
import * as palette from '../features/palette/messages.js';
import * as dialling from '../shared/messages/dialling.js';
import * as viewers from '../shared/messages/viewers.js';
import * as outages from '../features/outages/messages.js';
import * as platformHealth from '../features/platform-health/messages.js';
import * as places from '../features/actions/places-messages.js';
import * as replay from '../features/replay/messages.js';
import * as wallboard from '../features/wallboard/messages.js';
import * as roster from '../features/roster/messages.js';
import * as shift from '../features/shift/messages.js';
import * as seniors from '../features/seniors/messages.js';
import * as signals from '../features/incident/signal-list-messages.js';
import * as tasks from '../features/tasks/messages.js';
import * as telephony from '../features/telephony/messages.js';
import * as layout from './layout-messages.js';
import * as incident from '../features/incident/messages.js';
import * as people from '../features/person/messages.js';
import * as queue from '../features/queue/messages.js';
import * as reasons from '../shared/messages/reasons.js';
import * as steps from '../shared/messages/steps.js';
import * as timeline from '../shared/messages/timeline.js';
import * as unregistered from '../features/incident/unregistered-messages.js';

const menu = {
  zh: {
    menu: {
      label: '页面',
      board: '事件',
      waiting: '{{n}} 待受理',
      callBacks: '回拨 {{n}}',
      outages: '失联',
      tasks: '待办',
      devices: '设备',
      seniors: '老人',
      roster: '名册',
      drills: '演练',
      handover: '交接班',
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
      callBacks: '{{n}} to call',
      outages: 'Outages',
      tasks: 'Tasks',
      devices: 'Devices',
      seniors: 'Seniors',
      roster: 'Roster',
      drills: 'Drills',
      handover: 'Handover',
      ladders: 'Ladders',
      health: 'Platform health',
    },
    page: { stale: 'Below is what was read last; it may be out of date.' },
  },
};

/** Every page brings its messages under its own name; those of the dispatch page are in `messages/`. */
export const parts = [
  menu,
  layout,
  queue,
  incident,
  people,
  actions,
  steps,
  reasons,
  timeline,
  signals,
  unregistered,
  dialling,
  viewers,
  classes,
  places,
  outages,
  devices,
  seniors,
  holds,
  helpers,
  palette,
  handover,
  coverage,
  replay,
  wallboard,
  shift,
  roster,
  drills,
  ladders,
  platformHealth,
  tasks,
  telephony,
] as const;

/** All of them in one object: `{a} | {b}` becomes `{a} & {b}`. */
type AllOf<Part> = (Part extends unknown ? (part: Part) => void : never) extends (all: infer All) => void ? All : never;
type ConsoleMessages = AllOf<(typeof parts)[number]['zh']>;

declare module '@silverbell/web-ui/message-types' {
  interface Messages {
    console: ConsoleMessages;
  }
}

export const zh = Object.assign({}, ...parts.map((one) => one.zh)) as ConsoleMessages;
export const en = Object.assign({}, ...parts.map((one) => one.en)) as Translation<ConsoleMessages>;
