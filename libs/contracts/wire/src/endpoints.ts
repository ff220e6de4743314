export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Endpoint {
  readonly method: HttpMethod;
  /** With `{name}` for parameters, from the root of the server. */
  readonly path: string;
}

/** The prefix of every route that needs a token; health and metrics stand outside it. */
const API = '/api/v1';

const at =
  <M extends HttpMethod>(method: M) =>
  <const Path extends string>(path: Path) =>
    ({ method, path: `${API}${path}` }) as { readonly method: M; readonly path: `${typeof API}${Path}` };
const get = at('GET');
const post = at('POST');
const put = at('PUT');
const patch = at('PATCH');
const remove = at('DELETE');

/**
 * Method and path of every route, by its name. The route table adds roles and schemas to it; this part is free of zod, so that a
 * browser can call routes by name without loading the schemas.
 */
export const ENDPOINTS = {
  login: post('/auth/login'),
  renew: post('/auth/renew'),
  changePassword: post('/me/password'),
  beginTotp: post('/me/totp'),
  confirmTotp: post('/me/totp/confirm'),
  mySessions: get('/me/sessions'),
  endMySession: remove('/me/sessions/{id}'),
  accounts: get('/accounts'),
  createAccount: post('/accounts'),
  changeAccount: patch('/accounts/{id}'),
  agreeToRoles: post('/accounts/{id}/agree'),
  disableAccount: post('/accounts/{id}/disable'),
  resetPassword: post('/accounts/{id}/reset-password'),
  audit: get('/audit'),
  me: get('/me'),
  duty: put('/me/duty'),
  seatsOnDuty: get('/duty'),
  incidents: get('/incidents'),
  rawSignal: get('/incidents/{id}/signals/{seq}/raw'),
  homes: get('/homes'),
  home: get('/homes/{id}'),
  createHome: post('/homes'),
  changeHome: patch('/homes/{id}'),
  writeOccupants: put('/homes/{id}/occupants'),
  depositKey: post('/homes/{id}/keys'),
  fitTestKey: post('/keys/{id}/fit-test'),
  handKeyOver: post('/keys/{id}/hand-over'),
  returnKey: post('/keys/{id}/return'),
  seniors: get('/seniors'),
  senior: get('/seniors/{id}'),
  createSenior: post('/seniors'),
  changeSenior: patch('/seniors/{id}'),
  seniorStatus: post('/seniors/{id}/status'),
  reveal: post('/seniors/{id}/reveal'),
  reveals: get('/reveals'),
  addContact: post('/seniors/{id}/contacts'),
  changeContact: patch('/contacts/{id}'),
  removeContact: post('/contacts/{id}/remove'),
  giveConsent: post('/seniors/{id}/consents'),
  withdrawConsent: post('/consents/{id}/withdraw'),
  setProtection: put('/seniors/{id}/protection'),
  deviceRecalls: get('/device-recalls'),
  roster: get('/roster'),
  incident: get('/incidents/{id}'),
  candidates: get('/incidents/{id}/candidates'),
  openIncident: post('/incidents'),
  attend: post('/incidents/{id}/attend'),
  release: post('/incidents/{id}/release'),
  takeOver: post('/incidents/{id}/take-over'),
  handOver: post('/incidents/{id}/hand-over'),
  verdict: post('/incidents/{id}/verdict'),
  destination: post('/incidents/{id}/destination'),
  offers: post('/incidents/{id}/offers'),
  hold: post('/incidents/{id}/hold'),
  calls: post('/incidents/{id}/calls'),
  agencyCalls: post('/incidents/{id}/agency-calls'),
  emergencyDecision: post('/incidents/{id}/emergency-decision'),
  entryCode: post('/incidents/{id}/entry-code'),
  rollCall: post('/incidents/{id}/roll-call'),
  notes: post('/incidents/{id}/notes'),
  close: post('/incidents/{id}/close'),
  position: post('/me/position'),
  myOffers: get('/me/offers'),
  accept: post('/offers/{id}/accept'),
  decline: post('/offers/{id}/decline'),
  myAssignments: get('/me/assignments'),
  depart: post('/assignments/{id}/depart'),
  arrive: post('/assignments/{id}/arrive'),
  scene: post('/assignments/{id}/scene'),
  finish: post('/assignments/{id}/finish'),
  withdraw: post('/assignments/{id}/withdraw'),
  mySeniors: get('/me/seniors'),
  myIncidents: get('/me/incidents'),
  familyNote: post('/incidents/{id}/family-note'),
  devices: get('/devices'),
  device: get('/devices/{id}'),
  openTestWindow: post('/devices/{id}/test-window'),
  endTestWindow: remove('/devices/{id}/test-window'),
  registerDevice: post('/devices'),
  renewDeviceSecret: post('/devices/{id}/rotate-secret'),
  retireDevice: post('/devices/{id}/retire'),
  confirmPlace: post('/devices/{id}/confirm-place'),
  drills: get('/drills'),
  openDrill: post('/drills'),
  endDrill: post('/drills/{id}/end'),
  drillPress: post('/drills/{id}/press'),
  standing: get('/helpers/{id}/standing'),
  suspend: post('/helpers/{id}/suspend'),
  reinstate: post('/helpers/{id}/reinstate'),
  trainingSeat: put('/operators/{id}/training-seat'),
  codeWord: put('/seniors/{id}/code-word'),
  erasePerson: post('/seniors/{id}/erase'),
  caseLegalHolds: get('/incidents/{id}/legal-holds'),
  personLegalHolds: get('/seniors/{id}/legal-holds'),
  holdCase: post('/incidents/{id}/legal-holds'),
  holdPerson: post('/seniors/{id}/legal-holds'),
  liftLegalHold: post('/legal-holds/{id}/lift'),
  readings: get('/readings'),
  silenceRules: get('/seniors/{id}/silence-rules'),
  setSilenceRules: put('/seniors/{id}/silence-rules'),
  setAway: put('/seniors/{id}/away'),
  endAway: remove('/seniors/{id}/away'),
  attendance: post('/seniors/{id}/attendance'),
  weather: put('/regions/{id}/weather'),
  regionLadders: get('/regions/{id}/ladders'),
  proposeLadders: post('/regions/{id}/ladder-drafts'),
  ladderDraft: get('/ladder-drafts/{id}'),
  dryRunLadders: post('/ladder-drafts/{id}/dry-run'),
  approveLadders: post('/ladder-drafts/{id}/approve'),
  rejectLadders: post('/ladder-drafts/{id}/reject'),
  withdrawLadders: post('/ladder-drafts/{id}/withdraw'),
  regions: get('/regions'),
  createRegion: post('/regions'),
  changeRegion: patch('/regions/{id}'),
  deactivateRegion: post('/regions/{id}/deactivate'),
  regionReadiness: get('/regions/{id}/readiness'),
  regionSettings: get('/regions/{id}/settings'),
  setRegionSetting: put('/regions/{id}/settings'),
  emergencyNumbers: get('/regions/{id}/emergency-numbers'),
  setEmergencyNumbers: put('/regions/{id}/emergency-numbers'),
  checkEmergencyNumbers: post('/regions/{id}/emergency-numbers/checked'),
  dutySeats: get('/duty-seats'),
  createDutySeat: post('/duty-seats'),
  changeDutySeat: patch('/duty-seats/{id}'),
  dutySeatAnswered: post('/duty-seats/{id}/answered'),
  facilities: get('/facilities'),
  createFacility: post('/facilities'),
  changeFacility: patch('/facilities/{id}'),
  helpers: get('/helpers'),
  helper: get('/helpers/{id}'),
  createHelper: post('/helpers'),
  changeHelper: patch('/helpers/{id}'),
  pairHelper: post('/helpers/{id}/pairs'),
  unpairHelper: post('/helpers/{id}/pairs/end'),
  helperConflicts: get('/helpers/{id}/conflicts'),
  noteConflict: post('/helpers/{id}/conflicts'),
  endConflict: post('/helpers/{id}/conflicts/end'),
  beginImport: post('/imports'),
  imports: get('/imports'),
  import: get('/imports/{id}'),
  importRows: get('/imports/{id}/rows'),
  commitImport: post('/imports/{id}/commit'),
  undoImport: post('/imports/{id}/undo'),
  importTemplate: get('/imports/templates/{kind}.xlsx'),
  meta: get('/meta'),
  basemap: get('/basemap'),
  brokerLogin: post('/hooks/emqx/authenticate'),
  brokerAct: post('/hooks/emqx/authorize'),
  voiceHook: post('/hooks/voice'),
  platformHealth: get('/platform-health'),
  retention: get('/retention'),
  live: { method: 'GET', path: '/health/live' },
  ready: { method: 'GET', path: '/health/ready' },
  metrics: { method: 'GET', path: '/metrics' },
} as const satisfies Record<string, Endpoint>;

export type RouteName = keyof typeof ENDPOINTS;

type ParameterIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterIn<Rest>
  : never;
/** The parameters of a route's path, each a string; `{}` where it has none. */
export type ParamsOf<N extends RouteName> = Readonly<Record<ParameterIn<(typeof ENDPOINTS)[N]['path']>, string>>;

/** Fills the parameters of a route's path. */
export const pathOf = (name: RouteName, params: Readonly<Record<string, string>> = {}): string =>
  ENDPOINTS[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
