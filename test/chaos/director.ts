import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet } from './fleet.js';
import type { Kill, Schedule } from './schedule.js';
import type { Stage } from './stage.js';

export interface Played {
  readonly kills: number;
  /** From each SIGKILL until everybody did his work again. */
  readonly recoveryMs: readonly number[];
}

export interface Players {
  readonly stage: Stage;
  readonly fleet: Fleet;
  readonly say: (line: string) => void;
}

/** Kills overlap, and a machine may have other work: what never comes back is meant, not what is slow. */
const RECOVERS_WITHIN_MS = 420_000;

/** Plays a schedule, everything at its time; resolves when the last thing is over and everybody is back. */
export async function play(schedule: Schedule, players: Players): Promise<Played> {
  const { stage, fleet, say } = players;
  const begin = performance.now();
  const until = (atMs: number): Promise<void> => pause(Math.max(0, begin + atMs - performance.now()));
  const recoveryMs: number[] = [];
  const presses = (async () => {
    for (const planned of schedule.presses) {
      await until(planned.atMs);
      fleet.press(planned);
    }
  })();
  const kills = schedule.kills.map(async (kill) => {
    await until(kill.atMs);
    recoveryMs.push(await killed(kill, players));
  });
  const troubles = schedule.troubles.map(async ({ atMs, line, how, forMs }) => {
    await until(atMs);
    say(`line: ${line} is ${how} for ${seconds(forMs)}`);
    stage.trouble(line, how);
    await pause(forMs);
    stage.mend(line);
  });
  const jumps = schedule.jumps.map(async ({ atMs, whose, byMs, forMs }) => {
    await until(atMs);
    if (typeof whose === 'number') return fleet.setClock(whose, byMs);
    say(`clock: ${whose} is wrong by ${seconds(byMs)} for ${seconds(forMs)}`);
    stage.setClock(whose, byMs);
    await pause(forMs);
    stage.setClock(whose, 0);
  });
  const fulls = schedule.fulls.map(async ({ atMs, disk, forMs }) => {
    await until(atMs);
    say(`disk: ${disk} is full for ${seconds(forMs)}`);
    stage.setFull(disk, true);
    await pause(forMs);
    stage.setFull(disk, false);
  });
  await Promise.all([presses, ...kills, ...troubles, ...jumps, ...fulls]);
  return { kills: schedule.kills.length, recoveryMs };
}

async function killed({ target, downMs }: Kill, { stage, say }: Players): Promise<number> {
  say(`kill: ${target}, down for ${seconds(downMs)}`);
  const { who, at: killedAt } = await stage.kill(target, downMs);
  // Each part once since this kill: what a later kill does to it is counted there.
  let missing = await stage.notReady();
  let last = missing;
  while (missing.length > 0) {
    last = missing;
    if (performance.now() - killedAt > RECOVERS_WITHIN_MS)
      throw new Error(`${missing.join(', ')} not ready again ${seconds(RECOVERS_WITHIN_MS)} after ${who} was killed`);
    await pause(50);
    const still = await stage.notReady();
    missing = missing.filter((name) => still.includes(name));
  }
  const took = performance.now() - killedAt;
  const caught = who === target ? who : `${who} (${target})`;
  say(`recovered ${seconds(took)} after the end of ${caught}${last.length > 0 ? `; last was ${last.join(', ')}` : ''}`);
  return took;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
