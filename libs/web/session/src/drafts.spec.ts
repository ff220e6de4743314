import { describe, expect, it } from '@jest/globals';
import { Session, type KeyValueStore } from '@silverbell/web-live';
import { Drafts } from './drafts.js';

function screen() {
  const all = new Map<string, string>();
  const store: KeyValueStore = {
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  };
  const session = new Session('console', store);
  const login = (id: string) =>
    session.begin({
      token: 't',
      expiresAt: '',
      lifetimeMs: 1,
      unfinished: [],
      user: { id, name: id, role: 'operator', regionId: null },
    });
  return { all, store, session, login, drafts: new Drafts('console', store, session) };
}

describe('what somebody was writing', () => {
  it('B2: is kept when her session runs out and when the page is loaded again', () => {
    const { store, session, login, drafts } = screen();
    login('wang');
    drafts.write('note:i-1', { text: '门口有狗' });
    session.end('expired');
    expect(drafts.read('note:i-1')).toEqual({ text: '门口有狗' });
    login('wang');
    expect(new Drafts('console', store, session).read('note:i-1')).toEqual({ text: '门口有狗' });
  });

  it('is gone when she logs out: nothing personal stays behind', () => {
    const { all, session, login, drafts } = screen();
    login('wang');
    drafts.write('note:i-1', { text: '门口有狗' });
    session.end('left');
    expect([...all.values()].join()).not.toContain('狗');
  });

  it('is gone too when she leaves from a session that ran out', () => {
    const { all, session, login, drafts } = screen();
    login('wang');
    drafts.write('note:i-1', { text: '门口有狗' });
    session.end('expired');
    session.end('left');
    expect(all.size).toBe(0);
  });

  it('CR-77: outlives a logout where a form is long, for its owner alone', () => {
    const { store, session, login } = screen();
    const drafts = new Drafts('office', store, session, 'outlive-a-logout');
    login('wang');
    drafts.write('senior:new', { name: '周' });
    session.end('left');
    login('wang');
    expect(drafts.read('senior:new')).toEqual({ name: '周' });
    session.end('left');
    login('li');
    expect(drafts.read('senior:new')).toBeUndefined();
    expect(store.getItem('office.drafts')).toBeNull();
  });

  it('is shown to nobody else at this screen', () => {
    const { all, session, login, drafts } = screen();
    login('wang');
    drafts.write('note:i-1', { text: '门口有狗' });
    session.end('expired');
    login('li');
    expect(drafts.read('note:i-1')).toBeUndefined();
    expect([...all.values()].join()).not.toContain('狗');
  });

  it('is forgotten once it was sent', () => {
    const { all, login, drafts } = screen();
    login('wang');
    drafts.write('note:i-1', { text: 'x' });
    drafts.write('close:i-1', { note: 'y' });
    drafts.forget('note:i-1');
    expect([drafts.read('note:i-1'), drafts.read('close:i-1')]).toEqual([undefined, { note: 'y' }]);
    drafts.forget('close:i-1');
    expect([...all.keys()]).toEqual(['console']);
  });
});
