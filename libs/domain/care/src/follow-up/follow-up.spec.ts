import { describe, expect, it } from '@jest/globals';
import { instant, isRefusal } from '@silverbell/kernel';
import { drawnForFollowUp, onePerWorker } from './draw.js';
import { newFollowUp, recordCareFollowUp, type CareFollowUp } from './follow-up.js';

const OPEN = newFollowUp(
  {
    ...{ id: 'f', about: 'order', orderId: 'o', complaintId: null, seniorId: 's', workerId: 'w' },
    dueAt: instant(0),
  },
  '2026-10-14',
);
const tried = (before: CareFollowUp, on: string): CareFollowUp => {
  const after = recordCareFollowUp(before, { result: 'not-reached', satisfaction: null }, on);
  if (isRefusal(after)) throw new Error(after.refused);
  return after;
};

describe('CR-53: a follow-up of care', () => {
  it('is a call within a day', () => {
    expect(OPEN).toMatchObject({ kind: 'call', state: 'open', dueOn: '2026-10-15', triedOn: [] });
  });

  it('ends with whatever was found out, and takes nothing more', () => {
    const done = recordCareFollowUp(OPEN, { result: 'well', satisfaction: 'satisfied' }, '2026-10-14');
    expect(done).toMatchObject({ state: 'done', result: 'well', satisfaction: 'satisfied', version: 2 });
    const again = recordCareFollowUp(done as CareFollowUp, { result: 'well', satisfaction: null }, '2026-10-14');
    expect(again).toMatchObject({ refused: 'no-follow-up' });
  });

  it('becomes a visit with the third try on the second day, and not with three on one day', () => {
    const thrice = ['2026-10-14', '2026-10-14', '2026-10-14'].reduce(tried, OPEN);
    expect(thrice).toMatchObject({ kind: 'call', state: 'open' });
    expect(thrice.dueOn).toBe(OPEN.dueOn);
    const visit = tried(thrice, '2026-10-20');
    expect(visit).toMatchObject({ kind: 'visit', dueOn: '2026-10-21' });
    // CR-08: a try a day does not keep it off the list of what is overdue.
    expect(tried(visit, '2026-10-25').dueOn).toBe('2026-10-21');
    expect(tried(tried(OPEN, '2026-10-14'), '2026-10-15').kind).toBe('call');
    expect(['2026-10-14', '2026-10-14', '2026-10-15'].reduce(tried, OPEN).kind).toBe('visit');
  });
});

describe('CR-53: the visits that are asked about', () => {
  const visits = Array.from({ length: 4_000 }, (_, n) => ({ id: `o${String(n)}`, workerId: `w${String(n % 7)}` }));

  it('are about as many as the share says, and the same at every draw', () => {
    const drawn = drawnForFollowUp(visits, () => 5);
    expect(drawn.length).toBeGreaterThan(140);
    expect(drawn.length).toBeLessThan(260);
    expect(drawnForFollowUp(visits, () => 5)).toEqual(drawn);
    expect(drawnForFollowUp(visits, () => 0)).toEqual([]);
    expect(drawnForFollowUp(visits, () => 100)).toHaveLength(4_000);
  });

  it('are one of each worker of whom none was drawn, in whatever order they are read', () => {
    const chosen = onePerWorker(visits);
    expect(chosen.map(({ workerId }) => workerId).sort()).toEqual(['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6']);
    expect(new Set(onePerWorker([...visits].reverse()))).toEqual(new Set(chosen));
  });
});
