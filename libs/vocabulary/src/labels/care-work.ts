import type * as codes from '../codes/care-work.js';
import { label, type Labels } from '../label.js';

export const WORK_KIND_LABELS: Labels<codes.WorkKind> = {
  'visit-due': label('走访', 'Welfare visit'),
  'visit-contact': label('空访，请问联系人', 'Nobody met, please ask her contact'),
  'meal-call': label('未取餐，请打电话', 'Meal not fetched, please call'),
  'care-call': label('关爱电话', 'Care call'),
  'care-call-warning': label('关爱电话联系不上，请尽快见到本人', 'Out of reach by care call: see her'),
  'order-to-assign': label('待派单', 'Order to be assigned'),
  'order-late': label('护理员未到', 'The worker is late'),
  'order-missed': label('未上门', 'Nobody came'),
  'order-to-review': label('待复核服务单', 'Order to be reviewed'),
  'order-disputed': label('争议待处理', 'Dispute to be settled'),
  'complaint-to-acknowledge': label('投诉待受理', 'Complaint to be acknowledged'),
  'complaint-to-answer': label('投诉待答复', 'Complaint to be answered'),
  'verification-to-decide': label('护理员待核查', 'Verification to be decided'),
  'worker-to-replace': label('护理员待更换', 'Worker to be replaced'),
  'follow-up-call': label('电话回访', 'Follow-up by telephone'),
  'follow-up-visit': label('上门回访', 'Follow-up visit'),
  'service-ended': label('服务对象待遇终止，请备案', 'An entitlement ended, please take note'),
  'family-to-tell': label('请告知家属：服务已终止', 'Tell the family that the service ended'),
  'service-moved': label('服务对象迁入，请备案', 'A person with an entitlement moved in, please take note'),
  'plan-without-provider': label('服务计划没有可承接的组织', 'No provider for a service plan'),
  'assessment-expired': label(
    '能力评估已到期，请复评或延期，逾期不再生成服务单',
    'An assessment expired: renew or extend it, or no more orders are made',
  ),
  'device-recall': label('设备待收回', 'Device to be taken back'),
  'certificate-ending': label('护理员证件将到期', 'A certificate of a worker ends'),
  'contract-ending': label('服务协议将到期', 'A service contract ends'),
};

export const WORK_GROUP_LABELS: Labels<codes.WorkGroup> = {
  overdue: label('已逾期', 'Overdue'),
  today: label('今日到期', 'Due today'),
  ahead: label('待办', 'To do'),
  supervised: label('督办', 'Overdue below'),
};
