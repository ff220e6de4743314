import type * as codes from '../codes/outages.js';
import { label, type Labels } from '../label.js';

export const ROLL_CALL_HOW_LABELS: Labels<codes.RollCallHow> = {
  spoken: label('本人接听', 'Spoke with her'),
  visited: label('上门见到本人', 'Seen at home'),
  'seen-by-other': label('他人见到本人', 'Seen by somebody else'),
  'no-answer': label('无人应答', 'No answer'),
};

/** No state says that a senior is well: `waiting` and `heard` still have to be reached, `ticked` was reached. */
export const ROLL_CALL_STATE_LABELS: Labels<codes.RollCallState> = {
  waiting: label('未联系上', 'Not reached yet'),
  heard: label('设备已恢复', 'Device heard again'),
  ticked: label('已联系到本人', 'Reached'),
};

export const RISK_LABELS: Labels<codes.Risk> = {
  'electric-device': label('依赖用电医疗设备', 'Electric medical device'),
  'living-alone': label('独居', 'Lives alone'),
  dementia: label('认知障碍', 'Dementia'),
  disabled: label('失能', 'Disabled'),
  'cannot-speak': label('无法语音沟通', 'Cannot be asked by voice'),
  oldest: label('高龄', 'Very old'),
};

export const OUTAGE_PLACE_TYPE_LABELS: Labels<codes.OutagePlaceType> = {
  home: label('一户', 'One home'),
  hub: label('网关', 'A hub'),
  region: label('地区', 'An area'),
  carrier: label('运营商', 'A carrier'),
};
