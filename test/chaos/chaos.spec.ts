import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';
import { areBlind } from './points.js';
import { held, percentile, reportOf } from './report.js';
import { scheduleOf } from './schedule.js';

const request = {
  seed: 7,
  kills: 12,
  devices: 6,
  presses: 5,
  targets: ['engine-1', 'engine-2', 'api-1', 'broker', 'database'],
  points: ['a point', 'another'],
  lines: ['a line'],
  clocks: ['engine-1'],
  disks: ['one disk', 'all disks'],
};

describe('the schedule of chaos', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(scheduleOf(request)).toEqual(scheduleOf(request));
    expect(scheduleOf({ ...request, seed: 8 })).not.toEqual(scheduleOf(request));
  });

  it('kills everybody once before anybody dies again, and every third kill waits for a point', () => {
    const { kills } = scheduleOf(request);
    expect(kills).toHaveLength(12);
    expect(kills.filter(({ target }) => request.points.includes(target))).toHaveLength(4);
    for (const target of request.targets) expect(kills.map((kill) => kill.target)).toContain(target);
  });

  it('fills each disk in its turn, one after the other, and none in a short run', () => {
    const { fulls } = scheduleOf({ ...request, kills: 24 });
    expect(fulls.map(({ disk }) => disk)).toEqual(['one disk', 'all disks', 'one disk', 'all disks']);
    for (const [index, { atMs }] of fulls.entries())
      expect(atMs).toBeGreaterThanOrEqual((fulls[index - 1]?.atMs ?? 0) + (fulls[index - 1]?.forMs ?? 0));
    expect(scheduleOf({ ...request, kills: 4 }).fulls).toEqual([]);
  });

  it('lets every device press as often as asked, before the end', () => {
    const { presses, lengthMs } = scheduleOf(request);
    for (let device = 0; device < 6; device += 1)
      expect(presses.filter((press) => press.device === device)).toHaveLength(5);
    expect(presses.every(({ atMs }) => atMs <= lengthMs)).toBe(true);
  });
});

describe('the options of chaos', () => {
  const most = { devices: 200, helpers: 20 };

  it.each([
    [['--kills', 'many'], '--kills must be'],
    [['--devices', '201'], '--devices must be a whole number from 1 to 200, not "201"'],
    [['--presses', '4'], '--presses must be'],
    [['--mode', 'cluster'], '--mode must be'],
    [['--what'], '--what'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(readOptions(args, most)).toContain(sentence);
  });

  it('has those of the issue', () => {
    expect(readOptions(['--kills', '3', '--devices', '9', '--seed', '4', '--json'], most)).toMatchObject({
      kills: 3,
      devices: 9,
      seed: 4,
      json: true,
      presses: 5,
      mode: 'server',
    });
  });
});

describe('the named moments of chaos', () => {
  it('are not found any more when none of four kills catches an engine', () => {
    expect(areBlind([false, false, false, false])).toBe(true);
    expect(areBlind([false, false, false])).toBe(false);
    expect(areBlind([false, false, false, true])).toBe(false);
  });
});

describe('the report of chaos', () => {
  const good = {
    ...{ kills: 1, presses: 2, alertsAcked: 2, faults: [], selfDeaths: 0 },
    ...{ recoveryMs: [10, 30], latenessMs: [], seed: 1 },
  };

  it('holds only when every press was answered and nothing is broken', () => {
    expect(held(reportOf(good))).toBe(true);
    expect(held(reportOf({ ...good, alertsAcked: 1 }))).toBe(false);
    expect(held(reportOf({ ...good, selfDeaths: 1 }))).toBe(false);
    expect(held(reportOf({ ...good, presses: 0, alertsAcked: 0 }))).toBe(false);
    for (const kind of ['lost', 'duplicated', 'doubleWins', 'undelivered', 'consoleMismatch'] as const)
      expect(held(reportOf({ ...good, faults: [{ of: kind, what: 'this' }] }))).toBe(false);
  });

  it('has the names and the order of the issue', () => {
    expect(Object.keys(reportOf(good)).join(' ')).toBe(
      'kills presses alertsAcked lost duplicated doubleWins ownerless undelivered foldMismatch consoleMismatch unreceived selfDeaths recoveryMsP99 latenessMsP99 seed',
    );
    expect(percentile([10, 30], 0.99)).toBe(30);
  });
});
