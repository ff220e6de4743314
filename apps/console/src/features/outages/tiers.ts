import type { Incident, IncidentSummary, RollCallName } from '@silverbell/wire';

export interface TierCount {
  readonly tier: 1 | 2 | 3;
  readonly homes: number;
  readonly listed: number;
  readonly waiting: number;
}

/** How far a roll-call is, in all and by urgency. `reached`: by a person; `heard`: her device is back. */
export function tiersOf(names: readonly Pick<RollCallName, 'tier' | 'state' | 'home'>[]) {
  const tiers = ([1, 2, 3] as const).map((tier): TierCount => {
    const of = names.filter((one) => one.tier === tier);
    return {
      tier,
      homes: new Set(of.map(({ home }) => home.id)).size,
      listed: of.length,
      waiting: of.filter(({ state }) => state === 'waiting').length,
    };
  });
  return {
    listed: names.length,
    reached: names.filter(({ state }) => state === 'ticked').length,
    heard: names.filter(({ state }) => state === 'heard').length,
    tiers,
  };
}

/** Open incidents of homes on the list that are no outage themselves, gravest and oldest first. */
export function insideOf(
  { id, rollCall }: Pick<Incident, 'id' | 'rollCall'>,
  cases: Iterable<IncidentSummary>,
): IncidentSummary[] {
  const homes = new Set(rollCall.map(({ home }) => home.id));
  return [...cases]
    .filter((one) => one.id !== id && one.outage === null && one.home !== null && homes.has(one.home.id))
    .sort((a, b) => a.severity - b.severity || a.raisedAt.localeCompare(b.raisedAt));
}
