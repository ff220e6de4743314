import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import { SubjectQueue } from './subject-queue.js';
import { WriteBatches } from './write-batches.js';
import type { WriteItem } from './write-request.js';

const item = (subject: string): WriteItem => ({
  ...{
    subject,
    at: instant(0),
    expected: [],
    forbidsOtherOpen: true,
    lastClosed: null,
    source: null,
    deliveries: [],
    change: null,
  },
  ...{ sealed: [], newKeys: [], keysUsed: [] },
});

/** Answers each statement when it is let go; `refuse`: what the database says to a batch. */
function world(refuse: (subjects: readonly string[]) => Error | null = () => null) {
  const asked: string[][] = [];
  const letGo: (() => void)[] = [];
  const pool = {
    query: async (_sql: string, [question]: [string]) => {
      const items = JSON.parse(question) as { subject: string }[];
      const subjects = items.map(({ subject }) => subject);
      asked.push(subjects);
      await new Promise<void>((go) => letGo.push(go));
      const refusal = refuse(subjects);
      if (refusal !== null) throw refusal;
      return items.map((_, n) => ({ n, outcome: 'written', number: String(n), deliveries: null, fresh: null }));
    },
  } as unknown as Queryable;
  const batches = new WriteBatches(pool, () => true);
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      while (letGo.length > 0) letGo.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { batches, asked, settle };
}

describe('what is written', () => {
  it('leaves at once when it comes alone; what comes while two statements are under way shares the next', async () => {
    const { batches, asked, settle } = world();
    const all = ['a', 'b', 'c', 'd', 'e'].map((subject) => batches.write(item(subject)));
    expect(asked).toEqual([['a'], ['b']]);
    await settle();
    await Promise.all(all);
    expect(asked).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
  });

  it('is tried by itself where the database refuses a batch: what is wrong with one is nobody else’s trouble', async () => {
    const { batches, asked, settle } = world((subjects) => (subjects.includes('bad') ? new Error('refused') : null));
    const all = ['a', 'b', 'c', 'bad', 'd'].map((subject) => batches.write(item(subject)));
    const ended = Promise.allSettled(all);
    await settle();
    expect((await ended).map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    ]);
    expect(asked.slice(2)).toEqual([['c', 'bad', 'd'], ['c'], ['bad'], ['d']]);
  });

  it('is not tried again behind a broken connection: whether it is written is unknown', async () => {
    const lost = Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    const { batches, asked, settle } = world((subjects) => (subjects.length > 1 ? lost : null));
    const all = ['a', 'b', 'c', 'd'].map((subject) => batches.write(item(subject)));
    const ended = Promise.allSettled(all);
    await settle();
    expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(asked).toHaveLength(3);
  });
});

describe('the work on one subject', () => {
  it('is done in its order, and that on others beside it', async () => {
    const queue = new SubjectQueue();
    const order: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const first = queue.run('a', async () => {
      await gate;
      order.push('a1');
    });
    expect([queue.isFree('a'), queue.isFree('b')]).toEqual([false, true]);
    const second = queue.run('a', () => Promise.resolve(void order.push('a2')));
    await queue.run('b', () => Promise.resolve(void order.push('b')));
    open();
    await Promise.all([first, second]);
    expect([order, queue.isFree('a')]).toEqual([['b', 'a1', 'a2'], true]);
  });

  it('goes on after work that failed', async () => {
    const queue = new SubjectQueue();
    const failing = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', () => Promise.resolve(1));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe(1);
  });
});
