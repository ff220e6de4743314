import { describe, expect, it } from '@jest/globals';
import { after, fromIso, hours, minutes, type Instant } from '@silverbell/kernel';
import {
  defaultMorning,
  defaultWater,
  lastContactOf,
  unreportedInactivity,
  type MonitoredPerson,
} from './inactivity.js';

const at = (text: string): Instant => {
  const found = fromIso(`${text}:00+08:00`);
  if (found === null) throw new Error(text);
  return found;
};
const NOON = at('2026-01-15T12:00');
const chen = (more: Partial<MonitoredPerson> = {}): MonitoredPerson => ({
  rules: [{ rule: 'no-sign', within: hours(12), since: at('2026-01-01T00:00') }],
  signs: [{ sign: 'motion', at: NOON, inPerson: true }],
  waterL: null,
  away: null,
  timeZone: 'Asia/Shanghai',
  reported: [],
  ...more,
});
const kinds = (person: MonitoredPerson, now: Instant) => unreportedInactivity(person, now).map(({ kind }) => kind);

describe('silence of a person', () => {
  it('is told when nothing of her was noticed for as long as her rule says', () => {
    expect(kinds(chen(), after(NOON, hours(11)))).toEqual([]);
    expect(kinds(chen(), after(NOON, hours(12)))).toEqual(['inactivity']);
  });

  it('is told once', () => {
    const now = after(NOON, hours(12));
    const told = unreportedInactivity(chen(), now).map(({ key }) => key);
    expect(kinds(chen({ reported: told }), after(now, hours(1)))).toEqual([]);
  });

  it('a meal fetched by a neighbour does not count as seen', () => {
    const fetched = { sign: 'attendance', at: after(NOON, hours(5)), inPerson: false } as const;
    const signs = [...chen().signs, fetched];
    expect(lastContactOf(signs)).toBe(NOON);
    expect(kinds(chen({ signs }), after(NOON, hours(12)))).toEqual(['inactivity']);
    expect(kinds(chen({ signs: [{ ...fetched, inPerson: true }] }), after(NOON, hours(12)))).toEqual([]);
  });

  it('nobody is expected to move while she is away, and not at once when she is back', () => {
    const away = { from: NOON, until: after(NOON, hours(48)) };
    expect(kinds(chen({ away }), after(NOON, hours(47)))).toEqual([]);
    expect(kinds(chen({ away }), after(NOON, hours(49)))).toEqual([]);
    expect(kinds(chen({ away }), after(NOON, hours(60)))).toEqual(['inactivity']);
  });

  it('a journey that lies ahead rests nothing yet', () => {
    const away = { from: after(NOON, hours(13)), until: after(NOON, hours(48)) };
    expect(kinds(chen({ away }), after(NOON, hours(12)))).toEqual(['inactivity']);
  });

  it('a senior back this morning is not missed before a full morning, nor her water before a day', () => {
    const away = { from: at('2026-01-10T12:00'), until: at('2026-01-16T06:00') };
    const signs = [{ sign: 'motion', at: at('2026-01-10T08:00'), inPerson: true }] as const;
    const back = { away, signs, rules: [defaultMorning, defaultWater], waterL: 2 };
    expect(kinds(chen(back), at('2026-01-16T09:00'))).toEqual([]);
    expect(kinds(chen(back), at('2026-01-17T09:00'))).toEqual(['inactivity', 'water']);
  });

  it('at 07:30 of her own clock a morning without a sign is told', () => {
    const night = [{ sign: 'motion', at: at('2026-01-15T23:10'), inPerson: true }] as const;
    const person = chen({ rules: [defaultMorning], signs: night });
    expect(kinds(person, at('2026-01-16T07:29'))).toEqual([]);
    expect(kinds(person, at('2026-01-16T07:30'))).toEqual(['inactivity']);
    expect(kinds({ ...person, timeZone: 'Asia/Urumqi' }, at('2026-01-16T07:30'))).toEqual([]);
    const up = [{ sign: 'door', at: at('2026-01-16T06:05'), inPerson: true }] as const;
    expect(kinds({ ...person, signs: up }, at('2026-01-16T07:30'))).toEqual([]);
  });

  it('less than 10 L or more than 1,000 L of water in a day is told, an unknown amount is not', () => {
    const using = (waterL: number | null) => kinds(chen({ rules: [defaultWater], waterL }), NOON);
    expect([9.9, 10, 1_000, 1_000.1, null].map(using)).toEqual([['water'], [], [], ['water'], []]);
  });

  it('a person nobody has a sign of is silent since her rule began', () => {
    expect(kinds(chen({ signs: [] }), after(at('2026-01-01T00:00'), minutes(721)))).toEqual(['inactivity']);
  });
});
