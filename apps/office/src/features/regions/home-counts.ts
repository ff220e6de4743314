import type { AnswerOf } from '@silverbell/wire';

type Counted = NonNullable<AnswerOf<'regions'>['counts']>;
type Node = Pick<AnswerOf<'regions'>['items'][number], 'id' | 'parentId'>;
export interface HomeCount {
  readonly homes: number;
  readonly seniors: number;
}
export type HomeCounts = ReadonlyMap<string, HomeCount>;

/** Of each region with everything below it: the server counts the regions themselves. */
export function withAllBelow(regions: readonly Node[], counts: Counted): HomeCounts {
  const parents = new Map(regions.map(({ id, parentId }) => [id, parentId]));
  const sums = new Map<string, HomeCount>(regions.map(({ id }) => [id, { homes: 0, seniors: 0 }]));
  for (const { regionId, homes, seniors } of counts)
    for (let at: string | null | undefined = regionId; at != null; at = parents.get(at)) {
      const before = sums.get(at);
      if (before !== undefined) sums.set(at, { homes: before.homes + homes, seniors: before.seniors + seniors });
    }
  return sums;
}
