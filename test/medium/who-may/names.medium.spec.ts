// Real: PostgreSQL with every migration, the api over HTTP, two counties with people of every role. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jsonSchema, ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { changesBetween, neighboursOf, rowsOf, type Neighbours } from '../../fuzz/api/neighbours.js';
import { photoForm } from '../attachments/photo.js';
import { phoneOf, TOWN, TwoCounties, type Asking } from './another-county.js';
import { askFor } from './asks.js';

jest.setTimeout(240_000);

type Shape = Readonly<Record<string, unknown>>;

/** Every place of a body or a query that holds the name of something: `seniorId`, `places[].helperId`, … */
function namesIn(shape: Shape, place = ''): string[] {
  const below = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    Array.isArray(shape[key]) ? (shape[key] as Shape[]) : [],
  );
  const { properties = {}, items } = shape as { properties?: Readonly<Record<string, Shape>>; items?: Shape };
  const own = Object.entries(properties).flatMap(([key, of]) => {
    const at = place === '' ? key : `${place}.${key}`;
    return /Ids?$/.test(key) ? [at] : namesIn(of, at);
  });
  return [
    ...new Set([
      ...below.flatMap((one) => namesIn(one, place)),
      ...(items ? namesIn(items, `${place}[]`) : []),
      ...own,
    ]),
  ];
}
const written = Object.entries<Route>(ROUTES).flatMap(([route, { body, query }]) =>
  [body, query ?? null].flatMap((schema) =>
    schema === null ? [] : namesIn(jsonSchema(schema, 'input') as Shape).map((at) => `${route} ${at}`),
  ),
);

/** Names of next door. */
interface Foreign {
  readonly [what: string]: string;
}
type With = (asking: Asking, foreign: Foreign, two: TwoCounties) => Asking;
const bodyWith =
  (more: (foreign: Foreign, two: TwoCounties) => object): With =>
  (asking, foreign, two) => ({ ...asking, body: { ...(asking.body as object), ...more(foreign, two) } });
const bodyOf =
  (body: (foreign: Foreign, two: TwoCounties) => object): With =>
  (asking, foreign, two) => ({ ...asking, body: body(foreign, two) });
const queryOf =
  (query: (foreign: Foreign) => string): With =>
  (asking, foreign) => ({ ...asking, path: `${asking.path.split('?')[0] ?? ''}?${query(foreign)}` });
const until = (two: TwoCounties): string => new Date(two.clock.at + 3_600_000).toISOString();

/** By hand, one line for each: who of the town asks, and with which name of next door. */
const ASKED: Readonly<Record<string, readonly [who: string, asks: With]>> = {
  'openIncident seniorId': ['operator-there', bodyOf(({ senior }) => ({ seniorId: senior, kind: 'sos' }))],
  'openIncident homeId': ['operator-there', bodyOf(({ home }) => ({ homeId: home, kind: 'sos' }))],
  'openIncident regionId': ['operator-there', bodyOf(({ region }) => ({ regionId: region, callerNumber: '0990' }))],
  'offers helperIds': ['operator-there', bodyWith(({ helper }) => ({ helperIds: [helper], reason: 'knows-senior' }))],
  'offers places[].helperId': [
    'operator-there',
    bodyWith(({ helper }) => ({
      helperIds: [helper],
      places: [{ helperId: helper, choice: 'home' }],
      reason: 'knows-senior',
    })),
  ],
  'calls callId': [
    'operator-there',
    bodyWith(({ call }) => ({ callId: call, party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' })),
  ],
  'entryCode assignmentId': ['operator-there', bodyOf(({ assignment }) => ({ assignmentId: assignment }))],
  'rollCall seniorId': ['operator-there', bodyWith(({ senior }) => ({ seniorId: senior, how: 'spoken' }))],
  'close proof.otherIncidentId': [
    'operator-there',
    bodyOf(({ incident }) => ({ outcome: 'merged', proof: { otherIncidentId: incident } })),
  ],
  'devices homeId': ['operator-there', queryOf(({ home }) => `homeId=${home ?? ''}`)],
  'devices regionId': ['operator-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'homes regionId': ['operator-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'seniors regionId': ['operator-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'seniors homeId': ['operator-there', queryOf(({ home }) => `homeId=${home ?? ''}`)],
  'createHome regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'changeHome regionId': ['admin-there', bodyOf(({ region }) => ({ regionId: region }))],
  'writeOccupants occupants[].seniorId': [
    'admin-there',
    bodyOf(({ senior }) => ({ occupants: [{ seniorId: senior, relation: '本人' }] })),
  ],
  'createSenior homeId': ['admin-there', bodyWith(({ home }) => ({ homeId: home }))],
  'createSenior regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'createSenior registrationRegionId': ['admin-there', bodyWith(({ region }) => ({ registrationRegionId: region }))],
  'changeSenior homeId': ['admin-there', bodyOf(({ home }) => ({ homeId: home }))],
  'changeSenior regionId': ['admin-there', bodyOf(({ region }) => ({ regionId: region }))],
  'changeSenior registrationRegionId': ['admin-there', bodyOf(({ region }) => ({ registrationRegionId: region }))],
  'setProtection conflictContactIds': [
    'lead-there',
    bodyOf(({ contact }) => ({ flags: [], conflictContactIds: [contact] })),
  ],
  'noticeLevel seniorId': ['family-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'quietHours seniorId': ['family-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'openDrill regionId': ['lead-there', bodyOf(({ region }, two) => ({ regionId: region, until: until(two) }))],
  'openDrill homeIds': [
    'lead-there',
    bodyOf(({ home }, two) => ({ regionId: TOWN, homeIds: [home], until: until(two) })),
  ],
  'openDrill deviceIds': [
    'lead-there',
    bodyOf(({ device }, two) => ({ regionId: TOWN, deviceIds: [device], until: until(two) })),
  ],
  'openDrill helperIds': [
    'lead-there',
    (asking, { helper }) => ({ ...asking, body: { ...(asking.body as object), helperIds: [helper] } }),
  ],
  'drillPress homeId': ['lead-there', bodyOf(({ home }) => ({ homeId: home }))],
  'drillPress deviceId': ['lead-there', bodyOf(({ device }) => ({ deviceId: device }))],
  'registerDevice homeId': ['admin-there', bodyOf(({ home }) => ({ role: 'pendant', homeId: home }))],
  'registerDevice seniorId': ['admin-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'registerDevice regionId': ['admin-there', bodyOf(({ region }) => ({ role: 'pendant', regionId: region }))],
  'registerDevice modelId': ['admin-there', bodyWith(({ device }) => ({ modelId: device }))],
  'changeDevice modelId': ['admin-there', bodyOf(({ device }) => ({ modelId: device }))],
  'bindDevice homeId': ['admin-there', bodyOf(({ home }) => ({ homeId: home }))],
  'bindDevice seniorId': ['admin-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'replaceDevice byDeviceId': ['admin-there', bodyOf(({ device }) => ({ byDeviceId: device }))],
  'claimDevice homeId': ['admin-there', bodyOf(({ home }) => ({ role: 'pendant', homeId: home }))],
  'claimDevice seniorId': ['admin-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'claimDevice modelId': ['admin-there', bodyWith(({ device }) => ({ modelId: device }))],
  'unknownDevices regionId': ['operator-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'deviceWork regionId': ['operator-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'takeDeviceWork ownerId': ['operator-there', bodyOf(() => ({ kind: 'sim-expiring', ownerId: 'operator-elsewhere' }))],
  'registerDevice behind.hubId': [
    'admin-there',
    bodyWith(({ hub }) => ({ role: 'smoke', profile: 'zigbee2mqtt', behind: { hubId: hub, name: 'kitchen' } })),
  ],
  'addAttachment ownerId': [
    'admin-there',
    bodyOf(({ device }) => photoForm({ ownerKind: 'device', ownerId: device ?? '' })),
  ],
  'incidentPersonPhoto photoId': ['operator-there', queryOf(({ photo }) => `photoId=${photo ?? ''}`)],
  'assignmentPersonPhoto photoId': ['helper-there', queryOf(({ photo }) => `photoId=${photo ?? ''}`)],
  'openTask incidentId': [
    'operator-there',
    bodyOf(({ incident }) => ({ kind: 'call-back', incidentId: incident, note: '回电' })),
  ],
  'tasks incidentId': ['operator-there', queryOf(({ incident }) => `incidentId=${incident ?? ''}`)],
  'placeCall incidentId': ['operator-there', bodyOf(({ incident }) => ({ number: '000 1', incidentId: incident }))],
  'linkCall incidentId': ['operator-there', bodyOf(({ incident }) => ({ incidentId: incident }))],
  'openFromCall homeId': ['operator-there', bodyOf(({ home }) => ({ homeId: home }))],
  // Believed for its signature alone, and asked without one.
  'telephonyHook callId': ['operator-there', bodyWith(() => ({ callId: 'call-of-next-door' }))],
  'voiceHook about.incidentId': [
    'operator-there',
    bodyWith(({ incident }) => ({ about: { incidentId: incident, recipient: 'helper:helper-there', kind: 'offer' } })),
  ],
  'accounts regionId': ['security-admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createAccount roles[].regionId': [
    'security-admin-there',
    bodyWith(({ region }) => ({ roles: [{ role: 'operator', regionId: region }] })),
  ],
  'createAccount helperId': [
    'security-admin-there',
    bodyWith(({ helper }) => ({ roles: [{ role: 'helper', regionId: TOWN }], helperId: helper })),
  ],
  'createAccount seniorIds': [
    'security-admin-there',
    bodyWith(({ senior }) => ({ roles: [{ role: 'family', regionId: TOWN }], seniorIds: [senior] })),
  ],
  'changeAccount roles[].regionId': [
    'security-admin-there',
    bodyOf(({ region }) => ({ roles: [{ role: 'operator', regionId: region }] })),
  ],
  'changeAccount helperId': [
    'security-admin-there',
    bodyOf(({ helper }) => ({ roles: [{ role: 'helper', regionId: TOWN }], helperId: helper })),
  ],
  'changeAccount seniorIds': [
    'security-admin-there',
    bodyOf(({ senior }) => ({ roles: [{ role: 'family', regionId: TOWN }], seniorIds: [senior] })),
  ],
  'audit actorId': ['auditor-there', queryOf(() => 'actorId=account-operator')],
  'audit subjectId': ['auditor-there', queryOf(() => 'subjectId=account-operator')],
  'regions regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createRegion parentId': ['admin-there', bodyWith(({ region }) => ({ parentId: region }))],
  'changeRegion parentId': ['admin-there', bodyOf(({ region }) => ({ parentId: region }))],
  'dutySeats regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createDutySeat regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'changeDutySeat regionId': ['admin-there', bodyOf(({ region }) => ({ regionId: region }))],
  'facilities regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createFacility regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'createFacility parentId': ['admin-there', bodyWith(({ device }) => ({ parentId: device }))],
  'changeFacility regionId': ['admin-there', bodyOf(({ region }) => ({ regionId: region }))],
  'changeFacility parentId': ['admin-there', bodyOf(({ device }) => ({ parentId: device }))],
  'helpers regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createHelper regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'changeHelper regionId': ['admin-there', bodyOf(({ region }) => ({ regionId: region }))],
  'beginExport filter.regionId': [
    'admin-there',
    bodyOf(({ region }) => ({ list: 'seniors', purpose: 'service', filter: { regionId: region } })),
  ],
  'beginExport filter.subjectId': [
    'auditor-there',
    bodyOf(({ senior }) => ({ list: 'audit', purpose: 'audit', filter: { subjectId: senior } })),
  ],
  'beginExport filter.actorId': [
    'auditor-there',
    bodyOf(() => ({ list: 'audit', purpose: 'audit', filter: { actorId: 'account-operator' } })),
  ],
  'createServiceKey regionId': ['security-admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'rota regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'rota seatId': ['admin-there', queryOf(() => 'seatId=seat-1')],
  'swapShifts withShiftId': ['admin-there', bodyWith(({ device }) => ({ withShiftId: device }))],
  'regionFigures regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'facilitiesOnMap regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'referrals regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'referrals seniorId': ['admin-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'createReferral seniorId': ['admin-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'createReferral fromFacilityId': ['admin-there', bodyWith(({ device }) => ({ fromFacilityId: device }))],
  'createReferral toFacilityId': ['admin-there', bodyWith(({ device }) => ({ toFacilityId: device }))],
  'writeHelperCalendar weekly[].placeId': [
    'admin-there',
    bodyWith(({ home }) => ({ weekly: [{ weekday: 1, from: '08:00', to: '12:00', placeId: home }] })),
  ],
  'writeHelperCalendar exceptions[].placeId': [
    'admin-there',
    bodyWith(({ home }) => ({ exceptions: [{ from: '2026-03-01', to: '2026-03-02', onDuty: true, placeId: home }] })),
  ],
  'helperCoverage regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'helperCertificates regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'helperChannels regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'takeChannelWork ownerId': ['admin-there', bodyOf(() => ({ channel: 'app', ownerId: 'operator-elsewhere' }))],
  'pairHelper homeId': ['admin-there', bodyOf(({ home }) => ({ homeId: home }))],
  'unpairHelper homeId': ['admin-there', bodyOf(({ home }) => ({ homeId: home }))],
  'noteConflict homeId': ['lead-there', bodyOf(({ home }) => ({ homeId: home }))],
  'noteConflict seniorId': ['lead-there', bodyOf(({ senior }) => ({ seniorId: senior }))],
  'endConflict homeId': ['lead-there', bodyOf(({ home }) => ({ homeId: home }))],
  'endConflict seniorId': ['lead-there', bodyOf(({ senior }) => ({ seniorId: senior }))],
  'providers regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createProvider regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'createProvider serviceRegionIds': ['admin-there', bodyWith(({ region }) => ({ serviceRegionIds: [region] }))],
  'changeProvider regionId': ['admin-there', bodyOf(({ region }) => ({ regionId: region }))],
  'changeProvider serviceRegionIds': ['admin-there', bodyOf(({ region }) => ({ serviceRegionIds: [region] }))],
  'setProviderManagers accountIds': ['admin-there', bodyOf(() => ({ accountIds: ['provider-manager-elsewhere'] }))],
  'contracts regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'contracts providerId': ['admin-there', queryOf(() => 'providerId=care-provider-1')],
  'createContract regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'createContract regionIds': ['admin-there', bodyWith(({ region }) => ({ regionIds: [region] }))],
  'createContract providerId': ['admin-there', bodyWith(({ device }) => ({ providerId: device }))],
  'workers regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'workers providerId': ['admin-there', queryOf(() => 'providerId=care-provider-1')],
  'providerRanking regionId': ['township-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'villageScores regionId': ['township-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'createWorker helperId': ['admin-there', bodyWith(({ helper }) => ({ helperId: helper }))],
  'createWorker providerId': ['admin-there', bodyWith(({ device }) => ({ providerId: device }))],
  'changeWorker providerId': ['admin-there', bodyOf(({ device }) => ({ providerId: device }))],
  'entitlements regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'entitlements seniorId': ['admin-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'catalogue regionId': ['admin-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'putCatalogueItem regionId': ['admin-there', bodyWith(({ region }) => ({ regionId: region }))],
  'setChildren children[].community.regionId': [
    'admin-there',
    bodyOf(({ region }) => ({ children: [{ name: 'x', community: { regionId: region }, capable: null }] })),
  ],
  'publicEligibility regionId': [
    'admin-there',
    queryOf(({ region }) => `age=76&class=subsistence&grade=disabled&alone=true&regionId=${region ?? ''}`),
  ],
  'servicePlans regionId': ['provider-manager-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'servicePlans seniorId': ['provider-manager-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'createServicePlan seniorId': ['provider-manager-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'createServicePlan providerId': ['provider-manager-there', bodyWith(({ device }) => ({ providerId: device }))],
  'changePlanProvider providerId': ['township-officer-there', bodyWith(({ device }) => ({ providerId: device }))],
  'createServicePlan preferredWorkerId': [
    'provider-manager-there',
    bodyWith(({ helper }) => ({ preferredWorkerId: helper })),
  ],
  'serviceOrders regionId': ['provider-manager-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'serviceOrders seniorId': ['provider-manager-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'serviceOrders workerId': ['provider-manager-there', queryOf(({ helper }) => `workerId=${helper ?? ''}`)],
  'createServiceOrder seniorId': ['operator-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'assignOrder workerId': ['provider-manager-there', bodyOf(({ helper }) => ({ workerId: helper }))],
  'assignOrder secondWorkerId': ['provider-manager-there', bodyWith(({ helper }) => ({ secondWorkerId: helper }))],
  'createMealPoint regionId': [
    'community-officer-there',
    bodyOf(({ region }) => ({ regionId: region, name: 'x', opens: '11:00', closes: '13:00', priceFen: 800 })),
  ],
  'createMealPoint facilityId': ['community-officer-there', bodyWith(({ device }) => ({ facilityId: device }))],
  'changeMealPoint facilityId': ['community-officer-there', bodyOf(({ device }) => ({ facilityId: device }))],
  'createMealBooking seniorId': ['community-officer-there', bodyWith(({ senior }) => ({ seniorId: senior }))],
  'createMealBooking mealPointId': ['community-officer-there', bodyWith(({ device }) => ({ mealPointId: device }))],
  'mealPoints regionId': ['community-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'mealBookings regionId': ['community-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'mealBookings seniorId': ['community-officer-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'mealBookings mealPointId': ['community-officer-there', queryOf(({ device }) => `mealPointId=${device ?? ''}`)],
  'careCalls regionId': ['community-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'careCalls seniorId': ['community-officer-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'welfareVisits regionId': ['community-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'welfareVisits seniorId': ['community-officer-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'complaints regionId': ['township-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'complaints workerId': ['township-officer-there', queryOf(({ helper }) => `workerId=${helper ?? ''}`)],
  'complaints seniorId': ['township-officer-there', queryOf(({ senior }) => `seniorId=${senior ?? ''}`)],
  'createComplaint workerId': [
    'operator-there',
    bodyOf(({ helper }) => ({ workerId: helper, by: 'senior', kind: 'late', text: 'x' })),
  ],
  'acceptQuote contactId': [
    'operator-there',
    bodyOf(({ contact }) => ({ by: 'contact', channel: 'phone', callReference: 'x', contactId: contact })),
  ],
  'createComplaint orderId': ['operator-there', bodyWith(({ device }) => ({ orderId: device }))],
  'createComplaint seniorId': [
    'operator-there',
    bodyOf(({ senior }) => ({ seniorId: senior, by: 'senior', kind: 'device', text: 'x' })),
  ],
  'verifications regionId': ['township-officer-there', queryOf(({ region }) => `regionId=${region ?? ''}`)],
  'verifications workerId': ['township-officer-there', queryOf(({ helper }) => `workerId=${helper ?? ''}`)],
  'assignInStead orderId': ['township-officer-there', bodyWith(({ device }) => ({ orderId: device }))],
  'assignInStead workerId': ['township-officer-there', bodyWith(({ helper }) => ({ workerId: helper }))],
  'assignInStead secondWorkerId': ['township-officer-there', bodyWith(({ helper }) => ({ secondWorkerId: helper }))],
  'acceptFamily guardianContactId': [
    'admin-there',
    bodyOf(({ contact }) => ({ capacity: 'guardian', how: 'signed', guardianContactId: contact })),
  ],
  'confirmPlace homeId': ['operator-there', bodyOf(({ home }) => ({ place: 'other-home', homeId: home }))],
};

/** Help crosses borders: whoever is near may be asked, wherever she belongs, and is called by her name then. Nothing else of hers is told. */
const HELP_CROSSES_BORDERS = ['offers helperIds', 'offers places[].helperId'];
/** Anybody may ask what a region offers to its people (CR-74). */
const OPEN_TO_ALL = ['publicEligibility regionId'];
/** Narrows a file that holds rows of the own regions alone (`imports/exporting` reads it): begun, and its answer is a number. */
const NARROWS_A_FILE = ['beginExport filter.subjectId', 'beginExport filter.actorId'];
/** A list that has nothing of next door is as good as a refusal. */
const LISTS = [
  ...['contracts providerId', 'workers providerId', 'villageScores regionId', 'providerRanking regionId'],
  ...['providers regionId', 'contracts regionId', 'workers regionId', 'entitlements regionId', 'entitlements seniorId'],
  ...['accounts regionId', 'audit actorId', 'audit subjectId'],
  ...['regions regionId', 'dutySeats regionId', 'facilities regionId', 'helpers regionId'],
  ...['rota regionId', 'rota seatId', 'regionFigures regionId', 'facilitiesOnMap regionId'],
  ...['referrals regionId', 'referrals seniorId', 'helperCertificates regionId', 'helperChannels regionId'],
  ...['tasks incidentId', 'servicePlans regionId', 'servicePlans seniorId'],
  ...['serviceOrders regionId', 'serviceOrders seniorId', 'serviceOrders workerId'],
  ...['mealPoints regionId', 'mealBookings regionId', 'mealBookings seniorId', 'mealBookings mealPointId'],
  ...['welfareVisits regionId', 'welfareVisits seniorId', 'careCalls regionId', 'careCalls seniorId'],
  ...['complaints regionId', 'complaints workerId', 'complaints seniorId'],
  ...['verifications regionId', 'verifications workerId'],
  ...['homes regionId', 'seniors regionId', 'seniors homeId', 'devices homeId', 'devices regionId'],
];

describe('names of next door in a body or a query', () => {
  const two = new TwoCounties();
  let neighbours: Neighbours;
  let foreign: Foreign;
  /** Next door, as the last name that was tried left it: what makes the next one ready changes nothing there either. */
  let before: Awaited<ReturnType<typeof rowsOf>> | null = null;
  beforeAll(async () => {
    await two.begin();
    neighbours = await neighboursOf(two);
    const [incident, , assignment, home, senior, device] = neighbours.ids;
    if (!incident || !assignment || !home || !senior || !device) throw new Error('next door is empty');
    const { call } = await callOf(incident);
    const [contact] = (await two.source.query('select id from contact where senior_id = $1 limit 1', [senior])) as {
      id: string;
    }[];
    if (contact === undefined) throw new Error('nobody of her family is on file next door');
    foreign = {
      photo: await photoOf(senior),
      contact: contact.id,
      incident,
      assignment,
      home,
      senior,
      device,
      call,
      hub: 'demo-hub-1',
      helper: 'helper-elsewhere',
      region: 'demo-county',
    };
  }, 120_000);
  afterAll(() => two.end());

  async function photoOf(senior: string): Promise<string> {
    await two.source.query(
      `with agreed as (
         insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at) values ('photo-next-door', $1, 'photo', 'x', 'self', 'signed', now())),
       taken as (
         insert into attachment (id, kind, bytes, hash, owner_kind, owner_id, region_id, senior_id, uploaded_by, at)
         select 'photo-next-door', 'jpeg', 1, '\\x00', 'senior', s.id, s.region_id, s.id, 'account-admin', now() from senior s where s.id = $1)
       insert into senior_photo (senior_id, attachment_id, put_by, at) values ($1, 'photo-next-door', 'account-admin', now())`,
      [senior],
    );
    return 'photo-next-door';
  }

  async function callOf(incident: string): Promise<{ readonly call: string }> {
    const body = { party: 'senior', result: 'no-reply' };
    await two.json('operator-elsewhere', { method: 'POST', path: `/api/v1/incidents/${incident}/calls`, body });
    const [row] = (await two.source.query(
      `select body ->> 'callId' as call from incident_event where incident_id = $1 and type = 'call-recorded'`,
      [incident],
    )) as { call: string }[];
    if (row === undefined) throw new Error('nobody was called next door');
    return row;
  }

  it('have a line each, and none that is gone', () => {
    expect(Object.keys(ASKED).sort()).toEqual([...written].sort());
  });

  it.each(HELP_CROSSES_BORDERS)(
    'SR-06, %s: a helper from next door may be asked, and only her name is told',
    async (line) => {
      const [who, asks] = ASKED[line] ?? ['', (asking: Asking) => asking];
      const answer = await two.ask(who, asks(await askFor(two, line.split(' ')[0] as RouteName), foreign, two));
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(foreign['helper']);
      expect([...two.demoNames, phoneOf('elsewhere')].filter((name) => answer.text.includes(name))).toEqual([]);
    },
  );

  const refusedNames = Object.keys(ASKED).filter(
    (line) => !HELP_CROSSES_BORDERS.includes(line) && !OPEN_TO_ALL.includes(line),
  );
  it.each(refusedNames)('%s is refused, tells nothing and changes nothing there', async (line) => {
    const [who, asks] = ASKED[line] ?? ['', (asking: Asking) => asking];
    const wellMeant = await askFor(two, line.split(' ')[0] as RouteName);
    const were = before ?? (await rowsOf(two.source, neighbours));
    for (const one of [who, who.replace('there', 'above')]) {
      const answer = await two.ask(one, asks(wellMeant, foreign, two));
      const told = { who: one, status: answer.status, text: answer.text.slice(0, 400) };
      if (LISTS.includes(line) && answer.status === 200)
        expect(told).toMatchObject({ text: expect.stringMatching(/"(items|seats)":\[\]/) });
      else if (NARROWS_A_FILE.includes(line) && answer.status === 201)
        expect(told).toMatchObject({ text: expect.stringMatching(/^\{"id":"[0-9a-f-]{36}"\}$/) });
      else {
        expect({ ...told, refused: answer.status >= 400 && answer.status < 500 }).toEqual({ ...told, refused: true });
        // Refused for the name, not for the shape.
        expect(told.text).not.toContain('invalid-request');
      }
      expect(two.demoNames.filter((name) => answer.text.includes(name))).toEqual([]);
    }
    before = await rowsOf(two.source, neighbours);
    expect(changesBetween(were, before)).toEqual([]);
    expect(two.logged.splice(0).filter((fact) => /"level":50/.test(fact))).toEqual([]);
  });
});
