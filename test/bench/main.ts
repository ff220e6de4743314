import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { barInWords, FIGURES, holds, type Figure, type FigureName, type Measurement } from './figures.js';
import { candidates } from './figures/candidates.js';
import { deadlines } from './figures/deadlines.js';
import { heartbeats } from './figures/heartbeats.js';
import { latency } from './figures/latency.js';
import type { Measured } from './figures/measured.js';
import { memory } from './figures/memory.js';
import { scale } from './figures/scale.js';
import { storm } from './figures/storm.js';
import { throughput } from './figures/throughput.js';
import { seededRandom } from '@silverbell/kernel';
import { rounded } from './numbers.js';
import { readOptions, USAGE, type Options, type Suite } from './options.js';
import { besideCare } from './care/suite.js';
import { importing } from './import/suite.js';
import { besidePeer } from './peer/suite.js';
import { screens } from './screens/suite.js';
import { endsOnSignals, machine, sayingSince } from './running.js';
import { Stage } from './stage/stage.js';

type Measure = (stage: Stage, options: Options) => Promise<Measured>;

/** In this order: the quiet ones first, the city and its storm last. */
const MEASURES: Readonly<Record<Measurement, Measure>> = {
  ...{ latency, throughput, memory, candidates, deadlines },
  ...{ scale, heartbeats, storm },
};
const SHORT: readonly Measurement[] = ['latency', 'throughput'];

export async function bench(given: readonly string[]): Promise<number> {
  const options = readOptions(given);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}\n`);
    return 2;
  }
  return options.suite === 'figures' ? figuresOf(options) : SUITE_RUNS[options.suite](options);
}

const SUITE_RUNS: Readonly<Record<Suite, (options: Options) => Promise<number>>> = {
  ...{ peer: besidePeer, import: importing, care: besideCare, screens },
};

async function figuresOf(options: Options): Promise<number> {
  const startedAt = performance.now();
  const say = sayingSince(startedAt);
  const wanted = FIGURES.filter(
    ({ name, measuredBy }) =>
      (options.only.length === 0 || options.only.includes(name)) && (!options.short || SHORT.includes(measuredBy)),
  );
  const stage = new Stage(seededRandom(options.seed), say);
  const figures: Partial<Record<FigureName, number>> = {};
  const invalid: string[] = [];
  const seen: Record<string, unknown> = {};
  endsOnSignals(stage);
  try {
    for (const [name, measure] of Object.entries(MEASURES) as [Measurement, Measure][]) {
      if (!wanted.some(({ measuredBy }) => measuredBy === name)) continue;
      say(`measuring: ${name}`);
      try {
        const measured = await measure(stage, options);
        for (const figure of wanted)
          if (figure.measuredBy === name && measured.figures[figure.name] !== undefined)
            figures[figure.name] = rounded(measured.figures[figure.name] as number);
        invalid.push(...measured.invalid);
        Object.assign(seen, measured.seen);
        say(`${name}: ${JSON.stringify(measured.seen)}`);
      } catch (error) {
        // One measurement that could not be made is said, and the others are made all the same.
        say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        invalid.push(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await stage.end();
  }
  const missed = wanted.filter((figure) => !holds(figure, figures[figure.name] ?? Number.NaN)).map(({ name }) => name);
  const valid = invalid.length === 0;
  for (const reason of invalid) say(`INVALID: ${reason}`);
  for (const figure of wanted) say(wordsOf(figure, figures[figure.name]));
  if (options.json) {
    const took = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(
      `${JSON.stringify({ valid, figures, missed, invalid, seen, barePipelineSha256: barePipelineSha256(), seed: options.seed, machine: machine(), tookS: took })}\n`,
    );
  }
  const measured = wanted.every(({ name }) => Number.isFinite(figures[name]));
  return valid && measured && (options.short || missed.length === 0) ? 0 : 1;
}

/** Whoever compares two runs sees that both were measured against the same pipeline. */
const barePipelineSha256 = (): string =>
  createHash('sha256')
    .update(readFileSync(new URL('../../bench/bare-pipeline.ts', import.meta.url)))
    .digest('hex');

const wordsOf = (figure: Figure, value: number | undefined): string =>
  `${figure.name.padEnd(24)}${String(value ?? 'not measured').padStart(12)}   bar ${barInWords(figure).padEnd(8)} ${value !== undefined && holds(figure, value) ? 'held' : 'MISSED'}`;
