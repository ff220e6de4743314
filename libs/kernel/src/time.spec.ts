import { describe, expect, it } from '@jest/globals';
import {
  after,
  between,
  dateIn,
  duration,
  earliest,
  fromIso,
  hourIn,
  hours,
  instant,
  latest,
  minutes,
  seconds,
  toIso,
} from './time.js';

const noon = instant(Date.UTC(2026, 2, 1, 12, 0, 0));

describe('instants and durations', () => {
  it('count in milliseconds, whatever the unit they were made from', () => {
    expect(seconds(90)).toBe(90_000);
    expect(minutes(1.5)).toBe(seconds(90));
    expect(hours(1)).toBe(minutes(60));
    expect(duration(250)).toBe(250);
  });

  it('add up: the wait between two instants leads from the first to the second', () => {
    const later = after(noon, minutes(3));
    expect(between(noon, later)).toBe(minutes(3));
    expect(after(noon, between(noon, later))).toBe(later);
  });

  it('know the earliest of many, and that nothing is due when there are none', () => {
    expect(earliest([after(noon, seconds(2)), noon, after(noon, seconds(1))])).toBe(noon);
    expect(earliest([])).toBeNull();
  });

  it('know the latest of at least one', () => {
    expect(latest(noon)).toBe(noon);
    expect(latest(noon, after(noon, seconds(1)))).toBe(after(noon, seconds(1)));
  });
});

describe('reading and writing ISO 8601', () => {
  it('writes UTC and reads back the same instant', () => {
    expect(toIso(noon)).toBe('2026-03-01T12:00:00.000Z');
    expect(fromIso(toIso(noon))).toBe(noon);
  });

  it.each([
    '2026-03-01T20:00:00+08:00',
    '2026-03-01T20:00:00+0800',
    '2026-03-01T20:00+08:00',
    '2026-03-01T12:00:00.000Z',
  ])('reads %s as the same noon', (text) => {
    expect(fromIso(text)).toBe(noon);
  });

  it.each([
    ['no zone', '2026-03-01T12:00:00'],
    ['a date only', '2026-03-01'],
    ['no such month', '2026-13-01T12:00:00Z'],
    ['no such hour', '2026-03-01T25:00:00Z'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['something around it', ' 2026-03-01T12:00:00Z '],
  ])('refuses %s without throwing, because a device clock decides nothing', (_why, text) => {
    expect(fromIso(text)).toBeNull();
  });

  it('reads the clocks of confused devices, in 1970 and in 2099', () => {
    expect(fromIso('1970-01-01T00:00:00Z')).toBe(0);
    expect(fromIso('2099-12-31T23:59:59Z')).toBe(Date.UTC(2099, 11, 31, 23, 59, 59));
  });
});

describe('the hour on the wall', () => {
  it('is the hour of the zone and not of the machine', () => {
    expect(hourIn('Asia/Shanghai', noon)).toBe(20);
    expect(hourIn('UTC', noon)).toBe(12);
  });

  it('is 0 at midnight, never 24', () => {
    expect(hourIn('Asia/Shanghai', instant(Date.UTC(2026, 2, 1, 16, 0, 0)))).toBe(0);
  });
});

describe('the day of the calendar', () => {
  it('is that of the zone, with four digits of its year whatever that is', () => {
    expect(dateIn('Asia/Shanghai', instant(Date.UTC(2026, 2, 1, 16)))).toBe('2026-03-02');
    for (const day of ['1000-01-02', '0999-06-01', '0001-01-02'])
      expect(dateIn('UTC', fromIso(`${day}T12:00:00Z`) ?? noon)).toBe(day);
  });
});
