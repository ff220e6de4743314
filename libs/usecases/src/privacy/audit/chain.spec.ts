import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { createHash } from 'node:crypto';
import { ChainWalk, EMPTY_CHAIN, linkOf, type ChainHead, type KeptLink, type Verified } from './chain.js';
import type { AuditRecord } from './port.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const entry = (id: number): AuditRecord => ({
  ...{ id, actor: 'a', action: 'senior-changed', subjectKind: 'senior', subjectId: `s-${String(id)}`, regionId: null },
  ...{ at: instant(id), details: { b: 1, a: 'x' } },
});
function chain(length: number): KeptLink[] {
  let hash = EMPTY_CHAIN.hash;
  return Array.from({ length }, (_, n) => {
    hash = linkOf(hash, entry(n + 1), sha256);
    return { position: n + 1, hash, entry: entry(n + 1), mac: 'right' as const };
  });
}
const [, second] = chain(3) as [KeptLink, KeptLink, KeptLink];
function verify(links: readonly KeptLink[], anchors: readonly ChainHead[] = []): Verified {
  const walk = new ChainWalk(sha256, anchors);
  for (const link of links) {
    const bad = walk.next(link);
    if (bad !== null) return bad;
  }
  return walk.end();
}
const at = (links: readonly KeptLink[], n: number): KeptLink => links[n] as KeptLink;

describe('a chain of audit entries', () => {
  const whole = chain(4);
  const head = { count: 4, hash: at(whole, 3).hash };

  it('is whole as written, in whatever order a database gives the details back', () => {
    expect(verify(whole, [head])).toEqual({ whole: true, head });
    const turned = { ...at(whole, 1), entry: { ...entry(2), details: { a: 'x', b: 1 } } };
    expect(verify([at(whole, 0), turned, at(whole, 2), at(whole, 3)])).toMatchObject({ whole: true });
    expect(verify([])).toEqual({ whole: true, head: EMPTY_CHAIN });
  });

  it.each<readonly [string, () => readonly KeptLink[], object]>([
    ['a changed entry', () => whole.with(1, { ...second, mac: 'wrong' }), { position: 2, fault: 'changed' }],
    ['a missing entry', () => whole.with(1, { ...second, entry: null }), { position: 2, fault: 'missing' }],
    ['a missing link', () => [at(whole, 0), at(whole, 2), at(whole, 3)], { position: 2, fault: 'missing' }],
    ['a missing last entry', () => whole.slice(0, 3), { position: 4, fault: 'missing-at-the-end' }],
    [
      'two that changed places',
      () => [at(whole, 0), { ...second, entry: entry(3) }, { ...at(whole, 2), entry: entry(2) }, at(whole, 3)],
      { position: 2, fault: 'reordered' },
    ],
    [
      'an entry without the code of the platform',
      () => whole.with(2, { ...at(whole, 2), mac: 'none' }),
      { position: 3, fault: 'inserted' },
    ],
    [
      'a chain that was written anew',
      () => chain(3).concat([{ ...at(whole, 3), hash: sha256('another') }]),
      { position: 4, fault: 'reordered' },
    ],
  ])('shows %s', (_, links, bad) => {
    expect(verify(links(), [head])).toMatchObject({ whole: false, ...bad });
  });

  it('begins with what was on file before entries had a code', () => {
    expect(verify(whole.map((link, n) => (n < 2 ? { ...link, mac: 'none' as const } : link)))).toMatchObject({
      whole: true,
    });
  });
});
