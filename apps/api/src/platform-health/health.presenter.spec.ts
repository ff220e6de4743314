import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { platformHealth } from '@silverbell/usecases';
import { healthSentences } from './health.presenter.js';

describe('the health of the platform in words', () => {
  it('says what, how much, how many and what would be too much, in both languages', () => {
    const now = instant(1_000_000);
    const { items } = platformHealth(
      {
        database: {
          ageS: 0.25,
          work: {
            overdue: { count: 3, oldest: instant(now - 12_300) },
            backlog: [{ channel: 'sms', count: 1, oldest: instant(now - 2_000) }],
          },
        },
        watchedS: 60,
        servers: {
          ageS: 0,
          heartbeats: [
            {
              id: 'e1e1e1e1-0000-4000-8000-000000000000',
              ageS: 1,
              vitals: {
                of: 'engine',
                read: {
                  ...{ mqtt: false, loops: [{ name: 'relay:voice', sinceGoodS: 0.5 }], spooled: 2, intakeLagS: null },
                  ...{ clockDriftS: 0, databaseClockS: -12.25, deadMan: null },
                },
              },
            },
            { id: 'a1a1a1a1', ageS: 1, vitals: { of: 'api', read: { clockDriftS: 0, databaseClockS: 0.1 } } },
          ],
        },
        replicasSilentS: 3,
        weakSecret: true,
        secondFactorOff: true,
      },
      now,
    );
    expect(items.map((one) => healthSentences(one).en)).toEqual([
      'The database answered last: 0.3 s ago (limit 5 s)',
      'The oldest overdue step: 12.3 s, 3 in all (limit 5 s)',
      'The oldest message to be sent (short messages): 2.0 s, 1 in all (limit 30 s)',
      'The last heartbeat of any engine: 1.0 s ago (limit 10 s)',
      'The last heartbeat: 1.0 s ago (limit 10 s), engine e1e1e1e1',
      'The door for devices: closed, engine e1e1e1e1',
      'Looking for what is to be sent (voice calls): 0.5 s ago (limit 60 s), engine e1e1e1e1',
      'Heartbeats and readings let go within a minute: 0 in all, engine e1e1e1e1',
      'Connections of devices ended within a minute because a limit was reached: 0 in all, engine e1e1e1e1',
      'Messages kept aside until the database is back: 2 in all, engine e1e1e1e1',
      'Wait in the queue of the outside broker: unknown, engine e1e1e1e1',
      'The wall clock and the clock of the engine differ: 0.0 s (limit 1 s), engine e1e1e1e1',
      'The clock of the engine and that of the database differ: 12.3 s (limit 1 s), engine e1e1e1e1',
      'The outside monitor last heard from us: no outside monitor is set, engine e1e1e1e1',
      'Connections of pages ended within a minute because a limit was reached: 0 in all, api a1a1a1a1',
      'The wall clock and the clock of the api differ: 0.0 s (limit 1 s), api a1a1a1a1',
      'The clock of the api and that of the database differ: 0.1 s (limit 1 s), api a1a1a1a1',
      'Words of the other servers about positions were last heard: 3.0 s ago (limit 10 s)',
      expect.stringMatching(
        /^The secret of the platform, SILVERBELL_SECRET: too easy to guess\. To change it, .*openssl/,
      ),
      'Logins of administrators: without a second factor (SILVERBELL_TOTP=off), which is for this machine alone',
    ]);
    const zh = items.map((one) => healthSentences(one)['zh-CN']);
    expect(zh).toContain('最早的逾期步骤：12.3 秒，共 3 件（限 5 秒）');
    expect(zh).toContain('上次心跳：1.0 秒前（限 10 秒），引擎 e1e1e1e1');
    expect(zh).toContainEqual(expect.stringMatching(/^平台密钥 SILVERBELL_SECRET：.*更换方法：/));
    expect(zh).toContain('接口进程时钟与数据库时钟相差：0.1 秒（限 1 秒），接口 a1a1a1a1');
  });
});
