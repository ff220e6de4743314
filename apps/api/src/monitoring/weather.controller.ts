import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresWeatherStore } from '@silverbell/adapter-postgres';
import { defaultAdverseConditions, isWeatherAdverse, weatherFault } from '@silverbell/incidents';
import { after, as, fromIso, toIso, type AccountId, type RegionId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';

/** Observations of the weather in a region, which raise the class of an incident in heat and frost. */
@Controller()
export class WeatherController {
  constructor(
    private readonly weathers: PostgresWeatherStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('weather')
  async weather(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { temperatureC, observedAt, source }: ParsedBody<'weather'>,
  ): Promise<AnswerOf<'weather'>> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const now = this.deps.clock.now();
    const at = fromIso(observedAt);
    const fault = at === null ? 'weather-not-yet' : weatherFault(at, now);
    if (at === null || fault !== null) throw new ProblemError(fault ?? 'weather-not-yet');
    const observed = at > now ? now : at;
    await this.weathers.observe(
      { regionId, temperatureC, observedAt: observed, source },
      as<AccountId>(account.id),
      now,
    );
    return {
      ...{ regionId: id, temperatureC, source },
      observedAt: toIso(observed),
      validUntil: toIso(after(observed, defaultAdverseConditions.weatherValidFor)),
      harsh: isWeatherAdverse(temperatureC),
    };
  }
}
