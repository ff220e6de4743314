import { Controller, Inject } from '@nestjs/common';
import { IncidentFigureQueries, PostgresRegionSettingStore } from '@silverbell/adapter-postgres';
import { dateIn, dayBeginsIn, toIso } from '@silverbell/kernel';
import { numberIn, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';

/** Our own targets: an operator answers 95 % within 15 s, and 90 % are accepted within 60 s of the first offer. */
const ANSWERED_S = 15;
const ACCEPTED_S = 60;

/** How soon people were answered and reached today. */
@Controller()
export class IncidentFiguresController {
  constructor(
    private readonly queries: IncidentFigureQueries,
    private readonly settings: PostgresRegionSettingStore,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('incidentFigures')
  async figures(@Caller() account: Account): Promise<AnswerOf<'incidentFigures'>> {
    const now = this.deps.clock.now();
    const { timeZone } = this.deps;
    const regionIds = await this.scope.within(account, undefined);
    const [top] = regionIds;
    if (top === undefined) throw new ProblemError('not-found');
    const since = dayBeginsIn(timeZone, dateIn(timeZone, now)) ?? now;
    const [settings, drillsOnly] = await Promise.all([
      this.settings.of(top, 'coverage.', now),
      this.seats.isTraining(account),
    ]);
    // On the spot in time means what it means on the map of coverage.
    const arrived = numberIn(settings, 'coverage.withinMin') * 60;
    const limitsS = { answered: ANSWERED_S, accepted: ACCEPTED_S, arrived };
    const figures = await this.queries.since({ regionIds, since, now, drillsOnly, limitsS });
    return { at: toIso(now), since: toIso(since), ...figures };
  }
}
