import type * as codes from '../codes/people.js';
import { label, type Labels } from '../label.js';

export const ERASE_REASON_LABELS: Labels<codes.EraseReason> = {
  'own-wish': label('本人要求', 'Her own wish'),
  'guardian-wish': label('监护人要求', "Her guardian's wish"),
  'left-the-service': label('已退出服务', 'She left the service'),
  'time-limit': label('保存期限已满', 'The time limit for keeping is over'),
  order: label('主管部门要求', 'Ordered by an authority'),
};

export const LEGAL_HOLD_REASON_LABELS: Labels<codes.LegalHoldReason> = {
  dispute: label('争议或索赔', 'A dispute or a claim'),
  accident: label('事故调查', 'An accident is examined'),
  investigation: label('有关部门调查', 'An authority investigates'),
  'court-order': label('法院要求', 'Ordered by a court'),
  complaint: label('投诉处理', 'A complaint is examined'),
};

export const LEGAL_HOLD_RELEASE_REASON_LABELS: Labels<codes.LegalHoldReleaseReason> = {
  settled: label('事项已了结', 'The matter is settled'),
  'order-withdrawn': label('要求已撤回', 'The order was withdrawn'),
  'time-over': label('保全期限已满', 'Its time is over'),
  'placed-in-error': label('误设', 'It was placed in error'),
};

export const ROLE_LABELS: Labels<codes.Role> = {
  admin: label('系统管理员', 'Administrator'),
  'security-admin': label('安全管理员', 'Security administrator'),
  auditor: label('审计管理员', 'Auditor'),
  operator: label('坐席', 'Operator'),
  lead: label('班长', 'Lead operator'),
  supervisor: label('监管', 'Supervisor'),
  installer: label('安装员', 'Installer'),
  helper: label('助老员', 'Helper'),
  family: label('家属', 'Family'),
  'community-officer': label('社区经办', 'Community officer'),
  'township-officer': label('街道（乡镇）经办', 'Township officer'),
  'county-officer': label('区（县）民政', 'County officer'),
  'finance-officer': label('区（县）财政', 'Finance officer'),
  'provider-manager': label('服务组织', 'Provider manager'),
  'institution-clerk': label('养老机构', 'Institution clerk'),
  'protection-officer': label('权益保护专员', 'Protection officer'),
  'village-cadre': label('村（社区）干部', 'Village cadre'),
};

export const HELPER_CHANNEL_LABELS: Labels<codes.HelperChannel> = {
  app: label('手机应用', 'App'),
  sms: label('短信', 'Short message'),
  voice: label('电话', 'Call'),
};

export const CHANNEL_STATE_LABELS: Labels<codes.ChannelState> = {
  untested: label('尚未自检', 'Not tested yet'),
  waiting: label('等待确认', 'Waiting for her answer'),
  works: label('正常', 'Works'),
  fails: label('不通', 'Fails'),
};

export const AUDIT_SUBJECT_KIND_LABELS: Labels<codes.AuditSubjectKind> = {
  account: label('账号', 'Account'),
  session: label('登录会话', 'Session'),
  region: label('区划', 'Region'),
  setting: label('参数设置', 'Setting'),
  ladder: label('升级阶梯', 'Ladder'),
  facility: label('机构设施', 'Facility'),
  referral: label('转介', 'Referral'),
  'duty-seat': label('值班席位', 'Duty seat'),
  'emergency-number': label('应急电话', 'Emergency number'),
  handover: label('交接班', 'Handover'),
  provider: label('服务组织', 'Provider'),
  contract: label('服务协议', 'Service contract'),
  worker: label('服务人员', 'Care worker'),
  entitlement: label('服务资格', 'Entitlement'),
  catalogue: label('服务目录', 'Catalogue of services'),
  'work-calendar': label('工作日历', 'Working-day calendar'),
  'care-setting': label('日间服务设置', 'Setting of care'),
  'service-plan': label('服务计划', 'Service plan'),
  'service-order': label('服务单', 'Service order'),
  'welfare-visit': label('走访', 'Welfare visit'),
  attachment: label('照片或扫描件', 'Photo or scan'),
  'care-complaint': label('服务投诉', 'Complaint about a service'),
  'care-verification': label('护理员核实', 'Verification of a worker'),
  'meal-point': label('助餐点', 'Meal point'),
  'meal-booking': label('订餐', 'Booked meal'),
  'care-call': label('关爱电话', 'Care call'),
  home: label('住户', 'Home'),
  senior: label('老人', 'Senior'),
  contact: label('联系人', 'Contact'),
  consent: label('授权同意', 'Consent'),
  key: label('钥匙', 'Key'),
  helper: label('助老员', 'Helper'),
  device: label('设备', 'Device'),
  'device-model': label('设备型号', 'Device model'),
  incident: label('事件', 'Incident'),
  task: label('待办', 'Task'),
  'phone-call': label('通话', 'Call'),
  'follow-up': label('回访', 'Follow-up'),
  roster: label('应急名册', 'Printed roster'),
  import: label('导入', 'Import'),
  export: label('导出', 'Export'),
  'audit-log': label('审计日志', 'Audit log'),
};
