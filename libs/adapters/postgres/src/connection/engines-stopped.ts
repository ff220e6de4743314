import type { QueryRunner } from 'typeorm';

/** Seconds without a new heartbeat after which an engine counts as stopped; a running one writes every 2 s. */
const QUIET_S = 10;
const POLL_EVERY_MS = 500;

export class EnginesStillRun extends Error {
  constructor(readonly engines: readonly string[]) {
    const names = engines.join(', ');
    super(
      `引擎 ${names} 仍在运行旧版本，此次升级不能与其同时进行：请先停止所有引擎再启动本引擎，数据未作任何更改。  ` +
        `Engine ${names} still runs the version before, and this upgrade cannot run beside it: stop every engine, then start this one; nothing was changed.`,
    );
    this.name = 'EnginesStillRun';
  }
}

export interface EngineWatch {
  /** Called before the wait: these engines wrote heartbeats lately, yet may have died since. `seconds`: the longest wait. */
  readonly onWait: (engines: readonly string[], seconds: number) => void;
  readonly pause: (ms: number) => Promise<unknown>;
}

interface Beat {
  readonly id: string;
  readonly at: string;
  readonly ageS: number;
}

/**
 * Resolves when no engine runs. A recent heartbeat may be the last one of an engine that was killed (this one before its restart, for
 * example), so it waits until that heartbeat is old. One that is renewed during the wait belongs to a running engine: it throws. Ages
 * are computed by the clock of the database, which also stamped the heartbeats.
 */
export async function enginesStopped(runner: QueryRunner, { onWait, pause }: EngineWatch): Promise<void> {
  const first = await youngBeats(runner);
  if (first.length === 0) return;
  const longest = Math.max(...first.map(({ ageS }) => QUIET_S - ageS));
  onWait(
    first.map(({ id }) => id),
    Math.ceil(longest),
  );
  for (;;) {
    await pause(POLL_EVERY_MS);
    const young = await youngBeats(runner);
    if (young.length === 0) return;
    const renewed = young.filter(({ id, at }) => !first.some((beat) => beat.id === id && beat.at === at));
    if (renewed.length > 0) throw new EnginesStillRun(renewed.map(({ id }) => id));
  }
}

/** Checks once more right before the commit: an engine may have been starting during the first check. */
export async function assertNoEngine(runner: QueryRunner): Promise<void> {
  const young = await youngBeats(runner);
  if (young.length > 0) throw new EnginesStillRun(young.map(({ id }) => id));
}

async function youngBeats(runner: QueryRunner): Promise<readonly Beat[]> {
  const table = (await runner.query(`select to_regclass('server_heartbeat')::text as found`)) as {
    found: string | null;
  }[];
  if (!table[0]?.found) return [];
  return (await runner.query(
    `select id, at::text as at, extract(epoch from clock_timestamp() - at)::double precision as "ageS" from server_heartbeat
     where kind = 'engine' and at > clock_timestamp() - make_interval(secs => $1) order by id`,
    [QUIET_S],
  )) as Beat[];
}
