import { describe, expect, it } from '@jest/globals';
import { NOTICE_OWNERS, noticeRefused } from './notices.js';

const refused = (...asked: Parameters<typeof noticeRefused>): string => noticeRefused(...asked)?.refused ?? 'taken';
const died = { endReason: 'death' } as const;
const running = { endReason: null };

describe('CR-27, CR-22: what is taken note of', () => {
  it('is an end by provider and county, its family by the community, a move by the township', () => {
    expect(refused(died, 'ended', 'provider-manager', null)).toBe('taken');
    expect(refused(died, 'ended', 'county-officer', null)).toBe('taken');
    expect(refused(died, 'family', 'community-officer', null)).toBe('taken');
    expect(refused(running, 'moved', 'township-officer', '2026-10-14')).toBe('taken');
  });

  it('is refused to every other office', () => {
    for (const notice of ['ended', 'family', 'moved'] as const)
      for (const role of ['supervisor', 'finance-officer', 'operator'] as const) {
        expect(NOTICE_OWNERS[notice]).not.toContain(role);
        expect(refused(died, notice, role, '2026-10-14')).toBe('not-allowed');
      }
  });

  it('is refused where nothing ended, nobody moved, or the office decided', () => {
    expect(refused(running, 'ended', 'county-officer', null)).toBe('nothing-to-note');
    expect(refused({ endReason: 'class-lost' }, 'family', 'community-officer', null)).toBe('nothing-to-note');
    expect(refused({ endReason: 'moved-out' }, 'family', 'community-officer', null)).toBe('taken');
    expect(refused(running, 'moved', 'township-officer', null)).toBe('nothing-to-note');
  });
});
