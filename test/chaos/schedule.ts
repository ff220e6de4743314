import { seededRandom } from '@silverbell/kernel';

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

/** A line that is cut, slow, or stands and carries nothing, for a while. */
export interface Trouble {
  readonly atMs: number;
  readonly line: string;
  readonly how: 'cut' | 'slow' | 'mute';
  readonly forMs: number;
}

/** A wall clock that jumps; a device's stays wrong, a server's is put right after a while. */
export interface Jump {
  readonly atMs: number;
  /** Index into the fleet, or an engine. */
  readonly whose: number | string;
  readonly byMs: number;
  readonly forMs: number;
}

/** A disk on which not one block is left, for a while. */
export interface Full {
  readonly atMs: number;
  readonly disk: string;
  readonly forMs: number;
}

export interface Schedule {
  /** The last press and the last kill are before this. */
  readonly lengthMs: number;
  readonly kills: readonly Kill[];
  readonly presses: readonly PlannedPress[];
  readonly troubles: readonly Trouble[];
  readonly jumps: readonly Jump[];
  readonly fulls: readonly Full[];
}

export interface ScheduleRequest {
  readonly seed: number;
  readonly kills: number;
  readonly devices: number;
  readonly presses: number;
  /** What can be killed. */
  readonly targets: readonly string[];
  /** Moments at which an engine can be caught; every third kill waits for one. */
  readonly points: readonly string[];
  readonly lines: readonly string[];
  /** Whose clocks can jump, beside the devices'. */
  readonly clocks: readonly string[];
  /** What can be full; each in its turn, once in six kills. */
  readonly disks: readonly string[];
}

/** One kill in this time on average: the platform has recovered from most of them before the next. */
const EVERY_MS = 7_000;
const SHORTEST_MS = 30_000;
/** Room before the first kill, so that there is something to lose. */
const CALM_MS = 3_000;
const DOWN_MS = [200, 3_500] as const;
const TROUBLE_MS = [1_000, 6_000] as const;
export const KILLS_PER_FULL_DISK = 6;
const FULL_MS = [3_000, 8_000] as const;
const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000;
const SERVER_JUMP_MS = 20_000;
/** Now and then two die at once. */
const TOGETHER = 0.15;

/** Everything that is drawn from the seed, before anything runs: the same seed has the same schedule. */
export function scheduleOf(request: ScheduleRequest): Schedule {
  const { seed, kills, devices, presses } = request;
  const lengthMs = Math.max(SHORTEST_MS, CALM_MS + kills * EVERY_MS);
  return {
    lengthMs,
    kills: killsOf(seededRandom(seed), request, lengthMs),
    troubles: troublesOf(seededRandom(seed ^ 0x1b87_3593), request, lengthMs),
    jumps: jumpsOf(seededRandom(seed ^ 0x3c6e_f372), request, lengthMs),
    fulls: fullsOf(seededRandom(seed ^ 0x7f4a_7c15), request, lengthMs),
    presses: pressesOf(seededRandom(seed ^ 0x5bd1_e995), devices, presses, lengthMs),
  };
}

function killsOf(
  random: () => number,
  { kills: count, targets, points }: ScheduleRequest,
  lengthMs: number,
): readonly Kill[] {
  const slot = (lengthMs - CALM_MS) / Math.max(1, count);
  let bag: string[] = [];
  const drawn: Kill[] = [];
  for (let index = 0; index < count; index += 1) {
    // Each one dies before any of them dies twice as often.
    if (bag.length === 0) bag = shuffled(targets, random);
    const atPoint = points.length > 0 && index % 3 === 2;
    const target = atPoint ? (points[Math.floor(index / 3) % points.length] ?? '') : (bag.pop() ?? '');
    const together = random() < TOGETHER;
    const offset = together ? 0 : random() * slot;
    const before = drawn.at(-1);
    const atMs = together && before ? before.atMs + 150 : CALM_MS + index * slot + offset;
    drawn.push({ atMs: Math.round(atMs), target, downMs: Math.round(between(DOWN_MS, random())) });
  }
  return drawn.sort((a, b) => a.atMs - b.atMs);
}

function troublesOf(random: () => number, { kills, lines }: ScheduleRequest, lengthMs: number): readonly Trouble[] {
  const count = lines.length === 0 ? 0 : Math.ceil(kills / 3);
  return Array.from({ length: count }, () => {
    const chance = random();
    return {
      line: lines[Math.floor(random() * lines.length)] ?? '',
      how: chance < 0.4 ? 'cut' : chance < 0.8 ? 'slow' : 'mute',
      atMs: Math.round(CALM_MS + random() * (lengthMs - CALM_MS)),
      forMs: Math.round(between(TROUBLE_MS, random())),
    } as const;
  });
}

function jumpsOf(random: () => number, { kills, devices, clocks }: ScheduleRequest, lengthMs: number): readonly Jump[] {
  const of = (whose: number | string, longest: number): Jump => ({
    whose,
    byMs: Math.round((random() * 2 - 1) * longest),
    atMs: Math.round(random() * lengthMs),
    forMs: Math.round(between(TROUBLE_MS, random())),
  });
  const wearers = Array.from({ length: Math.ceil(kills / 3) }, () => of(Math.floor(random() * devices), TEN_YEARS_MS));
  const servers = Array.from({ length: clocks.length === 0 ? 0 : Math.ceil(kills / 6) }, () =>
    of(clocks[Math.floor(random() * clocks.length)] ?? '', SERVER_JUMP_MS),
  );
  return [...wearers, ...servers];
}

function fullsOf(random: () => number, { kills, disks }: ScheduleRequest, lengthMs: number): readonly Full[] {
  const count = disks.length === 0 ? 0 : Math.floor(kills / KILLS_PER_FULL_DISK);
  const slot = (lengthMs - CALM_MS) / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => ({
    disk: disks[index % disks.length] ?? '',
    // One is empty again before the next one fills.
    atMs: Math.round(CALM_MS + (index + random() * 0.5) * slot),
    forMs: Math.round(between(FULL_MS, random())),
  }));
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
