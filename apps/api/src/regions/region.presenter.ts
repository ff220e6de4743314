import { toIso, type Datum, type Instant } from '@silverbell/kernel';
import { isCheckDue, placeWarnings, type CheckTerms, type DutySeatFile, type RegionFile } from '@silverbell/usecases';
import { maskedPhone } from '@silverbell/usecases';
import type { DutySeatOnWire, RegionOnWire } from '@silverbell/wire';

export const regionOf = (
  { centre, boundary, deactivated, changedBy: _, ...region }: RegionFile,
  nameOf: (accountId: string) => string,
): RegionOnWire => ({
  ...region,
  centre: { ...centre, datum: 'wgs84' },
  hasBoundary: boundary !== null,
  active: deactivated === null,
  deactivated: deactivated && {
    at: toIso(deactivated.at),
    by: { id: deactivated.by, name: nameOf(deactivated.by) },
    reason: deactivated.reason,
  },
  warnings: [],
});

/** `above`: the region it stands below; a centre is judged by its own boundary and by the distance from that one's centre. */
export const centreWarnings = (
  region: RegionFile,
  datum: Datum,
  above: RegionFile | null,
): RegionOnWire['warnings'] => [
  ...placeWarnings(region.centre, datum, { centre: (above ?? region).centre, boundary: region.boundary }),
];

export const dutySeatOf = (
  seat: DutySeatFile,
  now: Instant,
  { seat: every }: CheckTerms,
  inFull: boolean,
): DutySeatOnWire => ({
  id: seat.id,
  regionId: seat.regionId,
  ...{ role: seat.role, name: seat.name, active: seat.active, version: seat.version },
  voiceNumber: inFull ? seat.voiceNumber : maskedPhone(seat.voiceNumber),
  answeredAt: seat.answeredAt === null ? null : toIso(seat.answeredAt),
  checkDue: seat.active && isCheckDue(seat.answeredAt, every, now),
  keepsRota: seat.keepsRota,
});
