import { Controller, Inject, Param } from '@nestjs/common';
import { newDeviceSecret } from '@silverbell/adapter-mqtt/secrets';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { PostgresDeviceLoginStore, type DeviceChange, type KeptSecret } from '@silverbell/adapter-postgres';
import { as, type AccountId, type DeviceId, type HomeId, type SeniorId } from '@silverbell/kernel';
import { isWatchNumber, prefixesOf, watchIdOf } from '@silverbell/mqtt-contract';
import type { Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { RegionScope } from '../auth/region-scope.js';
import { DeviceSecretService } from './device-secret.service.js';

/** Worn, and so where its wearer is. */
const WORN: readonly string[] = ['pendant', 'watch'];

/** Devices get their names and secrets here; the broker knows within a second, whichever it is. */
@Controller()
export class DeviceLoginsController {
  constructor(
    private readonly logins: PostgresDeviceLoginStore,
    private readonly keeping: DeviceSecretService,
    private readonly scope: RegionScope,
    private readonly replicas: ReplicaBus,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('registerDevice')
  async register(
    @Caller() account: Account,
    @ValidBody() body: ParsedBody<'registerDevice'>,
  ): Promise<AnswerOf<'registerDevice'>> {
    const { role, profile, behind } = body;
    const id = as<DeviceId>(idOf(body) ?? `${role}-${this.deps.newId().replaceAll('-', '').slice(0, 12)}`);
    const homeId = as<HomeId>(body.homeId);
    const seniorId = body.seniorId === undefined ? null : as<SeniorId>(body.seniorId);
    const regionId = await this.logins.regionOf(homeId, seniorId);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('home-unknown');
    if (behind) await this.refuseNoHub(account, as<DeviceId>(behind.hubId));
    const secret = behind ? null : newDeviceSecret();
    const done = await this.logins.register(
      {
        ...{
          id,
          role,
          profile,
          regionId,
          homeId,
          seniorId,
          room: body.room ?? null,
          fixed: body.fixed ?? !WORN.includes(role),
        },
        behind: behind ? { hubId: as<DeviceId>(behind.hubId), name: behind.name } : null,
        secret: secret === null ? null : this.kept(id, secret),
      },
      this.change(account, null),
    );
    if (!done) throw new ProblemError('device-exists');
    return loginOf(id, secret, behind?.hubId);
  }

  @Serves('renewDeviceSecret')
  async renew(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'renewDeviceSecret'>,
  ): Promise<AnswerOf<'renewDeviceSecret'>> {
    const deviceId = await this.visible(account, id);
    const secret = newDeviceSecret();
    const done = await this.logins.renewSecret(deviceId, this.kept(deviceId, secret), this.change(account, reason));
    if (!done) throw new ProblemError('not-found');
    this.replicas.publishLoginChanged(deviceId);
    return loginOf(deviceId, secret);
  }

  @Serves('retireDevice')
  async retire(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'retireDevice'>,
  ): Promise<AnswerOf<'retireDevice'>> {
    const deviceId = await this.visible(account, id);
    await this.logins.retire(deviceId, this.change(account, reason));
    this.replicas.publishLoginChanged(deviceId);
    return { deviceId, status: 'retired' };
  }

  private async visible(account: Account, id: string): Promise<DeviceId> {
    const deviceId = as<DeviceId>(id);
    const place = await this.logins.whereIs(deviceId);
    if (place === null || !(await this.scope.sees(account, place.regionId))) throw new ProblemError('not-found');
    return deviceId;
  }

  private async refuseNoHub(account: Account, hubId: DeviceId): Promise<void> {
    const hub = await this.logins.whereIs(hubId);
    if (hub?.role !== 'hub' || !(await this.scope.sees(account, hub.regionId))) throw new ProblemError('not-found');
  }

  private kept(id: DeviceId, secret: string): KeptSecret {
    return this.keeping.keep(id, secret);
  }

  private change(account: Account, reason: string | null): DeviceChange {
    return { id: this.deps.newId(), by: as<AccountId>(account.id), reason, at: this.deps.clock.now() };
  }
}

/** What speaks as a watch is registered by its number, however it was written down: `watch:` and the digits alone. */
const idOf = ({ id, role, profile }: ParsedBody<'registerDevice'>): string | undefined =>
  id !== undefined && (profile === 'watch' || (role === 'watch' && isWatchNumber(id))) ? watchIdOf(id) : id;

const loginOf = (deviceId: DeviceId, secret: string | null, hubId?: string): AnswerOf<'registerDevice'> => ({
  deviceId,
  secret,
  userName: hubId ?? deviceId,
  prefixes: [...prefixesOf(hubId ?? deviceId)],
});
