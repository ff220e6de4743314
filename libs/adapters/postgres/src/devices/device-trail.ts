import type { AccountId, Instant } from '@silverbell/kernel';
import type { DeviceChangeKind } from '@silverbell/vocabulary';
import type { QueryRunner } from 'typeorm';
import { DeviceChangeRow, DeviceLoginRow } from './device-login.entity.js';

/** Who changes a device, when, and for which reason in words. */
export interface DeviceChange {
  readonly id: string;
  readonly by: AccountId;
  readonly reason: string | null;
  readonly at: Instant;
}

interface About {
  readonly homeId?: string | null;
  readonly otherDeviceId?: string | null;
}

/** One line of the trail of a device; only appended. */
export const noteChange = (
  { manager }: QueryRunner,
  deviceId: string,
  what: DeviceChangeKind,
  { id, by, reason, at }: DeviceChange,
  { homeId = null, otherDeviceId = null }: About = {},
): Promise<unknown> =>
  manager.insert(DeviceChangeRow, { id, deviceId, what, byAccount: by, reason, at, homeId, otherDeviceId });

export const NEXT_REVISION = (): string => `nextval('device_login_revision')`;

/** A broker with a list of its own is told the same secret again, and closes the open connection of the device by that. */
export const endConnections = ({ manager }: QueryRunner, deviceId: string): Promise<unknown> =>
  manager.update(DeviceLoginRow, { deviceId }, { revision: NEXT_REVISION });

/** What had to be done about it is over. `kinds`: absent, all. */
export const endWork = (
  { manager }: QueryRunner,
  deviceId: string,
  { by, at }: Pick<DeviceChange, 'by' | 'at'>,
  kinds?: readonly string[],
): Promise<unknown> =>
  manager.query(
    `update device_work set done_at = instant_of($2), done_by = $3
     where device_id = $1 and done_at is null and ($4::text[] is null or kind = any ($4))`,
    [deviceId, at, by, kinds ?? null],
  );
