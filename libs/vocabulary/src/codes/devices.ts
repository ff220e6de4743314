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

/** Where a device is in its life. What was returned is checked before it is in stock again. */
export const DEVICE_STAGES = ['bought', 'in-stock', 'installed', 'returned', 'replaced', 'retired'] as const;
export type DeviceStage = (typeof DEVICE_STAGES)[number];

/** What was done to a device; each is one line of its trail. */
export const DEVICE_CHANGES = [
  'registered',
  'bought',
  'in-stock',
  'bound',
  'claimed',
  'returned',
  'replaced',
  'retired',
  'secret-renewed',
  'in-use-again',
  'place-confirmed',
] as const;
export type DeviceChangeKind = (typeof DEVICE_CHANGES)[number];

/** What a model of a device can do. */
export const DEVICE_CAPABILITIES = [
  'button',
  'voice',
  'light',
  'vibration',
  'screen',
  'position',
  'fall-detection',
  'vitals',
  'mains',
  'battery-level',
  'sim',
  'receipts',
] as const;
export type DeviceCapability = (typeof DEVICE_CAPABILITIES)[number];

/** What an answer says of a change that was made all the same. */
export const DEVICE_WARNINGS = ['last-way-to-call'] as const;
export type DeviceWarning = (typeof DEVICE_WARNINGS)[number];

/** The kinds of work that a device can need. */
export const DEVICE_WORK = [
  'recall',
  'offline',
  'battery-low',
  'never-heard',
  'test-due',
  'sim-expiring',
  'firmware-expiring',
] as const;
export type DeviceWork = (typeof DEVICE_WORK)[number];

/** Devices of no home: in an open incident now, in a closed one lately, or only heard. */
export const UNKNOWN_DEVICE_GROUPS = ['alerting', 'alerted', 'heard'] as const;
export type UnknownDeviceGroup = (typeof UNKNOWN_DEVICE_GROUPS)[number];
