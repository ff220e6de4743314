import { refuse, type Refusal } from '@silverbell/kernel';
import type { DeviceStage } from '@silverbell/vocabulary';

/** What is on file of a device that is to be moved, and what hangs on it. */
export interface DeviceOnFile {
  readonly stage: DeviceStage;
  readonly role: string;
  readonly homeId: string | null;
  readonly hubId: string | null;
  /** Devices that speak through this one. */
  readonly children: number;
  /** An open emergency of its home in which it spoke: its next press has to reach the same incident. */
  readonly inOpenEmergency: boolean;
}

/** A device with which a person calls for help; everything else only watches. */
export const CALLING_ROLES: readonly string[] = ['sos-button', 'pendant', 'watch', 'pull-cord'];

/** Worn, and so where its wearer is. */
export const isWorn = (role: string): boolean => role === 'pendant' || role === 'watch';

const ended = ({ stage }: DeviceOnFile): Refusal | null =>
  stage === 'retired' || stage === 'replaced' ? refuse('device-retired') : null;

/** To the same home is always allowed: a room or a wearer changes, and nothing of where it calls. */
export const refuseBinding = (device: DeviceOnFile, homeId: string): Refusal | null =>
  ended(device) ??
  (device.homeId !== null && device.homeId !== homeId && device.inOpenEmergency
    ? refuse('device-in-open-incident')
    : null);

/** A hub goes back without the devices behind it: without their hub they are silent. */
export const refuseReturn = (device: DeviceOnFile): Refusal | null =>
  ended(device) ??
  (device.stage === 'installed' ? null : refuse('device-not-installed')) ??
  (device.children > 0 ? refuse('hub-has-devices') : null) ??
  (device.inOpenEmergency ? refuse('device-in-open-incident') : null);

/** What came back is checked before it is in stock again; a new one is bought first. */
export const refuseStocking = (device: DeviceOnFile): Refusal | null =>
  ended(device) ?? (device.stage === 'installed' ? refuse('device-installed') : null);

/** The device that takes over comes from the stock: one that already calls for another home stays there. */
export const refuseReplacement = (device: DeviceOnFile, next: DeviceOnFile): Refusal | null =>
  ended(device) ??
  ended(next) ??
  (device.stage === 'installed' ? null : refuse('device-not-installed')) ??
  (next.stage === 'installed' && next.homeId !== device.homeId ? refuse('device-installed') : null) ??
  (next.role === device.role ? null : refuse('device-of-another-role')) ??
  (next.children > 0 ? refuse('hub-has-devices') : null);

/** A home where seniors live is left without a way to call: allowed, and said. */
export const leavesNoWayToCall = (
  { role, homeId }: Pick<DeviceOnFile, 'role' | 'homeId'>,
  home: { readonly seniors: number; readonly otherWaysToCall: number },
): boolean => homeId !== null && CALLING_ROLES.includes(role) && home.seniors > 0 && home.otherWaysToCall === 0;
