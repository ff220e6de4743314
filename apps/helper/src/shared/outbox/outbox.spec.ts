import 'fake-indexeddb/auto';
import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '@silverbell/web-api-client';
import { openDB } from 'idb';
import { stateForHer, type Entry } from './entry.js';
import { IndexedDbEntryStore } from './indexed-db.store.js';
import { Outbox, type EntryStore } from './outbox.store.js';

class MemoryStore implements EntryStore {
  readonly kept = new Map<string, Entry>();
  all = () => Promise.resolve([...this.kept.values()]);
  put = (entry: Entry) => Promise.resolve(void this.kept.set(entry.id, entry));
  remove = (id: string) => Promise.resolve(void this.kept.delete(id));
}

function phone({ store = new MemoryStore() as EntryStore, owner = 'wang' } = {}) {
  const state = { owner: owner as string | null, problem: null as ApiProblem | null, n: 0 };
  const sent: Entry[] = [];
  const outbox = new Outbox({
    ...{ store, owner: () => state.owner, now: () => 1_000 + state.n, onAnswered: () => undefined },
    newId: () => `key-${String((state.n += 1))}`,
    send: (entry) => {
      sent.push(entry);
      return state.problem === null ? Promise.resolve() : Promise.reject(state.problem);
    },
  });
  return { outbox, sent, state, store };
}
const noNetwork = new ApiProblem('unreachable', 0, undefined);
const routes = (entries: readonly Entry[]) =>
  entries.map(({ route, state, tries }) => `${route} ${state} ${String(tries)}`);

describe('reports of a helper without network', () => {
  it('wait, in the order she made them, and go out once the network is back', async () => {
    const { outbox, sent, state } = phone();
    state.problem = noNetwork;
    await outbox.add('depart', 'a-1', {});
    await outbox.add('arrive', 'a-1', { doorTag: 'T-1' });
    expect(routes(outbox.entries())).toEqual(['depart waiting 2', 'arrive waiting 0']);
    state.problem = null;
    sent.length = 0;
    await outbox.flush();
    expect(sent.map(({ route }) => route)).toEqual(['depart', 'arrive']);
    expect(outbox.entries().map(({ state: now }) => now)).toEqual(['delivered', 'delivered']);
  });

  it('keep their idempotency key over every attempt', async () => {
    const { outbox, sent, state } = phone();
    state.problem = noNetwork;
    await outbox.add('finish', 'a-1', { condition: 'fine' });
    await outbox.flush();
    state.problem = null;
    await outbox.flush();
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('are one report when an excited thumb presses twice', async () => {
    const { outbox, state } = phone();
    state.problem = noNetwork;
    await outbox.add('arrive', 'a-1', {});
    await outbox.add('arrive', 'a-1', {});
    expect(outbox.entries()).toHaveLength(1);
  });

  it('survive a reload of the page in IndexedDB, and leave no content there once delivered', async () => {
    const first = phone({ store: new IndexedDbEntryStore('reload') });
    first.state.problem = noNetwork;
    await first.outbox.add('scene', 'a-1', { code: 'no-access', note: '门口有狗' });
    const second = phone({ store: new IndexedDbEntryStore('reload') });
    await second.outbox.load();
    expect(second.outbox.entries()[0]?.body).toEqual({ code: 'no-access', note: '门口有狗' });
    await second.outbox.flush();
    expect(JSON.stringify(await new IndexedDbEntryStore('reload').all())).not.toContain('狗');
  });

  it('that an older page of ours left behind are still sent', async () => {
    const { owner, route, body } = { owner: 'wang', route: 'arrive', body: {} } as const;
    const old = { id: 'old-1', owner, route, assignmentId: 'a-9', body, madeAt: 1, state: 'waiting', tries: 2 };
    const db = await openDB('older', 1, { upgrade: (fresh) => void fresh.createObjectStore('entry') });
    await db.put('entry', { ...old, refusal: null }, old.id);
    db.close();
    const now = phone({ store: new IndexedDbEntryStore('older') });
    await now.outbox.load();
    await now.outbox.flush();
    expect(now.sent.map(({ id, subjectId }) => [id, subjectId])).toEqual([['old-1', 'a-9']]);
  });

  it('go out where the browser stores nothing at all', async () => {
    const closed: EntryStore = {
      all: () => Promise.reject(new Error('forbidden')),
      put: () => Promise.reject(new Error('forbidden')),
      remove: () => Promise.reject(new Error('forbidden')),
    };
    const { outbox, sent } = phone({ store: closed });
    await outbox.load();
    await outbox.add('depart', 'a-1', {});
    expect(sent).toHaveLength(1);
  });
});

describe('an answer of the platform', () => {
  it('that refuses ends the report with its sentence, and the next one goes on', async () => {
    const { outbox, state } = phone();
    state.problem = new ApiProblem('already-closed', 409, '事件已办结');
    await outbox.add('finish', 'a-1', { condition: 'fine' });
    expect(outbox.entries()[0]).toMatchObject({ state: 'refused', refusal: { sentence: '事件已办结' } });
    state.problem = null;
    await outbox.add('depart', 'a-2', {});
    expect(routes(outbox.entries())).toEqual(['finish refused 0', 'depart delivered 0']);
  });

  it.each([401, 408, 429, 503])('of status %i is none: the report waits', async (status) => {
    const { outbox, state } = phone();
    state.problem = new ApiProblem('x', status, undefined);
    await outbox.add('depart', 'a-1', {});
    expect(outbox.entries()[0]?.state).toBe('waiting');
  });

  it('is dismissed when she has read it; what waits cannot be taken back', async () => {
    const { outbox, state } = phone();
    await outbox.add('depart', 'a-1', {});
    await outbox.dismiss('key-1');
    expect(outbox.entries()).toEqual([]);
    state.problem = noNetwork;
    await outbox.add('arrive', 'a-1', {});
    await outbox.dismiss('key-2');
    expect(outbox.entries()).toHaveLength(1);
  });
});

describe('the reports of another account', () => {
  it('are neither shown nor sent after she has logged out', async () => {
    const { outbox, sent, state } = phone();
    state.problem = noNetwork;
    await outbox.add('depart', 'a-1', {});
    Object.assign(state, { owner: 'li', problem: null });
    outbox.ownerChanged();
    sent.length = 0;
    await outbox.flush();
    expect([outbox.entries(), sent]).toEqual([[], []]);
    state.owner = 'wang';
    outbox.ownerChanged();
    await outbox.flush();
    expect(sent).toHaveLength(1);
  });
});

describe('where a task stands for her', () => {
  const entry = (more: Partial<Entry>): Entry => ({
    ...{ id: 'k', owner: 'wang', route: 'arrive', subjectId: 'a-1', body: {}, madeAt: 0 },
    ...{ state: 'waiting', tries: 1, refusal: null },
    ...more,
  });
  it.each([
    ['nothing waits', [], 'accepted'],
    ['an arrival waits', [entry({})], 'arrived'],
    ['an arrival is on its way for the first time', [entry({ tries: 0 })], 'accepted'],
    ['an arrival was refused', [entry({ state: 'refused' })], 'accepted'],
    ['a scene report waits', [entry({ route: 'scene' })], 'accepted'],
    ['an arrival of another task waits', [entry({ subjectId: 'a-2' })], 'accepted'],
    ['a finish waits behind an arrival', [entry({}), entry({ route: 'finish' })], 'finished'],
  ] as const)('%s: %s', (_, entries, state) => {
    expect(stateForHer('accepted', 'a-1', entries)).toBe(state);
  });
});
