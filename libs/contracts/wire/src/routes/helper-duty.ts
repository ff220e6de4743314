import {
  certificateList,
  certificateQuery,
  channelQuery,
  confirmChannelRequest,
  coverageNow,
  coverageQuery,
  helperCalendar,
  helperCalendarRequest,
  helperChannel,
  helperChannels,
  helperCoverage,
  myChannelTests,
  nothing,
  takeChannelWorkRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { HELPER, KEEP_FACILITIES, look, READ_FACILITIES, words } from './shape.js';

/** When helpers are on duty by plan, whom that leaves alone, and whether they can be reached. */
export const HELPER_DUTY_ROUTES = {
  helperCalendar: look(
    'helperCalendar',
    READ_FACILITIES,
    'people',
    helperCalendar,
    words('助老人员值班日历与常在地点', "A helper's duty calendar and usual places"),
  ),
  writeHelperCalendar: {
    ...idempotentWrite(
      'writeHelperCalendar',
      KEEP_FACILITIES,
      'people',
      helperCalendarRequest,
      helperCalendar,
      words('修改值班日历', 'Write the duty calendar'),
      ['stale-version', 'place-nowhere', 'calendar-place-unknown'],
    ),
    ifMatch: true,
  },
  coverageNow: look(
    'coverageNow',
    READ_FACILITIES,
    'people',
    coverageNow,
    words('此刻无人能及时到达的住所', 'Homes that nobody on duty could reach in time now'),
  ),
  helperCoverage: {
    ...look(
      'helperCoverage',
      READ_FACILITIES,
      'people',
      helperCoverage,
      words('各村逐小时可及时到达的助老人员数', 'By hour and village: how many helpers would be there in time'),
    ),
    query: coverageQuery,
  },
  helperCertificates: {
    ...look(
      'helperCertificates',
      READ_FACILITIES,
      'people',
      certificateList,
      words('已到期或将到期的证件', 'Certificates that ended or end soon'),
    ),
    query: certificateQuery,
  },
  helperChannels: {
    ...look(
      'helperChannels',
      READ_FACILITIES,
      'people',
      helperChannels,
      words('联络方式自检结果与待办', 'What the self-tests of channels showed, and what has to be done'),
    ),
    query: channelQuery,
  },
  takeChannelWork: idempotentWrite(
    'takeChannelWork',
    KEEP_FACILITIES,
    'people',
    takeChannelWorkRequest,
    helperChannel,
    words('指定联络方式待办的负责人和期限', 'Name who puts a channel right, and until when'),
    ['channel-work-over'],
  ),
  myChannelTests: look(
    'myChannelTests',
    HELPER,
    'helper',
    myChannelTests,
    words('等待本人确认的联络自检', 'Self-tests that wait for my answer'),
  ),
  confirmChannel: {
    ...idempotentWrite(
      'confirmChannel',
      HELPER,
      'helper',
      confirmChannelRequest,
      nothing,
      words('确认收到联络自检', 'Confirm that a self-test arrived'),
      ['channel-code-wrong', 'channel-work-over'],
    ),
    // A second confirmation finds that it was done.
    idempotent: false,
  },
} as const satisfies Record<string, Route>;
