import { spawn } from 'node:child_process';
import { STATION_COMMAND_PROGRAM } from './programs.js';

export interface StationCommand {
  readonly pid: number | null;
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
  /** When it is gone: its status, or the signal that ended it, and everything it said. */
  readonly ended: Promise<{ readonly how: number | string; readonly said: string }>;
}

/** `npm run backup` or `npm run restore` as a process of its own. */
export function startStationCommand(
  what: 'backup' | 'restore',
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): StationCommand {
  const own = Object.entries(process.env).filter(([name]) => !/^(SILVERBELL_|DATABASE_URL|NODE_|JEST_)/.test(name));
  const child = spawn(process.execPath, [STATION_COMMAND_PROGRAM, what, ...args], {
    env: { ...Object.fromEntries(own), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<{ how: number | string; said: string }>((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, said }));
    child.once('close', (code, signal) => resolve({ how: signal ?? code ?? 'nothing', said }));
  });
  return {
    pid: child.pid ?? null,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}
