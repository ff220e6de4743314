import type * as codes from '../codes/care-visits.js';
import { label, type Labels } from '../label.js';

export const WELFARE_VISIT_STATE_LABELS: Labels<codes.WelfareVisitState> = {
  planned: label('待走访', 'To be visited'),
  empty: label('空访，待复访', 'Nobody met, to be tried again'),
  done: label('已走访', 'Visited'),
  excused: label('免访', 'Excused'),
  missed: label('漏访', 'Missed'),
  cancelled: label('已取消', 'Cancelled'),
};

export const VISIT_LEVEL_LABELS: Labels<codes.VisitLevel> = {
  community: label('社区走访', 'Visit by the community'),
  township: label('街道走访', 'Visit by the township'),
  county: label('区级抽访', 'Visit by the county'),
};

export const VISIT_CAUSE_LABELS: Labels<codes.VisitCause> = {
  regular: label('定期走访', 'By the calendar'),
  sample: label('抽样', 'Drawn by the county'),
  discharge: label('出院', 'Discharged from hospital'),
  bereaved: label('丧偶', 'Death in the household'),
  moved: label('新搬入', 'Moved in'),
};

export const VISIT_FREQUENCY_LABELS: Labels<codes.VisitFrequency> = {
  daily: label('每日', 'Daily'),
  weekly: label('每周', 'Weekly'),
  monthly: label('每月', 'Monthly'),
  quarterly: label('每季', 'Quarterly'),
  once: label('一次', 'Once'),
};

export const VISIT_RISK_LABELS: Labels<codes.VisitRisk> = {
  high: label('高风险', 'High risk'),
  key: label('重点', 'Key'),
  general: label('一般', 'General'),
};

export const WELFARE_VISIT_STEP_LABELS: Labels<codes.WelfareVisitStep> = {
  planned: label('生成', 'Planned'),
  done: label('完成走访', 'Visited'),
  'found-empty': label('空访', 'Nobody met'),
  'contact-asked': label('已问联系人', 'Her contact was asked'),
  'no-news': label('24小时内无消息，已报警情', 'No news within 24 h, the emergency side was asked'),
  excused: label('免访', 'Excused'),
  missed: label('漏访', 'Missed'),
  'miss-explained': label('说明漏访原因', 'The reason was stated'),
  moved: label('老人搬迁，转新住地', 'She moved, the visit goes to her new place'),
  cancelled: label('取消', 'Cancelled'),
  'planned-again': label('恢复', 'Owed again'),
};

export const VISIT_WAY_LABELS: Labels<codes.VisitWay> = {
  home: label('入户', 'At home'),
  station: label('站点见面', 'At the station'),
  call: label('通话', 'By telephone'),
};

export const VISIT_EXCUSE_LABELS: Labels<codes.VisitExcuse> = {
  away: label('外出', 'Away'),
  hospital: label('住院', 'In hospital'),
};

export const VISIT_MOOD_LABELS: Labels<codes.VisitMood> = {
  good: label('情绪好', 'In good spirits'),
  low: label('情绪低落', 'In low spirits'),
  distressed: label('情绪很差', 'Distressed'),
};

export const VISIT_FOOD_LABELS: Labels<codes.VisitFood> = {
  enough: label('食物充足', 'Enough food'),
  short: label('食物不多', 'Little food'),
  none: label('没有食物', 'No food'),
};

export const VISIT_SAFETY_LABELS: Labels<codes.VisitSafety> = {
  safe: label('未见火、电、气隐患', 'No danger seen from fire, power or gas'),
  unsafe: label('有火、电、气隐患', 'Danger from fire, power or gas'),
};

export const VISIT_WARMTH_LABELS: Labels<codes.VisitWarmth> = {
  right: label('室温合适', 'Warm enough'),
  'too-cold': label('室温过低', 'Too cold'),
  'too-hot': label('室温过高', 'Too hot'),
};

export const VISIT_DEVICE_TEST_LABELS: Labels<codes.VisitDeviceTest> = {
  worked: label('试铃成功', 'The test press worked'),
  failed: label('试铃失败', 'The test press failed'),
  'not-done': label('未试铃', 'Not tested'),
  'no-device': label('没有设备', 'No device'),
};

export const VISIT_PROVIDER_QUALITY_LABELS: Labels<codes.VisitProviderQuality> = {
  good: label('服务好', 'Good service'),
  fair: label('服务一般', 'Fair service'),
  poor: label('服务差', 'Poor service'),
  'no-service': label('没有上门服务', 'No service at home'),
};
