import type * as codes from '../codes/calls.js';
import { label, type Labels } from '../label.js';

export const CALL_PARTY_LABELS: Labels<codes.CallParty> = {
  senior: label('老人本人', 'Senior'),
  contact: label('联系人', 'Contact'),
  helper: label('助老员', 'Helper'),
  'key-holder': label('钥匙保管人', 'Key holder'),
  other: label('其他', 'Other'),
};

export const CALL_RESULT_LABELS: Labels<codes.CallResult> = {
  'senior-recognised': label('本人接听并核对', 'Senior answered, recognised'),
  'senior-not-recognised': label('自称本人未核对', 'Says she is the senior, not recognised'),
  'other-person': label('他人接听', 'Somebody else answered'),
  child: label('儿童接听', 'A child answered'),
  'distress-heard': label('听到呼救或异响', 'Cries or noises heard'),
  'silent-line': label('接通无声', 'Connected, silent'),
  'no-reply': label('无人接听', 'No reply'),
  busy: label('忙线', 'Busy'),
  rejected: label('拒接', 'Rejected'),
  'switched-off': label('关机或不在服务区', 'Switched off or out of coverage'),
  'invalid-number': label('空号停机', 'Number not in service'),
  voicemail: label('语音信箱', 'Voicemail'),
  'line-fault': label('线路故障', 'Line fault'),
};

export const RECOGNISED_BY_LABELS: Labels<codes.RecognisedBy> = {
  'birth-date': label('核对生日', 'Birth date'),
  address: label('核对住址', 'Address'),
  voice: label('熟悉声音', 'Known voice'),
  'code-word': label('暗语', 'Code word'),
  staff: label('工作人员在旁', 'Staff beside her'),
};

export const AGENCY_SERVICE_LABELS: Labels<codes.AgencyService> = {
  '120': label('120急救', 'Ambulance (120)'),
  '119': label('119消防', 'Fire service (119)'),
  '110': label('110公安', 'Police (110)'),
  utility: label('水电气抢修', 'Utility crew'),
};

export const AGENCY_STATUS_LABELS: Labels<codes.AgencyStatus> = {
  called: label('已呼叫', 'Called'),
  accepted: label('已受理', 'Accepted'),
  'on-the-way': label('已出动', 'On the way'),
  arrived: label('已到场', 'Arrived'),
  'handed-over': label('已交接', 'Handed over'),
  'not-sent': label('未派出', 'Not sent'),
  'stood-down': label('已取消', 'Stood down'),
  'not-needed': label('无需', 'Not needed'),
};

export const EMERGENCY_DECISION_LABELS: Labels<codes.EmergencyDecisionCode> = {
  call: label('呼叫', 'Call'),
  'no-call': label('不呼叫', 'Do not call'),
};

export const ENTRY_WAY_LABELS: Labels<codes.EntryWay> = {
  'opened-by-senior': label('本人开门', 'Opened by the senior'),
  key: label('钥匙', 'Key'),
  'entry-code': label('密码', 'Entry code'),
  neighbour: label('邻居协助', 'With a neighbour'),
  'forced-by-119': label('119破门', 'Forced by 119'),
  'forced-by-110': label('110破门', 'Forced by 110'),
  'already-open': label('门未锁', 'Door was not locked'),
  'not-entered': label('未入户', 'Not entered'),
};

export const FOLLOW_UP_LABELS: Labels<codes.FollowUpResult> = {
  well: label('平安', 'Well'),
  'needs-follow-up': label('需跟进', 'Needs following up'),
  'in-hospital': label('住院中', 'In hospital'),
  'moved-in-with-family': label('随家属居住', 'Moved in with family'),
  complaint: label('有投诉', 'Has a complaint'),
  declined: label('拒访', 'Declined'),
  'not-reached': label('三次未联系上（转上门）', 'Not reached three times (a visit follows)'),
  deceased: label('已去世', 'Deceased'),
};

export const SATISFACTION_LABELS: Labels<codes.Satisfaction> = {
  satisfied: label('满意', 'Satisfied'),
  'rather-satisfied': label('基本满意', 'Rather satisfied'),
  dissatisfied: label('不满意', 'Dissatisfied'),
  'not-rated': label('未评价', 'Not rated'),
};

export const COMPLAINT_LABELS: Labels<codes.Complaint> = {
  late: label('迟到', 'Late'),
  'no-show': label('未到', 'Did not come'),
  attitude: label('态度', 'Attitude'),
  careless: label('操作不当', 'Careless'),
  damage: label('财物损坏', 'Damage'),
  money: label('收费或索要财物', 'Took or asked for money'),
  privacy: label('泄露隐私', 'Breach of privacy'),
  abuse: label('虐待侵害', 'Abuse'),
  device: label('设备', 'Device'),
  operator: label('坐席服务', 'Operator'),
};

export const VERIFY_BY_LABELS: Labels<codes.VerifyBy> = {
  voice: label('语音核实', 'By voice'),
  text: label('文字核实', 'By text'),
  signal: label('灯光或震动核实', 'By light or vibration'),
  visit: label('上门核实', 'By a visit'),
};
