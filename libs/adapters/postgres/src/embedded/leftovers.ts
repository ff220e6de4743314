import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresRefused } from './refusal.js';

export type EmbeddedLog = (line: string) => void;

/**
 * Ends a PostgreSQL that outlived its parent (kill -9) on these files, and removes a lock file that no longer means anything.
 * A process is ours only when its command line names this very folder: process ids come round again.
 */
export async function endLeftovers(clusterDir: string, log: EmbeddedLog): Promise<void> {
  const lockFile = join(clusterDir, 'postmaster.pid');
  const text = read(lockFile);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) {
    log(`removing an unreadable ${lockFile}`);
    rmSync(lockFile, { force: true });
    return;
  }
  const command = commandLineOf(pid);
  if (command === null) return; // dead: PostgreSQL sees that itself and recovers
  if (!command.includes(clusterDir)) {
    log(`process ${pid} has taken the number of a PostgreSQL that is gone; removing its ${lockFile}`);
    rmSync(lockFile, { force: true });
    return;
  }
  log(`a PostgreSQL of an earlier start still runs on this folder (process ${pid}); stopping it`);
  for (const [signal, timeoutMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 15_000],
  ] as const) {
    process.kill(pid, signal);
    if (await goneWithin(pid, timeoutMs)) return;
  }
  throw new EmbeddedPostgresRefused(
    `PostgreSQL process ${pid} of an earlier start does not stop: end it, then start again.`,
  );
}

async function goneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    if (commandLineOf(pid) === null) return true;
    await sleep(25);
  }
  return false;
}

/** `null` when no such process lives (or it is a zombie). */
export function commandLineOf(pid: number): string | null {
  if (process.platform === 'linux') return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() || null;
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() || null : null;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
