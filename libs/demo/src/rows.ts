import type { Instant } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import type { Feature, FeatureCollection } from './geojson.js';

/** Plain rows of the people-and-places tables; the database adapter's entities have the same shape, checked by the compiler where both meet. */

export interface Region {
  id: string;
  parentId: string | null;
  levelName: string;
  levelNo: number;
  name: string;
  centreLat: number;
  centreLng: number;
  boundary: Feature['geometry'];
}

export interface RegionSetting {
  regionId: string;
  key: string;
  validFrom: Instant;
  value: unknown;
  source: string;
}

export interface Facility {
  id: string;
  regionId: string;
  type: string;
  level: number | null;
  parentId: string | null;
  operator: string | null;
  name: string;
  phone: string | null;
  addressWords: string | null;
  lat: number | null;
  lng: number | null;
}

export interface Home {
  id: string;
  regionId: string;
  label: string;
  addressWords: string;
  lat: number;
  lng: number;
  datum: 'wgs84';
  positionSource: 'surveyed' | 'map-click' | 'geocoded';
  positionCheckedAt: Instant | null;
  hazards: string[];
  floorNo: number | null;
  hasLift: boolean;
  nearestRoadLat: number | null;
  nearestRoadLng: number | null;
  entryNote: string | null;
  doorTag: string | null;
  entryCode: string | null;
}

export interface Senior {
  id: string;
  homeId: string;
  regionId: string;
  registrationRegionId: string | null;
  name: string;
  birthDate: string | null;
  gender: 'female' | 'male';
  phone: string | null;
  status: 'active' | 'moved' | 'deceased' | 'suspended';
  verifyBy: 'voice' | 'text' | 'signal' | 'visit';
  dispatchFirst: boolean;
  dispatchFirstReason: string | null;
  languages: string[];
  hearing: 'good' | 'hard-of-hearing' | 'deaf' | 'unknown';
  dementia: boolean;
  electricMedicalDevice: string | null;
  careCategories: string[];
  economicClass: 'three-noes' | 'subsistence' | 'near-subsistence' | 'destitute' | 'other';
  healthNotes: string | null;
  treatmentWishes: string | null;
  usuallyAtHome: string | null;
  protectionFlags: string[];
  codeWord: string | null;
  awayLat: number | null;
  awayLng: number | null;
  awayLabel: string | null;
  awayUntil: Instant | null;
  awayFrom: Instant | null;
  awayReason: 'with-family' | 'hospital' | null;
}

export interface Occupant {
  id: string;
  homeId: string;
  seniorId: string | null;
  name: string;
  relation: string;
  isChild: boolean;
}

export interface Contact {
  id: string;
  seniorId: string;
  position: number;
  name: string;
  relation: string;
  phone: string;
  noticeLevel: 'every-press' | 'at-risk' | 'ending-only';
  canComeMinutes: number | null;
  mayDecide: boolean;
  conflict: boolean;
  guardianProof: string | null;
  timeZone: string | null;
  hours: string | null;
}

export interface KeyHolding {
  id: string;
  homeId: string;
  holderKind: 'contact' | 'neighbour' | 'station' | 'property-office';
  holderName: string;
  holderPhone: string | null;
  holderContactId: string | null;
  helperId: string | null;
  facilityId: string | null;
  sealedNumber: string | null;
  lastFitTestAt: Instant | null;
  consentUse: boolean;
  consentForce: boolean;
}

export interface Consent {
  id: string;
  seniorId: string;
  purpose: 'device' | 'position' | 'family' | 'helper' | 'key' | 'force' | 'recording';
  givenBy: string;
  capacity: 'self' | 'guardian';
  how: 'signed' | 'spoken' | 'recorded';
  givenAt: Instant;
  withdrawnAt: Instant | null;
}

export interface Device {
  id: string;
  role: 'sos-button' | 'pendant' | 'watch' | 'smoke' | 'carbon-monoxide' | 'hub';
  profile: 'native' | 'zigbee2mqtt';
  regionId: string;
  homeId: string | null;
  seniorId: string | null;
  hubId: string | null;
  childName: string | null;
  room: string | null;
  fixed: boolean;
  status: 'active' | 'moved' | 'retired';
  installedAt: Instant | null;
  /** In clear, as printed on the box; hashed on its way into the database. A child of a hub has none. */
  secret: string | null;
}

export interface Helper {
  id: string;
  kind: 'aide' | 'grid-worker' | 'neighbour' | 'volunteer' | 'carer' | 'village-doctor';
  name: string;
  familyName: string;
  phone: string;
  birthDate: string;
  regionId: string;
  lat: number;
  lng: number;
  languages: string[];
  nightCalls: boolean;
  canLift: boolean;
  transport: 'walk' | 'bicycle' | 'e-bike' | 'car';
  turnoutDayS: number;
  turnoutNightS: number;
  acceptanceChance: number;
  standingAvailability: boolean;
  suspendedAt: Instant | null;
}

export interface HelperCertificate {
  helperId: string;
  kind: 'health' | 'first-aid' | 'carer' | 'physician';
  validUntil: Instant;
}

export interface HelperConflict {
  id: string;
  helperId: string;
  seniorId: string | null;
  homeId: string | null;
  notedAt: Instant;
}

export interface HelperPair {
  helperId: string;
  homeId: string;
}

export interface HelperDuty {
  helperId: string;
  onDuty: boolean;
  since: Instant;
}

export interface Account {
  id: string;
  username: string;
  /** In clear, because the demo prints it on every page; hashed on its way into the database. */
  password: string;
  displayName: string;
  /** The first is what pages call her by. */
  roles: readonly { readonly role: Role; readonly regionId: string }[];
  helperId: string | null;
  contactId: string | null;
  disabledAt: Instant | null;
}

export interface FamilyLink {
  accountId: string;
  seniorId: string;
}

export interface DutySeat {
  id: string;
  regionId: string;
  role: 'lead' | 'overflow' | 'village-cadre' | 'station' | 'township-duty' | 'county-duty' | 'fire-post';
  personName: string;
  voiceNumber: string;
  answeredAt: Instant | null;
}

export interface EmergencyNumber {
  regionId: string;
  service: '120' | '119' | '110' | 'gas' | 'power' | 'water';
  number: string;
  checkedAt: Instant | null;
}

export interface DemoTown {
  seed: number;
  regions: Region[];
  regionSettings: RegionSetting[];
  facilities: Facility[];
  homes: Home[];
  seniors: Senior[];
  occupants: Occupant[];
  contacts: Contact[];
  consents: Consent[];
  helpers: Helper[];
  helperCertificates: HelperCertificate[];
  helperConflicts: HelperConflict[];
  helperPairs: HelperPair[];
  helperDuties: HelperDuty[];
  keyHoldings: KeyHolding[];
  devices: Device[];
  accounts: Account[];
  familyLinks: FamilyLink[];
  dutySeats: DutySeat[];
  emergencyNumbers: EmergencyNumber[];
  basemap: FeatureCollection;
}
