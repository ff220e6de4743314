import { after, between, duration, hours, type Instant, type RegionId } from '@silverbell/kernel';
import { RETAINED_DATA_KINDS, type RetainedDataKind } from '@silverbell/vocabulary';

interface DefaultPeriod {
  readonly days: number;
  /** Where the number comes from. */
  readonly source: string;
  /** Less would break what the platform promises, or a law. */
  readonly leastDays: number;
}

const NO_LONGER_THAN_NEEDED = '个人信息保护法 art. 19 (no longer than the purpose needs); own choice of operations: ';
const SIX_MONTHS = '网络安全法 (network logs are kept for six months at least)';

/** Counted from the last change; what belongs to an incident, from its closing. A region changes them by a dated setting `retention.<what>`, in days. */
export const DEFAULT_RETENTION_PERIODS: Readonly<Record<RetainedDataKind, DefaultPeriod>> = {
  'helper-position': {
    ...{ days: 1, leastDays: 1 },
    source: `${NO_LONGER_THAN_NEEDED}ranking believes a position for 30 min`,
  },
  'device-fix': {
    ...{ days: 7, leastDays: 1 },
    source: `${NO_LONGER_THAN_NEEDED}the last place of a worn device helps the search for a lost person`,
  },
  'away-place': { days: 7, leastDays: 1, source: `${NO_LONGER_THAN_NEEDED}she is home again` },
  'sign-of-life': {
    ...{ days: 90, leastDays: 7 },
    source: `${NO_LONGER_THAN_NEEDED}rules about silence look back days; the newest contact of a person stays`,
  },
  'water-reading': {
    ...{ days: 30, leastDays: 3 },
    source: `${NO_LONGER_THAN_NEEDED}the rule about water looks back 24 h; the newest reading of a home stays`,
  },
  'raw-frame': { days: 183, leastDays: 183, source: SIX_MONTHS },
  outbox: { days: 183, leastDays: 183, source: SIX_MONTHS },
  attachment: {
    ...{ days: 1_095, leastDays: 183 },
    source: '民法典 art. 188 (claims lapse after three years); photos and scans are proof of what was done',
  },
  'complaint-words': {
    ...{ days: 1_095, leastDays: 183 },
    source:
      '民法典 art. 188 (claims lapse after three years); what was said is proof for both sides, then only what was found counts',
  },
  idempotency: { days: 7, leastDays: 1, source: 'own choice of operations: nobody repeats a command after a week' },
};
/** A longer one is a slip of a key. */
const MOST_DAYS = 3_650;

/** As a region wrote it; whether it may hold is another question. */
export interface PeriodSetting {
  readonly regionId: RegionId;
  readonly what: string;
  readonly days: unknown;
  readonly validFrom: Instant;
  readonly source: string;
}

export interface PeriodInForce {
  readonly what: RetainedDataKind;
  /** `null`: wherever no region says otherwise. */
  readonly regionId: RegionId | null;
  readonly days: number;
  readonly source: string;
  readonly validFrom: Instant | null;
}

/** Default first, then regions with their own setting. What is out of bounds counts as none, like every setting past the editor. */
export function retentionPeriodsInForce(
  what: RetainedDataKind,
  settings: readonly PeriodSetting[],
  now: Instant,
): readonly PeriodInForce[] {
  const newest = new Map<RegionId, PeriodInForce>();
  for (const { regionId, days, source, validFrom } of settings.filter((one) => one.what === what)) {
    const known = newest.get(regionId)?.validFrom;
    if (validFrom > now || !isAllowed(what, days) || (known != null && known >= validFrom)) continue;
    newest.set(regionId, { what, regionId, days, source, validFrom });
  }
  const { days, source } = DEFAULT_RETENTION_PERIODS[what];
  return [{ what, regionId: null, days, source, validFrom: null }, ...newest.values()];
}

const isAllowed = (what: RetainedDataKind, days: unknown): days is number =>
  typeof days === 'number' &&
  Number.isInteger(days) &&
  days >= DEFAULT_RETENTION_PERIODS[what].leastDays &&
  days <= MOST_DAYS;

/** What is older goes. */
export interface CutOffs {
  readonly otherwise: Instant;
  /** Of regions in which another one holds. */
  readonly own: readonly { readonly regionId: RegionId; readonly before: Instant }[];
}

export interface RegionNode {
  readonly id: RegionId;
  readonly parentId: RegionId | null;
}

/** The nearest region that says something wins, as with every setting (SR-02). */
export function cutOffsOf(
  what: RetainedDataKind,
  { regions, settings }: { readonly regions: readonly RegionNode[]; readonly settings: readonly PeriodSetting[] },
  now: Instant,
): CutOffs {
  const [otherwise, ...own] = retentionPeriodsInForce(what, settings, now);
  const daysOfRegion = new Map(own.map(({ regionId, days }) => [regionId, days]));
  const parents = new Map(regions.map(({ id, parentId }) => [id, parentId]));
  const daysIn = (start: RegionId): number | undefined => {
    for (let at: RegionId | null = start; at !== null; at = parents.get(at) ?? null)
      if (daysOfRegion.has(at)) return daysOfRegion.get(at);
    return undefined;
  };
  const before = (days: number): Instant => after(now, duration(-days * hours(24)));
  const ofDefault = otherwise?.days ?? DEFAULT_RETENTION_PERIODS[what].days;
  return {
    otherwise: before(ofDefault),
    own: regions.flatMap(({ id }) => {
      const days = daysIn(id);
      return days === undefined || days === ofDefault ? [] : [{ regionId: id, before: before(days) }];
    }),
  };
}

/** Each once a day; the one that waited longest first. `null`: nothing is to be done yet. */
export function nextDue(lastBegun: ReadonlyMap<RetainedDataKind, Instant>, now: Instant): RetainedDataKind | null {
  const due = RETAINED_DATA_KINDS.filter((what) => {
    const begun = lastBegun.get(what);
    return begun === undefined || between(begun, now) >= hours(24);
  });
  const [first] = due.sort((a, b) => (lastBegun.get(a) ?? 0) - (lastBegun.get(b) ?? 0));
  return first ?? null;
}
