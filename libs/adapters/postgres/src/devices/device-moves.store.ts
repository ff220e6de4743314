import { refuse, type DeviceId, type HomeId, type RegionId, type SeniorId } from '@silverbell/kernel';
import {
  leavesNoWayToCall,
  refuseBinding,
  refuseReplacement,
  refuseReturn,
  refuseStocking,
} from '@silverbell/usecases';
import type { QueryRunner } from 'typeorm';
import { homeWithout, lockDevice, type LockedDevice } from './device-on-file.sql.js';
import {
  definedOf,
  isModel,
  type DeviceAnswer,
  type DeviceCommand,
  type DeviceDetails,
  type PostgresDeviceRegister,
} from './device-register.store.js';
import { endConnections, endWork, noteChange } from './device-trail.js';
import { DeviceRow } from './device.entity.js';

export interface Binding {
  readonly homeId: HomeId;
  readonly regionId: RegionId;
  readonly seniorId: SeniorId | null;
  /** Absent: stays as it is in the same home, and is unknown in another. */
  readonly room?: string | undefined;
  /** What is learned of it at the same time. */
  readonly details?: Omit<DeviceDetails, 'room'> | undefined;
}

/** The way of a device from the stock into a home and back. */
export class PostgresDeviceMoves {
  constructor(private readonly register: PostgresDeviceRegister) {}

  bind(
    id: DeviceId,
    binding: Binding,
    command: DeviceCommand,
    how: 'bound' | 'claimed' = 'bound',
  ): Promise<DeviceAnswer> {
    return this.register.change(id, command, how, {}, async (runner, device) => {
      const { homeId } = binding;
      const refusal = refuseBinding(device, homeId);
      if (refusal !== null) return refusal;
      if (!(await isModel(runner, binding.details?.modelId ?? null))) return refuse('device-model-unknown');
      const warnings = device.homeId === homeId ? [] : await warningsWithout(runner, device);
      await settle(runner, device, binding, command);
      await noteChange(runner, id, how, command, { homeId });
      return { id, warnings };
    });
  }

  /** Out of its home, for a check: its press is heard all the same, and belongs to no home. */
  returnToStock(id: DeviceId, command: DeviceCommand): Promise<DeviceAnswer> {
    return this.register.change(id, command, 'returned', {}, async (runner, device) => {
      const refusal = refuseReturn(device);
      if (refusal !== null) return refusal;
      const warnings = await warningsWithout(runner, device);
      await runner.manager.update(
        DeviceRow,
        { id },
        {
          ...{ stage: 'returned', homeId: null, seniorId: null, room: null, hubId: null, childName: null },
          ...{ installedAt: null, placedLat: null, placedLng: null, placedAccuracyM: null, placedAt: null },
          ...{ version: () => 'version + 1', changedBy: command.by },
        },
      );
      await runner.query('delete from device_line where device_id = $1', [id]);
      await endConnections(runner, id);
      await endWork(runner, id, command);
      await noteChange(runner, id, 'returned', command, { homeId: device.homeId });
      return { id, warnings };
    });
  }

  /** Checked, and ready for the next home. */
  stock(id: DeviceId, command: DeviceCommand): Promise<DeviceAnswer> {
    return this.register.change(id, command, 'stocked', {}, async (runner, device) => {
      const refusal = refuseStocking(device);
      if (refusal !== null) return refusal;
      await runner.manager.update(
        DeviceRow,
        { id },
        { stage: 'in-stock', version: () => 'version + 1', changedBy: command.by },
      );
      await noteChange(runner, id, 'in-stock', command);
      return { id, warnings: [] };
    });
  }

  /** `nextId` takes its place, its room and its wearer; devices behind a hub follow. */
  replace(id: DeviceId, nextId: DeviceId, command: DeviceCommand, changeId: string): Promise<DeviceAnswer> {
    return this.register.change(id, command, 'replaced', {}, async (runner, device) => {
      const next = id === nextId ? null : await lockDevice(runner, nextId);
      if (next === null) return refuse('device-unknown');
      const refusal = refuseReplacement(device, next);
      if (refusal !== null) return refusal;
      const old = await runner.manager.findOneByOrFail(DeviceRow, { id });
      const { homeId, regionId, seniorId, room, fixed } = old;
      await runner.manager.update(
        DeviceRow,
        { id: nextId },
        {
          ...{ homeId, regionId, seniorId, room, fixed, stage: 'installed', status: 'active', installedAt: command.at },
          ...{ version: () => 'version + 1', changedBy: command.by },
        },
      );
      await runner.query('update device set hub_id = $2 where hub_id = $1', [id, nextId]);
      // It stays on the file of its home: found in a drawer and pressed, it calls from there, and says that it is retired (H05).
      await runner.manager.update(
        DeviceRow,
        { id },
        { stage: 'replaced', status: 'retired', version: () => 'version + 1', changedBy: command.by },
      );
      await endConnections(runner, id);
      await endWork(runner, id, command);
      await noteChange(runner, id, 'replaced', command, { homeId, otherDeviceId: nextId });
      await noteChange(runner, nextId, 'bound', { ...command, id: changeId }, { homeId, otherDeviceId: id });
      return { id, warnings: [] };
    });
  }

  /**
   * It may still log in: its press is a press, and says that the device is retired (H05). Again is the same as once.
   */
  retire(id: DeviceId, command: DeviceCommand): Promise<DeviceAnswer> {
    return this.register.change(id, command, 'retired', {}, async (runner, device) => {
      if (device.stage === 'retired' || device.stage === 'replaced') return { id, warnings: [] };
      const warnings = await warningsWithout(runner, device);
      await runner.manager.update(
        DeviceRow,
        { id },
        { status: 'retired', version: () => 'version + 1', changedBy: command.by },
      );
      await endConnections(runner, id);
      await endWork(runner, id, command);
      await noteChange(runner, id, 'retired', command, { homeId: device.homeId });
      return { id, warnings };
    });
  }
}

async function warningsWithout(runner: QueryRunner, device: LockedDevice): Promise<readonly string[]> {
  if (device.homeId === null) return [];
  return leavesNoWayToCall(device, await homeWithout(runner, device)) ? ['last-way-to-call'] : [];
}

/** The device, and what speaks through it, belong to the home from now on. */
async function settle(
  runner: QueryRunner,
  device: LockedDevice,
  { homeId, regionId, seniorId, room, details = {} }: Binding,
  command: DeviceCommand,
): Promise<void> {
  const { id } = device;
  const isMoved = device.homeId !== homeId;
  await runner.manager.update(
    DeviceRow,
    { id },
    {
      ...definedOf(details),
      ...{ homeId, regionId, seniorId, stage: 'installed', status: 'active', changedBy: command.by },
      ...(room === undefined && !isMoved ? {} : { room: room ?? null }),
      ...(isMoved
        ? { installedAt: command.at, placedLat: null, placedLng: null, placedAccuracyM: null, placedAt: null }
        : {}),
      version: () => 'version + 1',
    },
  );
  if (!isMoved) return;
  await runner.query('update device set home_id = $2, region_id = $3, senior_id = null where hub_id = $1', [
    ...[id, homeId, regionId],
  ]);
  // A person bound it here: the network it is on from now on is that of this home.
  await runner.query('delete from device_line where device_id = $1', [id]);
  await endConnections(runner, id);
  await endWork(runner, id, command, ['recall', 'test-due', 'never-heard']);
}
