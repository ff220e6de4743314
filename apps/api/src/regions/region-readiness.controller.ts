import { Controller, Inject, Param } from '@nestjs/common';
import {
  PostgresDutySeatStore,
  PostgresEmergencyNumberStore,
  PostgresLadderStore,
  PostgresRegionSettingStore,
  RegionReadinessQueries,
} from '@silverbell/adapter-postgres';
import { as, toIso, type RegionId } from '@silverbell/kernel';
import { checkTermsOf, readinessOf, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { RotaGaps } from './rota-gaps.js';

/** What is missing before an alert of a region is answered, shown before a pendant is pressed. */
@Controller()
export class RegionReadinessController {
  constructor(
    private readonly queries: RegionReadinessQueries,
    private readonly seats: PostgresDutySeatStore,
    private readonly numbers: PostgresEmergencyNumberStore,
    private readonly ladders: PostgresLadderStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly rotaGaps: RotaGaps,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('regionReadiness')
  async readiness(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'regionReadiness'>> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const now = this.deps.clock.now();
    const below = await this.scope.within(account, id);
    const { chain } = await this.numbers.above(regionId);
    const around = [...new Set([...chain, ...below])];
    const [regions, seats, numbers, firstPressAt, inForce, checks] = await Promise.all([
      this.queries.counts(below),
      this.seats.of(around),
      this.numbers.of(around),
      this.queries.firstPressAt(below),
      this.ladders.inForceIn(below, now),
      this.settings.ofEach(around, 'checks.', now),
    ]);
    const rotaGapsOf = await this.rotaGaps.ahead(seats, now);
    const checksOf = (one: RegionId) => checkTermsOf(checks(one));
    const laddersOf = (one: RegionId) => {
      const ladders = inForce.get(one);
      if (ladders === undefined) throw new Error(`region ${one} has no ladders`);
      return ladders;
    };
    const readiness = readinessOf(
      { regions, seats, numbers, above: chain.slice(1), laddersOf, firstPressAt, checksOf, rotaGapsOf },
      now,
    );
    return {
      regionId,
      ready: readiness.parts.every(({ ready }) => ready),
      firstPressAt: firstPressAt === null ? null : toIso(firstPressAt),
      ...{ parts: [...readiness.parts], seatGaps: [...readiness.seatGaps] },
      ...{ numberGaps: [...readiness.numberGaps], emptyRegions: [...readiness.emptyRegions] },
      rotaGaps: readiness.rotaGaps.map(({ from, to, ...gap }) => ({ ...gap, from: toIso(from), to: toIso(to) })),
      withoutResponsible: [...readiness.withoutResponsible],
    };
  }
}
