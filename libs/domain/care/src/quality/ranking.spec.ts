import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProviderNotice } from './notice.js';
import { rankProviders, sharesOf, type ProviderMonth } from './ranking.js';

const notice = (more: Partial<ProviderNotice> = {}): ProviderNotice => ({
  ...{ received: 0, kinds: {}, withdrawn: 0, founded: 0, due: 0, answeredInTime: 0, answersRated: 0 },
  ...{ answersDissatisfied: 0, visitsRated: 0, visitsDissatisfied: 0, verifications: 0, upheld: 0, ...more },
});
const of = (id: string, visits: number, more: Partial<ProviderNotice> | null = {}) => ({
  ...{ id, visits, notice: more === null ? null : notice(more) },
});
const ranksOf = (providers: readonly ReturnType<typeof of>[], leastVisits = 30) =>
  rankProviders(providers, leastVisits).map(({ provider, rank }) => [provider.id, rank]);

describe('CR-77: the ranking of providers', () => {
  it('goes by founded complaints for every 1,000 visits, not by their number', () => {
    expect(ranksOf([of('small', 100, { founded: 1 }), of('large', 1_000, { founded: 2 })])).toEqual([
      ['large', 1],
      ['small', 2],
    ]);
  });

  it('goes by dissatisfied visits where complaints are equal, then by answers in time', () => {
    const equal = { founded: 1, visitsRated: 10, due: 4 };
    const late = of('late', 100, { ...equal, visitsDissatisfied: 1, answeredInTime: 3 });
    const inTime = of('in-time', 100, { ...equal, visitsDissatisfied: 1, answeredInTime: 4 });
    const better = of('better', 200, { founded: 2, visitsRated: 20, visitsDissatisfied: 1, due: 4 });
    expect(ranksOf([late, inTime, better])).toEqual([
      ['better', 1],
      ['in-time', 2],
      ['late', 3],
    ]);
  });

  it('lets equal figures share a rank, and leaves the next ones free', () => {
    const [one, other] = [of('one', 100, { founded: 1 }), of('other', 200, { founded: 2 })];
    expect(ranksOf([of('last', 100, { founded: 2 }), one, other])).toEqual([
      ['one', 1],
      ['other', 1],
      ['last', 3],
    ]);
  });

  it('puts who was not rated behind who was; who had nothing to answer was not late', () => {
    const rated = of('rated', 100, { visitsRated: 10, visitsDissatisfied: 9 });
    expect(ranksOf([of('unrated', 100), rated])).toEqual([
      ['rated', 1],
      ['unrated', 2],
    ]);
    const late = of('late', 100, { due: 2, answeredInTime: 1 });
    expect(ranksOf([late, of('nothing-due', 100)])).toEqual([
      ['nothing-due', 1],
      ['late', 2],
    ]);
  });

  it('gives no rank for too few visits or without a notice, and lists them behind', () => {
    const few = of('few', 29);
    expect(ranksOf([few, of('no-notice', 500, null), of('enough', 30, { founded: 30 })])).toEqual([
      ['enough', 1],
      ['few', null],
      ['no-notice', null],
    ]);
    expect(ranksOf([few], 29)).toEqual([['few', 1]]);
    expect(ranksOf([])).toEqual([]);
  });

  it('CR-75: a share of nothing is null, never 0 or 1', () => {
    expect(sharesOf(of('x', 0))).toEqual({ foundedPer1000: null, dissatisfied: null, answeredInTime: null });
    expect(sharesOf(of('x', 100, null))).toEqual({ foundedPer1000: null, dissatisfied: null, answeredInTime: null });
    const told = { founded: 1, visitsRated: 4, visitsDissatisfied: 1, due: 2, answeredInTime: 2 };
    expect(sharesOf(of('x', 400, told))).toEqual({ foundedPer1000: 2.5, dissatisfied: 0.25, answeredInTime: 1 });
  });

  it('loses nobody, and does not depend on the order in which they come', () => {
    const whole = fc.integer({ min: 0, max: 5 });
    const months = fc.array(
      fc.record({ visits: fc.integer({ min: 0, max: 60 }), founded: whole, visitsRated: whole, due: whole }),
    );
    fc.assert(
      fc.property(months, (all) => {
        const providers: ProviderMonth[] = all.map(({ visits, ...more }) => ({ visits, notice: notice(more) }));
        const ranked = rankProviders(providers, 30);
        expect(ranked).toHaveLength(providers.length);
        const ranks = ranked.flatMap(({ rank }) => (rank === null ? [] : [rank]));
        expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
        const rankOf = (one: ProviderMonth, among: typeof ranked) => among.find(({ provider }) => provider === one);
        const turned = rankProviders([...providers].reverse(), 30);
        for (const one of providers) expect(rankOf(one, turned)?.rank).toBe(rankOf(one, ranked)?.rank);
      }),
    );
  });
});
