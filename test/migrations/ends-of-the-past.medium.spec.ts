// Real: a database that an earlier version wrote, PostgreSQL, every migration, the work list of today. Not real: the entitlements in it.
import { expect, it } from '@jest/globals';
import { migrate, openDatabase, PostgresWorkStore } from '@silverbell/adapter-postgres';
import { instant } from '@silverbell/kernel';
import { recordedPast, recordedVersions } from './recorded-past.js';

it('CR-27: an upgrade does not open the ends of the past, only those of the last 14 days', async () => {
  const past = recordedPast(recordedVersions().at(-1) ?? '');
  const database = await past.database();
  const source = await openDatabase(database.url, { poolSize: 2 });
  try {
    const [senior] = (await source.query('select id, region_id as region from senior order by id limit 1')) as {
      id: string;
      region: string;
    }[];
    const ends = async (id: string, ago: number, reason: string, payee: string): Promise<void> =>
      void (await source.query(
        `insert into entitlement (id, senior_id, state, from_day, to_day, local_class, minutes_per_day, payee_kind, payee_id, suspensions,
           end_reason, version)
         values ($1, $2, 'ended', current_date - 200, current_date - $3::int, 'disabled', 60, $5, 'payee-' || $5, '[]', $4, 2)`,
        [id, senior?.id, ago, reason, payee],
      ));
    await ends('long-ago', 90, 'death', 'provider');
    await ends('decided', 90, 'own-wish', 'institution');
    await ends('lately', 3, 'death', 'provider');
    await source.query(`delete from schema_migration where name = 'EndsOfThePast1764300000113'`);
    expect(await migrate(database.url, { secret: past.expected.secret })).toEqual(['EndsOfThePast1764300000113']);

    const steps = (await source.query(
      `select entitlement_id || ' ' || reason || ' ' || (details ->> 'owner') as step, by_account as by, details ->> 'note' as note
       from entitlement_step where type = 'acknowledged' order by 1`,
    )) as { step: string; by: string | null; note: string }[];
    expect(steps.map(({ step }) => step)).toEqual([
      'decided ended county-officer',
      'long-ago ended county-officer',
      'long-ago ended provider-manager',
      'long-ago family community-officer',
    ]);
    expect(steps.every(({ by, note }) => by === null && note === 'before-the-rule')).toBe(true);

    const [day] = (await source.query('select current_date::text as today')) as { today: string }[];
    const at = (role: string) => ({ role, regionIds: [senior?.region ?? ''], providerId: null });
    const sights = [
      at('county-officer'),
      at('community-officer'),
      { ...at('provider-manager'), providerId: 'payee-provider' },
    ];
    const { items: open } = await new PostgresWorkStore(source, 'Asia/Shanghai').list(
      ...([day?.today ?? '', instant(Date.now()), sights, 100] as const),
    );
    expect(open.map(({ kind, id, ownerRole }) => `${kind} ${id} ${ownerRole}`).sort()).toEqual([
      'family-to-tell lately community-officer',
      'service-ended lately county-officer',
      'service-ended lately provider-manager',
    ]);
  } finally {
    await source.destroy();
    await database.drop();
  }
});
