// Real: a database that an earlier version wrote, PostgreSQL, every migration. Not real: the orders in it.
import { expect, it } from '@jest/globals';
import { migrate, openDatabase } from '@silverbell/adapter-postgres';
import { recordedPast, recordedVersions } from './recorded-past.js';

it('CR-35: a suspicion from before the upgrade is an open task, one an order', async () => {
  const past = recordedPast(recordedVersions().at(-1) ?? '');
  const database = await past.database();
  const source = await openDatabase(database.url, { poolSize: 2 });
  try {
    const [senior] = (await source.query('select id, region_id as region from senior order by id limit 1')) as {
      id: string;
      region: string;
    }[];
    if (senior === undefined) throw new Error('nobody is on file');
    const reports = async (order: string, ...referrals: readonly string[]): Promise<void> => {
      await source.query(
        `insert into service_order (id, version, state, senior_id, region_id, day, planned_start, planned_end, counts, agreed_extra, fold)
         values ($1, 1, 'finished', $2, $3, '2026-10-25', '2026-10-25T01:00Z', '2026-10-25T02:00Z', true, 0, '{}')`,
        [order, senior.id, senior.region],
      );
      for (const referral of referrals)
        await source.query(
          `insert into protected_referral (id, order_id, senior_id, at) values ($1, $2, $3, '2026-10-25T02:00Z')`,
          [referral, order, senior.id],
        );
    };
    await reports('visit-1', 'a', 'b');
    await reports('visit-2', 'c');
    await reports('visit-without');
    await source.query(`delete from schema_migration where name = 'TasksOfReferrals1764300000119'`);
    expect(await migrate(database.url, { secret: past.expected.secret })).toEqual(['TasksOfReferrals1764300000119']);

    expect(
      await source.query(
        `select id, region_id as region, owner, owner_id as "takenBy", state, senior_id as senior from task where kind = 'protected-referral' order by id`,
      ),
    ).toEqual(
      ['visit-1', 'visit-2'].map((order) => ({
        ...{ id: `${order}.protected-referral`, owner: 'protection-officer', takenBy: null, state: 'open' },
        ...{ region: senior.region, senior: senior.id },
      })),
    );
  } finally {
    await source.destroy();
    await database.drop();
  }
});
