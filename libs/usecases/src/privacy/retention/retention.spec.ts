import { describe, expect, it } from '@jest/globals';
import { after, as, hours, instant, type RegionId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { RETAINED_DATA_KINDS } from '@silverbell/vocabulary';
import { FakeRetentionStore } from '../../fakes/index.js';
import { runRetention } from './run-retention.js';
import {
  cutOffsOf,
  DEFAULT_RETENTION_PERIODS,
  nextDue,
  retentionPeriodsInForce,
  type PeriodSetting,
} from './retention-periods.js';

const NOW = instant(Date.parse('2026-11-22T00:00:00Z'));
const daysAgo = (days: number) => after(NOW, (-days * hours(24)) as ReturnType<typeof hours>);
const setting = (regionId: string, days: unknown, more: Partial<PeriodSetting> = {}): PeriodSetting => ({
  ...{ regionId: as<RegionId>(regionId), what: 'device-fix', days, validFrom: daysAgo(10), source: '县文件 3 号' },
  ...more,
});
const regions = [
  { id: as<RegionId>('county'), parentId: null },
  { id: as<RegionId>('town'), parentId: as<RegionId>('county') },
  { id: as<RegionId>('village'), parentId: as<RegionId>('town') },
  { id: as<RegionId>('other'), parentId: as<RegionId>('county') },
];

describe('how long something is kept', () => {
  it('has a default with a source for everything that is kept for a time', () => {
    for (const what of RETAINED_DATA_KINDS) {
      const [first, ...rest] = retentionPeriodsInForce(what, [], NOW);
      expect(rest).toEqual([]);
      expect(first).toMatchObject({ regionId: null, validFrom: null });
      expect(first?.source).not.toBe('');
      expect(first?.days).toBeGreaterThanOrEqual(DEFAULT_RETENTION_PERIODS[what].leastDays);
    }
  });

  it('is dated: the latest that is in force counts, and none of tomorrow', () => {
    const settings = [
      setting('town', 20, { validFrom: daysAgo(30) }),
      setting('town', 3, { validFrom: daysAgo(5), source: 'the newer' }),
      setting('town', 5, { validFrom: daysAgo(9) }),
      setting('town', 9, { validFrom: daysAgo(-1) }),
    ];
    expect(retentionPeriodsInForce('device-fix', settings, NOW).slice(1)).toEqual([
      { what: 'device-fix', regionId: 'town', days: 3, source: 'the newer', validFrom: daysAgo(5) },
    ]);
  });

  it.each([0, -1, 1.5, '7', null, 99_999])(
    '%p days count as none: nothing goes too early by a slip of a key',
    (days) => {
      expect(retentionPeriodsInForce('device-fix', [setting('town', days)], NOW)).toHaveLength(1);
    },
  );

  it('is never shorter than the law says, whatever a region writes', () => {
    expect(retentionPeriodsInForce('raw-frame', [setting('town', 30, { what: 'raw-frame' })], NOW)).toHaveLength(1);
    expect(retentionPeriodsInForce('raw-frame', [setting('town', 400, { what: 'raw-frame' })], NOW)).toHaveLength(2);
  });

  it('is what the nearest region says, and the default elsewhere', () => {
    const settings = [setting('county', 14), setting('town', 2)];
    expect(cutOffsOf('device-fix', { regions, settings }, NOW)).toEqual({
      otherwise: daysAgo(7),
      own: [
        { regionId: 'county', before: daysAgo(14) },
        { regionId: 'town', before: daysAgo(2) },
        { regionId: 'village', before: daysAgo(2) },
        { regionId: 'other', before: daysAgo(14) },
      ],
    });
    expect(cutOffsOf('outbox', { regions, settings }, NOW).own).toEqual([]);
  });
});

describe('when something is gone through', () => {
  it('is once a day, the longest waiting first', () => {
    const begun = new Map(
      RETAINED_DATA_KINDS.map((what, n) => [what, after(NOW, -hours(1 + n) as ReturnType<typeof hours>)]),
    );
    expect(nextDue(begun, NOW)).toBeNull();
    begun.set('outbox', daysAgo(2));
    begun.set('raw-frame', daysAgo(1));
    expect(nextDue(begun, NOW)).toBe('outbox');
    begun.delete('water-reading');
    expect(nextDue(begun, NOW)).toBe('water-reading');
  });
});

describe('what is kept for a time', () => {
  const made = () => {
    const book = new FakeRetentionStore();
    const clock = new FixedClock();
    const deps = { retention: book, clock, newId: countedIds() };
    const old = Array.from({ length: 5 }, (_, n) =>
      after(clock.now(), (-hours(24) * 2 - n) as ReturnType<typeof hours>),
    );
    book.rows.set('helper-position', [...old, clock.now()]);
    const step = (engineId = 'first') => runRetention(deps, { engineId, limit: 2 });
    return { book, clock, step };
  };

  it('goes in bounded batches until nothing old is left, and then rests for a day', async () => {
    const { book, clock, step } = made();
    expect(await step()).toMatchObject({ what: 'helper-position', begun: true, removed: 2, total: 2, ended: false });
    expect(await step()).toMatchObject({ begun: false, removed: 2, total: 4, ended: false });
    expect(await step()).toMatchObject({ removed: 1, total: 5, ended: true });
    expect(book.rows.get('helper-position')).toEqual([clock.now()]);
    for (const what of RETAINED_DATA_KINDS.slice(1))
      expect(await step()).toMatchObject({ what, removed: 0, ended: true });
    expect(await step()).toBeNull();
    clock.advance('24 h');
    expect(await step()).toMatchObject({ what: 'helper-position', begun: true });
  });

  it('a run is continued by another engine where it stopped, with its first day’s cut-off', async () => {
    const { book, clock, step } = made();
    await step('first');
    book.diesBeforeNoting = true;
    await expect(step('first')).rejects.toThrow('killed');
    expect(book.rows.get('helper-position')).toHaveLength(4);
    book.diesBeforeNoting = false;
    clock.advance('3 h');
    expect(await step('second')).toMatchObject({ begun: false, removed: 2, total: 4 });
    await step('second');
    expect(book.runs).toMatchObject([{ removed: 5, engines: ['first', 'second'] }]);
    expect(book.runs[0]?.cutOffs.otherwise).toBe(
      after(book.runs[0]?.begunAt ?? NOW, -hours(24) as ReturnType<typeof hours>),
    );
  });

  it('stays untouched while it is the turn of another engine', async () => {
    const { book, step } = made();
    book.taken = true;
    expect(await step()).toBeNull();
    expect(book.runs).toEqual([]);
  });
});
