import { ROLES } from '@silverbell/vocabulary';

/**
 * Who may call what, and about whom: written by hand, one line per route. A route or a socket event that is not here fails
 * the test, so that nobody opens a door without having thought about who stands before it.
 */

/**
 * - `anybody`: no login needed
 * - `signed`: believed for its signature alone; without one nobody gets in
 * - `herself`: about the caller, wherever she belongs
 * - `lists`: open to these roles everywhere, and shows of a region only what the caller may see
 * - `things`: of a region: from there and from above; from below and from elsewhere it does not exist
 * - `nobody`: a thing of her own, asked for by everybody else: it does not exist
 * - `hers`: asked of her, or bound to her; for everybody else of her role it does not exist
 */
export type Whose = 'anybody' | 'signed' | 'herself' | 'lists' | 'things' | 'hers' | 'nobody';

/** An operator whose seat is one for training (H13): as any operator, drills alone, or not at all. */
export type Learner = 'as any' | 'drills' | 'refused';

/** `own`: those of the roles to whom only their own things exist, as with `hers`, while the others go by region. */
export type Line = readonly [whose: Whose, roles: string, learner: Learner, own?: string];

const LOOK = 'admin lead operator supervisor auditor';
const ACT = 'lead operator';
const KEEP = 'admin lead operator';
const ANSWERS = 'admin lead';
const ALL = ROLES.join(' ');
const INSTALL = 'admin county-officer township-officer community-officer installer';
const READ_DEVICES = `${INSTALL} lead operator supervisor auditor`;
const TRY_OUT = `${INSTALL} operator lead`;

const KEEP_PLACES = 'admin county-officer';
const READ_PLACES = `${KEEP_PLACES} lead operator supervisor`;
const KEEP_FACILITIES = `${KEEP_PLACES} township-officer`;
const READ_FACILITIES = `${KEEP_FACILITIES} lead operator supervisor`;
const OFFICE =
  'admin security-admin auditor operator lead supervisor installer community-officer township-officer county-officer finance-officer provider-manager institution-clerk protection-officer village-cadre';

const KEEP_FILES = 'admin county-officer township-officer community-officer';
const READ_FILES = `${KEEP_FILES} lead operator supervisor`;
const EXPORTING = `${READ_FILES} provider-manager security-admin auditor installer`;

/** A provider's manager sees what is of his own provider, in the regions of his role. */
const READ_PROVIDERS = `${READ_FILES} finance-officer provider-manager`;
const DO_TASKS = `${ACT} community-officer township-officer county-officer protection-officer`;
const ORDER_OFFICES = 'community-officer township-officer county-officer operator lead supervisor';
const ORDER_OWNERS = 'provider-manager helper family';
const READ_ORDERS = `${ORDER_OFFICES} ${ORDER_OWNERS}`;
const PLANNERS = 'provider-manager community-officer township-officer';
const SERVE_MEALS = 'community-officer village-cadre township-officer';
const BOOK_MEALS = `${SERVE_MEALS} operator lead`;
const READ_MEALS = `${BOOK_MEALS} family county-officer supervisor`;
const CALL_HER = BOOK_MEALS;
const READ_CALLS = `${CALL_HER} county-officer supervisor`;
const VISITORS = 'community-officer village-cadre township-officer county-officer';
const READ_VISITS = `${VISITORS} operator lead supervisor`;
const ON_HER_WORD = 'operator lead community-officer township-officer';
const OFFICERS = 'township-officer county-officer';
const COMPLAIN = `${ON_HER_WORD} county-officer family`;
const COMPLAINT_OWNERS = 'provider-manager family';
const READ_COMPLAINTS = `${ON_HER_WORD} county-officer supervisor ${COMPLAINT_OWNERS}`;
const union = (...lists: readonly string[]): string => [...new Set(lists.flatMap((list) => list.split(' ')))].join(' ');
const ATTACH = union(INSTALL, 'helper provider-manager', VISITORS, COMPLAIN);
const SEE_ATTACHMENTS = union(READ_DEVICES, ACT, READ_ORDERS, READ_VISITS, READ_COMPLAINTS);

export const WHO_MAY: Readonly<Record<string, Line>> = {
  login: ['anybody', '', 'as any'],
  beginOrganisationLogin: ['anybody', '', 'as any'],
  finishOrganisationLogin: ['anybody', '', 'as any'],
  renew: ['herself', ALL, 'as any'],
  me: ['herself', ALL, 'as any'],
  duty: ['herself', 'operator lead helper', 'as any'],
  changePassword: ['herself', ALL, 'as any'],
  beginTotp: ['herself', ALL, 'as any'],
  confirmTotp: ['herself', ALL, 'as any'],
  mySessions: ['herself', ALL, 'as any'],
  endMySession: ['nobody', ALL, 'as any'],
  accounts: ['lists', 'security-admin', 'as any'],
  createAccount: ['things', 'security-admin', 'as any'],
  changeAccount: ['things', 'security-admin', 'as any'],
  agreeToRoles: ['things', 'security-admin', 'as any'],
  disableAccount: ['things', 'security-admin', 'as any'],
  resetPassword: ['things', 'security-admin', 'as any'],
  enableAccount: ['things', 'security-admin', 'as any'],
  bindIdentity: ['things', 'security-admin', 'as any'],
  unbindIdentity: ['things', 'security-admin', 'as any'],
  serviceKeys: ['things', 'security-admin', 'as any'],
  createServiceKey: ['things', 'security-admin', 'as any'],
  revokeServiceKey: ['things', 'security-admin', 'as any'],
  audit: ['lists', 'auditor', 'as any'],

  incidents: ['lists', LOOK, 'drills'],
  incident: ['things', LOOK, 'drills'],
  candidates: ['things', LOOK, 'drills'],
  responseTrack: ['things', LOOK, 'drills'],
  rawSignal: ['things', KEEP, 'drills'],
  openIncident: ['things', ACT, 'refused'],
  attend: ['things', ACT, 'drills'],
  release: ['things', ACT, 'drills'],
  takeOver: ['things', ACT, 'drills'],
  handOver: ['things', ACT, 'drills'],
  verdict: ['things', ACT, 'drills'],
  destination: ['things', ACT, 'drills'],
  offers: ['things', ACT, 'drills'],
  hold: ['things', ACT, 'drills'],
  shelve: ['things', ACT, 'drills'],
  undo: ['things', ACT, 'drills'],
  protocol: ['things', ACT, 'drills'],
  calls: ['things', ACT, 'drills'],
  agencyCalls: ['things', ACT, 'drills'],
  emergencyDecision: ['things', ACT, 'drills'],
  entryCode: ['things', ACT, 'drills'],
  rollCall: ['things', ACT, 'drills'],
  notes: ['things', ACT, 'drills'],
  close: ['things', ACT, 'drills'],
  incidentFigures: ['lists', LOOK, 'as any'],
  followUps: ['lists', `${LOOK} township-officer`, 'drills'],
  recordFollowUp: ['things', `${ACT} township-officer`, 'refused'],

  position: ['herself', 'helper', 'as any'],
  myOffers: ['hers', 'helper', 'as any'],
  accept: ['hers', 'helper', 'as any'],
  decline: ['hers', 'helper', 'as any'],
  myAssignments: ['hers', 'helper', 'as any'],
  depart: ['hers', 'helper', 'as any'],
  arrive: ['hers', 'helper', 'as any'],
  scene: ['hers', 'helper', 'as any'],
  finish: ['hers', 'helper', 'as any'],
  withdraw: ['hers', 'helper', 'as any'],

  mySeniors: ['hers', 'family', 'as any'],
  joinFamily: ['anybody', '', 'as any'],
  bindMySenior: ['herself', 'family', 'as any'],
  leaveMySenior: ['hers', 'family', 'as any'],
  familyOfSenior: ['things', READ_FILES, 'as any'],
  inviteFamily: ['things', KEEP_FILES, 'refused'],
  acceptFamily: ['things', KEEP_FILES, 'refused'],
  endFamilyInvitation: ['things', KEEP_FILES, 'refused'],
  unbindFamily: ['things', KEEP_FILES, 'refused'],
  myIncidents: ['hers', 'family', 'as any'],
  noticeLevel: ['hers', 'family', 'as any'],
  quietHours: ['hers', 'family', 'as any'],
  familyNote: ['hers', 'family', 'as any'],

  devices: ['lists', READ_DEVICES, 'as any'],
  device: ['things', READ_DEVICES, 'as any'],
  openTestWindow: ['things', TRY_OUT, 'refused'],
  endTestWindow: ['things', TRY_OUT, 'refused'],
  unknownDevices: ['lists', READ_DEVICES, 'as any'],
  claimDevice: ['things', `${INSTALL} lead`, 'refused'],
  deviceWork: ['lists', READ_DEVICES, 'as any'],
  takeDeviceWork: ['things', TRY_OUT, 'refused'],
  bindDevice: ['things', INSTALL, 'refused'],
  returnDevice: ['things', INSTALL, 'refused'],
  stockDevice: ['things', INSTALL, 'refused'],
  replaceDevice: ['things', INSTALL, 'refused'],
  changeDevice: ['things', INSTALL, 'refused'],
  // A product is of no region.
  deviceModels: ['herself', READ_DEVICES, 'as any'],
  addDeviceModel: ['herself', 'admin county-officer', 'refused'],
  drills: ['lists', LOOK, 'as any'],
  openDrill: ['things', ANSWERS, 'as any'],
  endDrill: ['things', ANSWERS, 'as any'],
  drillPress: ['things', ANSWERS, 'as any'],

  standing: ['things', ANSWERS, 'as any'],
  suspend: ['things', ANSWERS, 'refused'],
  reinstate: ['things', ANSWERS, 'refused'],
  trainingSeat: ['things', ANSWERS, 'refused'],
  codeWord: ['things', ANSWERS, 'refused'],
  erasePerson: ['things', 'admin', 'refused'],
  incidentLegalHolds: ['things', 'lead admin supervisor auditor', 'as any'],
  personLegalHolds: ['things', 'lead admin supervisor auditor', 'as any'],
  placeHoldOnIncident: ['things', 'admin supervisor', 'refused'],
  placeHoldOnPerson: ['things', 'admin supervisor', 'refused'],
  releaseLegalHold: ['things', 'admin supervisor', 'refused'],
  readings: ['lists', 'lead admin auditor', 'as any'],

  regionLadders: ['things', LOOK, 'as any'],
  proposeLadders: ['things', ANSWERS, 'refused'],
  ladderDraft: ['things', LOOK, 'as any'],
  dryRunLadders: ['things', ANSWERS, 'refused'],
  approveLadders: ['things', ANSWERS, 'refused'],
  rejectLadders: ['things', ANSWERS, 'refused'],
  withdrawLadders: ['things', ANSWERS, 'refused'],

  regions: ['lists', OFFICE, 'as any'],
  createRegion: ['things', KEEP_PLACES, 'refused'],
  changeRegion: ['things', KEEP_PLACES, 'refused'],
  deactivateRegion: ['things', KEEP_PLACES, 'refused'],
  regionReadiness: ['things', READ_PLACES, 'as any'],
  regionSettings: ['things', READ_PLACES, 'as any'],
  setRegionSetting: ['things', KEEP_PLACES, 'refused'],
  emergencyNumbers: ['things', READ_PLACES, 'as any'],
  setEmergencyNumbers: ['things', KEEP_PLACES, 'refused'],
  checkEmergencyNumbers: ['things', KEEP_PLACES, 'refused'],
  dutySeats: ['lists', READ_PLACES, 'as any'],
  createDutySeat: ['things', KEEP_PLACES, 'refused'],
  changeDutySeat: ['things', KEEP_PLACES, 'refused'],
  dutySeatAnswered: ['things', KEEP_PLACES, 'refused'],

  homes: ['lists', READ_FILES, 'as any'],
  homesOnMap: ['lists', READ_FILES, 'as any'],
  coverageNow: ['lists', READ_FACILITIES, 'as any'],
  search: ['lists', READ_FILES, 'as any'],
  home: ['things', READ_FILES, 'as any'],
  createHome: ['things', KEEP_FILES, 'refused'],
  changeHome: ['things', KEEP_FILES, 'refused'],
  writeOccupants: ['things', KEEP_FILES, 'refused'],
  depositKey: ['things', KEEP_FILES, 'refused'],
  fitTestKey: ['things', KEEP_FILES, 'refused'],
  handKeyOver: ['things', KEEP_FILES, 'refused'],
  returnKey: ['things', KEEP_FILES, 'refused'],
  seniors: ['lists', READ_FILES, 'as any'],
  senior: ['things', `${READ_FILES} protection-officer`, 'as any'],
  createSenior: ['things', KEEP_FILES, 'refused'],
  changeSenior: ['things', KEEP_FILES, 'refused'],
  seniorStatus: ['things', KEEP_FILES, 'refused'],
  addContact: ['things', KEEP_FILES, 'refused'],
  changeContact: ['things', KEEP_FILES, 'refused'],
  removeContact: ['things', KEEP_FILES, 'refused'],
  giveConsent: ['things', KEEP_FILES, 'refused'],
  withdrawConsent: ['things', KEEP_FILES, 'refused'],
  setProtection: ['things', 'lead protection-officer', 'refused'],
  reveal: ['things', `${KEEP_FILES} operator lead protection-officer`, 'refused'],
  reveals: ['lists', 'lead auditor', 'as any'],
  deviceRecalls: ['lists', `${KEEP_FILES} installer lead operator supervisor`, 'as any'],
  facilities: ['lists', READ_FACILITIES, 'as any'],
  createFacility: ['things', KEEP_FACILITIES, 'refused'],
  changeFacility: ['things', KEEP_FACILITIES, 'refused'],
  rota: ['lists', READ_PLACES, 'as any'],
  planShifts: ['things', KEEP_PLACES, 'refused'],
  swapShifts: ['things', KEEP_PLACES, 'refused'],
  reportAbsence: ['things', KEEP_PLACES, 'refused'],
  cancelShift: ['things', KEEP_PLACES, 'refused'],
  regionFigures: ['lists', READ_FACILITIES, 'as any'],
  facilitiesOnMap: ['lists', READ_FACILITIES, 'as any'],
  referrals: ['lists', READ_FILES, 'as any'],
  referral: ['things', READ_FILES, 'as any'],
  createReferral: ['things', KEEP_FILES, 'refused'],
  answerReferral: ['things', KEEP_FILES, 'refused'],
  endReferral: ['things', KEEP_FILES, 'refused'],
  helperCalendar: ['things', READ_FACILITIES, 'as any'],
  writeHelperCalendar: ['things', KEEP_FACILITIES, 'refused'],
  helperCoverage: ['lists', READ_FACILITIES, 'as any'],
  helperCertificates: ['lists', READ_FACILITIES, 'as any'],
  helperChannels: ['lists', READ_FACILITIES, 'as any'],
  takeChannelWork: ['things', KEEP_FACILITIES, 'refused'],
  myChannelTests: ['hers', 'helper', 'as any'],
  confirmChannel: ['hers', 'helper', 'as any'],
  helpers: ['lists', READ_FACILITIES, 'as any'],
  helper: ['things', READ_FACILITIES, 'as any'],
  createHelper: ['things', KEEP_FACILITIES, 'refused'],
  changeHelper: ['things', KEEP_FACILITIES, 'refused'],
  pairHelper: ['things', KEEP_FACILITIES, 'refused'],
  unpairHelper: ['things', KEEP_FACILITIES, 'refused'],
  helperConflicts: ['things', 'lead protection-officer', 'as any'],
  noteConflict: ['things', `${KEEP_FACILITIES} lead protection-officer`, 'refused'],
  endConflict: ['things', 'lead protection-officer', 'refused'],

  meta: ['anybody', '', 'as any'],
  basemap: ['anybody', '', 'as any'],
  voiceHook: ['signed', '', 'as any'],
  handovers: ['lists', ACT, 'as any'],
  openHandover: ['herself', ACT, 'refused'],
  acceptHandoverItem: ['nobody', ACT, 'as any'],
  signHandover: ['nobody', ACT, 'as any'],
  withdrawHandover: ['nobody', ACT, 'as any'],
  secondPaths: ['herself', ACT, 'refused'],
  secondPathAnswered: ['nobody', ACT, 'as any'],
  tasks: ['lists', `${DO_TASKS} supervisor`, 'as any'],
  openTask: ['things', ACT, 'refused'],
  takeTask: ['things', DO_TASKS, 'refused'],
  finishTask: ['things', DO_TASKS, 'refused'],
  telephonyHook: ['signed', '', 'as any'],
  telephony: ['lists', `${ACT} supervisor`, 'as any'],
  phoneCalls: ['things', ACT, 'drills'],
  agentPhone: ['herself', ACT, 'as any'],
  softphoneLogin: ['herself', ACT, 'refused'],
  placeCall: ['things', ACT, 'refused'],
  controlCall: ['things', ACT, 'refused'],
  linkCall: ['things', ACT, 'refused'],
  openFromCall: ['things', ACT, 'refused'],
  playRecording: ['things', ACT, 'refused'],
  brokerLogin: ['signed', '', 'as any'],
  brokerAct: ['signed', '', 'as any'],

  registerDevice: ['things', 'admin county-officer', 'refused'],
  renewDeviceSecret: ['things', 'admin county-officer', 'refused'],
  retireDevice: ['things', 'admin county-officer', 'refused'],
  platformHealth: ['herself', LOOK, 'as any'],
  seatsOnDuty: ['lists', LOOK, 'as any'],
  retention: ['herself', 'lead admin supervisor auditor', 'as any'],

  silenceRules: ['things', LOOK, 'as any'],
  setSilenceRules: ['things', KEEP, 'refused'],
  setAway: ['things', KEEP, 'refused'],
  endAway: ['things', KEEP, 'refused'],
  attendance: ['things', KEEP, 'refused'],
  confirmPlace: ['things', TRY_OUT, 'refused'],
  weather: ['things', KEEP, 'refused'],

  addAttachment: ['herself', ATTACH, 'refused'],
  // of another person, and given to nothing: what belongs to a thing is seen by those who see the thing, below
  attachment: ['nobody', SEE_ATTACHMENTS, 'as any'],
  deviceAttachments: ['things', READ_DEVICES, 'as any'],
  incidentAttachments: ['things', ACT, 'drills'],
  orderAttachments: ['things', READ_ORDERS, 'as any', ORDER_OWNERS],
  visitAttachments: ['things', READ_VISITS, 'as any'],
  complaintAttachments: ['things', READ_COMPLAINTS, 'as any', COMPLAINT_OWNERS],
  removeSeniorPhoto: ['things', KEEP_FILES, 'refused'],
  incidentPersonPhoto: ['things', KEEP, 'drills'],
  assignmentPersonPhoto: ['hers', 'helper', 'as any'],

  beginImport: ['herself', KEEP_FILES, 'as any'],
  imports: ['lists', KEEP_FILES, 'as any'],
  import: ['things', KEEP_FILES, 'as any'],
  importRows: ['things', KEEP_FILES, 'as any'],
  mapImportColumns: ['things', KEEP_FILES, 'as any'],
  commitImport: ['things', KEEP_FILES, 'as any'],
  undoImport: ['things', KEEP_FILES, 'as any'],
  importTemplate: ['herself', KEEP_FILES, 'as any'],

  beginExport: ['herself', EXPORTING, 'as any'],
  export: ['nobody', EXPORTING, 'as any'],
  exportFile: ['nobody', EXPORTING, 'as any'],

  // Working days are those of the whole country, the clock that of the whole demo.
  calendarDue: ['herself', OFFICE, 'as any'],
  calendarYear: ['herself', OFFICE, 'as any'],
  putCalendar: ['herself', 'county-officer', 'refused'],
  importCalendar: ['herself', 'county-officer', 'refused'],
  careClock: ['herself', 'admin', 'as any'],
  moveCareClock: ['herself', 'admin', 'refused'],
  providers: ['lists', READ_PROVIDERS, 'as any'],
  provider: ['things', READ_PROVIDERS, 'as any'],
  createProvider: ['things', KEEP_FACILITIES, 'refused'],
  changeProvider: ['things', KEEP_FACILITIES, 'refused'],
  setProviderManagers: ['things', KEEP_FACILITIES, 'refused'],
  providerNotices: ['things', READ_PROVIDERS, 'as any'],
  providerRanking: ['lists', `${OFFICERS} supervisor`, 'as any'],
  contracts: ['lists', READ_PROVIDERS, 'as any'],
  contract: ['things', READ_PROVIDERS, 'as any'],
  createContract: ['things', KEEP_FACILITIES, 'refused'],
  changeContract: ['things', KEEP_FACILITIES, 'refused'],
  workers: ['lists', READ_PROVIDERS, 'as any'],
  worker: ['things', READ_PROVIDERS, 'as any'],
  createWorker: ['things', `${KEEP_FACILITIES} provider-manager`, 'refused'],
  changeWorker: ['things', `${KEEP_FACILITIES} provider-manager`, 'refused'],
  entitlements: ['lists', `${READ_FILES} finance-officer`, 'as any'],
  entitlement: ['things', `${READ_FILES} finance-officer`, 'as any'],
  suspendEntitlement: ['things', 'township-officer county-officer', 'refused'],
  resumeEntitlement: ['things', 'township-officer county-officer', 'refused'],
  endEntitlement: ['things', 'township-officer county-officer', 'refused'],
  acknowledgeEntitlement: ['things', `${PLANNERS} county-officer`, 'refused', 'provider-manager'],
  villageScores: ['lists', `${OFFICERS} community-officer village-cadre supervisor`, 'as any'],
  setVillageTarget: ['things', OFFICERS, 'refused'],
  catalogue: ['things', OFFICE, 'as any'],
  putCatalogueItem: ['things', KEEP_FACILITIES, 'refused'],
  checkIdNumber: ['herself', KEEP_FILES, 'as any'],
  assessments: ['things', `${KEEP_FILES} lead supervisor`, 'as any'],
  addAssessment: ['things', KEEP_FILES, 'refused'],
  extendAssessment: ['things', 'township-officer county-officer', 'refused'],
  classProofs: ['things', `${KEEP_FILES} lead supervisor`, 'as any'],
  addClassProof: ['things', KEEP_FILES, 'refused'],
  children: ['things', `${KEEP_FILES} lead supervisor`, 'as any'],
  setChildren: ['things', KEEP_FILES, 'refused'],
  eligibility: ['things', `${KEEP_FILES} lead supervisor`, 'as any'],
  careFile: ['things', `${KEEP_FILES} lead supervisor`, 'as any'],
  publicEligibility: ['anybody', '', 'as any'],
  servicePlans: ['lists', `provider-manager ${ORDER_OFFICES}`, 'as any', 'provider-manager'],
  createServicePlan: ['things', PLANNERS, 'as any', 'provider-manager'],
  endServicePlan: ['things', PLANNERS, 'as any', 'provider-manager'],
  changePlanProvider: ['things', 'township-officer', 'as any'],
  serviceOrders: ['lists', READ_ORDERS, 'as any', ORDER_OWNERS],
  serviceOrder: ['things', READ_ORDERS, 'as any', ORDER_OWNERS],
  createServiceOrder: ['things', `${PLANNERS} operator lead family`, 'refused', 'provider-manager family'],
  myOrders: ['hers', 'helper', 'as any'],
  quoteOrder: ['hers', 'provider-manager', 'as any'],
  acceptQuote: ['things', `family helper ${ON_HER_WORD}`, 'refused', ORDER_OWNERS],
  assignOrder: ['hers', 'provider-manager', 'as any'],
  declineOrder: ['hers', 'provider-manager helper', 'as any'],
  startOrder: ['hers', 'helper', 'as any'],
  finishOrder: ['hers', 'helper', 'as any'],
  noEntry: ['hers', 'helper', 'as any'],
  orderAlarm: ['hers', 'helper', 'as any'],
  interruptOrder: ['hers', 'helper', 'as any'],
  cancelOrder: ['things', `provider-manager family ${ON_HER_WORD}`, 'refused', ORDER_OWNERS],
  confirmOrder: ['things', `family helper ${ON_HER_WORD}`, 'refused', ORDER_OWNERS],
  disputeOrder: ['things', `family ${ON_HER_WORD}`, 'refused', ORDER_OWNERS],
  settleOrder: ['things', 'township-officer', 'as any'],
  reviewOrder: ['things', 'provider-manager township-officer', 'as any', ORDER_OWNERS],
  voidOrder: ['things', 'township-officer', 'as any'],
  rateOrder: ['things', `family helper ${ON_HER_WORD}`, 'refused', ORDER_OWNERS],
  mealPoints: ['lists', READ_MEALS, 'as any'],
  createMealPoint: ['things', 'community-officer township-officer county-officer', 'as any'],
  changeMealPoint: ['things', 'community-officer township-officer county-officer', 'as any'],
  mealBookings: ['lists', READ_MEALS, 'as any', 'family'],
  createMealBooking: ['things', `${BOOK_MEALS} family`, 'refused', 'family'],
  attendMeal: ['things', SERVE_MEALS, 'as any'],
  refuseMeal: ['things', SERVE_MEALS, 'as any'],
  cancelMeal: ['things', `${BOOK_MEALS} family`, 'refused', 'family'],
  careCalls: ['lists', READ_CALLS, 'as any'],
  careCall: ['things', READ_CALLS, 'as any'],
  recordCareCall: ['things', CALL_HER, 'refused'],
  askCareContact: ['things', CALL_HER, 'refused'],
  askCareCallHelp: ['things', CALL_HER, 'refused'],
  work: ['lists', 'community-officer village-cadre township-officer county-officer provider-manager', 'as any'],
  welfareVisits: ['lists', READ_VISITS, 'as any'],
  welfareVisit: ['things', READ_VISITS, 'as any'],
  visitDone: ['things', VISITORS, 'as any'],
  excuseVisit: ['things', VISITORS, 'as any'],
  askVisitContact: ['things', VISITORS, 'as any'],
  missVisit: ['things', VISITORS, 'as any'],
  protectedReferrals: ['lists', 'protection-officer', 'as any'],
  complaints: ['lists', READ_COMPLAINTS, 'as any', COMPLAINT_OWNERS],
  complaint: ['things', READ_COMPLAINTS, 'as any', COMPLAINT_OWNERS],
  createComplaint: ['things', COMPLAIN, 'refused', 'family'],
  acknowledgeComplaint: ['things', OFFICERS, 'refused'],
  answerComplaint: ['things', OFFICERS, 'refused'],
  rateComplaint: ['things', COMPLAIN, 'refused', 'family'],
  withdrawComplaint: ['things', COMPLAIN, 'refused', 'family'],
  verifications: ['lists', `${OFFICERS} supervisor provider-manager`, 'as any', 'provider-manager'],
  verification: ['things', `${OFFICERS} supervisor provider-manager`, 'as any', 'provider-manager'],
  hearVerification: ['things', 'township-officer', 'as any'],
  decideVerification: ['things', 'township-officer', 'as any'],
  assignInStead: ['things', 'township-officer', 'as any'],
  careSettings: ['things', `${READ_PLACES} township-officer community-officer finance-officer`, 'as any'],
  setCareSetting: ['things', KEEP_PLACES, 'refused'],

  live: ['anybody', '', 'as any'],
  ready: ['anybody', '', 'as any'],
  roster: ['lists', ANSWERS, 'as any'],
  metrics: ['anybody', '', 'as any'],
};

/** Who may come in, by namespace; everybody else is turned away at the door. */
export const WHO_MAY_ENTER: Readonly<Record<string, string>> = {
  '/console': LOOK,
  '/helper': 'helper',
  '/family': 'family',
};

/**
 * Who hears an event about the case of a region, by event and namespace.
 * - `region`: pages of that region and of those above it; a seat for training when it is a drill
 * - `positions`: as `region`, of helpers on duty
 * - `asked`: the helper who was asked or sent, and no other
 * - `bound`: the family of the person
 * - `own`: about one's own session, never about a case
 */
export const WHO_HEARS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'incident.changed': { '/console': 'region', '/helper': 'asked', '/family': 'bound' },
  'offer.made': { '/helper': 'asked' },
  'offer.over': { '/helper': 'asked' },
  'assignment.changed': { '/helper': 'asked' },
  positions: { '/console': 'positions' },
  onlookers: { '/console': 'region' },
  notice: { '/console': 'own', '/helper': 'own', '/family': 'own' },
};

/** Who is listened to, by what she says and namespace: about what she may see (`own`), or about a case as in `WHO_HEARS`. */
export const WHO_MAY_SAY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  resume: { '/console': 'own', '/helper': 'own', '/family': 'own' },
  looking: { '/console': 'region' },
};
