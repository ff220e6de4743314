import type * as codes from '../codes/devices.js';
import { label, type Labels } from '../label.js';

export const DEVICE_ROLE_LABELS: Labels<codes.DeviceRole> = {
  'sos-button': label('呼叫按钮', 'SOS button'),
  pendant: label('呼叫器', 'Pendant'),
  watch: label('手表', 'Watch'),
  'fall-sensor': label('跌倒传感器', 'Fall sensor'),
  smoke: label('烟感', 'Smoke alarm'),
  heat: label('温感', 'Heat alarm'),
  gas: label('燃气报警器', 'Gas alarm'),
  'carbon-monoxide': label('一氧化碳报警器', 'Carbon monoxide alarm'),
  water: label('水浸传感器', 'Water sensor'),
  motion: label('活动传感器', 'Motion sensor'),
  door: label('门磁', 'Door sensor'),
  bed: label('床垫传感器', 'Bed sensor'),
  temperature: label('温度计', 'Thermometer'),
  'pull-cord': label('拉绳报警器', 'Pull cord'),
  hub: label('家庭网关', 'Home hub'),
};

export const DEVICE_STAGE_LABELS: Labels<codes.DeviceStage> = {
  bought: label('已采购', 'Bought'),
  'in-stock': label('在库', 'In stock'),
  installed: label('已安装', 'Installed'),
  returned: label('已退回，待检', 'Returned, to be checked'),
  replaced: label('已更换', 'Replaced'),
  retired: label('已停用', 'Retired'),
};

export const DEVICE_CHANGE_LABELS: Labels<codes.DeviceChangeKind> = {
  registered: label('登记', 'Registered'),
  bought: label('采购', 'Bought'),
  'in-stock': label('入库', 'Put into stock'),
  bound: label('绑定到住所', 'Bound to a home'),
  claimed: label('认领', 'Claimed'),
  returned: label('退回', 'Returned'),
  replaced: label('被更换', 'Replaced'),
  retired: label('停用', 'Retired'),
  'secret-renewed': label('更换密钥', 'Given a new secret'),
  'in-use-again': label('重新启用', 'In use again'),
  'place-confirmed': label('确认位置', 'Its place confirmed'),
};

export const DEVICE_WARNING_LABELS: Labels<codes.DeviceWarning> = {
  'last-way-to-call': label('该住所已没有可用的呼叫设备', 'This home has no device left to call with'),
};

export const DEVICE_CAPABILITY_LABELS: Labels<codes.DeviceCapability> = {
  button: label('按钮', 'Button'),
  voice: label('通话', 'Voice'),
  light: label('灯光', 'Light'),
  vibration: label('振动', 'Vibration'),
  screen: label('屏幕', 'Screen'),
  position: label('定位', 'Position'),
  'fall-detection': label('跌倒检测', 'Fall detection'),
  vitals: label('体征', 'Vital signs'),
  mains: label('市电供电', 'Mains power'),
  'battery-level': label('上报电量', 'Reports its battery'),
  sim: label('物联网卡', 'SIM card'),
  receipts: label('显示回执', 'Shows receipts'),
};

export const DEVICE_WORK_LABELS: Labels<codes.DeviceWork> = {
  recall: label('回收设备', 'Fetch the device back'),
  offline: label('离线', 'Offline'),
  'battery-low': label('电量低', 'Battery low'),
  'never-heard': label('从未上线', 'Never heard'),
  'test-due': label('测试到期', 'Test due'),
  'sim-expiring': label('物联网卡到期', 'SIM card expiring'),
  'firmware-expiring': label('固件到期', 'Firmware expiring'),
};

export const UNKNOWN_DEVICE_GROUP_LABELS: Labels<codes.UnknownDeviceGroup> = {
  alerting: label('正在告警', 'Calling now'),
  alerted: label('曾经告警', 'Called before'),
  heard: label('仅上线', 'Only heard'),
};

export const DEVICE_STATUS_LABELS: Labels<codes.DeviceStatus> = {
  active: label('使用中', 'In use'),
  moved: label('已移走', 'Moved'),
  retired: label('已停用', 'Retired'),
};
