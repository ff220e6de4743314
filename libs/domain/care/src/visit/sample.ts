import { seededRandom, seedOf } from '@silverbell/kernel';

/** A person in service on the first day of the quarter. */
export interface Served {
  readonly seniorId: string;
  readonly townshipId: string;
  readonly providerId: string;
}

const AT_LEAST = 20;
const ONE_IN = 20;

/** n = min(all, max(20, ⌈5 %⌉)) (CR-58). */
export const sampleSize = (served: number): number => Math.min(served, Math.max(AT_LEAST, Math.ceil(served / ONE_IN)));

/**
 * Who is visited by the county: by township with the largest remainder, of each at least one, and of each provider at least one. The same
 * people and the same seed give the same sample, in whatever order they come.
 */
export function drawSample(served: readonly Served[], seed: string): readonly Served[] {
  const shuffled = drawOrder(served, seed);
  const quotas = shareOfTownships(shuffled, sampleSize(served.length));
  const drawn = new Set<Served>();
  for (const [townshipId, quota] of quotas)
    for (const one of shuffled.filter((person) => person.townshipId === townshipId).slice(0, quota)) drawn.add(one);
  for (const one of shuffled) {
    if ([...drawn].some(({ providerId }) => providerId === one.providerId)) continue;
    makeRoom(drawn, one);
    drawn.add(one);
  }
  return shuffled.filter((one) => drawn.has(one));
}

/** The order in which people are drawn; who is replaced is followed by the next of her township. */
export function drawOrder<One extends Served>(served: readonly One[], seed: string): readonly One[] {
  const random = seededRandom(seedOf(seed));
  return [...served]
    .sort((a, b) => (a.seniorId < b.seniorId ? -1 : 1))
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function shareOfTownships(served: readonly Served[], size: number): ReadonlyMap<string, number> {
  const many = new Map<string, number>();
  for (const { townshipId } of served) many.set(townshipId, (many.get(townshipId) ?? 0) + 1);
  const shares = [...many]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, n]) => {
      const exact = (size * n) / served.length;
      return { id, n, quota: Math.max(1, Math.floor(exact)), rest: exact - Math.floor(exact) };
    });
  const total = (): number => shares.reduce((sum, { quota }) => sum + quota, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest))
    if (total() < size && share.quota < share.n) share.quota += 1;
  for (const share of [...shares].sort((a, b) => a.rest - b.rest))
    if (total() > size && share.quota > 1) share.quota -= 1;
  return new Map(shares.map(({ id, quota }) => [id, quota]));
}

/** One of the same township gives way whose provider is in the sample twice; where there is none the sample grows by one. */
function makeRoom(drawn: Set<Served>, { townshipId }: Served): void {
  const of = (providerId: string): number => [...drawn].filter((other) => other.providerId === providerId).length;
  const spare = [...drawn].reverse().find((other) => other.townshipId === townshipId && of(other.providerId) > 1);
  if (spare !== undefined) drawn.delete(spare);
}
