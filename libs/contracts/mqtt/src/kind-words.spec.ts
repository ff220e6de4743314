import { describe, expect, it } from '@jest/globals';
import type { AlertKind } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { DEVICE_ALERT_KINDS, kindOfBeginning, kindsOfWord, readAlertKind, severityOf } from './index.js';

const WORDS: readonly (readonly [string, AlertKind])[] = [
  ['fire', 'heat'],
  ['FIRE_ALARM', 'heat'],
  ['火灾报警', 'heat'],
  ['co', 'carbon-monoxide'],
  ['CO', 'carbon-monoxide'],
  ['co_alarm', 'carbon-monoxide'],
  ['CarbonMonoxideDetected', 'carbon-monoxide'],
  ['一氧化碳', 'carbon-monoxide'],
  ['一氧化碳超标', 'carbon-monoxide'],
  ['煤气中毒', 'carbon-monoxide'],
  ['smoke_alarm', 'smoke'],
  ['smokeAlarm', 'smoke'],
  ['SMOKE DETECTED', 'smoke'],
  ['ＳＭＯＫＥ', 'smoke'],
  ['烟雾', 'smoke'],
  ['烟雾报警器', 'smoke'],
  ['gas_leak', 'gas'],
  ['gasleak', 'gas'],
  ['natural-gas leak!', 'gas'],
  ['燃气', 'gas'],
  ['厨房燃气泄漏', 'gas'],
  ['fall_detected', 'fall'],
  ['FallDetection', 'fall'],
  ['跌倒', 'fall'],
  ['老人疑似跌倒', 'fall'],
  ['sos_alarm', 'sos'],
  ['SOS!', 'sos'],
  ['help', 'sos'],
  ['emergency_call', 'sos'],
  ['sos_button_pressed', 'sos'],
  ['bathroom_sos', 'sos'],
  ['求救', 'sos'],
  ['卫生间求助', 'sos'],
  ['紧急呼叫', 'sos'],
  ['panic_alarm', 'panic'],
  ['silent_alarm', 'panic'],
  ['静默求助', 'panic'],
  ['胁迫', 'panic'],
  ['水浸', 'water'],
  ['漏水报警', 'water'],
  ['water_leak', 'water'],
  ['out_of_bed', 'bed-exit'],
  ['low_battery', 'battery-low'],
  ['电量低', 'battery-low'],
  ['防拆报警', 'tamper'],
  ['停电', 'power-cut'],
];

describe('N14: a word that is no kind of ours goes to the nearest one', () => {
  it.each(WORDS)('%s means %s', (word, kind) => {
    expect(kindsOfWord(word)).toEqual([kind]);
  });

  it.each(DEVICE_ALERT_KINDS)('%s is itself, however it is written', (kind) => {
    for (const word of [kind, kind.toUpperCase(), ` ${kind} `, kind.replaceAll('-', '_'), kind.replaceAll('-', ' ')])
      expect([word, kindsOfWord(word)]).toEqual([word, [kind]]);
  });

  it('is none of a device when the platform alone raises it', () => {
    expect([readAlertKind('missed-call'), kindsOfWord('missed-call')]).toEqual([null, []]);
  });

  it.each([
    ...[
      '',
      ' ',
      'alarm',
      '报警',
      'alert',
      '1',
      'earthquake',
      'co2',
      'ecosystem',
      'toString',
      '__proto__',
      'constructor',
    ],
    ...[
      'no_smoke',
      'smoke_test',
      'gas_sensor_fault',
      'smoke_cleared',
      'sos_cancelled',
      '燃气恢复正常',
      '未跌倒',
      '烟雾测试',
    ],
    ...['test_alarm', 'fall detector offline', 'x'.repeat(65)],
  ])('%j is not guessed', (word) => {
    expect(kindsOfWord(word)).toEqual([]);
  });

  it('a word for two kinds means both', () => {
    expect(kindsOfWord('smoke_and_gas_in_kitchen').toSorted()).toEqual(['gas', 'smoke']);
  });

  it('nothing becomes less urgent by a guess inside of a longer word', () => {
    const part = fc.constantFrom(
      'kitchen',
      'x',
      'battery',
      'water',
      'smoke',
      'sos',
      'door',
      '7',
      'alarm',
      '厨房',
      '跌倒',
      '电量',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 5 }), (parts) =>
        kindsOfWord(parts.join('_zz_')).every((kind) => severityOf(kind) === 1),
      ),
    );
  });
});

describe('a word whose end was cut off', () => {
  it.each([
    ['pan', 'panic'],
    ['pa', 'panic'],
    ['ga', 'gas'],
    ['smo', 'smoke'],
    ['carbon-mo', 'carbon-monoxide'],
    ['so', 'sos'],
    ['batt', 'battery-low'],
  ] as const)('%s can only become %s', (word, kind) => {
    expect(kindOfBeginning(word)).toBe(kind);
  });

  it.each(['', 'g', 's', 'fa', 'he', 'can', 'tes', 'zzz'])('%j is not guessed', (word) => {
    expect(kindOfBeginning(word)).toBeNull();
  });
});
