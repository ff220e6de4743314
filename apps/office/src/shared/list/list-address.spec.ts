import { describe, expect, it } from '@jest/globals';
import { readAddress, withFilter, writeAddress } from './list-address.js';

const of = (search: string) => readAddress(new URLSearchParams(search));

describe('the address of a list', () => {
  it('CR-77: holds filters, columns and the page, and is read back as it was written', () => {
    const search = 'q=%E5%91%A8&status=active&columns=id%2Cname&cursor=c1';
    expect(of(search)).toEqual({ filters: { q: '周', status: 'active' }, cursor: 'c1', columns: ['id', 'name'] });
    expect(of(new URLSearchParams(writeAddress(of(search))).toString())).toEqual(of(search));
  });

  it('goes back to the first page when a filter changes, and keeps the columns', () => {
    expect(withFilter(of('columns=id&cursor=c1'), 'q', '周')).toEqual({
      ...{ filters: { q: '周' }, cursor: null, columns: ['id'] },
    });
  });

  it('does not hold a filter that was emptied', () => {
    expect(writeAddress(withFilter(of('q=x'), 'q', ''))).toEqual({});
  });
});
