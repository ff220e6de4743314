import type { AlertKind } from '@silverbell/vocabulary';
import { ALERT_KIND_PROPERTIES, DEVICE_ALERT_KINDS, readAlertKind, severityOf } from './kinds.js';

/**
 * What firmware, bridges and installers write instead of our kinds, reviewed 28 November 2026. Written without blanks, hyphens and case.
 * Sources: kinds of alarm in ISO/IEEE 11073-10471 and SIA DC-05, property names of zigbee-herdsman-converters, device classes of Home Assistant,
 * manuals of pendants and detectors sold in China (their words for the alarm).
 */
const WORDS: Readonly<Partial<Record<AlertKind, readonly string[]>>> = {
  sos: [
    ...['help', 'helpme', 'emergency', 'rescue', 'mayday', 'urgent', 'medical', 'medicalemergency', 'pers'],
    ...['求救', '求助', '呼救', '救命', '紧急', '緊急', '急救', '紧急呼叫', '紧急求助', '医疗', '一键呼叫', '救援'],
  ],
  panic: [
    ...['duress', 'silentpanic', 'holdup', 'robbery', 'hostage', 'silent'],
    ...['胁迫', '劫持', '挟持', '抢劫', '静默', '无声', '静默求助', '静音求助'],
  ],
  fall: [
    ...['fallen', 'falls', 'falling', 'fell', 'felldown', 'falldown', 'falldowndetected', 'mandown', 'persondown'],
    ...['跌倒', '摔倒', '摔跤', '跌落', '倒地', '坠床', '摔伤'],
  ],
  smoke: ['smoking', '烟雾', '煙霧', '烟感', '烟', '浓烟', '冒烟'],
  heat: [
    ...['fire', 'flame', 'burning', 'overheat', 'overheating', 'temperaturefire'],
    ...['火灾', '火災', '着火', '起火', '火警', '火情', '明火', '失火', '火焰', '温感', '高温火情'],
  ],
  gas: [
    ...[
      'lpg',
      'lng',
      'cng',
      'methane',
      'propane',
      'butane',
      'ch4',
      'naturalgas',
      'citygas',
      'combustible',
      'combustiblegas',
    ],
    ...['flammablegas', '燃气', '燃氣', '煤气', '天然气', '液化气', '可燃气体', '可燃气', '甲烷', '瓦斯', '沼气'],
  ],
  'carbon-monoxide': ['co', 'monoxide', 'carbonmonoxid', '一氧化碳', '煤气中毒', '一氧化碳中毒'],
  inactivity: [
    'inactive',
    'noactivity',
    'nomotion',
    'nomovement',
    '无活动',
    '久未活动',
    '长时间无活动',
    '长时间未活动',
    '无人活动',
  ],
  'bed-exit': ['outofbed', 'bedleave', 'leavebed', 'leftbed', 'bedoff', 'offbed', '离床', '离床未归', '下床'],
  wandering: ['wander', '走失', '游荡', '走失游荡'],
  water: [
    ...['waterleak', 'waterleakage', 'leakwater', 'flood', 'flooding', 'flooded', 'waterflood', 'moisture'],
    ...['水浸', '漏水', '浸水', '溢水', '渗水', '水淹', '积水'],
  ],
  temperature: [
    'hightemperature',
    'lowtemperature',
    'temphigh',
    'templow',
    'hightemp',
    'lowtemp',
    'temp',
    '室温异常',
    '温度异常',
    '低温',
  ],
  vital: [
    'vitals',
    'vitalsign',
    'vitalsigns',
    'heartrate',
    'heartbeat',
    'spo2',
    'bloodpressure',
    'breathing',
    '心率',
    '血压',
    '血氧',
    '体征',
    '呼吸',
  ],
  'geofence-exit': [
    'geofence',
    'geofenceout',
    'fence',
    'fenceout',
    'outoffence',
    'leavearea',
    '电子围栏',
    '越界',
    '出围栏',
    '离开安全区',
  ],
  'medication-missed': ['medication', 'missedmedication', 'missedpill', 'pillmissed', '漏服药', '未服药', '忘服药'],
  assistance: ['assist', 'nurse', 'servicecall', '非紧急求助', '服务呼叫'],
  impact: ['collision', 'shock', '撞击', '碰撞'],
  removed: ['takeoff', 'takenoff', 'offwrist', 'notworn', '取下', '摘下', '脱落', '未佩戴', '拆下'],
  tamper: ['tampered', 'tampering', 'antitamper', 'dismantle', '防拆', '拆动', '被拆'],
  offline: ['disconnected', 'lostconnection', '离线', '掉线', '失联'],
  'battery-low': [
    'lowbattery',
    'battlow',
    'lowbatt',
    'battery',
    'lowpower',
    'batterylow',
    'lowvoltage',
    '低电',
    '低电量',
    '电量低',
    '电池低',
    '欠压',
  ],
  'power-cut': [
    'powerfailure',
    'powerfail',
    'poweroff',
    'poweroutage',
    'acloss',
    'mainsfail',
    'mainsfailure',
    '断电',
    '停电',
    '掉电',
    '市电断',
  ],
  fault: ['malfunction', 'devicefault', 'sensorfault', '故障', '设备故障'],
};

/** They say that something is an alarm, not which. Stripped from either end. */
const FILLERS = [
  ...[
    'alarming',
    'alarms',
    'alarm',
    'alerts',
    'alert',
    'warning',
    'warn',
    'event',
    'signal',
    'detected',
    'detection',
    'detector',
    'detect',
  ],
  ...[
    'sensor',
    'triggered',
    'trigger',
    'button',
    'btn',
    'key',
    'pressed',
    'press',
    'call',
    'leakage',
    'leak',
    'active',
    'activated',
    'down',
  ],
  ...[
    '报警',
    '報警',
    '告警',
    '警报',
    '预警',
    '提醒',
    '信号',
    '事件',
    '触发',
    '检测',
    '探测',
    '感应',
    '传感器',
    '探测器',
    '器',
    '按钮',
    '按键',
    '一键',
  ],
  ...['手动', '呼叫', '泄漏', '泄露', '超标', '浓度', '发生', '疑似', '有人', '老人'],
];

/** With one of these a word for an alarm may say the opposite of one: nothing is guessed, and it stays `unspecified`. */
const QUALIFIERS =
  /(^|-)(no|not|non|clear|cleared|restore|restored|recover|recovered|end|ended|over|off|normal|ok|reset|cancel|cancelled|canceled|test|testing|fault|failure|error|trouble|low|battery|offline|lost|tamper|tampered|removed|disabled|mute|muted|standby|idle|history|config|threshold)(-|$)|测试|故障|低电|电量|电池|离线|恢复|解除|取消|正常|无|未|演练|消除|结束|非/u;

const KIND_OF = new Map<string, AlertKind>([
  ...DEVICE_ALERT_KINDS.filter((kind) => kind !== 'unspecified').map((kind): [string, AlertKind] => [
    kind.replaceAll('-', ''),
    kind,
  ]),
  ...Object.entries(WORDS).flatMap(([kind, words]) =>
    words.map((word): [string, AlertKind] => [word, kind as AlertKind]),
  ),
]);
/** Only such a word is looked for inside of a longer one, the longest first: nothing may become less urgent by a guess. */
const URGENT: readonly (readonly [string, AlertKind])[] = [...KIND_OF]
  .filter(([, kind]) => severityOf(kind) === 1)
  .sort(([a], [b]) => b.length - a.length);
const CJK = /\p{Script=Han}/u;
const MAX_WORD = 64;

/** `SmokeAlarm`, `ＳＭＯＫＥ_alarm`, ` smoke alarm! `: the same for us. */
const tidy = (word: string): string =>
  word
    .normalize('NFKC')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

/** What is left of a word without what only says that it is an alarm; itself first, so that nothing known is cut apart. */
function* stripped(word: string): Generator<string> {
  let rest = word;
  for (let rounds = 0; rounds < 4; rounds += 1) {
    yield rest;
    const before = rest;
    const filler = FILLERS.find((each) => rest.length > each.length && (rest.endsWith(each) || rest.startsWith(each)));
    if (filler === undefined) return;
    rest = before.endsWith(filler) ? before.slice(0, -filler.length) : before.slice(filler.length);
  }
}

/**
 * The kinds a word names: by our own names, by the list above, by the list without words like "alarm", and at last by an urgent word inside of it.
 * Empty: unknown, and the alarm is `unspecified`.
 */
export function kindsOfWord(word: unknown): readonly AlertKind[] {
  if (typeof word !== 'string' || word.length > MAX_WORD) return [];
  const own = readAlertKind(word);
  if (own !== null) return [own];
  const tidied = tidy(word);
  for (const [nth, rest] of [...stripped(tidied.replaceAll('-', ''))].entries()) {
    const kind = KIND_OF.get(rest);
    // "test alarm" is no word we know: only a bare `test` or `cancel` is one.
    if (kind !== undefined && (nth === 0 || !('special' in ALERT_KIND_PROPERTIES[kind]))) return [kind];
  }
  return QUALIFIERS.test(tidied) ? [] : urgentIn(tidied);
}

function urgentIn(tidied: string): readonly AlertKind[] {
  const kinds = new Set<AlertKind>();
  let rest = `-${tidied}-`;
  for (const [word, kind] of URGENT) {
    const found = CJK.test(word) ? word : `-${word}-`;
    if (!rest.includes(found)) continue;
    kinds.add(kind);
    rest = rest.replaceAll(found, '--');
  }
  return [...kinds];
}

/**
 * A word whose end was cut off: what it must have become, if there is only one such kind. `g` may be gas or a fence, `ga` is gas.
 */
export function kindOfBeginning(word: string): AlertKind | null {
  const beginning = tidy(word).replaceAll('-', '');
  if (beginning.length < 2) return null;
  const kinds = new Set([...KIND_OF].filter(([known]) => known.startsWith(beginning)).map(([, kind]) => kind));
  const [only, another] = kinds;
  return only === undefined || another !== undefined || 'special' in ALERT_KIND_PROPERTIES[only] ? null : only;
}
