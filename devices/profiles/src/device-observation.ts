import type { DeviceObservation } from './profile.js';

/** A observation of which only some parts are known. */
export const observationOf = (
  known: Pick<DeviceObservation, 'deviceKey' | 'child' | 'sourceId'> & Partial<DeviceObservation>,
): DeviceObservation => ({
  online: null,
  occurredAt: null,
  batteryPct: null,
  rssiDbm: null,
  firmware: null,
  network: null,
  position: null,
  readings: [],
  ...known,
});
