import type * as codes from '../codes/regions.js';
import { label, type Labels } from '../label.js';

export const PLACE_WARNING_LABELS: Labels<codes.PlaceWarning> = {
  'datum-unknown': label('坐标系未知，位置可能偏差数百米', 'The datum is unknown: it may be hundreds of metres off'),
  'outside-boundary': label('不在所属区划边界内', 'Outside the boundary of its region'),
  'far-from-centre': label('距所属区划中心超过 50 公里', 'More than 50 km from the centre of its region'),
};

export const READINESS_PART_LABELS: Labels<codes.ReadinessPart> = {
  regions: label('区划', 'Regions'),
  seats: label('值班席位', 'Duty seats'),
  'emergency-numbers': label('应急电话', 'Emergency numbers'),
  people: label('老人与助老员', 'Seniors and helpers'),
  devices: label('设备', 'Devices'),
  'first-press': label('首次试按', 'First test press'),
};

export const SEAT_GAP_LABELS: Labels<codes.SeatGap> = {
  'no-seat': label('本级和上级都没有席位', 'No seat here or above'),
  'check-due': label('本月尚未试拨', 'Not called for its monthly check'),
  'rota-gap': label(
    '近日排班有空档，空档内只能拨席位本机',
    'The rota has a gap in the coming days; then only the number of the seat itself is called',
  ),
};

export const SHIFT_STATE_LABELS: Labels<codes.ShiftState> = {
  planned: label('已排班', 'Planned'),
  absent: label('缺勤，无人顶班', 'Absent, without a stand-in'),
  cancelled: label('已取消', 'Cancelled'),
};

export const SHIFT_STEP_LABELS: Labels<codes.ShiftStep> = {
  planned: label('排班', 'Planned'),
  swapped: label('换班', 'Swapped'),
  'stood-in': label('顶班', 'A stand-in took it'),
  absent: label('报缺勤', 'Called in absent'),
  cancelled: label('取消', 'Cancelled'),
};

export const REFERRAL_STATE_LABELS: Labels<codes.ReferralState> = {
  open: label('待接收', 'Waiting for an answer'),
  accepted: label('已接收', 'Accepted'),
  declined: label('已退回', 'Declined'),
  ended: label('已结束', 'Ended'),
};

export const PILOT_FEATURE_LABELS: Labels<codes.PilotFeature> = {
  referral: label('设施间转介', 'Referrals between facilities'),
  'channel-self-test': label('助老员联络方式每周自检', "Weekly self-test of helpers' channels"),
  purchase: label('政府购买居家养老服务', 'Home care purchased by the government'),
  orders: label('上门服务单', 'Service orders'),
  visits: label('探访关爱', 'Welfare visits'),
  meals: label('助餐', 'Meals'),
  warnings: label('早期预警', 'Early warnings'),
  aid: label('先行救助', 'Aid first'),
  points: label('志愿积分', 'Points of volunteers'),
  subsidies: label('高龄补贴', 'Age subsidies'),
  'mass-event': label('灾害转移', 'Mass events'),
  public: label('公众查询', 'Public queries'),
};

export const SETTING_UNIT_LABELS: Labels<codes.SettingUnit> = {
  switch: label('开关', 'Switch'),
  'time-zone': label('时区', 'Time zone'),
  days: label('天', 'Days'),
  hours: label('小时', 'Hours'),
  minutes: label('分钟', 'Minutes'),
  seconds: label('秒', 'Seconds'),
  number: label('数值', 'Number'),
  other: label('其他', 'Other'),
};

export const EMERGENCY_SERVICE_LABELS: Labels<codes.EmergencyService> = {
  '120': label('120 急救', '120 ambulance'),
  '119': label('119 消防', '119 fire service'),
  '110': label('110 公安', '110 police'),
  gas: label('燃气抢修', 'Gas'),
  power: label('电力抢修', 'Power'),
  water: label('供水抢修', 'Water'),
};
