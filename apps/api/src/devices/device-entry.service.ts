import { Injectable } from '@nestjs/common';
import { newDeviceSecret } from '@silverbell/adapter-mqtt/secrets';
import { PostgresDeviceRegister } from '@silverbell/adapter-postgres';
import type { DeviceId, HomeId, RegionId, SeniorId } from '@silverbell/kernel';
import { prefixesOf } from '@silverbell/mqtt-contract';
import { isWorn } from '@silverbell/usecases';
import type { DeviceProfile, DeviceRole } from '@silverbell/vocabulary';
import type { DeviceLogin } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { DeviceAccess } from './device-access.service.js';
import { DeviceSecretService } from './device-secret.service.js';

export interface DeviceEntry {
  readonly id: DeviceId;
  readonly role: DeviceRole;
  readonly profile: DeviceProfile;
  readonly place: { readonly homeId: HomeId | null; readonly seniorId: SeniorId | null; readonly regionId: RegionId };
  readonly behind: { readonly hubId: DeviceId; readonly name: string } | null;
  readonly stage: 'bought' | 'in-stock' | 'installed';
  readonly room?: string | undefined;
  readonly fixed?: boolean | undefined;
  readonly modelId?: string | undefined;
  readonly simUntil?: string | undefined;
}

/** Writes a new device on file, with a secret of its own unless it speaks through a hub. */
@Injectable()
export class DeviceEntryService {
  constructor(
    private readonly register: PostgresDeviceRegister,
    private readonly secrets: DeviceSecretService,
    private readonly access: DeviceAccess,
  ) {}

  async enter(
    account: Account,
    headers: CommandHeaders,
    { id, role, profile, place, behind, stage, fixed, ...details }: DeviceEntry,
    how: 'registered' | 'claimed' = 'registered',
  ): Promise<DeviceLogin> {
    const secret = behind ? null : newDeviceSecret();
    const done = await this.register.register(
      {
        ...{ id, role, profile, ...place, behind, stage },
        ...{ room: details.room ?? null, modelId: details.modelId ?? null, simUntil: details.simUntil ?? null },
        fixed: fixed ?? !isWorn(role),
        secret: secret === null ? null : this.secrets.keep(id, secret),
      },
      this.access.command(account, undefined, headers),
      how,
    );
    await this.access.done(id, done);
    return loginOf(id, secret, behind?.hubId);
  }
}

/** Shown once. `hubId`: it has the line of its hub, and no secret. */
export const loginOf = (deviceId: DeviceId, secret: string | null, hubId?: string): DeviceLogin => ({
  deviceId,
  secret,
  userName: hubId ?? deviceId,
  prefixes: [...prefixesOf(hubId ?? deviceId)],
});
