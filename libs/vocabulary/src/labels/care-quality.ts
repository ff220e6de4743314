import type * as codes from '../codes/care-quality.js';
import { label, type Labels } from '../label.js';

export const COMPLAINT_STATE_LABELS: Labels<codes.ComplaintState> = {
  received: label('已登记，待受理', 'Received'),
  acknowledged: label('已受理，待答复', 'Acknowledged'),
  answered: label('已答复', 'Answered'),
  withdrawn: label('已撤回', 'Withdrawn'),
};

export const COMPLAINT_CHANNEL_LABELS: Labels<codes.ComplaintChannel> = {
  phone: label('电话', 'By telephone'),
  page: label('家属页面', 'On the family page'),
  visit: label('走访', 'At a visit'),
  paper: label('书面', 'On paper'),
  '12345': label('12345热线', 'The 12345 line'),
};

export const COMPLAINT_FINDING_LABELS: Labels<codes.ComplaintFinding> = {
  founded: label('属实', 'Founded'),
  unfounded: label('不属实', 'Unfounded'),
  duplicate: label('重复反映', 'Said already'),
};

export const COMPLAINT_STEP_LABELS: Labels<codes.ComplaintStep> = {
  received: label('登记', 'Received'),
  acknowledged: label('受理', 'Acknowledged'),
  answered: label('答复', 'Answered'),
  rated: label('评价答复', 'The answer was rated'),
  withdrawn: label('撤回', 'Withdrawn'),
  recounted: label('按新公布的工作日历重算期限', 'Due day counted by the published calendar'),
};

export const VERIFICATION_STATE_LABELS: Labels<codes.VerificationState> = {
  open: label('待核实', 'To be verified'),
  replacing: label('更换护理员中', 'The worker is being replaced'),
  closed: label('已办结', 'Closed'),
};

export const VERIFICATION_TRIGGER_LABELS: Labels<codes.VerificationTrigger> = {
  complaints: label('一个月内三次投诉', 'Three complaints in a month'),
  ratings: label('一周内连续两次不满意', 'Dissatisfied twice in a row within a week'),
};

export const VERIFICATION_RESULT_LABELS: Labels<codes.VerificationResult> = {
  upheld: label('属实', 'Upheld'),
  partly: label('部分属实', 'Partly'),
  unfounded: label('不属实', 'Unfounded'),
};

export const REPLACED_FOR_LABELS: Labels<codes.ReplacedFor> = {
  complainants: label('为反映人更换', 'For those who complained'),
  all: label('为她服务的全部老人更换', 'For all whom she serves'),
};

export const HEARD_SIDE_LABELS: Labels<codes.HeardSide> = {
  worker: label('护理员', 'The worker'),
  complainants: label('反映人', 'Those who complained'),
};

export const VERIFICATION_STEP_LABELS: Labels<codes.VerificationStep> = {
  opened: label('提请核实', 'Opened'),
  joined: label('并入', 'Joined'),
  heard: label('听取意见', 'Heard'),
  decided: label('核实结论', 'Decided'),
  'handed-over': label('逾期未更换，转街道派单', 'Not replaced in time: the township assigns'),
  replaced: label('已更换', 'Replaced'),
  recounted: label('按新公布的工作日历重算期限', 'Due day counted by the published calendar'),
};
