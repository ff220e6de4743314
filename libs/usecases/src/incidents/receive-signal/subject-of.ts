import type { Subject } from '@silverbell/incidents';
import { as, type DeviceId } from '@silverbell/kernel';
import type { AlertSource, DeviceFacts } from '../../ports/index.js';

/**
 * The home, so that couples share an incident; a device that belongs to no home is its own subject. What is not registered and what nothing
 * authenticated is one subject of its region: a sender of invented numbers gets one incident, not a thousand.
 */
export function subjectOf(source: AlertSource, device: DeviceFacts): Subject {
  if (source.by === 'home') return { type: 'home', id: source.id };
  const { id, child, unproven = false } = source;
  if (unproven && !device.known) return { type: 'unregistered', id: device.regionId };
  if (device.homeId !== null) return { type: 'home', id: device.homeId };
  return { type: 'device', id: child === null || device.known ? device.deviceId : as<DeviceId>(`${id}/${child}`) };
}
