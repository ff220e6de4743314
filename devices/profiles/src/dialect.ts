import { isFields, type Fields } from '@silverbell/mqtt-contract';

/** Whether a value of an alarm property means an alarm, in any firmware's words. `no-answer`: the device does not know, or is busy; `unrecognised`: no word that we know. */
export type AlarmAnswer = 'yes' | 'no' | 'no-answer' | 'unrecognised';

const YES = new Set(
  (
    'on true yes alarm alarms alarming alarmed alert alerting active activated trigger triggered detect detected detection present leak leaks leaking ' +
    'leaked leakage wet flood flooded flooding smoke fire gas co danger dangerous emergency critical panic sos help press pressed'
  ).split(' '),
);
const NO = new Set(
  (
    'off false no not non none clear cleared clearing normal ok okay idle inactive dry safe standby silent quiet ' +
    'restore restored reset undetected untriggered good healthy released cancel cancelled canceled end ended stop stopped finished'
  ).split(' '),
);
const NOTHING = new Set(
  ' null none_yet unknown unavailable undefined n/a na - detecting preheat preheating warm_up warming_up initializing'.split(
    ' ',
  ),
);
const CHINESE_YES = /报警|告警|警报|泄漏|漏水|有水|烟雾|火警|着火|起火|触发|检测到|紧急|求救|求助|呼救|救命/;
const CHINESE_NO = /正常|未|无|没有|解除|恢复|关闭|安全|消除/;

/** `No-Alarm`, `no alarm` and `no_alarm` are one word. */
const tidy = (text: string): string =>
  text
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
const partsOf = (text: string): readonly string[] =>
  tidy(text)
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');

function answerOfWord(text: string): AlarmAnswer {
  if (text.length > 64) return 'unrecognised';
  const word = tidy(text);
  if (NOTHING.has(word)) return 'no-answer';
  if (CHINESE_NO.test(text)) return 'no';
  if (CHINESE_YES.test(text)) return 'yes';
  if (word !== '' && Number.isFinite(Number(word))) return alarmAnswerIn(Number(word));
  const parts = partsOf(text);
  // `alarm_off`, `no_leak`, `smoke_clear`: what takes it back decides.
  return parts.some((part) => NO.has(part)) ? 'no' : parts.some((part) => YES.has(part)) ? 'yes' : 'unrecognised';
}

const MAX_DEPTH = 3;

/** Of lists and objects one part that says yes is enough, then one that says no; what is only said about the device is neither. */
export function alarmAnswerIn(value: unknown, depth = 0): AlarmAnswer {
  if (value === null || value === undefined) return 'no-answer';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value === 0 ? 'no' : value === 1 ? 'yes' : 'unrecognised';
  if (typeof value === 'string') return answerOfWord(value);
  if (depth >= MAX_DEPTH) return 'unrecognised';
  const parts = Object.entries(value as object)
    .slice(0, 32)
    .flatMap(([key, part]) => (isDeviceDetail(key) ? [] : [alarmAnswerIn(part, depth + 1)]));
  return (['yes', 'no', 'unrecognised'] as const).find((word) => parts.includes(word)) ?? 'no-answer';
}

const ALARM_WORD =
  /alarm|alert|detect|leak|flood|smoke|(^|_)fire|(^|_)gas|danger|报警|告警|警报|泄漏|漏水|火警|着火|烟雾/;

/** Words that name an alarm, not only a yes: `state: "ON"` may be the siren's. */
export const isAlarmWord = (text: string): boolean => ALARM_WORD.test(tidy(text)) && answerOfWord(text) === 'yes';

// --- a call for help ---

const HELP = new Set('emergency panic sos help mayday rescue distress'.split(' '));
const CHINESE_HELP = /求救|求助|呼救|救命|紧急|急救/;
/** What may stand beside a word for help without making it something else. */
const BESIDE = new Set(
  (
    'press pressed push pushed click clicked button key call calling alarm alert event action trigger triggered active activated on request ' +
    'signal short long single double triple hold start started me need needed please is true detected raised 1 2 3 4'
  ).split(' '),
);
/** A word for help, by itself or with what belongs to a press: not the name of a thing that has such a word in it. */
export function isHelpPhrase(text: string): boolean {
  if (text.length > 64) return false;
  if (CHINESE_HELP.test(text)) return !/取消|解除|结束|未|无|没有/.test(text);
  const parts = partsOf(text);
  return parts.some((part) => HELP.has(part)) && parts.every((part) => HELP.has(part) || BESIDE.has(part));
}

/** Said of the device, or set at it, and nothing that happened. */
const ABOUT =
  /(^|_)(device|devices|name|friendly|label|room|location|model|vendor|manufacturer|description|id|uuid|address|addr|mac|update|version|firmware|topic|source|last|previous|history|count|counter|total|number|phone|contact|contacts|mode|enable|enabled|disable|disabled|setting|settings|config|option|options|volume|light|led|brightness|colou?r|duration|timeout|interval|delay|time|timestamp|battery|linkquality|rssi|lqi|voltage|supported|values|url|icon|effect|test|temperature|humidity|pressure|density|concentration|ppm|signal|strength|uptime|heap|ip|ssid|channel|illuminance|lux|co2|snr|power|energy|current|percent|quality)(_|$)/;
export const isDeviceDetail = (key: string): boolean => ABOUT.test(tidy(key));

const PRESS_KEY =
  /^(action|event|event_type|button|button_?\d+|press|pressed|click|clicked|key|key_?\d+|trigger|triggered|gesture|operation)$/;
const PRESS_WORD =
  /(^|_)(single|double|triple|quadruple|hold|long|short|press|pressed|push|pushed|click|clicked|tap|tapped|down)(_|$)/;

export const isPressWord = (text: string): boolean => text.length <= 64 && PRESS_WORD.test(tidy(text));

export interface HelpCall {
  readonly key: string;
  readonly value: unknown;
  readonly isCertain: boolean;
}

function helpCallAt(key: string, value: unknown): HelpCall | null {
  const parts = partsOf(key);
  const word = typeof value === 'string' ? value : null;
  if (word !== null && isHelpPhrase(word)) return { key, value, isCertain: true };
  if (parts.some((part) => HELP.has(part)) || CHINESE_HELP.test(key)) {
    const answer = alarmAnswerIn(value);
    if (answer === 'yes' || answer === 'unrecognised') return { key, value, isCertain: answer === 'yes' };
  }
  if (PRESS_KEY.test(tidy(key)) && (value === true || value === 1 || (word !== null && PRESS_WORD.test(tidy(word)))))
    return { key, value, isCertain: true };
  return null;
}

const MAX_LOOKED_AT = 256;

/**
 * The first call for help in what a registered button says, in any key and any value, however deep; what is only said about the device
 * (its name, its model, its settings) is none. `skip`: keys at the top that have been read already.
 */
export function findHelpCall(fields: Fields, skip: (key: string) => boolean = () => false): HelpCall | null {
  let looked = 0;
  const lookInto = (part: Fields | readonly unknown[], under: string, depth: number): HelpCall | null => {
    for (const [own, value] of Object.entries(part)) {
      if ((looked += 1) > MAX_LOOKED_AT) return null;
      const key = Array.isArray(part) ? under : own;
      if (!Array.isArray(part) && (isDeviceDetail(key) || (depth === 0 && skip(key)))) continue;
      const call =
        isFields(value) || Array.isArray(value)
          ? depth < MAX_DEPTH
            ? lookInto(value as Fields | readonly unknown[], key, depth + 1)
            : null
          : helpCallAt(key, value);
      if (call) return call;
    }
    return null;
  };
  return lookInto(fields, '', 0);
}

const STRANGERS_KEY = /^(action|event|event_type|alarm|alert|type|state|status|button|click|press|message|msg)$/;

/** What an unregistered device must send to be accepted: the words themselves, where things that happen are said. A lamp has an effect called `sos`. */
export function findHelpCallOfNonButton(fields: Fields, skip: (key: string) => boolean = () => false): HelpCall | null {
  for (const [key, value] of Object.entries(fields).slice(0, MAX_LOOKED_AT)) {
    if (skip(key)) continue;
    if (STRANGERS_KEY.test(tidy(key)) && typeof value === 'string' && isHelpPhrase(value))
      return { key, value, isCertain: true };
    if (HELP.has(tidy(key)) && alarmAnswerIn(value) === 'yes') return { key, value, isCertain: true };
  }
  return null;
}
