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
};

export const EMERGENCY_SERVICE_LABELS: Labels<codes.EmergencyService> = {
  '120': label('120 急救', '120 ambulance'),
  '119': label('119 消防', '119 fire service'),
  '110': label('110 公安', '110 police'),
  gas: label('燃气抢修', 'Gas'),
  power: label('电力抢修', 'Power'),
  water: label('供水抢修', 'Water'),
};
