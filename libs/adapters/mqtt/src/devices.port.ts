import type { DeviceId, Instant } from '@silverbell/kernel';
import type { DeviceBinding, DeviceObservation } from '@silverbell/profiles';
import type { InboundSignal } from '@silverbell/usecases';

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

/** What the devices behind a hub announced of themselves, as plain JSON; one entry of a hub, always the newest. */
export interface HubAnnouncements {
  /** What was kept after `known`; `null`: nothing newer, or nothing at all. */
  announcedBy(
    hubId: DeviceId,
    known: Instant | null,
  ): Promise<{ readonly announced: unknown; readonly at: Instant } | null>;
  /** For an unregistered hub nothing is kept. */
  keep(hubId: DeviceId, announced: unknown, at: Instant): Promise<void>;
}

/** The last time a device was heard, and what it said of itself; `null`: nothing about that. */
export interface LastSeenRow {
  readonly deviceId: DeviceId;
  readonly seenAt: Instant;
  readonly online: boolean | null;
  readonly batteryPct: number | null;
  readonly rssiDbm: number | null;
  readonly firmware: string | null;
  readonly network: string | null;
  readonly gateway?: string | null;
  /** It came of the device's own accord, at its own interval. */
  readonly heartbeat?: boolean;
  /** Nothing proves that it was this device. */
  readonly unproven?: boolean;
  readonly position: InboundSignal['position'];
}

/** What a device said of a room, a meter or a body, or that its button was pressed. */
export interface ActivityRow {
  readonly deviceId: DeviceId;
  readonly at: Instant;
  readonly readings: DeviceObservation['readings'];
  readonly pressed: boolean;
}

/** Batched; may be told less than happened. */
export interface LastSeenStore {
  see(batch: readonly LastSeenRow[]): Promise<void>;
}

/** Who a helper is, for the device's ears: family name and kind (a code), never more. `null`: unknown id. */
export type HelperCards = (helperId: string) => Promise<{ readonly familyName: string; readonly kind: string } | null>;
