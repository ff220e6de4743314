import {
  between,
  minutes,
  seconds,
  type DeviceId,
  type Duration,
  type HomeId,
  type Instant,
  type RegionId,
} from '@silverbell/kernel';

/** A home whose last known way to call is silent. */
export interface LostHome {
  readonly homeId: HomeId;
  /** From its village up to the root. */
  readonly regions: readonly RegionId[];
  readonly hubId: DeviceId | null;
  /** As the device names its carrier. */
  readonly carrier: string | null;
  readonly lostAt: Instant;
}

export type OutagePlace =
  | { readonly type: 'region'; readonly id: RegionId }
  | { readonly type: 'carrier'; readonly id: string }
  | { readonly type: 'hub'; readonly id: DeviceId }
  | { readonly type: 'home'; readonly id: HomeId };

export interface Outage {
  readonly place: OutagePlace;
  readonly homes: readonly LostHome[];
}

export interface OutagePolicy {
  /** So many homes within `within` have one cause. */
  readonly atLeastHomes: number;
  readonly groupingWindow: Duration;
  /** A first home waits this long for its neighbours, so that one cause becomes one incident. */
  readonly gatherFor: Duration;
  /** So many villages of one township have one cause. */
  readonly atLeastVillages: number;
}

export const defaultOutage: OutagePolicy = {
  atLeastHomes: 3,
  groupingWindow: minutes(10),
  gatherFor: seconds(40),
  atLeastVillages: 3,
};

/** Who else must not become an outage of its own: the places that have an open one. */
export type OpenPlaces = readonly OutagePlace[];

/**
 * Many homes with one cause become one outage: those of an open one join it, the others are counted by hub, carrier and village,
 * villages of one township together. A lone home is an outage of its own once it has waited for its neighbours.
 */
export function groupOutages(
  lost: readonly LostHome[],
  open: OpenPlaces,
  now: Instant,
  policy: OutagePolicy,
): { readonly outages: readonly Outage[]; readonly notYetGrouped: readonly LostHome[] } {
  const joining = lost.map((home) => ({ home, place: open.find((place) => covers(place, home)) }));
  const joined = joining.flatMap(({ home, place }) => (place ? [{ place, homes: [home] }] : []));
  const rest = joining.flatMap(({ home, place }) => (place ? [] : [home]));

  const recent = rest.filter((home) => between(home.lostAt, now) <= policy.groupingWindow);
  const shared = commonCausesOf(recent, policy);
  const grouped = new Set(shared.flatMap(({ homes }) => homes.map(({ homeId }) => homeId)));
  const alone = rest.filter(({ homeId }) => !grouped.has(homeId));
  const ripe = alone.filter((home) => between(home.lostAt, now) >= policy.gatherFor);
  return {
    outages: [
      ...mergedByPlace(joined),
      ...shared,
      ...ripe.map((home): Outage => ({ place: { type: 'home', id: home.homeId }, homes: [home] })),
    ],
    notYetGrouped: alone.filter((home) => !ripe.includes(home)),
  };
}

function covers(place: OutagePlace, home: LostHome): boolean {
  switch (place.type) {
    case 'region':
      return home.regions.includes(place.id);
    case 'carrier':
      return home.carrier === place.id;
    case 'hub':
      return home.hubId === place.id;
    case 'home':
      return home.homeId === place.id;
  }
}

export const placeKey = (place: OutagePlace): string => `${place.type}:${place.id}`;

function mergedByPlace(outages: readonly Outage[]): Outage[] {
  const byPlace = new Map<string, { place: OutagePlace; homes: LostHome[] }>();
  for (const { place, homes } of outages) {
    const known = byPlace.get(placeKey(place)) ?? { place, homes: [] };
    known.homes.push(...homes);
    byPlace.set(placeKey(place), known);
  }
  return [...byPlace.values()];
}

/** The largest common cause first; each home counts once. */
function commonCausesOf(homes: readonly LostHome[], policy: OutagePolicy): Outage[] {
  const found: Outage[] = [];
  let left = [...homes];
  for (;;) {
    const best = candidates(left, policy)
      .filter((outage) => outage.homes.length >= policy.atLeastHomes)
      .sort((a, b) => b.homes.length - a.homes.length || ORDER[a.place.type] - ORDER[b.place.type])[0];
    if (best === undefined) return found;
    found.push(best);
    left = left.filter((home) => !best.homes.includes(home));
  }
}

/** Equal counts: the narrowest cause is the likeliest. */
const ORDER: Readonly<Record<OutagePlace['type'], number>> = { hub: 0, region: 1, carrier: 2, home: 3 };

function candidates(homes: readonly LostHome[], policy: OutagePolicy): Outage[] {
  const one = (home: LostHome, place: OutagePlace): Outage => ({ place, homes: [home] });
  const hubs = homes.flatMap((home) => (home.hubId === null ? [] : [one(home, { type: 'hub', id: home.hubId })]));
  const carriers = homes.flatMap((home) =>
    home.carrier === null ? [] : [one(home, { type: 'carrier', id: home.carrier })],
  );
  return [...mergedByPlace(hubs), ...mergedByPlace(carriers), ...regions(homes, policy)];
}

/** Villages; and above them every region in which several villages are out. */
function regions(homes: readonly LostHome[], { atLeastHomes, atLeastVillages }: OutagePolicy): Outage[] {
  const villages = mergedByPlace(
    homes.flatMap((home) => {
      const id = home.regions[0];
      return id === undefined ? [] : [{ place: { type: 'region' as const, id }, homes: [home] }];
    }),
  );
  const out = villages.filter((village) => village.homes.length >= atLeastHomes);
  const above = new Map<RegionId, number>();
  for (const village of out)
    for (const id of village.homes[0]?.regions.slice(1) ?? []) above.set(id, (above.get(id) ?? 0) + 1);
  const wide = [...above].filter(([, count]) => count >= atLeastVillages).map(([id]) => id);
  // of regions within each other the narrowest that holds them all: a wider one holds no more homes and comes later
  const depth = (id: RegionId): number => Math.max(...homes.map((home) => home.regions.indexOf(id)));
  return [
    ...villages,
    ...wide
      .sort((a, b) => depth(a) - depth(b))
      .map((id) => ({
        place: { type: 'region' as const, id },
        homes: homes.filter((home) => home.regions.includes(id)),
      })),
  ];
}
