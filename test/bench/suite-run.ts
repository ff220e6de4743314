import { seededRandom } from '@silverbell/kernel';
import type { Options } from './options.js';
import { endsOnSignals, machine, sayingSince } from './running.js';
import { Stage } from './stage/stage.js';

export type Bar = { readonly atMost: number } | { readonly atLeast: number };

/** What a suite measures into. */
export interface SuiteRun<Name extends string> {
  readonly stage: Stage;
  readonly figures: Partial<Record<Name, number>>;
  readonly seen: Record<string, unknown>;
}

/** Runs a suite to its end, holds its figures against their bars and prints them. @returns the status of the process */
export async function runSuite<Name extends string>(
  suite: string,
  bars: Readonly<Record<Name, Bar>>,
  options: Options,
  measure: (run: SuiteRun<Name>) => Promise<void>,
): Promise<number> {
  const startedAt = performance.now();
  const say = sayingSince(startedAt);
  const stage = new Stage(seededRandom(options.seed), say);
  endsOnSignals(stage);
  const figures: Partial<Record<Name, number>> = {};
  const seen: Record<string, unknown> = { rows: options.rows };
  const invalid: string[] = [];
  try {
    await measure({ stage, figures, seen });
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    invalid.push(`could not be measured: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await stage.end();
  }
  const missed = (Object.keys(bars) as Name[]).filter((name) => !isPaused(bars[name], figures[name] ?? Number.NaN));
  const valid = invalid.length === 0;
  say(JSON.stringify({ figures, missed, invalid, seen }));
  if (options.json) {
    const tookS = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(
      `${JSON.stringify({ suite, valid, figures, missed, invalid, seen, seed: options.seed, machine: machine(), tookS })}\n`,
    );
  }
  return valid && missed.length === 0 ? 0 : 1;
}

const isPaused = (bar: Bar, value: number): boolean => ('atMost' in bar ? value <= bar.atMost : value >= bar.atLeast);
