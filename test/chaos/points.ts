import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from './sql.js';

/**
 * Moments that a random kill hits once in a thousand runs. They are held open from the outside, by the database, so that the product
 * needs no switch for tests: a commit waits for a standby that does not exist, or an update sleeps in a trigger.
 */
export const POINTS = [
  'between the proof and the commit',
  'after the commit, before the engine knows',
  'after the commit, before the receipt',
  'between sending and marking',
] as const;
export type Point = (typeof POINTS)[number];

export const isPoint = (name: string): name is Point => (POINTS as readonly string[]).includes(name);

interface Held {
  readonly backend: number;
  readonly port: number;
}

const COMES_WITHIN_MS = 15_000;
/** Some moments pass while the database is dead; that none of so many ever catches an engine is no chance. */
const NAMED_AT_LEAST = 4;

/** Of each kill at a named moment, whether it caught an engine there: `true` when the moments are not found any more. */
export const areBlind = (named: readonly boolean[]): boolean => named.length >= NAMED_AT_LEAST && !named.includes(true);

const DISARM_TRIES = 240;

/** Only the first that comes is held; the others go on. The trigger does nothing while nobody has armed it. */
const HOLD = `
create schema chaos;
create table chaos.armed (point text primary key);
create function chaos.hold() returns trigger language plpgsql as $$
begin
  if exists (select from chaos.armed where point = tg_argv[0]) and pg_try_advisory_xact_lock(20261122) then
    perform pg_sleep(6);
  end if;
  return new;
end $$;
create trigger chaos_before_commit before insert on inbox for each row execute function chaos.hold('between the proof and the commit');
create trigger chaos_before_receipt before update on outbox for each row
  when (old.state = 'pending' and new.state = 'sending' and new.channel = 'device')
  execute function chaos.hold('after the commit, before the receipt');
create trigger chaos_before_mark before update on outbox for each row
  when (old.state = 'sending' and new.state in ('sent', 'delivered') and new.channel <> 'socket')
  execute function chaos.hold('between sending and marking');
`;

export async function installPoints(sql: Sql): Promise<void> {
  await sql(HOLD);
}

/** Waits until an engine stands at this point, and calls `kill` with the number of its process; `false`: none came there. */
export async function killAt(
  point: Point,
  {
    sql,
    engines,
    behindCable = () => null,
    kill,
  }: {
    readonly sql: Sql;
    readonly engines: () => readonly number[];
    /** The engine whose connections to the database run through a cable: their ports are the cable's. */
    readonly behindCable?: () => number | null;
    readonly kill: (pid: number) => Promise<void>;
  },
): Promise<boolean> {
  const inCommit = point === 'after the commit, before the engine knows';
  await (inCommit
    ? commitsWait(sql, true)
    : sql('insert into chaos.armed values ($1) on conflict do nothing', [point]));
  try {
    const until = performance.now() + COMES_WITHIN_MS;
    while (performance.now() < until) {
      for (const { backend, port } of await held(sql, inCommit ? 'SyncRep' : 'PgSleep')) {
        const engine =
          engines().find((pid) => isAtPort(pid, port)) ?? (isAtPort(process.pid, port) ? behindCable() : null);
        if (engine === null) continue;
        await kill(engine);
        // What it had asked for and not got ends with it; what was committed stays.
        if (!inCommit) await sql('select pg_terminate_backend($1)', [backend]);
        return true;
      }
      await pause(10);
    }
    return false;
  } finally {
    await untilDone(() => (inCommit ? commitsWait(sql, false) : sql('delete from chaos.armed')));
  }
}

/** The database may be dead at this moment; what was armed must not stay armed, or nothing ever commits again. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt >= DISARM_TRIES) throw error;
      await pause(500);
    }
  }
}

/** An engine has several pools, each under a name of its own that begins alike. */
const held = (sql: Sql, what: string): Promise<readonly Held[]> =>
  sql<Held>(
    `select pid as backend, client_port as port from pg_stat_activity where wait_event = $1 and application_name like 'silverbell-engine%'`,
    [what],
  );

/** On: a commit is on disk here and waits for a standby that does not exist; nobody who asked for it learns of it. */
async function commitsWait(sql: Sql, on: boolean): Promise<void> {
  await sql(
    on ? `alter system set synchronous_standby_names = 'nobody'` : 'alter system reset synchronous_standby_names',
  );
  await sql('select pg_reload_conf()');
}

/** Whether this process holds the socket with this local port. */
function isAtPort(pid: number, port: number): boolean {
  try {
    const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    const inodes = new Set(
      readFileSync('/proc/net/tcp', 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[1]?.endsWith(wanted))
        .map((fields) => `socket:[${fields[9] ?? ''}]`),
    );
    const folder = `/proc/${String(pid)}/fd`;
    return readdirSync(folder).some((name) => {
      try {
        return inodes.has(readlinkSync(`${folder}/${name}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
