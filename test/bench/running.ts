import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Stage } from './stage/stage.js';

/** Progress, on standard error: standard output may be one JSON object. */
export const sayingSince =
  (startedAt: number) =>
  (line: string): void =>
    void process.stderr.write(
      `${String(Math.round((performance.now() - startedAt) / 1_000)).padStart(4)} s  ${line}\n`,
    );

export function endsOnSignals(stage: Stage): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stage.end().finally(() => process.exit(1)));
}

export const machine = () => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryMiB: Math.round(totalmem() / 2 ** 20),
  node: process.version,
});
