import {
  as,
  isRefusal,
  refuse,
  type DeviceId,
  type HomeId,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { staleRow, type IdempotencyKey, type StaleRow } from '@silverbell/usecases';
import type { DeviceRole, DeviceStage } from '@silverbell/vocabulary';
import { IsNull, type DataSource, type QueryRunner } from 'typeorm';
import { writeOnce } from '../connection/write-once.js';
import { HomeRow } from '../people/place.entity.js';
import { SeniorRow } from '../people/senior.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { DeviceLoginRow } from './device-login.entity.js';
import type { KeptSecret } from './device-login.store.js';
import { DeviceModelRow } from './device-model.entity.js';
import { lockDevice, type LockedDevice } from './device-on-file.sql.js';
import { DeviceRow } from './device.entity.js';
import { NEXT_REVISION, noteChange, type DeviceChange } from './device-trail.js';

export interface DeviceRegistration {
  readonly id: DeviceId;
  readonly role: DeviceRole;
  readonly profile: string;
  readonly regionId: RegionId;
  /** `null`: it is bought, or in stock. */
  readonly homeId: HomeId | null;
  readonly seniorId: SeniorId | null;
  /** A device behind a hub has the hub's line, and no secret. */
  readonly behind: { readonly hubId: DeviceId; readonly name: string } | null;
  readonly room: string | null;
  readonly fixed: boolean;
  readonly secret: KeptSecret | null;
  readonly stage: 'bought' | 'in-stock' | 'installed';
  readonly modelId: string | null;
  readonly simUntil: string | null;
}

/** What a person changes of a device; `idempotency` and `ifMatch` as she sent them. */
export interface DeviceCommand extends DeviceChange {
  readonly idempotency?: IdempotencyKey | undefined;
  readonly ifMatch?: number | undefined;
}

/** Absent: stays as it is. */
export interface DeviceDetails {
  readonly room?: string | null | undefined;
  readonly fixed?: boolean | undefined;
  readonly modelId?: string | null | undefined;
  readonly simUntil?: string | null | undefined;
}

export type DeviceWritten = { readonly id: string; readonly warnings: readonly string[] };
export type DeviceAnswer = DeviceWritten | Refusal | StaleRow;

/**
 * One line for the import of a list and for the register itself: the row, its login and its trail. `false`: there is a device of this name,
 * or the hub has one of this name behind it.
 */
export async function insertDevice(
  runner: QueryRunner,
  device: DeviceRegistration,
  change: DeviceChange,
  how: 'registered' | 'claimed' = 'registered',
): Promise<boolean> {
  const { behind, secret, ...file } = device;
  const inserted = await runner.manager
    .createQueryBuilder()
    .insert()
    .into(DeviceRow)
    .values({
      ...{ ...file, status: 'active', changedBy: change.by },
      installedAt: device.stage === 'installed' ? change.at : null,
      ...{ hubId: behind?.hubId ?? null, childName: behind?.name ?? null },
      ...{ secretHash: secret?.hash ?? null, keyId: secret?.keyId ?? null },
    })
    .orIgnore()
    .returning('id')
    .execute();
  if ((inserted.raw as unknown[]).length === 0) return false;
  const { id: deviceId, homeId, stage } = device;
  if (secret !== null)
    await runner.manager.insert(DeviceLoginRow, { deviceId, sealed: secret.sealed, changedAt: change.at });
  await noteChange(runner, deviceId, stage === 'installed' ? how : stage, change, { homeId });
  return true;
}

/** The file of devices: who they are, what they are called, and their secrets. */
export class PostgresDeviceRegister {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  /** The answer of it holds a secret: a repeated command is refused with `already-done`. */
  register(
    device: DeviceRegistration,
    command: DeviceCommand,
    how: 'registered' | 'claimed' = 'registered',
  ): Promise<DeviceAnswer> {
    const { by, at, idempotency } = command;
    return writeOnce(this.source, { idempotency, now: at, toldOnce: true }, async (runner) => {
      if (!(await isModel(runner, device.modelId))) return refuse('device-model-unknown');
      if (!(await insertDevice(runner, device, command, how))) return refuse('device-exists');
      const { id, regionId, role, profile, homeId, stage } = device;
      await this.audit.within(runner).append({
        ...{ actor: by, action: `device-${how}`, subjectKind: 'device', subjectId: id, regionId, at },
        details: { role, profile, homeId, stage },
      });
      return { id, warnings: [] };
    });
  }

  /** There is nothing to change. Sent again after a lost answer, it was done: that is said with `already-done`. */
  async refuseUnlessDone({ idempotency, at }: DeviceCommand): Promise<Refusal> {
    const none = refuse('not-found');
    const answer = await writeOnce(this.source, { idempotency, now: at }, () => Promise.resolve(none));
    return isRefusal(answer) ? answer : refuse('already-done');
  }

  /** The old secret opens nothing from now on. */
  renewSecret(id: DeviceId, { hash, keyId, sealed }: KeptSecret, command: DeviceCommand): Promise<DeviceAnswer> {
    return this.change(id, command, 'secret-renewed', { toldOnce: true }, async (runner) => {
      const { affected } = await runner.manager.update(
        DeviceRow,
        { id, hubId: IsNull() },
        { secretHash: hash, keyId, version: () => 'version + 1', changedBy: command.by },
      );
      if (affected === 0) return refuse('device-behind-hub');
      const login = { sealed, changedAt: command.at, revision: NEXT_REVISION };
      const renewed = await runner.manager.update(DeviceLoginRow, { deviceId: id }, login);
      if (renewed.affected === 0)
        await runner.manager.insert(DeviceLoginRow, { deviceId: id, sealed, changedAt: command.at });
      await noteChange(runner, id, 'secret-renewed', command);
      return { id, warnings: [] };
    });
  }

  changeDetails(id: DeviceId, details: DeviceDetails, command: DeviceCommand): Promise<DeviceAnswer> {
    return this.change(id, command, 'changed', {}, async (runner) => {
      if (!(await isModel(runner, details.modelId ?? null))) return refuse('device-model-unknown');
      await runner.manager.update(
        DeviceRow,
        { id },
        { ...definedOf(details), version: () => 'version + 1', changedBy: command.by },
      );
      return { id, warnings: [] };
    });
  }

  /** Where it was tried out, as the phone of the installer said. */
  async keepPlace(
    id: DeviceId,
    place: { readonly lat: number; readonly lng: number; readonly accuracyM: number | null },
    command: DeviceCommand,
  ): Promise<DeviceAnswer> {
    return this.change(id, command, 'placed', {}, async (runner) => {
      const placed = { placedLat: place.lat, placedLng: place.lng, placedAccuracyM: place.accuracyM };
      await runner.manager.update(DeviceRow, { id }, { ...placed, placedAt: command.at });
      return { id, warnings: [] };
    });
  }

  async whereIs(id: DeviceId): Promise<{
    readonly regionId: RegionId;
    readonly role: DeviceRole;
    readonly hubId: DeviceId | null;
    readonly stage: DeviceStage;
  } | null> {
    const device = await this.source.manager.findOneBy(DeviceRow, { id });
    return (
      device && {
        regionId: as<RegionId>(device.regionId),
        role: device.role,
        hubId: device.hubId === null ? null : as<DeviceId>(device.hubId),
        stage: device.status === 'retired' && device.stage !== 'replaced' ? 'retired' : device.stage,
      }
    );
  }

  /** The region of a home; `null` when there is no such home, or the senior does not live there. */
  async regionOf(homeId: HomeId, seniorId: SeniorId | null): Promise<RegionId | null> {
    const { manager } = this.source;
    const home = await manager.findOneBy(HomeRow, { id: homeId });
    if (home === null || (seniorId !== null && !(await manager.existsBy(SeniorRow, { id: seniorId, homeId }))))
      return null;
    return as<RegionId>(home.regionId);
  }

  /** One change of one device: locked, compared with the version the caller read, written, audited. */
  async change(
    id: DeviceId,
    { by, at, idempotency, ifMatch }: DeviceCommand,
    action: string,
    { toldOnce = false }: { readonly toldOnce?: boolean },
    work: (runner: QueryRunner, device: LockedDevice) => Promise<DeviceWritten | Refusal>,
  ): Promise<DeviceAnswer> {
    return writeOnce<DeviceWritten>(this.source, { idempotency, now: at, toldOnce }, async (runner) => {
      const device = await lockDevice(runner, id);
      if (device === null) return refuse('not-found');
      const stale = staleRow(device, ifMatch);
      if (stale !== null) return stale;
      const written = await work(runner, device);
      if (isRefusal(written)) return written;
      const { homeId, stage, regionId } = device;
      await this.audit.within(runner).append({
        ...{ actor: by, action: `device-${action}`, subjectKind: 'device', subjectId: id, at },
        regionId: as<RegionId>(regionId),
        details: { homeId, stage, warnings: written.warnings },
      });
      return written;
    });
  }
}

/** What was named; a detail that was not stays as it is. */
export const definedOf = ({ room, fixed, modelId, simUntil }: DeviceDetails) => ({
  ...(room === undefined ? {} : { room }),
  ...(fixed === undefined ? {} : { fixed }),
  ...(modelId === undefined ? {} : { modelId }),
  ...(simUntil === undefined ? {} : { simUntil }),
});

export const isModel = async ({ manager }: QueryRunner, modelId: string | null): Promise<boolean> =>
  modelId === null || manager.existsBy(DeviceModelRow, { id: modelId });
