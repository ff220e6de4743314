// Real: PostgreSQL, the migrations, the heartbeats as engines write them. Not real: the engines; the pause between two looks.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EnginesStillRun, migrate, openDatabase, PostgresHeartbeatStore } from '@silverbell/adapter-postgres';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';

let database: TestDatabase;
let source: DataSource;
let heartbeats: PostgresHeartbeatStore;

beforeEach(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 3 });
  heartbeats = new PostgresHeartbeatStore(source);
});
afterEach(async () => {
  await source.destroy();
  await database.drop();
});

let whileItRuns: () => Promise<void> = () => Promise.resolve();
class Beside9990 implements MigrationInterface {
  readonly name: string = 'Beside9999999999990';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table upgraded ()');
    await whileItRuns();
  }
  async down(): Promise<void> {
    // forward only
  }
}
class Alone9991 extends Beside9990 {
  static readonly needsEnginesStopped = true;
  override readonly name = 'Alone9999999999991';
}

/** The migrations of the template, and one more that no version has. */
const upgrade = async (
  last: typeof Beside9990,
  pause: () => Promise<unknown> = () => Promise.reject(new Error('it waited')),
): Promise<{ ran: readonly string[]; waited: unknown[] }> => {
  const waited: unknown[] = [];
  const known = source.options.migrations as (new () => MigrationInterface)[];
  const ran = await migrate(database.url, {
    migrations: [...known, last],
    onWait: (engines, seconds) => waited.push({ engines, seconds }),
    pause,
  });
  return { ran, waited };
};
const isUpgraded = async (): Promise<boolean> =>
  ((await source.query(`select to_regclass('upgraded') is not null as it`)) as { it: boolean }[])[0]?.it ?? false;

describe('a migration that needs the engines stopped', () => {
  afterEach(() => {
    whileItRuns = () => Promise.resolve();
  });

  it('is refused with a sentence, and nothing is changed, while an engine lives', async () => {
    await heartbeats.beat('engine-east', 'engine', {});
    await heartbeats.beat('engine-dead', 'engine', {});
    const refused = upgrade(Alone9991, () => heartbeats.beat('engine-east', 'engine', {}));
    await expect(refused).rejects.toThrow(EnginesStillRun);
    await expect(refused).rejects.toThrow(/请先停止所有引擎.*Engine engine-east still runs.*stop every engine/);
    expect(await isUpgraded()).toBe(false);
  });

  it('waits for the last heartbeat of an engine that was killed, says so, and then runs', async () => {
    await heartbeats.beat('engine-east', 'engine', {});
    const { ran, waited } = await upgrade(Alone9991, () =>
      source.query(`update server_heartbeat set at = at - interval '10 s'`),
    );
    expect(ran).toEqual(['Alone9999999999991']);
    expect(waited).toEqual([{ engines: ['engine-east'], seconds: 10 }]);
    expect(await isUpgraded()).toBe(true);
  });

  it('is rolled back when an engine appears while it runs', async () => {
    whileItRuns = () => heartbeats.beat('engine-west', 'engine', {});
    await expect(upgrade(Alone9991)).rejects.toThrow(/engine-west still runs/);
    expect(await isUpgraded()).toBe(false);
  });

  it('runs at once where engines were heard long ago, and beside an api', async () => {
    await heartbeats.beat('engine-east', 'engine', {});
    await source.query(`update server_heartbeat set at = at - interval '10 s'`);
    await heartbeats.beat('api-1', 'api', {});
    expect(await upgrade(Alone9991)).toEqual({ ran: ['Alone9999999999991'], waited: [] });
  });

  it('stops nobody once it has run, and neither does one that may run beside engines', async () => {
    await upgrade(Alone9991);
    await heartbeats.beat('engine-east', 'engine', {});
    expect((await upgrade(Alone9991)).ran).toEqual([]);
    await source.query('drop table upgraded');
    await source.query(`delete from schema_migration where name like '%9999%'`);
    expect((await upgrade(Beside9990)).ran).toEqual(['Beside9999999999990']);
  });
});
