import type * as codes from '../codes/signals.js';
import { label, type Labels } from '../label.js';

export const ALERT_KIND_LABELS: Labels<codes.AlertKind> = {
  sos: label('求助按铃', 'SOS press'),
  fall: label('跌倒', 'Fall'),
  panic: label('静默求助', 'Silent alarm'),
  smoke: label('烟雾', 'Smoke'),
  heat: label('高温火情', 'Heat'),
  gas: label('燃气泄漏', 'Gas'),
  'carbon-monoxide': label('一氧化碳', 'Carbon monoxide'),
  unspecified: label('未知告警', 'Unspecified alarm'),
  inactivity: label('长时间无活动', 'No activity'),
  'bed-exit': label('离床未归', 'Left the bed'),
  wandering: label('走失游荡', 'Wandering'),
  water: label('漏水', 'Water leak'),
  temperature: label('室温异常', 'Room temperature'),
  vital: label('体征异常', 'Vital sign'),
  'geofence-exit': label('离开安全区', 'Left the safe area'),
  'medication-missed': label('漏服药', 'Medication missed'),
  assistance: label('非紧急求助', 'Asks for assistance'),
  impact: label('撞击', 'Impact'),
  removed: label('设备被取下', 'Device taken off'),
  tamper: label('设备被拆动', 'Tamper'),
  offline: label('设备离线', 'Offline'),
  'battery-low': label('电量低', 'Battery low'),
  'power-cut': label('断电', 'Power cut'),
  fault: label('设备故障', 'Fault'),
  cancel: label('设备端取消', 'Cancelled on the device'),
  test: label('测试', 'Test'),
  'missed-call': label('未接来电', 'Missed call'),
};

/** What the device says or shows at each stage; never more than a person has promised (safety.md 4.6). */
export const RECEIPT_STAGE_LABELS: Labels<codes.ReceiptStage> = {
  received: label('信号已收到，正在转接值班人员', 'Your call was received and is being passed to the person on duty'),
  attended: label('值班人员已接手，请稍候', 'The person on duty is dealing with it, please wait'),
  'calling-you': label('正在给您回电', 'We are calling you back'),
  searching: label('正在找人过去', 'We are looking for somebody to come'),
  'helper-assigned': label('已有人前往', 'Somebody is coming'),
  'helper-changed': label('换人前往，请稍候', 'Somebody else is coming, please wait'),
  'helper-arrived': label('助老员已到', 'The helper has arrived'),
  'emergency-called': label('已呼叫急救，请保持通话', 'The emergency service was called, please stay on the line'),
  'still-trying': label('还在联系，请不要着急', 'We are still trying, please stay calm'),
  closed: label('本次求助已结束，需要时请再按', 'This call is over; press again whenever you need to'),
};

export const DOUBT_LABELS: Labels<codes.Doubt> = {
  'clock-skew': label('设备时钟不准', "The device's clock is wrong"),
  'clock-unreadable': label('设备时间无法识别', "The device's time cannot be read"),
  'no-position': label('无定位', 'No position'),
  'position-implausible': label('定位不可信', 'Position is not plausible'),
  'no-id': label('信号无编号', 'The signal has no id'),
  'unknown-kind': label('告警类型未知', 'Unknown kind of alarm'),
  'field-dropped': label('部分内容无法识别', 'Parts could not be read'),
  repaired: label('信号内容有损坏，已尽量读取', 'The message was damaged and read as far as possible'),
  unreadable: label('信号内容无法识别', 'The message could not be read'),
  'too-large': label('信号内容过大', 'The message was too large'),
  'unknown-device': label('未登记的设备', 'Unregistered device'),
  'unregistered-child': label('未登记的子设备', 'Unregistered device of this hub'),
  'near-topic': label('发布主题不规范，按报警处理', 'Sent on an unusual topic, taken as an alarm'),
  'not-understood': label('设备发来平台看不懂的内容，请查看原文', 'This device says something we do not understand'),
  'senior-deceased': label('已注销老人的设备报警，请确认是谁', 'Device of a deceased senior: ask who it is'),
  'senior-moved': label('登记的老人已搬离，请确认是谁', 'The registered senior has moved away: ask who it is'),
  'senior-suspended': label(
    '登记的老人服务已暂停，请确认是谁',
    "The registered senior's service is suspended: ask who it is",
  ),
  'device-moved': label('设备疑似搬家', 'The device may have been moved'),
  'device-retired': label('已停用的设备', 'Retired device'),
  'test-outside-window': label('测试时段外的测试标记，按真实处理', 'Test flag outside a test window, treated as real'),
  replayed: label('疑似重放的旧信号', 'Possibly an old message replayed'),
  'over-quota': label('短时间内信号过多', 'More signals than usual'),
  'two-homes': label('有人两处居住，请核实现在在哪一处', 'Somebody here lives in two homes: ask in which she is now'),
  'two-places': label(
    '定位与登记地点相距超过300米，请核实去哪里',
    'Position and registered place are over 300 m apart: ask where she is',
  ),
  'hub-moved': label(
    '设备疑似搬家（换了网络），请先核实老人现在在哪里',
    'The hub is on another line and may have been moved: ask where she is now',
  ),
  'twin-address': label(
    '同一地址登记了两处住所，请核对是哪一户',
    'Two homes are on file at this address: ask which door it is',
  ),
  'late-report': label(
    '补传的旧报告，事情可能发生在设备所写的时间',
    'A report the device kept and sent late: it may have happened at the time the device wrote',
  ),
  unproven: label(
    '来源未经验证，设备号可能被冒用',
    'Nothing proves who sent it: the number may be used by somebody else',
  ),
  'ambiguous-device': label(
    '号码与多台已登记手表相符，请核实是哪一位',
    'The number fits several registered watches: ask whose it is',
  ),
  'while-away': label(
    '老人登记为外出，请核实是谁按的、人在哪里',
    'On file as away, and yet her device calls: ask who it is, and where',
  ),
  'refused-wrong-secret': label(
    '设备反复被拒绝登录：密码不对',
    'The device is refused again and again: its secret is wrong',
  ),
  'refused-certificate': label(
    '设备反复被拒绝登录：证书无效，或不是它的证书',
    'The device is refused again and again: its certificate does not count',
  ),
  'refused-client-id': label(
    '设备反复被拒绝登录：客户端编号属于别的设备',
    'The device is refused again and again: its client id belongs to another device',
  ),
  'refused-protocol-version': label(
    '设备反复被拒绝登录：不支持它的 MQTT 版本',
    'The device is refused again and again: its version of MQTT is not spoken here',
  ),
  'refused-topic': label(
    '设备发往不属于它的主题，平台没有收下：请检查主题前缀',
    'The device publishes under a prefix that is not its own and is not heard there: check the prefix',
  ),
  'refused-too-many-connections': label(
    '设备的连接过多，闲置最久的已断开',
    'The device holds too many connections: the one idle longest was ended',
  ),
  'limit-address-full': label(
    '同一网络地址的连接过多，闲置最久的已断开',
    'Too many connections of one network address: the one idle longest was ended',
  ),
  'limit-listener-full': label(
    '接入端口的连接已满，闲置最久的已断开',
    'A listener is full: the connection idle longest was ended',
  ),
};

export const RECEIPT_STATE_LABELS: Labels<codes.ReceiptState> = {
  pending: label('待发送', 'Waiting to be sent'),
  sending: label('发送中', 'Being sent'),
  sent: label('已发出', 'Sent'),
  delivered: label('已送达', 'Delivered'),
  read: label('已读', 'Read'),
  failed: label('未送达', 'Not delivered'),
  skipped: label('已略过', 'Skipped'),
};

export const CERTAINTY_LABELS: Labels<codes.Certainty> = {
  observed: label('确认', 'Observed'),
  likely: label('很可能', 'Likely'),
  possible: label('可能', 'Possible'),
  unverified: label('未核实', 'Unverified'),
  witnessed: label('在场人员报告', 'Reported by a person at the scene'),
};

export const SIGNAL_PHASE_LABELS: Labels<codes.SignalPhase> = {
  raise: label('报警', 'Alarm'),
  clear: label('设备称已解除', 'The device says it is over'),
  cancel: label('设备端取消', 'Cancelled on the device'),
  note: label('仅提示', 'For information'),
};
