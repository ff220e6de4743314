// Real: PostgreSQL and its notifications. Not real: whoever has something to say.
import { describe, expect, it } from '@jest/globals';
import { PgWake, PgWakeListener } from '@silverbell/adapter-postgres';
import { ask, freshCases } from './fresh-cases.js';

describe('waking', () => {
  const eventually = async (true_: () => boolean): Promise<void> => {
    while (!true_()) await new Promise((next) => setImmediate(next));
  };

  it('reaches every listener once for many wakes of one moment', async () => {
    const { url } = await freshCases();
    const heard: string[] = [];
    const listener = await PgWakeListener.start({ url }, (what) => heard.push(what));
    const wake = new PgWake({ url });
    expect(heard.splice(0)).toEqual(['cases', 'outbox', 'deadlines']);
    try {
      for (let n = 0; n < 100; n += 1) wake.wake('cases');
      wake.wake('outbox');
      await eventually(() => heard.includes('outbox'));
      expect(heard).toEqual(['cases', 'cases', 'outbox']);
    } finally {
      await wake.close();
      await listener.close();
    }
  });

  it('comes back by itself after the connections were cut, and counts everything as woken', async () => {
    const { url, source } = await freshCases();
    const heard: string[] = [];
    const trouble: string[] = [];
    const options = { url, onTrouble: (error: Error) => trouble.push(error.message) };
    const listener = await PgWakeListener.start(options, (what) => heard.push(what));
    const wake = new PgWake(options);
    try {
      wake.wake('cases');
      await eventually(() => heard.length === 4);
      await ask(
        source,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and (application_name like '%-listen' or application_name like '%-wake')`,
      );
      await eventually(() => heard.length === 7);
      expect(listener.listening).toBe(true);
      while (heard.length < 8) {
        wake.wake('deadlines');
        await new Promise((next) => setTimeout(next, 5));
      }
      expect(heard[7]).toBe('deadlines');
      expect(trouble.length).toBeGreaterThan(0);
    } finally {
      await wake.close();
      await listener.close();
    }
  });
});
