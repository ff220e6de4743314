import type { Translation } from '@silverbell/web-ui';
import * as accounts from '../features/accounts/messages.js';
import * as care from '../features/care/messages.js';
import * as careGround from '../features/care-ground/messages.js';
import * as careSettings from '../features/care-ground/setting-messages.js';
import * as careCalls from '../features/care-calls/messages.js';
import * as careEntitlements from '../features/care/entitlement-messages.js';
import * as careMeals from '../features/care/meal-messages.js';
import * as careProviders from '../features/care/provider-messages.js';
import * as careRanking from '../features/care/ranking-messages.js';
import * as careQuality from '../features/care/quality-messages.js';
import * as careScores from '../features/care/score-messages.js';
import * as careVisits from '../features/care/visit-messages.js';
import * as careWeek from '../features/care/week-messages.js';
import * as careVisitDay from '../features/care/visit-day-messages.js';
import * as careWork from '../features/care/work-messages.js';
import * as audit from '../features/audit/messages.js';
import * as deviceModels from '../features/device-models/messages.js';
import * as deviceWork from '../features/device-work/messages.js';
import * as facilities from '../features/facilities/messages.js';
import * as followUps from '../features/follow-ups/messages.js';
import * as installer from '../features/installer/messages.js';
import * as reveals from '../features/reveals/messages.js';
import * as unknownDevices from '../features/unknown-devices/messages.js';
import * as rota from '../features/rota/messages.js';
import * as coverage from '../features/helper-coverage/messages.js';
import * as channels from '../features/channels/messages.js';
import * as referrals from '../features/referrals/messages.js';
import * as devices from '../features/devices/messages.js';
import * as dutySeats from '../features/duty-seats/messages.js';
import * as firstRun from '../features/first-run/messages.js';
import * as helpers from '../features/helper-registry/messages.js';
import * as homes from '../features/homes/messages.js';
import * as imports from '../features/imports/messages.js';
import * as regions from '../features/regions/messages.js';
import * as careFile from '../features/seniors/care-file-messages.js';
import * as family from '../features/seniors/family-messages.js';
import * as seniors from '../features/seniors/messages.js';
import * as tasks from '../features/tasks/messages.js';
import * as todo from '../features/todo/messages.js';
import * as shared from '../shared/messages.js';

const layout = {
  zh: {
    app: {
      title: '银铃民政',
      and: '、',
      search: '查找老人',
      searchHint: '姓名、地址、电话（按 /）',
      scan: '动态验证码绑定二维码',
      notHere: '没有这个页面',
      notHereWhy: '地址不对，或者您的角色不能使用这个页面。',
    },
    menu: {
      label: '页面',
      group: { work: '工作', people: '人员', network: '网络与设备', rights: '账号与监管' },
      todo: '待办',
      firstRun: '启用准备',
      seniors: '老人档案',
      homes: '住所',
      helpers: '助老员',
      imports: '批量导入',
      accounts: '账号',
      sessions: '我的登录',
      audit: '查看记录',
      regions: '区划与负责人',
      dutySeats: '值班席位',
      devices: '设备',
      referrals: '转介',
      channels: '联络自检',
      coverage: '助老员覆盖',
      rota: '值班排班',
      deviceWork: '设备待办',
      unknownDevices: '未登记设备',
      installer: '安装与试铃',
      deviceModels: '设备型号',
      facilities: '养老服务设施',
      followUps: '回访',
      tasks: '跟进事项',
      servicePlans: '服务计划',
      serviceOrders: '服务单',
      complaints: '投诉',
      verifications: '护理员核实',
      providers: '服务组织',
      entitlements: '服务资格',
      careGround: '服务目录与日历',
      villageScores: '村级考核',
      work: '照料待办',
      welfareVisits: '走访',
      visitsToday: '走访路线',
      meals: '助餐',
      careCalls: '关爱电话',
      reveals: '紧急查看',
    },
  },
  en: {
    app: {
      title: 'Silverbell office',
      and: ', ',
      search: 'Find a senior',
      searchHint: 'Name, address, number (press /)',
      scan: 'Code to scan for the second factor',
      notHere: 'There is no such page',
      notHereWhy: 'The address is wrong, or your role may not use this page.',
    },
    menu: {
      label: 'Pages',
      group: { work: 'Work', people: 'People', network: 'Network and devices', rights: 'Accounts and oversight' },
      todo: 'To do',
      firstRun: 'Getting ready',
      seniors: 'Seniors',
      homes: 'Homes',
      helpers: 'Helpers',
      imports: 'Imports',
      accounts: 'Accounts',
      sessions: 'My logins',
      audit: 'Audit log',
      regions: 'Regions',
      dutySeats: 'Duty seats',
      devices: 'Devices',
      referrals: 'Referrals',
      channels: 'Channel tests',
      coverage: 'Coverage',
      rota: 'Rota',
      deviceWork: 'Device work',
      unknownDevices: 'Unknown devices',
      installer: 'Install and try out',
      deviceModels: 'Device models',
      facilities: 'Facilities',
      followUps: 'Follow-ups',
      tasks: 'Tasks',
      servicePlans: 'Service plans',
      serviceOrders: 'Service orders',
      complaints: 'Complaints',
      verifications: 'Verifications',
      providers: 'Providers',
      entitlements: 'Entitlements',
      careGround: 'Catalogue and calendar',
      villageScores: 'Scores of villages',
      work: 'Daytime work',
      welfareVisits: 'Welfare visits',
      visitsToday: 'Visits today',
      meals: 'Meals',
      careCalls: 'Care calls',
      reveals: 'Emergency reads',
    },
  },
};

/** Every feature brings its messages under its own name. */
export const parts = [
  layout,
  shared,
  todo,
  firstRun,
  seniors,
  careFile,
  family,
  homes,
  helpers,
  imports,
  regions,
  dutySeats,
  rota,
  coverage,
  channels,
  referrals,
  devices,
  deviceModels,
  deviceWork,
  facilities,
  followUps,
  tasks,
  care,
  careProviders,
  careEntitlements,
  careRanking,
  careQuality,
  careScores,
  careCalls,
  careGround,
  careSettings,
  careMeals,
  careVisits,
  careWeek,
  careVisitDay,
  careWork,
  installer,
  reveals,
  unknownDevices,
  accounts,
  audit,
] as const;

/** All of them in one object: `{a} | {b}` becomes `{a} & {b}`. */
type AllOf<Part> = (Part extends unknown ? (part: Part) => void : never) extends (all: infer All) => void ? All : never;
type OfficeMessages = AllOf<(typeof parts)[number]['zh']>;

declare module '@silverbell/web-ui/message-types' {
  interface Messages {
    office: OfficeMessages;
  }
}

export const zh = Object.assign({}, ...parts.map((one) => one.zh)) as OfficeMessages;
export const en = Object.assign({}, ...parts.map((one) => one.en)) as Translation<OfficeMessages>;
