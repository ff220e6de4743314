import { describe, expect, it } from '@jest/globals';
import { demoCast } from './cast.js';
import { readOptions } from './options.js';
import { held, spread } from './report.js';

const most = { seniors: 300, helpers: 21 };

describe('the options of a fleet', () => {
  it('are those of the contract', () => {
    const args = [
      '--seniors',
      '10',
      '--helpers',
      '3',
      '--presses-per-hour',
      '60',
      '--duration',
      '30',
      '--seed',
      '7',
      '--json',
    ];
    expect(readOptions(args, { SILVERBELL_HTTP_PORT: '9090', SILVERBELL_MQTT_PORT: '1999' }, most)).toEqual({
      seniors: 10,
      helpers: 3,
      pressesPerHour: 60,
      durationS: 30,
      seed: 7,
      json: true,
      httpUrl: 'http://127.0.0.1:9090',
      mqttUrl: 'mqtt://127.0.0.1:1999',
    });
  });

  it.each([
    [['--seniors', '301'], '--seniors must be a whole number from 1 to 300, not "301"'],
    [['--seniors', 'many'], '--seniors must be'],
    [['--duration', '-5'], 'duration'],
    [['--what'], '--what'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(readOptions(args, {}, most)).toContain(sentence);
  });
});

describe('the report of a fleet', () => {
  it('holds when every press was answered before its device helped itself', () => {
    expect(held({ waiting: 0, fellBack: 0 })).toBe(true);
    expect(held({ waiting: 1, fellBack: 0 })).toBe(false);
    expect(held({ waiting: 0, fellBack: 1 })).toBe(false);
  });

  it('says median, 95th and longest', () => {
    expect(spread([])).toBeNull();
    expect(spread(Array.from({ length: 100 }, (_, n) => n + 1))).toEqual({ median: 50, p95: 95, max: 100 });
  });
});

describe('the cast', () => {
  const cast = demoCast(Date.parse('2026-01-15T08:30:00Z'));

  it('leaves the devices and helpers of the person outside alone', () => {
    const names = [
      ...cast.pendants.map(({ id }) => id),
      ...cast.hubs.map(({ id }) => id),
      ...cast.helpers.map(({ username }) => username),
    ];
    expect(names.filter((name) => /^demo-|^helper-[1-8]$/.test(name))).toEqual([]);
  });

  it('plays enough of the town', () => {
    expect(cast.pendants.length).toBeGreaterThan(200);
    expect(cast.hubs.every(({ children }) => children.length > 0)).toBe(true);
    expect(cast.helpers.length).toBeGreaterThan(15);
  });
});
