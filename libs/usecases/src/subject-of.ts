import type { Subject } from '@silverbell/incident';
import { as, type DeviceId } from '@silverbell/kernel';
import type { DeviceFacts, PressRef } from './ports/index.js';

/** The home, so that couples share a case; a device that belongs to no home is its own subject. */
export function subjectOf({ id, child }: PressRef['device'], device: DeviceFacts): Subject {
  if (device.homeId !== null) return { type: 'home', id: device.homeId };
  return { type: 'device', id: child === null || device.known ? device.deviceId : as<DeviceId>(`${id}/${child}`) };
}
