import { describe, expect, it } from '@jest/globals';
import { happenedTo } from './recent.js';

describe('what happened to a senior lately', () => {
  it('is one line of time of calls, keys and consents, the newest first', () => {
    const key = {
      holderName: '曹建军',
      custody: [
        { what: 'fits' as const, holderKind: 'station', by: { id: 'c', name: '曹建军' }, at: '2026-11-04T09:53:00Z' },
      ],
    };
    const consent = {
      purpose: 'position' as const,
      givenBy: '周月娥',
      givenAt: '2026-01-02T02:00:00Z',
      withdrawnAt: '2026-11-20T02:00:00Z',
    };
    const incident = {
      id: 'i-1',
      number: '1121-1',
      phase: 'closed',
      raisedAt: '2026-11-21T06:02:00Z',
      outcome: 'false-alarm',
    };
    type SeniorRecord = Parameters<typeof happenedTo>[0];
    const file = { incidents: [incident], homeFile: { keys: [key] }, consents: [consent] } as unknown as SeniorRecord;
    expect(happenedTo(file).map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['incident', '2026-11-21'],
      ['withdrawal', '2026-11-20'],
      ['key', '2026-11-04'],
      ['consent', '2026-01-02'],
    ]);
  });
});
