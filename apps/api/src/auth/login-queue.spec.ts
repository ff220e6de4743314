import { describe, expect, it } from '@jest/globals';
import { LoginQueue } from './login-queue.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Checks that end when told to. */
function desk() {
  const queue = new LoginQueue();
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  return {
    begun,
    most: () => most,
    asks: (username: string, address: string) =>
      queue.run({ username, address }, () => {
        begun.push(username);
        running += 1;
        most = Math.max(most, running);
        return new Promise<void>((resolve) =>
          ends.push(() => {
            running -= 1;
            resolve();
          }),
        );
      }),
    async endsAll(): Promise<void> {
      while (ends.length > 0) {
        ends.shift()?.();
        await settled();
      }
    },
  };
}

describe('the queue of logins', () => {
  it('checks two passwords at a time, in the order in which they came', async () => {
    const { asks, begun, endsAll, most } = desk();
    for (const name of ['a', 'b', 'c', 'd']) void asks(name, '10.0.0.1');
    expect(begun).toEqual(['a', 'b']);
    await endsAll();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    expect(most()).toBe(2);
  });

  it('checks one password of an account and address at a time, and lets others pass', async () => {
    const { asks, begun, endsAll } = desk();
    for (const name of ['wang', 'wang', 'wang', 'li']) void asks(name, '10.0.0.1');
    expect(begun).toEqual(['wang', 'li']);
    await endsAll();
    expect(begun).toEqual(['wang', 'li', 'wang', 'wang']);
  });

  it('is short, and one address cannot fill it', async () => {
    const { asks, endsAll } = desk();
    const answers = (address: string) => Array.from({ length: 60 }, (_, n) => asks(`x${String(n)}`, address));
    const first = answers('10.0.0.1').filter((answer) => answer !== null).length;
    const second = answers('10.0.0.2').filter((answer) => answer !== null).length;
    const third = answers('10.0.0.3').filter((answer) => answer !== null).length;
    expect([first, second, third]).toEqual([34, 16, 0]);
    await endsAll();
    expect(asks('later', '10.0.0.3')).not.toBeNull();
  });

  it('goes on after a check that broke', async () => {
    const queue = new LoginQueue();
    const login = { username: 'wang', address: '10.0.0.1' };
    await expect(queue.run(login, () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    await expect(queue.run(login, () => Promise.resolve('in'))).resolves.toBe('in');
  });
});
