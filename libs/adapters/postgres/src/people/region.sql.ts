/** A row source `up (id, depth)`: the region of this SQL expression (`depth` 1) and every region above it. */
export const regionAndAbove = (region: string): string =>
  `unnest(region_chain(${region})) with ordinality as up (id, depth)`;

/** For `x = …`: one of the regions at or below this SQL expression; asked once per statement and not for each row. */
export const anyRegionBelow = (region: string): string => `any ((select regions_below(${region}))::text[])`;
