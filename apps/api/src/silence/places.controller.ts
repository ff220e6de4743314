import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresHubNetworkStore, PostgresWeatherStore } from '@silverbell/adapter-postgres';
import { Body, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { defaultAdverseConditions, isWeatherAdverse } from '@silverbell/incident';
import {
  after,
  as,
  fromIso,
  isRefusal,
  minutes,
  toIso,
  type AccountId,
  type DeviceId,
  type HomeId,
  type RegionId,
} from '@silverbell/kernel';
import { confirmPlace, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { HomeSearch } from '../cases/home-search.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../scope/region-scope.js';

/** Clocks of weather stations are not ours. */
const AHEAD_AT_MOST = minutes(5);

/** Where a device really is, and what the weather is like there. */
@Controller()
export class PlacesController {
  constructor(
    private readonly places: PostgresHubNetworkStore,
    private readonly weathers: PostgresWeatherStore,
    private readonly homes: HomeSearch,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('confirmPlace')
  async confirm(
    @Caller() account: Account,
    @Param('id') id: string,
    @Body() body: ParsedBody<'confirmPlace'>,
  ): Promise<AnswerOf<'confirmPlace'>> {
    const deviceId = as<DeviceId>(id);
    const place = await this.places.placeOf(deviceId);
    if (place === null || !(await this.scope.sees(account, place.regionId))) throw new ProblemError('not-found');
    if (body.place === 'other-home') {
      const regionId = await this.homes.regionOfHome(body.homeId);
      if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('home-unknown');
    }
    const to = body.place === 'home' ? body.place : as<HomeId>(body.homeId);
    const answer = await confirmPlace({ ...this.deps, places: this.places }, deviceId, to, as<AccountId>(account.id));
    if (isRefusal(answer)) throw ProblemError.of(answer);
    return {
      deviceId: answer.deviceId,
      home: answer.home,
      confirmedAt: answer.confirmedAt === null ? null : toIso(answer.confirmedAt),
      suspectedSince: answer.suspectedSince === null ? null : toIso(answer.suspectedSince),
    };
  }

  @Serves('weather')
  async weather(
    @Caller() account: Account,
    @Param('id') id: string,
    @Body() { temperatureC, observedAt, source }: ParsedBody<'weather'>,
  ): Promise<AnswerOf<'weather'>> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const now = this.deps.clock.now();
    const at = fromIso(observedAt);
    if (at === null || at > after(now, AHEAD_AT_MOST)) throw new ProblemError('weather-not-yet');
    if (after(at, defaultAdverseConditions.weatherValidFor) <= now) throw new ProblemError('weather-too-old');
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
