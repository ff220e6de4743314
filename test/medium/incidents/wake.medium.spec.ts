// Real: PostgreSQL and its notifications. Not real: whoever has something to say.
import { describe, expect, it } from '@jest/globals';
import { PgNotifier, PgNotificationListener } from '@silverbell/adapter-postgres';
import { as, instant, type HelperId, type IncidentId, type RegionId } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import { ask, freshIncidents } from './fresh-cases.js';

describe('waking', () => {
  const eventually = async (true_: () => boolean): Promise<void> => {
    while (!true_()) await new Promise((next) => setImmediate(next));
  };

  it('reaches every listener once for many wakes of one moment', async () => {
    const { url } = await freshIncidents();
    const heard: string[] = [];
    const listener = await PgNotificationListener.start({ url }, (what) => heard.push(what));
    const wake = new PgNotifier({ url });
    expect(heard.splice(0)).toEqual(['cases', 'outbox', 'deadlines']);
    try {
      for (let n = 0; n < 100; n += 1) wake.notify('cases');
      wake.notify('outbox');
      await eventually(() => heard.includes('outbox'));
      expect(heard).toEqual(['cases', 'outbox']);
    } finally {
      await wake.close();
      await listener.close();
    }
  });

  it('carries what is new, the newest of each case alone, and leaves out who said it', async () => {
    const { url } = await freshIncidents();
    const heard: unknown[] = [];
    const own: unknown[] = [];
    const wake = new PgNotifier({ url });
    const listener = await PgNotificationListener.start({ url }, (what, news) => heard.push([what, news]));
    const self = await PgNotificationListener.start({ url }, (what) => own.push(what), wake.name);
    heard.length = own.length = 0;
    const change = (version: number): ChangedIncident => ({
      ...{
        id: as<IncidentId>('i-1'),
        subject: 'home:h',
        version,
        phase: 'waiting',
        open: true,
        regionId: as<RegionId>('r'),
      },
      ...{ seniorIds: [], helperIds: [], silent: false, practice: null, lastChangeAt: instant(version) },
    });
    try {
      wake.notify('cases', { cases: [change(2)] });
      wake.notify('cases', { cases: [change(3)] });
      wake.notify('outbox', { channels: ['socket'] });
      wake.notify('outbox', { channels: ['sms', 'socket'] });
      wake.notify('deadlines', { dueAt: instant(9) });
      wake.notify('deadlines', { dueAt: instant(5) });
      await eventually(() => heard.length === 3);
      expect(heard).toEqual([
        ['cases', { cases: [change(3)] }],
        ['outbox', { channels: ['socket', 'sms'] }],
        ['deadlines', { dueAt: 5 }],
      ]);
      expect(own).toEqual([]);
    } finally {
      await wake.close();
      await listener.close();
      await self.close();
    }
  });

  it('makes everybody look at everything when the news is longer than a message may be', async () => {
    const { url } = await freshIncidents();
    const heard: unknown[] = [];
    const wake = new PgNotifier({ url });
    const listener = await PgNotificationListener.start({ url }, (what, news) => heard.push([what, news]));
    heard.length = 0;
    try {
      const helperIds = Array.from({ length: 900 }, (_, n) => as<HelperId>(`helper-${n}`));
      wake.notify('cases', {
        cases: [
          {
            ...{
              id: as<IncidentId>('i-1'),
              subject: 'home:h',
              version: 1,
              phase: 'waiting',
              open: true,
              regionId: as<RegionId>('r'),
            },
            ...{ seniorIds: [], helperIds, silent: false, practice: null, lastChangeAt: instant(1) },
          },
        ],
      });
      await eventually(() => heard.length === 1);
      expect(heard).toEqual([['cases', undefined]]);
    } finally {
      await wake.close();
      await listener.close();
    }
  });

  it('comes back by itself after the connections were cut, and counts everything as woken', async () => {
    const { url, source } = await freshIncidents();
    const heard: string[] = [];
    const trouble: string[] = [];
    const options = { url, onTrouble: (error: Error) => trouble.push(error.message) };
    const listener = await PgNotificationListener.start(options, (what) => heard.push(what));
    const wake = new PgNotifier(options);
    try {
      wake.notify('cases');
      await eventually(() => heard.length === 4);
      await ask(
        source,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and (application_name like '%-listen' or application_name like '%-wake')`,
      );
      await eventually(() => heard.length === 7);
      expect(listener.listening).toBe(true);
      while (heard.length < 8) {
        wake.notify('deadlines');
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
