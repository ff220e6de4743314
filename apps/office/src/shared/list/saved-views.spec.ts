import { describe, expect, it } from '@jest/globals';
import { SavedViews } from './saved-views.js';

function machine() {
  const all = new Map<string, string>();
  return {
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
  };
}
const address = { filters: { q: '周月娥', status: 'active' }, cursor: 'c9', columns: ['id'] };

describe('a saved view', () => {
  it('CR-77: brings back filters and columns, without the page and the words searched for', () => {
    const store = machine();
    new SavedViews(store, 'wang', 'devices').keep('在用', address);
    expect(new SavedViews(store, 'wang', 'devices').all()).toEqual([
      { name: '在用', search: 'status=active&columns=id' },
    ]);
    expect(store.getItem('silverbell.office.views.wang.devices')).not.toContain('周');
  });

  it('belongs to one person and one list', () => {
    const store = machine();
    new SavedViews(store, 'wang', 'devices').keep('在用', address);
    expect(new SavedViews(store, 'li', 'devices').all()).toEqual([]);
    expect(new SavedViews(store, 'wang', 'seniors').all()).toEqual([]);
  });

  it('is replaced under the same name, and removed by it', () => {
    const views = new SavedViews(machine(), 'wang', 'devices');
    views.keep('在用', address);
    expect(views.keep('在用', { ...address, columns: null })).toEqual([{ name: '在用', search: 'status=active' }]);
    expect(views.remove('在用')).toEqual([]);
  });

  it('is none where the browser keeps nothing or something else', () => {
    expect(new SavedViews(null, 'wang', 'devices').keep('x', address)).toHaveLength(1);
    const store = machine();
    store.setItem('silverbell.office.views.wang.devices', '{');
    expect(new SavedViews(store, 'wang', 'devices').all()).toEqual([]);
  });
});
