/** What is drawn below everything of ours: tiles of a server, streets of a file on this host, or boundaries and streets that came with the page. */
export type MapTier = 'tiles' | 'file' | 'plain';

/** How a tier is given up and taken up again; times in ms. */
export const TIER_LIMITS = {
  /** So many of its newest answers are looked at … */
  answers: 8,
  /** … no older than this … */
  withinMs: 10_000,
  /** … and with more failures than this it is given up. */
  failures: 4,
  /** Asked again so often, and taken up after so many good answers one after the other. */
  probeEveryMs: 15_000,
  goodProbes: 3,
} as const;

interface Answer {
  readonly at: number;
  readonly good: boolean;
}
export interface TierChoice {
  /** From the best one down; `plain` is always the last. */
  readonly tiers: readonly MapTier[];
  readonly shown: MapTier;
  readonly answers: readonly Answer[];
  /** Good probes in a row, of each tier above the shown one. */
  readonly probes: Readonly<Partial<Record<MapTier, number>>>;
}

export const firstChoice = (has: { readonly tiles: boolean; readonly file: boolean }): TierChoice => {
  const tiers: MapTier[] = [...(has.tiles ? ['tiles' as const] : []), ...(has.file ? ['file' as const] : []), 'plain'];
  return { tiers, shown: tiers[0] ?? 'plain', answers: [], probes: {} };
};

/** A tile of the shown tier came or failed. `at`: ms of any steady clock. */
export function onTile(choice: TierChoice, at: number, good: boolean): TierChoice {
  const answers = [...choice.answers, { at, good }]
    .slice(-TIER_LIMITS.answers)
    .filter((one) => at - one.at <= TIER_LIMITS.withinMs);
  const failures = answers.filter((one) => !one.good).length;
  return failures > TIER_LIMITS.failures ? lower(choice) : { ...choice, answers };
}

/** The next tier below; the one that failed has to prove itself again. */
export function lower(choice: TierChoice): TierChoice {
  const next = choice.tiers[choice.tiers.indexOf(choice.shown) + 1] ?? 'plain';
  return { ...choice, shown: next, answers: [], probes: { ...choice.probes, [choice.shown]: 0 } };
}

/** Tiers that are better than the shown one: these are asked whether they answer again. */
export const tiersToProbe = ({ tiers, shown }: TierChoice): readonly MapTier[] => tiers.slice(0, tiers.indexOf(shown));

export function onProbe(choice: TierChoice, tier: MapTier, good: boolean): TierChoice {
  if (!tiersToProbe(choice).includes(tier)) return choice;
  const inARow = good ? (choice.probes[tier] ?? 0) + 1 : 0;
  const probes = { ...choice.probes, [tier]: inARow };
  return inARow >= TIER_LIMITS.goodProbes ? { ...choice, shown: tier, answers: [], probes } : { ...choice, probes };
}
