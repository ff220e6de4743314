import type * as codes from '../codes/care-orders.js';
import { label, type Labels } from '../label.js';

export const SERVICE_ORDER_STATE_LABELS: Labels<codes.ServiceOrderState> = {
  planned: label('待派单', 'Planned'),
  assigned: label('已派单', 'Assigned'),
  started: label('服务中', 'Under way'),
  finished: label('已完成，待确认', 'Finished, to be confirmed'),
  'no-entry': label('敲门无人应', 'Nobody opened'),
  interrupted: label('中断', 'Interrupted'),
  missed: label('未上门', 'Missed'),
  confirmed: label('已确认', 'Confirmed'),
  'confirmed-silent': label('逾期视同确认', 'Confirmed by silence'),
  disputed: label('有争议', 'Disputed'),
  void: label('作废', 'Void'),
  cancelled: label('已取消', 'Cancelled'),
};

export const ORDER_MARK_LABELS: Labels<codes.OrderMark> = {
  manual: label('手工', 'By hand'),
  'late-upload': label('迟传', 'Uploaded late'),
  'too-short': label('时间过短', 'Too short'),
  'back-entry': label('补录', 'Entered afterwards'),
  'extra-unagreed': label('超时未约定', 'Extra time not agreed'),
  'made-up': label('补做', 'Made up'),
};

export const ORDER_STEP_LABELS: Labels<codes.OrderStep> = {
  planned: label('生成', 'Planned'),
  quoted: label('报价', 'Quoted'),
  'quote-accepted': label('同意报价', 'Quote accepted'),
  assigned: label('派单', 'Assigned'),
  declined: label('退单', 'Declined'),
  returned: label('退回待派', 'Returned to be assigned'),
  moved: label('老人搬迁，随迁', 'She moved, the visit goes to her new place'),
  'reported-late': label('迟到，已告知服务组织', 'Late: the provider was told'),
  missed: label('未上门', 'Missed'),
  started: label('签到', 'Checked in'),
  finished: label('签退', 'Checked out'),
  'no-entry': label('敲门无人应', 'Nobody opened'),
  interrupted: label('中断', 'Interrupted'),
  'alarm-raised': label('现场报警', 'Alarm from the home'),
  confirmed: label('确认', 'Confirmed'),
  'confirmed-silent': label('逾期视同确认', 'Confirmed by silence'),
  disputed: label('提出争议', 'Disputed'),
  settled: label('争议处理', 'Dispute settled'),
  reviewed: label('复核', 'Reviewed'),
  rated: label('评价', 'Rated'),
  cancelled: label('取消', 'Cancelled'),
  voided: label('作废', 'Voided'),
};

export const ORDER_SOURCE_LABELS: Labels<codes.OrderSource> = {
  plan: label('服务计划', 'Service plan'),
  phone: label('电话预约', 'Telephone'),
  family: label('家属预约', 'Family page'),
  assistance: label('求助转来', 'A call for assistance'),
  'made-up': label('补做', 'Made up'),
};

export const CHECK_IN_PROOF_LABELS: Labels<codes.CheckInProof> = {
  'tag+position': label('门牌和定位', 'Door tag and position'),
  tag: label('门牌', 'Door tag'),
  position: label('定位', 'Position'),
  none: label('无证明', 'No proof'),
};

export const CHECK_IN_REASON_LABELS: Labels<codes.CheckInReason> = {
  'no-signal': label('没有信号', 'No signal'),
  'no-tag': label('没有门牌', 'No door tag'),
  'tag-broken': label('门牌损坏', 'Door tag broken'),
  'phone-dead': label('手机没电', 'Phone without power'),
  forgot: label('忘记签到', 'Forgotten'),
  exempt: label('已批准免用手机', 'Exempt from using a phone'),
  other: label('其他', 'Other'),
};

export const INTERRUPT_REASON_LABELS: Labels<codes.InterruptReason> = {
  emergency: label('前往紧急求助', 'Called to an emergency'),
  refused: label('老人拒绝服务', 'She refused'),
  unsafe: label('现场不安全', 'Not safe'),
};

export const ORDER_ALARM_LABELS: Labels<codes.OrderAlarm> = {
  unresponsive: label('老人没有反应', 'She does not respond'),
  'need-120': label('需要急救', 'An ambulance is needed'),
  'need-119': label('需要消防', 'The fire service is needed'),
  'need-110': label('需要警察', 'The police are needed'),
  danger: label('有危险', 'Danger'),
};

export const ORDER_VOICE_LABELS: Labels<codes.OrderVoice> = {
  senior: label('本人', 'She herself'),
  contact: label('联系人', 'A contact'),
  township: label('经办人代述', 'An officer on her word'),
};

export const ORDER_CHANNEL_LABELS: Labels<codes.OrderChannel> = {
  'on-site': label('现场', 'On the spot'),
  phone: label('电话', 'By telephone'),
  sms: label('短信', 'By message'),
  page: label('家属页面', 'On the family page'),
  visit: label('入户', 'At a visit'),
};

export const RATING_VALUE_LABELS: Labels<codes.RatingValue> = {
  satisfied: label('满意', 'Satisfied'),
  'rather-satisfied': label('基本满意', 'Rather satisfied'),
  dissatisfied: label('不满意', 'Dissatisfied'),
  'not-rated': label('未评价', 'Not rated'),
};

export const REVIEW_DECISION_LABELS: Labels<codes.ReviewDecision> = {
  pass: label('通过', 'Pass'),
  refuse: label('不通过', 'Refuse'),
};

export const ASSIGN_BLOCK_LABELS: Labels<codes.AssignBlock> = {
  'certificate-expired': label('健康证或资格证当日无效', 'A certificate is not valid on that day'),
  'out-of-contract': label('服务组织在该地区没有该项目的有效协议', 'Her provider has no contract for this item there'),
  'worker-suspended': label('护理员已被暂停', 'She is suspended'),
  'worker-conflict': label('与该老人或住户有利害冲突', 'She is flagged in conflict with this person or home'),
  'worker-replaced': label('经核实已不再服务该老人', 'She was replaced for this person'),
  'worker-overlap': label(
    '与她的另一单时间冲突（含路程30分钟）',
    'Overlaps with another order of hers (30 min travel)',
  ),
  'item-certificate': label('缺少该项目要求的证书', 'The item needs a certificate that she lacks'),
  'second-worker': label('该项目需要两人', 'The item needs two workers'),
};
