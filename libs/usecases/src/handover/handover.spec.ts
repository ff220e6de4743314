import { describe, expect, it } from '@jest/globals';
import { after, as, hours, instant, isRefusal, minutes, type AccountId, type RegionId } from '@silverbell/kernel';
import {
  acceptItem,
  handoverOf,
  leftToCheck,
  sign,
  stateOf,
  whyNotReceiver,
  withdrawHandover,
  type Handover,
  type HandoverFact,
  type HandoverItem,
} from './handover.js';

const [XU, SUN, LI] = ['xu', 'sun', 'li'].map((id) => as<AccountId>(id)) as [AccountId, AccountId, AccountId];
const NOW = instant(Date.UTC(2026, 10, 28, 7, 42));
const CASE: HandoverItem = { kind: 'incident', id: 'case', count: null };
const PROMISE: HandoverItem = { kind: 'call-back', id: 'promise', count: null };
const head = { id: 'h', regionId: as<RegionId>('county'), fromId: XU, toId: SUN, openedAt: NOW };
const listed = (item: HandoverItem): HandoverFact => ({ type: 'listed', by: XU, at: NOW, item });
const AT_SIGNING = {
  giverOwnsCases: false,
  secondPaths: [{ role: 'lead' as const, name: '袁红', answeredAt: NOW }],
};
const opened = (...items: HandoverItem[]): Handover => handoverOf(head, items.map(listed));

/** The handover after it, or the slug of the refusal. */
function after_(handover: Handover, facts: ReturnType<typeof sign>): Handover | string {
  if (isRefusal(facts)) return facts.refused;
  const { items, signedFromAt, signedToAt, withdrawnAt, ...rest } = handover;
  const log: HandoverFact[] = [
    ...items.map(({ acceptedAt: _, ...item }) => listed(item)),
    ...items.flatMap(({ kind, id, acceptedAt }): HandoverFact[] =>
      acceptedAt === null ? [] : [{ type: 'accepted', by: SUN, at: acceptedAt, item: { kind, id } }],
    ),
    ...(signedFromAt === null ? [] : [{ type: 'signed', by: XU, at: signedFromAt } as const]),
    ...(signedToAt === null ? [] : [{ type: 'signed', by: SUN, at: signedToAt } as const]),
    ...(withdrawnAt === null ? [] : [{ type: 'withdrawn', by: XU, at: withdrawnAt } as const]),
    ...facts,
  ];
  return handoverOf(rest, log);
}
const must = (handover: Handover | string): Handover => {
  if (typeof handover === 'string') throw new Error(handover);
  return handover;
};
const checked = (): Handover => {
  const first = opened(CASE, PROMISE);
  const second = must(after_(first, acceptItem(first, CASE, SUN, NOW)));
  return must(after_(second, acceptItem(second, PROMISE, SUN, NOW)));
};

describe('who may take a shift', () => {
  const receiver = { ofCentre: false, leadsRegion: false, unseen: [] };
  it.each([
    ['nobody of this name', null, 'owner-unknown'],
    ['an operator or lead of the centre', { ...receiver, ofCentre: true }, null],
    ['a lead of an overflow centre that covers the region', { ...receiver, leadsRegion: true }, null],
    ['a lead of a centre that does not', receiver, 'handover-elsewhere'],
    [
      'one who does not see a case of the giver',
      { ...receiver, ofCentre: true, unseen: [as<RegionId>('county-b')] },
      'handover-elsewhere',
    ],
  ])('%s: %j → %j', (_who, one, refused) => {
    expect(whyNotReceiver(one)?.refused ?? null).toBe(refused);
  });
});

describe('a handover', () => {
  it('is over when both have signed, and not before', () => {
    const one = must(after_(checked(), sign(checked(), XU, NOW, AT_SIGNING)));
    expect(stateOf(one)).toBe('open');
    const both = must(after_(one, sign(one, SUN, NOW, AT_SIGNING)));
    expect(stateOf(both)).toBe('signed');
    expect(after_(both, sign(both, SUN, NOW, AT_SIGNING))).toBe('handover-over');
  });

  it('cannot be signed while an item is not checked', () => {
    const handover = opened(CASE, PROMISE);
    expect(after_(handover, sign(handover, XU, NOW, AT_SIGNING))).toBe('handover-items-left');
    expect(leftToCheck(must(after_(handover, acceptItem(handover, CASE, SUN, NOW))))).toBe(1);
  });

  it('is checked by the person who takes the shift, and seen by the two of them alone', () => {
    const handover = opened(CASE);
    expect(after_(handover, acceptItem(handover, CASE, XU, NOW))).toBe('handover-receiver-only');
    expect(after_(handover, acceptItem(handover, CASE, LI, NOW))).toBe('not-found');
    expect(after_(handover, acceptItem(handover, { kind: 'incident', id: 'another' }, SUN, NOW))).toBe('not-found');
    expect(after_(handover, sign(handover, LI, NOW, AT_SIGNING))).toBe('not-found');
  });

  it('takes an item once', () => {
    const handover = must(after_(opened(CASE), acceptItem(opened(CASE), CASE, SUN, NOW)));
    expect(acceptItem(handover, CASE, SUN, after(NOW, minutes(1)))).toEqual([]);
  });

  it('is not signed by a giver who owns an open case', () => {
    expect(after_(checked(), sign(checked(), XU, NOW, { ...AT_SIGNING, giverOwnsCases: true }))).toBe('duty-owns-case');
  });

  it.each([
    ['nobody answers beside the console', []],
    ['the line was never tried', [{ role: 'lead' as const, name: '袁红', answeredAt: null }]],
    [
      'it was answered more than a month ago',
      [{ role: 'overflow' as const, name: '备援', answeredAt: instant(NOW - hours(32 * 24)) }],
    ],
  ])('gives nobody a seat when %s (H01)', (_, secondPaths) => {
    expect(after_(checked(), sign(checked(), SUN, NOW, { ...AT_SIGNING, secondPaths }))).toBe('no-second-path');
    expect(typeof after_(checked(), sign(checked(), XU, NOW, { ...AT_SIGNING, secondPaths }))).toBe('object');
  });

  it('may be taken back until both have signed, and is over then', () => {
    const handover = must(after_(opened(CASE), withdrawHandover(opened(CASE), SUN, NOW)));
    expect(stateOf(handover)).toBe('withdrawn');
    expect(after_(handover, acceptItem(handover, CASE, SUN, NOW))).toBe('handover-over');
  });
});
