import type * as codes from '../codes/telephony.js';
import { label, type Labels } from '../label.js';

export const CALL_STATE_LABELS: Labels<codes.CallState> = {
  ringing: label('振铃', 'Ringing'),
  talking: label('通话中', 'Talking'),
  held: label('保持', 'On hold'),
  ended: label('已结束', 'Ended'),
};

export const CALL_DIRECTION_LABELS: Labels<codes.CallDirection> = {
  in: label('来电', 'Incoming'),
  out: label('去电', 'Outgoing'),
};

export const AGENT_STATE_LABELS: Labels<codes.AgentState> = {
  ready: label('空闲', 'Ready'),
  ringing: label('振铃', 'Ringing'),
  talking: label('通话中', 'Talking'),
  'wrap-up': label('话后整理', 'Wrap-up'),
  break: label('小休', 'Break'),
  offline: label('离线', 'Offline'),
};

export const EXCHANGE_LINK_LABELS: Labels<codes.ExchangeLink> = {
  up: label('电话正常', 'Telephone connected'),
  down: label('电话中断', 'Telephone down'),
  none: label('未接电话系统', 'No telephone system'),
};

export const CALL_CONTROL_LABELS: Labels<codes.CallControl> = {
  answer: label('接听', 'Answer'),
  'hang-up': label('挂断', 'Hang up'),
  hold: label('保持', 'Hold'),
  resume: label('恢复', 'Resume'),
  transfer: label('转接', 'Transfer'),
  conference: label('三方通话', 'Conference'),
};

export const NUMBER_OWNER_LABELS: Labels<codes.NumberOwner> = {
  senior: label('老人本人', 'Senior'),
  contact: label('紧急联系人', 'Contact'),
  helper: label('助老员', 'Helper'),
};
