import type { AroundHome, HomeFound, KeyWithCustody } from '@silverbell/adapter-postgres';
import { toIso, type GeoPoint, type Instant } from '@silverbell/kernel';
import { ageYears, maskedName, maskedPhone, type HomeFile } from '@silverbell/usecases';
import type { FileWarning, PlaceWarning } from '@silverbell/vocabulary';
import type { HomeFound as HomeFoundOnWire, HomeOnFile, KeyOnFile } from '@silverbell/wire';
import type { FileSight } from './file-sight.js';

const wgs84 = ({ lat, lng }: GeoPoint) => ({ lat, lng, datum: 'wgs84' as const });
const nameIn = (sight: FileSight, name: string): string => (sight.names ? name : maskedName(name));

export const keyOnFileOf = (key: KeyWithCustody, sight: FileSight): KeyOnFile => ({
  ...{ id: key.id, holderKind: key.holderKind, holderName: nameIn(sight, key.holderName), fits: key.fits },
  holderPhone: key.holderPhone === null || sight.keeps ? key.holderPhone : maskedPhone(key.holderPhone),
  sealedNumber: key.sealedNumber,
  lastFitTestAt: key.lastFitTestAt === null ? null : toIso(key.lastFitTestAt),
  returnedAt: key.returnedAt === null ? null : toIso(key.returnedAt),
  ...{ consentUse: key.consentUse, consentForce: key.consentForce },
  custody: key.custody.map(({ at, ...step }) => ({ ...step, at: toIso(at) })),
});

export const deviceLineOf = ({ lastSeenAt, ...device }: AroundHome['devices'][number]) => ({
  ...device,
  lastSeenAt: lastSeenAt === null ? null : toIso(lastSeenAt as Instant),
});

export const homeFoundOf = (home: HomeFound, sight: FileSight): HomeFoundOnWire => ({
  ...{ id: home.id, label: home.label, regionId: home.regionId, version: home.version },
  address: sight.names ? home.address : home.label,
  position: { lat: home.lat, lng: home.lng, datum: 'wgs84', source: home.positionSource },
  seniors: home.seniors.map(({ id, name, age }) => ({ id, name: nameIn(sight, name), age })),
});

export function homeOnFileOf(
  home: HomeFile,
  around: AroundHome,
  sight: FileSight,
  { now, warnings }: { readonly now: Instant; readonly warnings: readonly (PlaceWarning | FileWarning)[] },
): HomeOnFile {
  const address = sight.names ? home.addressWords : home.label;
  return {
    ...{
      id: home.id,
      label: home.label,
      address,
      addressWords: address,
      regionId: home.regionId,
      version: home.version,
    },
    position: { ...wgs84(home.point), source: home.positionSource },
    verified:
      home.verified === null
        ? null
        : { at: toIso(home.verified.at), by: { id: home.verified.by, name: around.verifiedByName ?? '—' } },
    seniors: around.seniors.map(({ id, name, birthDate }) => ({
      ...{ id, name: nameIn(sight, name), age: birthDate === null ? null : ageYears(birthDate, now) },
    })),
    ...{ floorNo: home.floorNo, hasLift: home.hasLift, hazards: [...home.hazards] },
    doorTag: sight.keeps ? home.doorTag : null,
    hasEntryCode: home.entryCode !== null,
    entryNote: sight.names ? home.entryNote : null,
    roadPoint: home.roadPoint === null ? null : wgs84(home.roadPoint),
    occupants: around.occupants.map((one) => ({ ...one, name: nameIn(sight, one.name) })),
    keys: around.keys.map((key) => keyOnFileOf(key, sight)),
    pairedHelpers: around.pairedHelpers.map(({ id, name }) => ({ id, name: nameIn(sight, name) })),
    devices: around.devices.map(deviceLineOf),
    warnings: [...warnings, ...(around.hasTwin ? (['twin-address'] as const) : [])],
  };
}
