/** What a device is in its home. The role decides what a button means; the payload of a sensor decides for itself. */
export const DEVICE_ROLES = [
  'sos-button',
  'pendant',
  'watch',
  'fall-sensor',
  'smoke',
  'heat',
  'gas',
  'carbon-monoxide',
  'water',
  'motion',
  'door',
  'bed',
  'temperature',
  'pull-cord',
  'hub',
] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];

/** The protocol of a device. A Home Assistant or zigbee2mqtt device is a hub, or stands behind one. */
export const DEVICE_PROFILES = ['native', 'zigbee2mqtt', 'homeassistant', 'watch'] as const;
export type DeviceProfile = (typeof DEVICE_PROFILES)[number];

export const DEVICE_STATUSES = ['active', 'moved', 'retired'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];
