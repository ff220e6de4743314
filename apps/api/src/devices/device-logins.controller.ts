import { Controller, Param } from '@nestjs/common';
import { newDeviceSecret } from '@silverbell/adapter-mqtt/secrets';
import { PostgresDeviceRegister } from '@silverbell/adapter-postgres';
import { as, type DeviceId } from '@silverbell/kernel';
import { isWatchNumber, watchIdOf } from '@silverbell/mqtt-contract';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { DeviceAccess } from './device-access.service.js';
import { DeviceEntryService, loginOf } from './device-entry.service.js';
import { DeviceSecretService } from './device-secret.service.js';

/** Devices get their names and secrets here; the broker knows within a second, whichever it is. */
@Controller()
export class DeviceLoginsController {
  constructor(
    private readonly register: PostgresDeviceRegister,
    private readonly entries: DeviceEntryService,
    private readonly secrets: DeviceSecretService,
    private readonly access: DeviceAccess,
    private readonly replicas: ReplicaBus,
  ) {}

  @Serves('registerDevice')
  async add(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'registerDevice'>,
  ): Promise<AnswerOf<'registerDevice'>> {
    const { role, behind, homeId, regionId = '', seniorId } = body;
    const place =
      homeId === undefined
        ? { homeId: null, seniorId: null, regionId: await this.access.region(account, regionId) }
        : await this.access.home(account, homeId, seniorId);
    if (behind && (await this.access.row(account, behind.hubId)).role !== 'hub') throw new ProblemError('not-found');
    return this.entries.enter(account, headers, {
      ...body,
      ...{ place, stage: homeId === undefined ? (body.stage ?? 'in-stock') : 'installed' },
      id: as<DeviceId>(idOf(body) ?? `${role}-${this.access.newId().replaceAll('-', '').slice(0, 12)}`),
      behind: behind ? { hubId: as<DeviceId>(behind.hubId), name: behind.name } : null,
    });
  }

  @Serves('renewDeviceSecret')
  async renew(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'renewDeviceSecret'>,
  ): Promise<AnswerOf<'renewDeviceSecret'>> {
    const { id: deviceId } = await this.access.row(account, id);
    const secret = newDeviceSecret();
    const kept = this.secrets.keep(deviceId, secret);
    const done = await this.register.renewSecret(deviceId, kept, this.access.command(account, reason, headers));
    await this.access.done(deviceId, done);
    this.replicas.publishLoginChanged(deviceId);
    return loginOf(deviceId, secret);
  }
}

/** What speaks as a watch is registered by its number, however it was written down: `watch:` and the digits alone. */
const idOf = ({ id, role, profile }: ParsedBody<'registerDevice'>): string | undefined =>
  id !== undefined && (profile === 'watch' || (role === 'watch' && isWatchNumber(id))) ? watchIdOf(id) : id;
