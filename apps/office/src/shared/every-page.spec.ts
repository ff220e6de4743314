import { describe, expect, it } from '@jest/globals';
import { everyPage } from './every-page.js';

describe('a list that is read to its end', () => {
  it('has the rows of all pages in their order, and asks no further', async () => {
    const asked: (string | undefined)[] = [];
    const pages: Readonly<Record<string, { items: number[]; nextCursor: string | null }>> = {
      first: { items: [1, 2], nextCursor: 'second' },
      second: { items: [3], nextCursor: null },
    };
    const all = await everyPage((cursor) => {
      asked.push(cursor);
      return Promise.resolve(pages[cursor ?? 'first'] ?? { items: [] });
    });
    expect([all, asked]).toEqual([
      [1, 2, 3],
      [undefined, 'second'],
    ]);
  });
});
