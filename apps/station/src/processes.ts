import { commandLineOf } from '@silverbell/adapter-postgres/embedded';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** Enough to know a process again: its number may have gone to another since. */
const ProcessRecord = z.object({
  name: z.string(),
  pid: z.number().int().positive(),
  startedAt: z.string(),
  /** A part of its command line. */
  runs: z.string(),
  /** The process that started it, when the two belong together (npm and the station). */
  parentPid: z.number().int().nullable(),
});
export type ProcessRecord = z.infer<typeof ProcessRecord>;

export function recordOf(name: string, pid: number, runs: string, parentPid: number | null = null): ProcessRecord {
  return { name, pid, startedAt: startOf(pid) ?? '', runs, parentPid };
}

/** The processes of one data folder, written down so that the next start can end what a kill -9 left. */
export class ProcessList {
  private records: readonly ProcessRecord[] = [];

  constructor(private readonly file: string) {}

  /** What an earlier start wrote; nothing when that is unreadable (a power cut in the middle of the first write). */
  earlier(): readonly ProcessRecord[] {
    if (!existsSync(this.file)) return [];
    try {
      return z.array(ProcessRecord).parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return [];
    }
  }

  put(record: ProcessRecord): void {
    this.write([...this.records.filter(({ name }) => name !== record.name), record]);
  }

  remove(name: string): void {
    this.write(this.records.filter((record) => record.name !== name));
  }

  private write(records: readonly ProcessRecord[]): void {
    this.records = records;
    writeFileSync(`${this.file}.part`, JSON.stringify(records, null, 2), { mode: 0o600 });
    renameSync(`${this.file}.part`, this.file);
  }
}

/** Still the very process that was written down? */
export function lives({ pid, startedAt, runs }: ProcessRecord): boolean {
  return startOf(pid) === startedAt && startedAt !== '' && (commandLineOf(pid)?.includes(runs) ?? false);
}

export const pidLives = (pid: number): boolean => commandLineOf(pid) !== null;

export async function end(record: ProcessRecord, timeoutMs: number): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', timeoutMs],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!lives(record)) return;
    try {
      process.kill(record.pid, signal);
    } catch {
      return; // it left by itself
    }
    const giveUpAt = performance.now() + waitMs;
    while (lives(record) && performance.now() < giveUpAt) await sleep(25);
  }
}

/** Who started a process; 1 or a caretaker when that one is gone. */
export function parentOf(pid: number): number | null {
  if (process.platform === 'linux') return Number(statOf(pid)?.[1]) || null;
  const { status, stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) || null : null;
}

/** When the process started, in whatever unit this system counts: only equality matters. */
function startOf(pid: number): string | null {
  if (process.platform === 'linux') return statOf(pid)?.[19] ?? null;
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
  });
  return status === 0 ? stdout.trim() || null : null;
}

/** `/proc/…/stat` from the state on; the name before it may hold spaces and brackets. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
