import { setTimeout as pause } from 'node:timers/promises';
import type { NodePart } from '../rig/index.js';
import type { Sql } from './sql.js';

const COMES_WITHIN_MS = 60_000;

/** A statement in the middle of the migrations waits; only a superuser can do that to a database, and it needs nothing of the product. */
const HOLD = `
create schema chaos_start;
create function chaos_start.hold() returns event_trigger language plpgsql as $$
begin
  if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.outbox' and command_tag = 'CREATE TABLE') then
    perform pg_sleep(60);
  end if;
end $$;
create event trigger chaos_mid_migration on ddl_command_end execute function chaos_start.hold();
`;

/**
 * The first engine on an empty database is killed in the middle of its migrations. Nothing of them may be left: the next start
 * begins again, and an engine that starts at all has found every table. Answers with whether it was caught there.
 */
export async function dieInMigration(sql: Sql, engine: NodePart): Promise<boolean> {
  await sql(HOLD);
  try {
    engine.launch();
    const until = performance.now() + COMES_WITHIN_MS;
    while (performance.now() < until) {
      const held = await sql<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event = 'PgSleep' and application_name = 'silverbell-migrate'`,
      );
      const backend = held[0]?.pid;
      if (backend !== undefined) {
        await engine.kill();
        await sql('select pg_terminate_backend($1)', [backend]);
        return true;
      }
      await pause(20);
    }
    return false;
  } finally {
    await engine.kill();
    await sql('drop event trigger chaos_mid_migration; drop schema chaos_start cascade');
  }
}

/** Tables that a migration left although it did not come to its end. */
export async function leftOfMigration(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' order by 1`,
  );
  return rows.map(({ name }) => name);
}
