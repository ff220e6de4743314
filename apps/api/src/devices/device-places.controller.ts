import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresDeviceRegister, PostgresHubNetworkStore, HomeQueries } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, isRefusal, toIso, type AccountId, type DeviceId, type HomeId } from '@silverbell/kernel';
import { confirmPlace, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';
import { DeviceAccess } from './device-access.service.js';

/** Confirms at which home a device really is. */
@Controller()
export class DevicePlacesController {
  constructor(
    private readonly places: PostgresHubNetworkStore,
    private readonly homes: HomeQueries,
    private readonly scope: RegionScope,
    private readonly register: PostgresDeviceRegister,
    private readonly access: DeviceAccess,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('confirmPlace')
  async confirm(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() body: ParsedBody<'confirmPlace'>,
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
    if (body.place === 'home' && body.position !== undefined) {
      const command = this.access.command(account, undefined, {});
      await this.access.done(id, await this.register.keepPlace(deviceId, body.position, command));
    }
    return {
      deviceId: answer.deviceId,
      home: answer.home,
      confirmedAt: answer.confirmedAt === null ? null : toIso(answer.confirmedAt),
      suspectedSince: answer.suspectedSince === null ? null : toIso(answer.suspectedSince),
    };
  }
}
