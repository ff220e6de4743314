import type { DeviceId, Instant } from '@silverbell/kernel';
import type { DeviceBinding, SignalPosition } from '@silverbell/profiles';
import type { Reading } from '@silverbell/mqtt-contract';

/** What is registered of a device that wants to connect; secrets only as their keyed hash. */
export interface DeviceCredentials {
  /** `null`: no such device, or one without a secret of its own. */
  secretHashOf(deviceId: DeviceId): Promise<string | null>;
}

/** What a device is, and what stands behind it when it is a hub. */
export interface DeviceBindings {
  bindingOf(deviceId: DeviceId): Promise<DeviceBinding | null>;
  /** Whose prefix a device's receipts go to: itself, or the hub it stands behind. */
  receiptAddressOf(deviceId: DeviceId): Promise<DeviceId>;
}

/** The last time a device was heard, and what it said of itself. */
export interface SeenRow {
  readonly deviceId: DeviceId;
  readonly child: string | null;
  readonly at: Instant;
  readonly online: boolean | null;
  readonly batteryPct: number | null;
  readonly rssiDbm: number | null;
  readonly firmware: string | null;
  readonly network: string | null;
  readonly position: SignalPosition | null;
  readonly deviceTime: string | null;
  readonly readings: readonly Reading[];
}

/** Batched; may be told less than happened. */
export interface DeviceSeen {
  record(rows: readonly SeenRow[]): Promise<void>;
}

/** "王 助老员": family name and role, never more; `null` when nobody is known by this id any more. */
export type HelperCards = (helperId: string) => Promise<string | null>;
