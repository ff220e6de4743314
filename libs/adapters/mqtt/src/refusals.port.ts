import type { DeviceId } from '@silverbell/kernel';
import type { RefusalReason } from '@silverbell/usecases';

/** Who hears that a registered device is kept out; it must not throw, and is not awaited. */
export interface RefusedDevices {
  refused(deviceId: DeviceId, reason: RefusalReason, address: string | null): void;
  admitted(deviceId: DeviceId): void;
}
