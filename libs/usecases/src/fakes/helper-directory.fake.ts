import { DEFAULT_DISPATCH_POLICY, type DispatchPolicy, type HelperFacts } from '@silverbell/dispatch';
import { isLive, openOffers } from '@silverbell/incidents';
import { as, distanceM, geoPoint, type GeoPoint, type HelperId } from '@silverbell/kernel';
import type { HelperDirectory, HelperNeed } from '../ports/care-records.js';
import type { FakeIncidentStore } from './incident-store.fake.js';

/** Where people of a test are when it does not matter. */
const SOMEWHERE = geoPoint(29.5, 103.6) as GeoPoint;

/** People in memory. With an incident store, who is busy and who has an open offer follows from the incidents. */
export class FakeHelperDirectory implements HelperDirectory {
  policy: DispatchPolicy = DEFAULT_DISPATCH_POLICY;
  readonly #helpers = new Map<HelperId, HelperFacts>();

  constructor(private readonly cases: FakeIncidentStore | null = null) {}

  /** On duty, grown up, certified and willing, unless said otherwise. */
  helper(name: string, facts: Partial<HelperFacts> = {}): HelperFacts {
    const helper: HelperFacts = {
      helperId: as<HelperId>(name),
      kind: 'volunteer',
      ageYears: 40,
      onDuty: true,
      pairedHere: false,
      standing: false,
      nightCalls: true,
      suspended: false,
      inConflict: false,
      certificateValid: true,
      base: SOMEWHERE,
      fix: null,
      transport: 'e-bike',
      turnoutDayS: 100,
      turnoutNightS: 140,
      acceptanceChance: 0.4,
      liveAssignments: { p1: 0, p3: 0 },
      openOffers: 0,
      needlessOffers: [],
      ...facts,
    };
    this.#helpers.set(helper.helperId, helper);
    return helper;
  }

  leaves(helperId: HelperId): void {
    this.#helpers.delete(helperId);
  }

  /** For ever, until she is reinstated. */
  setSuspended(helperId: HelperId, suspended: boolean): void {
    const known = this.#helpers.get(helperId);
    if (known) this.#helpers.set(helperId, { ...known, suspended });
  }

  isSuspended(helperId: HelperId): Promise<boolean> {
    return Promise.resolve(this.#helpers.get(helperId)?.suspended ?? false);
  }

  nearest(need: HelperNeed): Promise<readonly HelperFacts[]> {
    const reach = ({ base, fix }: HelperFacts): number => distanceM(fix?.point ?? base, need.at);
    const all = [...this.#helpers.values()]
      .map((helper) => this.#asOf(helper))
      .sort((a, b) => reach(a) - reach(b) || (a.helperId < b.helperId ? -1 : 1));
    return Promise.resolve(all.filter((helper, at) => at < need.limit || helper.pairedHere));
  }

  byIds(helperIds: readonly HelperId[]): Promise<readonly HelperFacts[]> {
    return Promise.resolve(
      helperIds.flatMap((id) => {
        const helper = this.#helpers.get(id);
        return helper ? [this.#asOf(helper)] : [];
      }),
    );
  }

  policyFor(): Promise<DispatchPolicy> {
    return Promise.resolve(this.policy);
  }

  #asOf(helper: HelperFacts): HelperFacts {
    return { ...helper, ...this.#busy(helper) };
  }

  #busy(helper: HelperFacts): Pick<HelperFacts, 'liveAssignments' | 'openOffers'> {
    let { p1, p3 } = helper.liveAssignments;
    let offers = helper.openOffers;
    for (const incident of this.cases?.open() ?? []) {
      const live = incident.assignments.some((one) => one.helperId === helper.helperId && isLive(one));
      if (live && incident.family === 'work') p3++;
      else if (live) p1++;
      if (openOffers(incident).some((offer) => offer.helperId === helper.helperId)) offers++;
    }
    return { liveAssignments: { p1, p3 }, openOffers: offers };
  }
}
