import { Controller, Inject } from '@nestjs/common';
import {
  CoverageQueries,
  PostgresRegionSettingStore,
  PostgresRegionStore,
  type HomeToReach,
} from '@silverbell/adapter-postgres';
import { couldReach, unreachedNow, type Unreached } from '@silverbell/dispatch';
import { toIso, type RegionId } from '@silverbell/kernel';
import { isNight, maskedName, numberIn, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { hasRole } from '../auth/roles.js';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { mapPoint } from '../http/map-point.js';
import { Caller } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';

/** As many as an operator can ring in an hour. */
const MOST_ASKED = 8;

/** Homes that no helper on duty could reach in time at this moment. By the calendar: `GET /helper-coverage`. */
@Controller()
export class CoverageController {
  constructor(
    private readonly queries: CoverageQueries,
    private readonly regions: PostgresRegionStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('coverageNow')
  async coverage(@Caller() account: Account): Promise<AnswerOf<'coverageNow'>> {
    const now = this.deps.clock.now();
    const regionIds = await this.scope.within(account, undefined);
    const [top] = regionIds;
    if (top === undefined) throw new ProblemError('not-found');
    const [homes, helpers, settings, policy] = await Promise.all([
      this.queries.homes(regionIds),
      this.queries.helpers(now),
      this.settings.of(top, 'coverage.', now),
      this.deps.helperDirectory.policyFor(top, now),
    ]);
    const withinS = numberIn(settings, 'coverage.withinMin') * 60;
    const asked = { now, night: isNight(this.deps.timeZone, now), withinS, policy };
    const free = helpers.filter(({ onDuty, busy }) => onDuty && !busy);
    const unreached = unreachedNow(homes, free, asked);
    const mine = new Set<string>(regionIds);
    const resting = helpers.filter(({ onDuty, regionId }) => !onDuty && mine.has(regionId));
    const found = couldReach(
      unreached.map(({ home }) => home),
      resting,
      asked,
    ).slice(0, MOST_ASKED);
    const byId = new Map(helpers.map((helper) => [helper.helperId, helper]));
    const shown = (name: string): string => (hasRole(account, 'operator', 'lead', 'admin') ? name : maskedName(name));
    const names = await this.names([
      ...unreached.map(({ home }) => home.regionId),
      ...resting.map(({ regionId }) => regionId),
    ]);
    return {
      ...{ at: toIso(now), withinS, night: asked.night, homes: homes.length, unreached: unreached.length },
      helpers: free.length,
      villages: villagesOf(homes, unreached).map(({ regionId, soonest, ...village }) => {
        const first = soonest === null ? undefined : byId.get(soonest.helperId);
        return {
          ...{ ...village, regionId, name: names.get(regionId) ?? regionId },
          soonest:
            soonest === null
              ? null
              : {
                  arrivalS: soonest.arrivalS,
                  name: first !== undefined && mine.has(first.regionId) ? shown(first.name) : null,
                },
        };
      }),
      couldBeAsked: found.flatMap(({ helperId, homes: reached }) => {
        const one = byId.get(helperId);
        if (one === undefined) return [];
        return [
          {
            ...{ helper: { id: one.helperId, name: shown(one.name) }, kind: one.kind, homes: reached },
            ...{ region: names.get(one.regionId) ?? one.regionId },
            offDutySince: one.since === null ? null : toIso(one.since),
          },
        ];
      }),
    };
  }

  private async names(ids: readonly RegionId[]): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.regions.byIds([...new Set(ids)])).map(({ id, name }) => [id, name]));
  }
}

function villagesOf(homes: readonly HomeToReach[], unreached: readonly Unreached<HomeToReach>[]) {
  const totals = new Map<RegionId, number>();
  for (const { regionId } of homes) totals.set(regionId, (totals.get(regionId) ?? 0) + 1);
  const byVillage = new Map<RegionId, Unreached<HomeToReach>[]>();
  for (const one of unreached) {
    const rows = byVillage.get(one.home.regionId);
    if (rows === undefined) byVillage.set(one.home.regionId, [one]);
    else rows.push(one);
  }
  return [...byVillage]
    .map(([regionId, rows]) => ({
      ...{ regionId, homes: totals.get(regionId) ?? 0, unreached: rows.length },
      atRisk: rows.filter(({ home }) => home.atRisk).length,
      soonest: rows.reduce<Unreached<HomeToReach>['soonest']>(
        (best, { soonest }) =>
          soonest !== null && (best === null || soonest.arrivalS < best.arrivalS) ? soonest : best,
        null,
      ),
      points: rows.map(({ home: { point } }) => mapPoint(point)),
    }))
    .sort((a, b) => b.atRisk - a.atRisk || b.unreached - a.unreached || (a.regionId < b.regionId ? -1 : 1));
}
