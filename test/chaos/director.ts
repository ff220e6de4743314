import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet } from './fleet.js';
import type { Schedule } from './schedule.js';
import type { Stage } from './stage.js';

export interface Played {
  readonly kills: number;
  /** From each SIGKILL until every process did its work again. */
  readonly recoveryMs: readonly number[];
}

const RECOVERS_WITHIN_MS = 120_000;

/** Plays a schedule: presses and kills at their times; resolves when the last one is over and everybody is back. */
export async function play(
  schedule: Schedule,
  { stage, fleet, say }: { readonly stage: Stage; readonly fleet: Fleet; readonly say: (line: string) => void },
): Promise<Played> {
  const begin = performance.now();
  const recoveryMs: number[] = [];
  const until = (atMs: number): Promise<void> => pause(Math.max(0, begin + atMs - performance.now()));
  const presses = (async () => {
    for (const planned of schedule.presses) {
      await until(planned.atMs);
      fleet.press(planned);
    }
  })();
  const kills = schedule.kills.map(async ({ atMs, target, downMs }) => {
    await until(atMs);
    say(`kill: ${target}, down for ${(downMs / 1_000).toFixed(1)} s`);
    const killedAt = performance.now();
    await stage.kill(target, downMs);
    // Each part once since this kill: what a later kill does to it is counted there.
    let missing: readonly string[] = await stage.notReady();
    let last = missing;
    while (missing.length > 0) {
      last = missing;
      if (performance.now() - killedAt > RECOVERS_WITHIN_MS)
        throw new Error(
          `${missing.join(', ')} not ready again ${String(RECOVERS_WITHIN_MS / 1_000)} s after ${target} was killed`,
        );
      await pause(50);
      const still = await stage.notReady();
      missing = missing.filter((name) => still.includes(name));
    }
    const took = performance.now() - killedAt;
    say(
      `recovered ${(took / 1_000).toFixed(1)} s after the end of ${target}${last.length > 0 ? `; last was ${last.join(', ')}` : ''}`,
    );
    recoveryMs.push(took);
  });
  await Promise.all([presses, ...kills]);
  return { kills: schedule.kills.length, recoveryMs };
}
