import { describe, expect, it } from '@jest/globals';
import { monthBefore, monthEnds, monthOfNotice, noticeOf, type NoticedComplaint } from './notice.js';

const complaint = (more: Partial<NoticedComplaint> = {}): NoticedComplaint => ({
  ...{ kind: 'late', isWithdrawn: false, finding: null, receivedOn: '2026-10-12', answerDue: '2026-10-19' },
  ...{ answeredOn: null, rating: null, ...more },
});
const of = (complaints: readonly NoticedComplaint[], more: object = {}) =>
  noticeOf('2026-10-01', { complaints, visitRatings: [], verifications: [], ...more });

describe('CR-52: the monthly notice of a provider', () => {
  it('is made on the first day of a month, of the month before', () => {
    expect(monthOfNotice('2026-11-01')).toBe('2026-10-01');
    expect(monthOfNotice('2027-01-01')).toBe('2026-12-01');
    expect(monthOfNotice('2026-11-02')).toBeNull();
    expect(['2026-02-01', '2028-02-01', '2026-12-01'].map(monthEnds)).toEqual([
      '2026-02-28',
      '2028-02-29',
      '2026-12-31',
    ]);
    expect(['2026-10-14', '2027-01-01', '2026-03-31'].map(monthBefore)).toEqual([
      '2026-09-01',
      '2026-12-01',
      '2026-02-01',
    ]);
  });

  it('counts what was received by its kind, without what was withdrawn or told twice', () => {
    const notice = of([
      complaint(),
      complaint({ kind: 'attitude', finding: 'founded' }),
      complaint({ finding: 'duplicate' }),
      complaint({ isWithdrawn: true }),
      complaint({ receivedOn: '2026-09-30', answerDue: '2026-09-30' }),
    ]);
    expect(notice).toMatchObject({ received: 2, kinds: { late: 1, attitude: 1 }, withdrawn: 1, founded: 1 });
  });

  it('counts an answer as in time on its last day, and not on the day behind it', () => {
    const notice = of([
      complaint({ answeredOn: '2026-10-19' }),
      complaint({ answeredOn: '2026-10-20' }),
      complaint(),
      complaint({ receivedOn: '2026-09-28', answerDue: '2026-10-09', answeredOn: '2026-10-08' }),
      complaint({ receivedOn: '2026-10-30', answerDue: '2026-11-06', answeredOn: '2026-10-31' }),
    ]);
    expect(notice).toMatchObject({ due: 4, answeredInTime: 2, received: 4 });
  });

  it('says nothing of money, privacy and abuse, which the county answers', () => {
    expect(of([complaint({ kind: 'abuse' }), complaint({ kind: 'money' })])).toMatchObject({ received: 0, due: 0 });
  });

  it('leaves out what nobody rated', () => {
    const notice = of([complaint({ rating: 'dissatisfied' }), complaint({ rating: 'not-rated' })], {
      visitRatings: ['satisfied', 'not-rated', 'dissatisfied'],
      verifications: [{ upheld: true }, { upheld: false }],
    });
    expect(notice).toMatchObject({
      ...{ answersRated: 1, answersDissatisfied: 1, visitsRated: 2, visitsDissatisfied: 1 },
      ...{ verifications: 2, upheld: 1 },
    });
  });
});
