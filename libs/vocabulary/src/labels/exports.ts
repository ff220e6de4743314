import type * as codes from '../codes/exports.js';
import { label, type Labels } from '../label.js';

export const EXPORT_LIST_LABELS: Labels<codes.ExportList> = {
  regions: label('区划', 'Regions'),
  facilities: label('养老服务设施', 'Facilities'),
  homes: label('住所', 'Homes'),
  seniors: label('老年人', 'Seniors'),
  helpers: label('助老员', 'Helpers'),
  devices: label('设备', 'Devices'),
  'service-orders': label('上门服务单', 'Service orders'),
  complaints: label('投诉', 'Complaints'),
  'welfare-visits': label('走访', 'Welfare visits'),
  'duty-seats': label('值班席位', 'Duty seats'),
  accounts: label('账号', 'Accounts'),
  audit: label('审计日志', 'Audit log'),
  'device-work': label('设备待办', 'Work on devices'),
  'follow-ups': label('求助回访', 'Follow-ups of cases'),
  'care-follow-ups': label('服务回访', 'Follow-ups of services'),
  'village-scores': label('村级考核得分', 'Scores of villages'),
  'service-plans': label('服务计划', 'Service plans'),
  verifications: label('核实任务', 'Verifications of workers'),
  meals: label('助餐', 'Meals'),
  'care-calls': label('关爱电话', 'Care calls'),
};

export const EXPORT_STATE_LABELS: Labels<codes.ExportState> = {
  waiting: label('等待导出', 'Waits to be written'),
  writing: label('正在导出', 'Being written'),
  ready: label('可下载', 'Ready'),
  expired: label('已过期删除', 'Deleted after its time'),
};
