import type { Policy } from '@silverbell/incidents';
import { geoPoint, type Instant } from '@silverbell/kernel';
import type { Doubt } from '@silverbell/vocabulary';
import type { AlertSource } from '../ports/incident-store.js';
import type { DeviceFacts, HomeFacts, KnownRecipients } from '../ports/care-records.js';
import { atHome } from './at-home.js';
import { isOperatorOnDuty, seatsNear } from './of-region.js';
import type { AlertFactRows, DeviceRow, HomeRows, RegionRows } from './rows.js';
import { whoMayBeTold } from './who-may-be-told.js';

/** What the rows say of an alert of this source, at one instant. */
export function deviceFactsOf(source: AlertSource, rows: AlertFactRows, policy: Policy, now: Instant): DeviceFacts {
  if (source.by === 'home') {
    const home = homeFactsOf(rows, policy, now);
    if (home === null) throw new Error('the home of a silent person is not on file');
    const noDevice = { known: true, role: null, fixed: true, status: 'active', seniorStatus: null } as const;
    return { ...home, ...noDevice, deviceId: source.deviceId, hubMoved: false, doubts: [] };
  }
  const { id, child } = source;
  const device = registered(rows.device, source);
  // A child device that is not registered is at its hub's home and belongs to no senior.
  const wearer = device?.seniorId ?? null;
  const place = placeOf(rows, wearer, policy, now);
  return {
    ...place,
    facts: { ...place.facts, testWindow: isWindowOpen(rows.testWindows, now) && device !== null },
    deviceId: id,
    known: device !== null,
    role: device?.role ?? null,
    fixed: device?.fixed ?? (child !== null && rows.device !== null),
    status: device?.status ?? 'active',
    seniorStatus: rows.seniors.find((senior) => senior.id === wearer)?.status ?? null,
    hubMoved: rows.suspectedSince !== null,
    doubts: doubtsOf(rows, place.facts.seniorIds),
  };
}

/** `null`: there is no such home. */
export function homeFactsOf(rows: HomeRows & RegionRows, policy: Policy, now: Instant): HomeFacts | null {
  return rows.home === null ? null : { ...placeOf(rows, null, policy, now), homeId: rows.home.id };
}

/** Everybody who may be told of what happens there; worked out when people are to be told, which a further press rarely asks for. */
export const recipientsOf = (
  rows: HomeRows & RegionRows,
  seniorIds: DeviceFacts['facts']['seniorIds'],
): KnownRecipients => ({
  get seats() {
    return seatsNear(rows);
  },
  get contacts() {
    return whoMayBeTold(rows, seniorIds);
  },
});

const registered = (row: DeviceRow | null, { id, child }: AlertSource & { readonly by: 'device' }): DeviceRow | null =>
  child === null || (row?.hubId === id && row.childName === child) ? row : null;

function placeOf(
  rows: HomeRows & RegionRows,
  wearer: DeviceRow['seniorId'],
  policy: Policy,
  now: Instant,
): Pick<
  DeviceFacts,
  'homeId' | 'homePoint' | 'regionId' | 'facts' | 'awayUntil' | 'away' | 'operatorOnDuty' | 'policy'
> {
  const { home, seniors, chain } = rows;
  const homeId = home?.id ?? null;
  const { seniorIds, dispatchFirst, dementia, awayUntil, away } = atHome(seniors, homeId, wearer, now);
  const [regionId] = chain;
  if (regionId === undefined) throw new Error('there is no region at all: the database was never seeded');
  return {
    homeId,
    homePoint: home === null ? null : geoPoint(home.lat, home.lng),
    regionId,
    facts: { homeId, seniorIds, dispatchFirst, dementia, testWindow: false },
    ...{ awayUntil, away, operatorOnDuty: isOperatorOnDuty(rows), policy },
  };
}

const isWindowOpen = (windows: AlertFactRows['testWindows'], now: Instant): boolean =>
  windows.some(([opensAt, closesAt, endedAt]) => opensAt <= now && closesAt > now && endedAt === null);

/** What the file itself leaves in doubt; said with the alert, and it changes nothing else. */
function doubtsOf(
  { home, occupants, livesElsewhere, twins }: HomeRows,
  seniorIds: DeviceFacts['facts']['seniorIds'],
): readonly Doubt[] {
  const listedElsewhere = occupants.some(
    ([homeId, seniorId]) => home !== null && homeId !== home.id && seniorIds.includes(seniorId),
  );
  return [
    ...(listedElsewhere || livesElsewhere.length > 0 ? (['two-homes'] as const) : []),
    ...(twins.length > 0 ? (['twin-address'] as const) : []),
  ];
}
