import { describe, expect, it } from '@jest/globals';
import { geoPoint } from '@silverbell/kernel';
import fc from 'fast-check';
import { addDays } from '../calendar/civil-day.js';
import type { VisitFrequency } from '@silverbell/vocabulary';
import { visitsBefore, type EarlierVisit } from './before.js';
import { periodOf, riskOf, visitRate, visitsOwed, type VisitedPerson } from './obligations.js';
import { drawSample, sampleSize, type Served } from './sample.js';
import { walkingOrder } from './walking-order.js';

const person = (more: Partial<VisitedPerson> = {}): VisitedPerson => ({
  ...{ birthDate: '1950-03-12', careCategories: [], dementia: false, needsElectricDevice: false },
  ...{ economicClass: 'other', atLeast: 'by-risk', entitled: [], ...more },
});
const owed = (one: VisitedPerson, day = '2026-10-15') =>
  visitsOwed(one, day).map(({ level, frequency, from, to }) => `${level} ${frequency} ${from} ${to}`);

describe('how often a person is visited (CR-55)', () => {
  it('goes by risk: high weekly, key monthly, general quarterly', () => {
    const old = { birthDate: '1946-10-15', careCategories: ['living-alone'] };
    expect(riskOf(person(old), '2026-10-15')).toBe('high');
    expect(riskOf(person(old), '2026-10-14')).toBe('general');
    expect(riskOf(person({ dementia: true }), '2026-10-15')).toBe('high');
    expect(riskOf(person({ economicClass: 'destitute' }), '2026-10-15')).toBe('key');
    expect(owed(person(old))).toEqual(['community weekly 2026-10-12 2026-10-18']);
    expect(owed(person({ careCategories: ['disabled'] }))).toEqual(['community monthly 2026-10-01 2026-10-31']);
    expect(owed(person())).toEqual(['community quarterly 2026-10-01 2026-12-31']);
  });

  it('is raised by her region for days of heat, and never lowered', () => {
    const key = { careCategories: ['disabled'] };
    expect(owed(person({ atLeast: 'monthly' }))).toEqual(['community monthly 2026-10-01 2026-10-31']);
    expect(owed(person({ ...key, atLeast: 'weekly' }))).toEqual(['community weekly 2026-10-12 2026-10-18']);
    expect(owed(person({ dementia: true, atLeast: 'monthly' }))).toEqual(['community weekly 2026-10-12 2026-10-18']);
  });

  it('is raised to every day for those at high risk or in service as well', () => {
    const served = { entitled: [{ from: '2026-07-01', to: null }] };
    const day = 'community daily 2026-10-15 2026-10-15';
    expect(owed(person({ dementia: true, atLeast: 'daily' }))).toEqual([day]);
    expect(owed(person({ ...served, atLeast: 'daily' }))).toEqual([day, 'township monthly 2026-10-01 2026-10-31']);
    expect(owed(person({ ...served, atLeast: 'monthly' }))[0]).toBe('community weekly 2026-10-12 2026-10-18');
  });

  it('in service is weekly by the community and monthly by the township', () => {
    expect(owed(person({ entitled: [{ from: '2026-07-01', to: null }] }))).toEqual([
      ...['community weekly 2026-10-12 2026-10-18', 'township monthly 2026-10-01 2026-10-31'],
    ]);
  });

  it('counts no week with fewer than 4 days in service, and no month with fewer than 10', () => {
    const until = (to: string) => person({ entitled: [{ from: '2026-07-01', to }] });
    expect(owed(until('2026-10-15'))[0]).toContain('weekly');
    expect(owed(until('2026-10-14'))[0]).toContain('quarterly');
    expect(owed(until('2026-10-10'))).toHaveLength(2);
    expect(owed(until('2026-10-09'))).toHaveLength(1);
  });

  it('has periods that end with Sunday, the month, the quarter', () => {
    expect(periodOf('daily', '2026-10-04')).toEqual({ from: '2026-10-04', to: '2026-10-04' });
    expect(periodOf('weekly', '2026-10-04')).toEqual({ from: '2026-09-28', to: '2026-10-04' });
    expect(periodOf('monthly', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(periodOf('quarterly', '2026-12-31')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
  });

  it('has periods that hold every day once', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    fc.assert(
      fc.property(day, fc.constantFrom('daily', 'weekly', 'monthly', 'quarterly'), (one, frequency) => {
        const { from, to } = periodOf(frequency, one);
        expect(from <= one && one <= to).toBe(true);
        for (const other of [from, to]) expect(periodOf(frequency, other)).toEqual({ from, to });
        expect(periodOf(frequency, addDays(to, 1)).from).toBe(addDays(to, 1));
        expect(periodOf(frequency, addDays(from, -1)).to).toBe(addDays(from, -1));
      }),
    );
  });

  it('has a rate over what was owed and not excused', () => {
    expect(visitRate({ owed: 10, excused: 2, done: 6 })).toBe(0.75);
    expect(visitRate({ owed: 2, excused: 2, done: 0 })).toBeNull();
  });
});

describe('what came before a visit (CR-56)', () => {
  const one = (frequency: VisitFrequency, day: string, more: Partial<EarlierVisit> = {}): EarlierVisit => ({
    ...{ frequency, ...periodOf(frequency as 'weekly', day), state: 'done', way: 'home', ...more },
  });
  const excused = { state: 'excused', way: null } as const;
  const call = { way: 'call' } as const;

  it('are weeks, months and quarters one by one, the newest first', () => {
    const weeks = [one('weekly', '2026-09-28'), one('weekly', '2026-10-05', excused)];
    expect(visitsBefore(one('weekly', '2026-10-12'), weeks)).toEqual({ lastWasCall: false, excusedRunning: 1 });
    const called = [one('weekly', '2026-09-28'), one('weekly', '2026-10-05', call)];
    expect(visitsBefore(one('weekly', '2026-10-12'), called).lastWasCall).toBe(true);
  });

  it('are days by their week: days away are not weeks away', () => {
    const days = ['2026-10-12', '2026-10-13', '2026-10-14'].map((day) => one('daily', day, excused));
    expect(visitsBefore(one('daily', '2026-10-15'), days).excusedRunning).toBe(0);
    const week = ['2026-10-05', '2026-10-06'].map((day) => one('daily', day, excused));
    const earlier = [...days, ...week, one('weekly', '2026-10-05', excused), one('weekly', '2026-09-28', excused)];
    expect(visitsBefore(one('daily', '2026-10-15'), earlier).excusedRunning).toBe(2);
    expect(visitsBefore(one('daily', '2026-10-15'), [...earlier, one('daily', '2026-10-07')]).excusedRunning).toBe(0);
  });

  it('are calls running only where no one of the week saw her', () => {
    const week = [one('daily', '2026-10-05', call), one('daily', '2026-10-06', call)];
    expect(visitsBefore(one('daily', '2026-10-07'), week).lastWasCall).toBe(false);
    expect(visitsBefore(one('daily', '2026-10-12'), week).lastWasCall).toBe(true);
    expect(visitsBefore(one('daily', '2026-10-12'), [...week, one('daily', '2026-10-07')]).lastWasCall).toBe(false);
    expect(visitsBefore(one('daily', '2026-10-13'), [...week, one('daily', '2026-10-12')]).lastWasCall).toBe(false);
  });
});

describe('the walk (CR-57)', () => {
  it('goes on to the nearest that is left', () => {
    const at = (id: string, lng: number) => {
      const point = geoPoint(45, lng);
      if (point === null) throw new Error('no point');
      return { id, point };
    };
    const stops = [at('far', 126.9), at('near', 126.1), at('middle', 126.4)];
    expect(walkingOrder(stops, at('start', 126).point).map(({ id }) => id)).toEqual(['near', 'middle', 'far']);
  });
});

describe('the sample of the county (CR-58)', () => {
  const people = (many: number, township: string, provider: string): Served[] =>
    Array.from({ length: many }, (_, n) => ({
      ...{ seniorId: `${township}-${provider}-${String(n)}`, townshipId: township, providerId: provider },
    }));
  const all = [...people(300, 'a', 'p1'), ...people(150, 'b', 'p1'), ...people(6, 'c', 'p1'), ...people(1, 'a', 'p2')];

  it('is min(all, max(20, 5 %))', () => {
    expect([3, 20, 100, 400, 401].map(sampleSize)).toEqual([3, 20, 20, 20, 21]);
  });

  it('is the same for the same seed, in whatever order people come', () => {
    const ids = (served: readonly Served[]) => drawSample(served, 'seed').map(({ seniorId }) => seniorId);
    expect(ids([...all].reverse())).toEqual(ids(all));
    expect(drawSample(all, 'another')).not.toEqual(drawSample(all, 'seed'));
  });

  it('has each township in its share, at least once, and each provider', () => {
    for (let n = 0; n < 50; n += 1) {
      const drawn = drawSample(all, String(n));
      const of = (township: string): number => drawn.filter(({ townshipId }) => townshipId === township).length;
      expect([drawn.length, of('a'), of('b'), of('c')]).toEqual([23, 15, 7, 1]);
      expect(drawn.some(({ providerId }) => providerId === 'p2')).toBe(true);
    }
  });
});
