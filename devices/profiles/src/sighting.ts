import type { Sighting } from './profile.js';

/** A sighting of which only some parts are known. */
export const seen = (known: Pick<Sighting, 'deviceKey' | 'child' | 'sourceId'> & Partial<Sighting>): Sighting => ({
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
