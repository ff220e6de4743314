import { describe, expect, it } from '@jest/globals';
import { refuse } from '@silverbell/kernel';
import { allOrNothing } from './all-or-nothing.js';

describe('the write of a fake', () => {
  const filled = () => ({ rows: new Map([['a', 1]]), told: ['before'] });
  const fill = ({ rows, told }: ReturnType<typeof filled>): void => {
    rows.set('a', 2).set('b', 3);
    told.push('after');
  };

  it('keeps what was written', async () => {
    const kept = filled();
    const done = allOrNothing([kept.rows, kept.told], () => {
      fill(kept);
      return Promise.resolve({ id: 'a', audit: null });
    });
    expect(await done).toEqual({ id: 'a' });
    expect([[...kept.rows.values()], kept.told]).toEqual([
      [2, 3],
      ['before', 'after'],
    ]);
  });

  it('writes nothing when the command is refused, and nothing when it breaks', async () => {
    const kept = filled();
    const refused = allOrNothing([kept.rows, kept.told], () => {
      fill(kept);
      return Promise.resolve(refuse('not-found'));
    });
    expect(await refused).toEqual(refuse('not-found'));
    expect(kept).toEqual(filled());
    const broken = allOrNothing([kept.rows, kept.told], () => {
      fill(kept);
      return Promise.reject(new Error('the disk is full'));
    });
    await expect(broken).rejects.toThrow('the disk is full');
    expect(kept).toEqual(filled());
  });
});
