import { seededRandom } from '@silverbell/device-pendant';

/** Who dies. `engine-1` and the like are named by {@link Places}. */
export interface Kill {
  readonly atMs: number;
  readonly target: string;
  /** How long it stays dead before somebody starts it again. */
  readonly downMs: number;
}

export interface PlannedPress {
  readonly atMs: number;
  /** Index into the fleet. */
  readonly device: number;
  readonly kind: 'sos' | 'fall' | 'assistance';
}

export interface Schedule {
  /** The last press and the last kill are before this. */
  readonly lengthMs: number;
  readonly kills: readonly Kill[];
  readonly presses: readonly PlannedPress[];
}

export interface ScheduleRequest {
  readonly seed: number;
  readonly kills: number;
  readonly devices: number;
  readonly presses: number;
  /** What can be killed. */
  readonly targets: readonly string[];
}

/** One kill in this time on average: the platform has recovered from most of them before the next. */
const EVERY_MS = 7_000;
const SHORTEST_MS = 30_000;
/** Room before the first kill, so that there is something to lose. */
const CALM_MS = 3_000;
const DOWN_MS = [200, 3_500] as const;
/** Now and then two die at once. */
const TOGETHER = 0.15;

/** Everything that is drawn from the seed, before anything runs: the same seed has the same schedule. */
export function scheduleOf({ seed, kills, devices, presses, targets }: ScheduleRequest): Schedule {
  const lengthMs = Math.max(SHORTEST_MS, CALM_MS + kills * EVERY_MS);
  return {
    lengthMs,
    kills: killsOf(seededRandom(seed), kills, targets, lengthMs),
    presses: pressesOf(seededRandom(seed ^ 0x5bd1_e995), devices, presses, lengthMs),
  };
}

function killsOf(random: () => number, count: number, targets: readonly string[], lengthMs: number): readonly Kill[] {
  const slot = (lengthMs - CALM_MS) / Math.max(1, count);
  let bag: string[] = [];
  const drawn: Kill[] = [];
  for (let index = 0; index < count; index += 1) {
    // Each one dies before any of them dies twice as often.
    if (bag.length === 0) bag = shuffled(targets, random);
    const target = bag.pop() ?? '';
    const together = random() < TOGETHER;
    const offset = together ? 0 : random() * slot;
    const before = drawn.at(-1);
    const atMs = together && before ? before.atMs + 150 : CALM_MS + index * slot + offset;
    drawn.push({ atMs: Math.round(atMs), target, downMs: Math.round(between(DOWN_MS, random())) });
  }
  return drawn.sort((a, b) => a.atMs - b.atMs);
}

function pressesOf(random: () => number, devices: number, presses: number, lengthMs: number): readonly PlannedPress[] {
  const planned: PlannedPress[] = [];
  for (let device = 0; device < devices; device += 1)
    for (let nth = 0; nth < presses; nth += 1) {
      const chance = random();
      const kind = chance < 0.8 ? 'sos' : chance < 0.95 ? 'fall' : 'assistance';
      planned.push({ device, kind, atMs: Math.round(((nth + random()) * lengthMs) / presses) });
    }
  return planned.sort((a, b) => a.atMs - b.atMs);
}

function shuffled(items: readonly string[], random: () => number): string[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = all[last] ?? '';
    all[last] = all[other] ?? '';
    all[other] = kept;
  }
  return all;
}

const between = ([from, to]: readonly [number, number], share: number): number => from + share * (to - from);
