import type * as codes from '../codes/monitoring.js';
import { label, type Labels } from '../label.js';

export const SIGN_LABELS: Labels<codes.Sign> = {
  motion: label('室内活动', 'Motion at home'),
  door: label('开关门', 'A door'),
  water: label('用水', 'Water used'),
  bed: label('上床或离床', 'Into or out of bed'),
  worn: label('手环佩戴中', 'The watch is worn'),
  press: label('按铃', 'A press'),
  attendance: label('到场', 'Came to a meal or a station'),
  spoken: label('电话中本人核对', 'Spoken with and recognised'),
  seen: label('见到本人', 'Seen'),
  'roll-called': label('点名联系上', 'Reached in a roll-call'),
};

export const AWAY_REASON_LABELS: Labels<codes.AwayReason> = {
  'with-family': label('在亲属家', 'With family'),
  hospital: label('住院', 'In hospital'),
  'care-facility': label('在养老机构', 'In a care facility'),
  travel: label('外出旅行', 'Travelling'),
  other: label('其他', 'Another reason'),
};

export const RULE_REASON_LABELS: Labels<codes.RuleReason> = {
  'agreed-with-her': label('与本人商定', 'Agreed with her'),
  'asked-by-family': label('家属要求', 'Asked for by the family'),
  'too-many-alarms': label('误报过多', 'Too many alarms'),
  'after-a-case': label('事件后调整', 'After a case'),
  'sensor-changed': label('传感器变动', 'Sensors changed'),
  other: label('其他', 'Another reason'),
};

export const INACTIVITY_DOUBT_LABELS: Labels<codes.InactivityDoubt> = {
  'shared-home': label(
    '同住不止一人，家中传感器分不清是谁，只有本人的手环、到场和通话算数',
    'Others live there: sensors of the home do not tell who it was, only her own watch, attendance and calls count',
  ),
  'no-sensor': label('没有能看出本人活动的设备', 'No device there can tell that she is active'),
  'no-meter': label('没有水表读数，用水规则无法判断', 'No water meter is heard, so the water rule cannot judge'),
  'sensors-silent': label(
    '传感器本身失联，无活动不等于本人无活动',
    'The sensors themselves are silent; that says nothing about her',
  ),
};
