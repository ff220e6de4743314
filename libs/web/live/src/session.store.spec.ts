import { describe, expect, it } from '@jest/globals';
import { Session, type KeyValueStore } from './session.store.js';

function storage(): KeyValueStore & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  };
}
const wang = { id: 'a-1', name: '王', role: 'operator', regionId: 'town' };

describe('a session in the browser', () => {
  it('B1b: survives a reload whatever the clock of the PC says; the server alone ends it', () => {
    const store = storage();
    new Session('console', store).begin({
      token: 't1',
      expiresAt: '1970-01-01T08:00:00Z',
      lifetimeMs: 1,
      user: wang,
      unfinished: [],
    });
    const again = new Session('console', store);
    expect(again.state()).toMatchObject({ token: 't1', user: wang });
    again.end('expired');
    expect(again.state()).toMatchObject({ token: null, ended: 'expired' });
    expect(new Session('console', store).state().token).toBeNull();
  });

  it('keeps its person when it expired, and nobody when it was revoked or logged out', () => {
    const session = new Session('console', storage());
    const given = { token: 't1', expiresAt: '2026-03-01T08:00:00Z', lifetimeMs: 1, user: wang, unfinished: [] };
    const after = (reason: 'expired' | 'revoked' | 'left') => {
      session.begin(given);
      session.end(reason);
      return [session.state().user, session.state().expired];
    };
    expect(after('revoked')).toEqual([null, null]);
    expect(after('left')).toEqual([null, null]);
    expect(after('expired')).toEqual([null, wang]);
    session.end('left');
    expect(session.state()).toMatchObject({ expired: null, ended: 'left' });
  });

  it('begins logged out when the stored value is no session', () => {
    const store = storage();
    for (const text of ['', '{', '{"token":1}', '{"token":"t"}', 'null']) {
      store.setItem('console', text);
      expect(new Session('console', store).state().token).toBeNull();
    }
  });
});
