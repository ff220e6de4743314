import type { Ladders } from '@silverbell/incidents';
import type { Instant, RegionId } from '@silverbell/kernel';
import {
  EMERGENCY_SERVICES,
  LADDER_ROLES,
  type EmergencyService,
  type LadderRole,
  type ReadinessPart,
  type SeatGap,
} from '@silverbell/vocabulary';
import { isRoleFilled, responsibleOf } from './duty-seat-rules.js';
import { numbersNear, type EmergencyNumberFile } from './emergency-numbers.js';
import { isCheckDue } from './monthly-check.js';
import type { DutySeatFile, RegionFile } from './port.js';
import type { Hours } from './rota.js';
import type { CheckTerms } from './setting-rules.js';

/** A region with what is on file in it alone. */
export interface RegionCounts {
  readonly id: RegionId;
  readonly parentId: RegionId | null;
  readonly active: boolean;
  readonly homes: number;
  readonly seniors: number;
  readonly helpers: number;
  readonly devices: number;
}

export interface ReadinessFacts {
  /** The region that is asked about, and everything below it. */
  readonly regions: readonly RegionCounts[];
  /** Of these regions and of those above. */
  readonly seats: readonly DutySeatFile[];
  readonly numbers: readonly EmergencyNumberFile[];
  /** The regions above the one that is asked about, the nearest first. */
  readonly above: readonly RegionId[];
  /** The ladders in force in a region. */
  readonly laddersOf: (regionId: RegionId) => Ladders;
  /** When the first alert of these regions was received. */
  readonly firstPressAt: Instant | null;
  readonly checksOf: (regionId: RegionId) => CheckTerms;
  /** Hours of the coming days without a holder, of the seats that keep a rota. */
  readonly rotaGapsOf: (seat: DutySeatFile) => readonly Hours[];
}

export interface Readiness {
  readonly parts: readonly { readonly part: ReadinessPart; readonly ready: boolean; readonly count: number }[];
  readonly seatGaps: readonly {
    readonly regionId: RegionId;
    readonly role: LadderRole;
    readonly gap: SeatGap;
    readonly seatId: string | null;
  }[];
  readonly numberGaps: readonly {
    readonly regionId: RegionId;
    readonly service: EmergencyService;
    readonly gap: 'no-number' | 'check-due';
  }[];
  readonly rotaGaps: readonly ({
    readonly seatId: string;
    readonly role: LadderRole;
    readonly regionId: RegionId;
  } & Hours)[];
  /** SR-58: villages without a named person who answers for them. */
  readonly withoutResponsible: readonly RegionId[];
  readonly emptyRegions: readonly RegionId[];
}

/** The roles that some rung calls by voice or on a console. */
export function rolesOf(ladders: Ladders): readonly LadderRole[] {
  const steps = Object.values(ladders).flatMap(({ rungs, lastRung }) => [
    ...rungs.flatMap((rung) => rung.steps),
    ...lastRung.steps,
  ]);
  return LADDER_ROLES.filter((role) => steps.some((step) => step.do === 'tell' && step.role === role));
}

/** What would go wrong if a pendant were pressed now. Asked where people live: regions with homes, and the bottom of the tree. */
export function readinessOf(facts: ReadinessFacts, now: Instant): Readiness {
  const { regions, seats, numbers } = facts;
  const active = regions.filter((one) => one.active);
  const bottom = active.filter(({ id, homes }) => homes > 0 || !active.some(({ parentId }) => parentId === id));
  const seatGaps = bottom.flatMap((region) => seatGapsOf(region, facts, now));
  const numberGaps = bottom.flatMap(({ id }) => {
    const near = numbersNear(chainOf(id, facts), numbers);
    return EMERGENCY_SERVICES.flatMap((service) => {
      const one = near.get(service);
      if (one !== undefined && !isCheckDue(one.checkedAt, facts.checksOf(one.regionId).number, now)) return [];
      return [{ regionId: id, service, gap: one === undefined ? ('no-number' as const) : ('check-due' as const) }];
    });
  });
  const rotaGaps = seats
    .filter((seat) => seat.active && seat.keepsRota)
    .flatMap((seat) =>
      facts.rotaGapsOf(seat).map((gap) => ({ seatId: seat.id, role: seat.role, regionId: seat.regionId, ...gap })),
    );
  const withoutResponsible = bottom.filter(({ id }) => responsibleOf(id, seats) === null).map(({ id }) => id);
  const emptyRegions = bottom.filter(({ seniors }) => seniors === 0).map(({ id }) => id);
  const count = (of: (region: RegionCounts) => number): number => active.reduce((sum, region) => sum + of(region), 0);
  const [seniors, helpers, devices] = [count((r) => r.seniors), count((r) => r.helpers), count((r) => r.devices)];
  const part = (name: ReadinessPart, ready: boolean, n: number) => ({ part: name, ready, count: n });
  return {
    parts: [
      part('regions', active.length > 1, active.length),
      part('seats', !seatGaps.some(({ gap }) => gap === 'no-seat'), seats.filter((seat) => seat.active).length),
      part('emergency-numbers', !numberGaps.some(({ gap }) => gap === 'no-number'), numbers.length),
      part('people', seniors > 0 && helpers > 0, seniors + helpers),
      part('devices', devices > 0, devices),
      part('first-press', facts.firstPressAt !== null, facts.firstPressAt === null ? 0 : 1),
    ],
    ...{ seatGaps, numberGaps, rotaGaps, withoutResponsible, emptyRegions },
  };
}

function seatGapsOf({ id }: RegionCounts, facts: ReadinessFacts, now: Instant): Readiness['seatGaps'] {
  const chain = chainOf(id, facts);
  const near = facts.seats.filter(({ regionId }) => chain.includes(regionId));
  return rolesOf(facts.laddersOf(id)).flatMap((role): Readiness['seatGaps'] => {
    if (!isRoleFilled(role, near)) return [{ regionId: id, role, gap: 'no-seat', seatId: null }];
    const own = near.filter((seat) => seat.regionId === id && seat.role === role && seat.active);
    return [
      ...own
        .filter((seat) => isCheckDue(seat.answeredAt, facts.checksOf(id).seat, now))
        .map((seat) => ({ regionId: id, role, gap: 'check-due' as const, seatId: seat.id })),
      // A seat above is named for every village that would be called through it.
      ...near
        .filter((seat) => seat.role === role && seat.active && seat.keepsRota && facts.rotaGapsOf(seat).length > 0)
        .map((seat) => ({ regionId: id, role, gap: 'rota-gap' as const, seatId: seat.id })),
    ];
  });
}

function chainOf(id: RegionId, { regions, above }: ReadinessFacts): readonly RegionId[] {
  const chain: RegionId[] = [];
  let next = regions.find((one) => one.id === id);
  while (next !== undefined && chain.length <= regions.length) {
    chain.push(next.id);
    const { parentId }: Pick<RegionFile, 'parentId'> = next;
    next = regions.find((one) => one.id === parentId);
  }
  return [...chain, ...above];
}
