import { creditCheckCharacter } from '@silverbell/care';
import { PostgresTaskStore } from '@silverbell/adapter-postgres';
import { as, type IncidentId, type RegionId, type SeniorId } from '@silverbell/kernel';
import { raiseTaskOf } from '@silverbell/usecases';
import { ROUTES, type RouteName } from '@silverbell/wire';
import { photoForm } from '../attachments/photo.js';
import { CANARY, TOWN, type Asking, type TwoCounties } from './another-county.js';

interface Filled {
  readonly id?: string;
  /** Of a signal in the case `id`. */
  readonly seq?: string;
  /** Of an account that is bound to the senior `id`. */
  readonly accountId?: string;
  readonly query?: string;
  readonly body?: unknown;
}
type Ask = (two: TwoCounties) => Filled | Promise<Filled>;

const plain: Ask = () => ({});
const post = (two: TwoCounties, username: string, path: string, body: unknown) =>
  two.json<{ id: string }>(username, { method: 'POST', path: `/api/v1${path}`, body });

const accountBody = (two: TwoCounties) => ({
  ...{ username: `new-${String(two.clock.at)}`, name: `${CANARY}新人` },
  roles: [{ role: 'operator', regionId: TOWN }],
});
const newAccount = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'security-admin-there', '/accounts', accountBody(two))).id;

/** The account of another program. */
const newService = async (two: TwoCounties): Promise<string> =>
  (
    await post(two, 'security-admin-there', '/accounts', {
      ...{ username: `service-${String(two.clock.at)}`, name: `${CANARY}程序`, kind: 'service' },
      roles: [{ role: 'supervisor', regionId: TOWN }],
    })
  ).id;
const wantedKeyOfService = (two: TwoCounties) => ({
  ...{ label: `${CANARY}接口`, scopes: ['people:read'], expiresAt: until(two, 24) },
});
const newServiceKey = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'security-admin-there', `/accounts/${await newService(two)}/keys`, wantedKeyOfService(two))).id;

const onOrder =
  (state: Parameters<TwoCounties['newOrder']>[0], body?: unknown): Ask =>
  async (two) => ({ id: await two.newOrder(state), ...(body === undefined ? {} : { body }) });
const onVisit =
  (state: Parameters<TwoCounties['newVisit']>[0], body?: unknown): Ask =>
  async (two) => ({ id: await two.newVisit(state), ...(body === undefined ? {} : { body }) });
const wantedPlan = async (two: TwoCounties) => ({
  ...{ seniorId: (await two.newHome()).senior, items: ['cleaning'], startTime: '09:00', endTime: '10:00' },
  from: '2026-10-14',
});
async function servicePlan(two: TwoCounties): Promise<string> {
  await two.newOrder('planned');
  return (await post(two, 'provider-manager-there', '/service-plans', await wantedPlan(two))).id;
}
/** Another provider with a contract for the town. */
async function nextProvider(two: TwoCounties): Promise<string> {
  await two.source.query(
    `insert into provider select (jsonb_populate_record(p, '{"id": "provider-next", "credit_code": "91330100000000010X"}')).* from provider p
     where p.id = 'provider-there' on conflict do nothing`,
  );
  await two.source.query(
    `insert into service_contract select (jsonb_populate_record(c, '{"id": "contract-next", "provider_id": "provider-next"}')).*
     from service_contract c where c.id = 'contract-there' on conflict do nothing`,
  );
  return 'provider-next';
}

/** An order of the town's worker, for whom her family complains. */
const wantedComplaint = async (two: TwoCounties) => ({
  ...{ orderId: await two.newOrder('finished'), workerId: 'helper-there', by: `${CANARY}女儿` },
  ...{ kind: 'late', text: `${CANARY}迟到` },
});
async function complaint(two: TwoCounties, state: 'received' | 'answered' = 'received'): Promise<string> {
  const { id } = await post(two, 'operator-there', '/complaints', await wantedComplaint(two));
  if (state === 'answered') await post(two, 'township-officer-there', `/complaints/${id}/answer`, { text: '已核实' });
  return id;
}
/** A verification of the town's worker, as the triggers and a decision leave it. */
async function verification(two: TwoCounties, state: 'open' | 'replacing', orderId?: string): Promise<string> {
  await two.newOrder('planned');
  const id = `verification-${String(two.clock.at)}`;
  const fold = {
    ...{ id, version: 1, state, workerId: 'helper-there', providerId: 'provider-there', regionId: TOWN },
    ...{ trigger: 'ratings', complaintIds: [], orderIds: [], openedAt: 0, openedOn: '2026-10-14', dueOn: '2026-10-19' },
    ...{ heard: [], result: null, replacedFor: null, decidedAt: null, decidedBy: null, replaceDue: '2026-10-20' },
    ...{ waiting: orderId === undefined ? [] : [orderId], handedOver: true },
  };
  await two.source.query(
    `update care_verification set state = 'closed', fold = fold || '{"state":"closed"}' where worker_id = 'helper-there'`,
  );
  await two.source.query(
    `insert into care_verification (id, version, state, worker_id, provider_id, region_id, opened_on, fold)
     values ($1, 1, $2, 'helper-there', 'provider-there', $3, '2026-10-14', $4)`,
    [id, state, TOWN, JSON.stringify(fold)],
  );
  return id;
}

/** A case of the town in which nothing was done yet. */
const onCase =
  (body: unknown): Ask =>
  async (two) => ({ id: (await two.newCase()).incident, body });

/** A case somebody attends and knows to be real, so that people can be asked. */
async function realIncident(two: TwoCounties): Promise<string> {
  const { incident } = await two.newCase();
  await post(two, 'operator-there', `/incidents/${incident}/attend`, {});
  await post(two, 'operator-there', `/incidents/${incident}/verdict`, { verdict: 'real' });
  return incident;
}
/** A case of somebody who was spoken with. */
async function heardIncident(two: TwoCounties): Promise<string> {
  const { incident } = await two.newCase();
  await post(two, 'operator-there', `/incidents/${incident}/attend`, {});
  const call = { party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' };
  await post(two, 'operator-there', `/incidents/${incident}/calls`, call);
  return incident;
}
/** A case of a person at risk that is closed: a follow-up is owed. */
async function followedUp(two: TwoCounties): Promise<string> {
  const id = await heardIncident(two);
  await post(two, 'operator-there', `/incidents/${id}/verdict`, { verdict: 'real' });
  await post(two, 'operator-there', `/incidents/${id}/close`, { outcome: 'reassured' });
  return id;
}
/** A visit in the town that is asked about later. */
async function askedAfterVisit(two: TwoCounties): Promise<string> {
  const orderId = await two.newOrder('finished');
  const id = `after-${orderId}`;
  await two.source.query(
    `insert into care_follow_up (id, version, about, order_id, senior_id, kind, state, due_at, due_on, tried_on)
     select $2, 1, 'order', o.id, o.senior_id, 'call', 'open', '2100-01-01T00:00+08', '2100-01-01', '{}' from service_order o where o.id = $1`,
    [orderId, id],
  );
  return id;
}
/** A call that goes on about a case of the town. */
async function callOf(two: TwoCounties): Promise<string> {
  const incidentId = await realIncident(two);
  await hasExtension(two);
  return (await post(two, 'operator-there', '/phone-calls', { number: '000 1234', incidentId })).id;
}
async function hasExtension(two: TwoCounties): Promise<void> {
  const phone = { choice: 'ready', extension: '8001' };
  await two.json('operator-there', { method: 'PUT', path: '/api/v1/me/phone', body: phone });
}
/** What a helper saw in a home of the town. */
async function taskOf(two: TwoCounties): Promise<string> {
  const { incident, senior } = await two.newCase();
  const tasks = two.api.app.get(PostgresTaskStore);
  const of = { incidentId: as<IncidentId>(incident), regionId: as<RegionId>(TOWN), seniorId: as<SeniorId>(senior) };
  await raiseTaskOf(tasks, { kind: 'no-food', ...of }, two.clock.now());
  return `${incident}.no-food`;
}
const onCall =
  (body: unknown): Ask =>
  async (two) => ({ id: await callOf(two), body });
/** Given by somebody of the town, or of the demo county; one at a time. */
export async function handoverOf(two: TwoCounties, giver: 'operator-there' | 'operator-2'): Promise<string> {
  const seen = await two.json<{
    readonly items: readonly { readonly id: string; readonly state: string; readonly from: { readonly id: string } }[];
    readonly receivers: readonly { readonly id: string }[];
  }>(giver, { method: 'GET', path: '/api/v1/handovers' });
  const open = seen.items.find(({ state }) => state === 'open');
  // None of those who ask here.
  const other = seen.receivers.find(({ id }) => giver === 'operator-there' || id.startsWith('account-'));
  return open?.id ?? (await post(two, giver, '/handovers', { to: other?.id ?? '' })).id;
}
const onHandover =
  (body: unknown): Ask =>
  async (two) => ({ id: await handoverOf(two, 'operator-2'), body });
async function offerOf(two: TwoCounties): Promise<string> {
  const incident = await realIncident(two);
  const body = { helperIds: ['helper-there'], reason: 'knows-senior' };
  await post(two, 'operator-there', `/incidents/${incident}/offers`, body);
  const { items } = await two.json<{ items: { id: string; incidentId: string }[] }>('helper-there', {
    ...{ method: 'GET', path: '/api/v1/me/offers' },
  });
  const offer = items.find((one) => one.incidentId === incident);
  if (!offer) throw new Error('she was not asked');
  return offer.id;
}
const onOffer =
  (body: unknown): Ask =>
  async (two) => ({ id: await offerOf(two), body });
const onAssignment =
  (body: unknown, ...steps: readonly string[]): Ask =>
  async (two) => {
    const { id } = await post(two, 'helper-there', `/offers/${await offerOf(two)}/accept`, {});
    for (const step of steps) await post(two, 'helper-there', `/assignments/${id}/${step}`, {});
    return { id, body };
  };

async function arrivedOf(two: TwoCounties): Promise<{ readonly id: string; readonly incidentId: string }> {
  const accepted = `/offers/${await offerOf(two)}/accept`;
  const { id, incidentId } = await two.json<{ id: string; incidentId: string }>('helper-there', {
    ...{ method: 'POST', path: `/api/v1${accepted}`, body: {} },
  });
  for (const step of ['depart', 'arrive']) await post(two, 'helper-there', `/assignments/${id}/${step}`, {});
  return { id, incidentId };
}

const until = (two: TwoCounties, hours: number): string => new Date(two.clock.at + hours * 3_600_000).toISOString();
const onSenior =
  (body?: unknown | ((two: TwoCounties) => unknown)): Ask =>
  async (two) => ({ id: (await two.newHome()).senior, body: typeof body === 'function' ? body(two) : body });
const onDevice =
  (body?: unknown): Ask =>
  async (two) => ({ id: (await two.newHome()).pendant, body });

/** On file, of no home, and in an open incident. */
async function unknownDevice(two: TwoCounties): Promise<string> {
  const { pendant } = await two.newHome();
  await post(two, 'admin-there', `/devices/${pendant}/return`, { reason: '换新' });
  await two.press(pendant);
  return pendant;
}
/** Its SIM card ends soon. */
async function deviceToMend(two: TwoCounties): Promise<string> {
  const { pendant } = await two.newHome();
  const path = `/api/v1/devices/${pendant}`;
  const body = { simUntil: until(two, 48).slice(0, 10) };
  await two.json('admin-there', { method: 'PATCH', path, body });
  return pendant;
}

/** One drill at a time covers a region: whatever was left open is ended first. */
async function endDrills(two: TwoCounties): Promise<void> {
  const { items } = await two.json<{ items: { id: string; open: boolean }[] }>('lead-there', {
    ...{ method: 'GET', path: '/api/v1/drills' },
  });
  for (const { id } of items.filter(({ open }) => open)) await post(two, 'lead-there', `/drills/${id}/end`, {});
}
async function drill(two: TwoCounties): Promise<{ readonly id: string; readonly home: string }> {
  await endDrills(two);
  const { home } = await two.newHome();
  const { id } = await post(two, 'lead-there', '/drills', { regionId: TOWN, homeIds: [home], until: until(two, 1) });
  return { id, home };
}

const village = () => ({
  ...{ levelNo: 4, levelName: '村', name: `${CANARY}村` },
  centre: { lat: 45.52, lng: 126.52, datum: 'gcj02' },
});
const wantedSeat = () => ({ regionId: TOWN, role: 'station', name: `${CANARY}站`, voiceNumber: '000 1' });
const seat = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'admin-there', '/duty-seats', wantedSeat())).id;

/** A person on file whose address nobody else has. */
const wantedSenior = (homeId: string) => ({ homeId, regionId: TOWN, name: `${CANARY}爷爷`, verifyBy: 'voice' });
const wantedHome = () => ({
  ...{ regionId: TOWN, label: `${CANARY}湾`, addressWords: `${CANARY}湾 1 号` },
  position: { lat: 45.5, lng: 126.5, datum: 'wgs84', source: 'map-click' },
});
const wantedContact = () => ({
  ...{ name: `${CANARY}儿子`, relation: '儿子', phone: '00001', noticeLevel: 'at-risk', mayDecide: false },
});
const wantedConsent = () => ({ purpose: 'photo', givenBy: `${CANARY}奶奶`, capacity: 'self', how: 'spoken' });
const wantedKey = () => ({ holderKind: 'neighbour', holderName: `${CANARY}邻居` });
const OFFICER = 'admin-there';
const key = async (two: TwoCounties): Promise<string> =>
  (await post(two, OFFICER, `/homes/${(await two.newHome()).home}/keys`, wantedKey())).id;
const around = async (two: TwoCounties, what: string, body: unknown): Promise<string> =>
  (await post(two, OFFICER, `/seniors/${(await two.newHome()).senior}/${what}`, body)).id;
const onHome =
  (body?: unknown): Ask =>
  async (two) => ({ id: (await two.newHome()).home, body });
const wantedFacility = () => ({ regionId: TOWN, type: '日间照料中心', name: `${CANARY}日间照料中心` });
const facility = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'admin-there', '/facilities', wantedFacility())).id;
const wantedHelper = () => ({
  ...{ kind: 'social-worker', name: `${CANARY}社工`, phone: '0998222', birthDate: '1980-02-29', regionId: TOWN },
  position: { lat: 45.5, lng: 126.5, datum: 'wgs84' },
  ...{ nightCalls: true, canLift: false, transport: 'e-bike' },
});

let days = 0;
/** Hours that no other shift of this run lies in. */
const wantedShift = (two: TwoCounties) => {
  days += 1;
  return { personName: `${CANARY}值班`, from: until(two, 24 * days), to: until(two, 24 * days + 12) };
};
const shift = async (two: TwoCounties): Promise<string> => {
  const path = `/api/v1/duty-seats/${await seat(two)}/shifts`;
  const { items } = await two.json<{ items: { id: string }[] }>('admin-there', {
    ...{ method: 'POST', path, body: { items: [wantedShift(two)] } },
  });
  return items[0]?.id ?? '';
};
const wantedReferral = async (two: TwoCounties) => ({
  ...{ seniorId: (await two.newHome()).senior, reason: `${CANARY}康复` },
  ...{ fromFacilityId: await facility(two), toFacilityId: await facility(two) },
});
const referral = async (two: TwoCounties): Promise<string> =>
  (await post(two, OFFICER, '/referrals', await wantedReferral(two))).id;
/** A self-test that was sent: of short messages to be answered, of the app in vain. */
async function channelTest(two: TwoCounties, channel: 'app' | 'sms'): Promise<string> {
  days += 1;
  const id = `test-${String(days)}`;
  const [code, error] = channel === 'app' ? [null, 'no-answer'] : ['4711', null];
  await two.source.query(
    `insert into channel_test (id, helper_id, channel, code, day, sent_at, answer_by, failed_at, error)
     values ($1, 'helper-there', $2, $3, date '2026-01-01' + $4::int, $5, $6, case when $7::text is null then null else $5::timestamptz end, $7)`,
    [id, channel, code, days, new Date(two.clock.at), new Date(two.clock.at + 3_600_000), error],
  );
  return id;
}

interface WireLadder {
  readonly class: string;
  readonly rungs: readonly { readonly id: string; readonly afterS: number }[];
}
async function aQuickerLadder(two: TwoCounties): Promise<unknown> {
  const path = `/api/v1/regions/${TOWN}/ladders`;
  const { ladders } = await two.json<{ ladders: WireLadder[] }>('lead-there', { method: 'GET', path });
  const [first] = ladders.filter((one) => one.class === 'A');
  if (!first) throw new Error('no ladder of class A');
  let changed = false;
  const rungs = first.rungs.map((rung) => {
    if (changed || rung.afterS < 20) return rung;
    changed = true;
    return { ...rung, afterS: rung.afterS - 10 };
  });
  return { reason: `${CANARY}的理由`, ladders: [{ ...first, rungs }] };
}
/** One draft is open at a time: whatever was left is withdrawn by its author first. */
async function draft(two: TwoCounties): Promise<string> {
  const path = `/api/v1/regions/${TOWN}/ladders`;
  const { drafts } = await two.json<{ drafts: { id: string; state: string }[] }>('lead-there', { method: 'GET', path });
  for (const { id } of drafts.filter(({ state }) => state === 'proposed' || state === 'open'))
    for (const author of ['lead-there', 'admin-there', 'lead-above', 'admin-above'])
      await two.ask(author, { method: 'POST', path: `/api/v1/ladder-drafts/${id}/withdraw`, body: { reason: 'r' } });
  return (await post(two, 'lead-there', `/regions/${TOWN}/ladder-drafts`, await aQuickerLadder(two))).id;
}
const onDraft =
  (body?: unknown): Ask =>
  async (two) => ({ id: await draft(two), body });

/** An import of the town, as it stands once its file was read, or its rows were written. */
const onImport =
  (state?: 'checked' | 'committed', body?: unknown): Ask =>
  async (two) => {
    const { id } = await two.json<{ id: string }>('admin-there', {
      method: 'POST',
      path: '/api/v1/imports',
      body: people(),
    });
    if (state !== undefined)
      await two.source.query('update import_job set state = $2, work = null where id = $1', [id, state]);
    return { id, body };
  };
/** An export of the town that another person asked for, one of those whom no line below lets in: it is hers alone. */
const onExport: Ask = async (two) => {
  const { id } = await post(two, 'admin-there', '/exports', { list: 'seniors', purpose: 'service' });
  await two.source.query(`update export_job set created_by = 'helper-there' where id = $1`, [id]);
  return { id };
};

function people(name = `${CANARY}.csv`): FormData {
  const form = new FormData();
  form.set('kind', 'people');
  form.set('datum', 'wgs84');
  form.set('file', new Blob(['姓名,地址\n']), name);
  return form;
}

const SENDS_PHOTO = { method: 'POST', path: '/api/v1/attachments' } as const;

/** She agrees to photos, and there is one of her. */
async function photographed(two: TwoCounties, senior: string): Promise<string> {
  await post(two, OFFICER, `/seniors/${senior}/consents`, wantedConsent());
  const body = photoForm({ ownerKind: 'senior', ownerId: senior });
  return (await two.json<{ id: string }>(OFFICER, { ...SENDS_PHOTO, body })).id;
}

let providers = 0;
/** A number that no other provider of this run has, with its check character. */
function creditCode(): string {
  providers += 1;
  const first = `5299${String(providers).padStart(13, '0')}`;
  return first + creditCheckCharacter(first);
}
const wantedProvider = () => ({
  ...{ regionId: TOWN, name: `${CANARY}服务社`, creditCode: creditCode(), kind: 'ngo', serviceRegionIds: [TOWN] },
});
/** Its managers are those of the town and above: a manager elsewhere is of another provider. */
async function provider(two: TwoCounties): Promise<string> {
  const { id } = await post(two, 'admin-there', '/providers', wantedProvider());
  await two.source.query(
    `insert into provider_manager (account_id, provider_id)
     select id, $1 from account where id in ('provider-manager-there', 'provider-manager-above')
     on conflict (account_id) do update set provider_id = excluded.provider_id`,
    [id],
  );
  return id;
}
const wantedContract = async (two: TwoCounties) => ({
  ...{ regionId: TOWN, providerId: await provider(two), regionIds: [TOWN], from: '2026-07-01', to: '2027-06-30' },
  rateFenPerHour: 1_500,
});
const contract = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'admin-there', '/contracts', await wantedContract(two))).id;
const carer = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'admin-there', '/helpers', { ...wantedHelper(), kind: 'carer' })).id;
const wantedWorker = async (two: TwoCounties) => ({ helperId: await carer(two), providerId: await provider(two) });
const worker = async (two: TwoCounties): Promise<string> =>
  (await post(two, 'admin-there', '/workers', await wantedWorker(two))).id;
async function entitlement(two: TwoCounties, suspensions: readonly object[] = []): Promise<string> {
  const { senior } = await two.newHome();
  await two.source.query(
    `insert into entitlement (id, senior_id, state, from_day, local_class, minutes_per_day, payee_kind, payee_id, suspensions, version)
     values ($1, $1, 'active', '2026-07-01', 'disabled', 120, 'provider', 'p', $2::jsonb, 1)`,
    [senior, JSON.stringify(suspensions)],
  );
  return senior;
}
/** One that ended with a death, of somebody who moved here before; paid to the town's provider. */
async function endedEntitlement(two: TwoCounties): Promise<string> {
  await two.newOrder('planned');
  const id = await entitlement(two);
  await two.source.query(
    `update entitlement set state = 'ended', to_day = '2026-10-10', end_reason = 'death', payee_id = 'provider-there' where id = $1`,
    [id],
  );
  await two.source.query(
    `insert into entitlement_step (entitlement_id, type, at, on_day, details) values ($1, 'moved', '2026-10-01', '2026-10-01', '{}')`,
    [id],
  );
  return id;
}
/** A community of the town, with what it is to do this year. */
async function target(two: TwoCounties): Promise<string> {
  const id = 'there-community';
  await two.source.query(
    `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values ($1, $2, '级', 4, '远社区', 45.5, 126.5)
     on conflict do nothing`,
    [id, TOWN],
  );
  await two.source.query(
    `insert into village_score (region_id, year, measure, target, version) values ($1, 2026, 'visits-done', 10, 1) on conflict do nothing`,
    [id],
  );
  return id;
}
const familyInvitation = async (two: TwoCounties): Promise<string> => {
  const contact = await around(two, 'contacts', wantedContact());
  return (await post(two, OFFICER, `/contacts/${contact}/family-invitations`, {})).id;
};
/** The relative of the other county is a contact herself. */
const ownContact = async (two: TwoCounties): Promise<void> => {
  const { contact } = await two.newHome();
  await two.source.query(`update account set contact_id = $1 where id = 'family-there'`, [contact]);
};

const familyCode = async (two: TwoCounties): Promise<{ readonly code: string; readonly phone: string }> => {
  const { code } = await two.json<{ code: string }>(OFFICER, {
    ...{ method: 'POST', path: `/api/v1/family-invitations/${await familyInvitation(two)}/accept` },
    body: { capacity: 'self', how: 'spoken' },
  });
  return { code, phone: wantedContact().phone };
};

const wantedAssessment = () => ({
  ...{ scheme: 'GB/T 42195', schemeVersion: '2022', scores: { mobility: 2 }, level: 2, on: '2026-10-01' },
  ...{ validUntil: '2027-09-30', assessors: ['甲', '乙'].map((name) => ({ name, office: `${CANARY}${name}院` })) },
});

/** For every route an address and a body that would do, were it not for who asks. */
export const ASKS: Readonly<Record<RouteName, Ask>> = {
  beginOrganisationLogin: () => ({ body: { page: 'office' } }),
  finishOrganisationLogin: () => ({ body: { ticket: 'of-nobody', answer: '?code=x&state=y' } }),
  login: () => ({ body: { username: 'auditor', password: 'silverbell-demo' } }),
  renew: () => ({ body: {} }),
  me: plain,
  // Wrong on purpose: everybody goes on with the password she has.
  changePassword: () => ({ body: { current: 'not this one', next: 'three quiet herons stand' } }),
  beginTotp: () => ({ body: {} }),
  confirmTotp: () => ({ body: { code: '000000' } }),
  mySessions: plain,
  // Of somebody who asks nothing here.
  endMySession: async (two) => {
    const { items } = await two.json<{ items: { id: string }[] }>('operator-2', {
      ...{ method: 'GET', path: '/api/v1/me/sessions' },
    });
    return { id: items[0]?.id ?? '' };
  },
  accounts: plain,
  createAccount: (two) => ({ body: accountBody(two) }),
  changeAccount: async (two) => ({ id: await newAccount(two), body: { name: `${CANARY}改名` } }),
  agreeToRoles: async (two) => ({ id: await newAccount(two), body: {} }),
  disableAccount: async (two) => ({ id: await newAccount(two), body: { reason: 'left' } }),
  resetPassword: async (two) => ({ id: await newAccount(two), body: {} }),
  enableAccount: async (two) => ({ id: await newAccount(two), body: {} }),
  bindIdentity: async (two) => ({ id: await newAccount(two), body: { subject: `${CANARY}-${String(two.clock.at)}` } }),
  unbindIdentity: async (two) => ({ id: await newAccount(two) }),
  serviceKeys: async (two) => ({ id: await newService(two) }),
  createServiceKey: async (two) => ({ id: await newService(two), body: wantedKeyOfService(two) }),
  revokeServiceKey: async (two) => ({ id: await newServiceKey(two), body: { reason: '停用' } }),
  audit: plain,
  // Off duty: nobody is asked of whom this file does not ask.
  duty: () => ({ body: { onDuty: false, training: false } }),

  incidents: async (two) => (await two.newCase(), {}),
  incident: onCase(undefined),
  rawSignal: async (two) => ({ id: (await two.newCase()).incident, seq: '1' }),
  candidates: onCase(undefined),
  responseTrack: onCase(undefined),
  openIncident: async (two) => ({ body: { homeId: (await two.newHome()).home, kind: 'sos' } }),
  attend: onCase({}),
  release: async (two) => ({ id: await realIncident(two), body: { reason: 'handover' } }),
  handOver: async (two) => ({
    id: await realIncident(two),
    body: {
      to: (await two.json<{ user: { id: string } }>('operator-there', { method: 'GET', path: '/api/v1/me' })).user.id,
    },
  }),
  takeOver: async (two) => ({ id: await realIncident(two), body: { reason: 'lead-decision' } }),
  verdict: onCase({ verdict: 'unclear' }),
  destination: onCase({ choice: 'home', reason: 'fixed-device' }),
  offers: async (two) => ({
    id: await realIncident(two),
    body: { helperIds: ['helper-there'], reason: 'knows-senior' },
  }),
  hold: async (two) => ({ id: await heardIncident(two), body: { reason: 'senior-calls-back' } }),
  shelve: async (two) => ({
    id: (await post(two, 'operator-there', '/incidents', { kind: 'fault', regionId: TOWN })).id,
    body: { reason: 'repair-ordered', hours: 2 },
  }),
  undo: onCase({ act: 'hold' }),
  protocol: onCase({ card: 'press', version: 1, question: 'where', answer: 'bedroom' }),
  calls: onCase({ party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' }),
  agencyCalls: onCase({ service: '120', numberDialled: '120', told: '说了地址', status: 'called' }),
  emergencyDecision: async (two) => ({
    id: await realIncident(two),
    body: { service: '120', decision: 'no-call', reason: 'not-medical' },
  }),
  // She says that she is there, and nothing proves it.
  entryCode: async (two) => {
    const { id, incidentId } = await arrivedOf(two);
    return { id: incidentId, body: { assignmentId: id } };
  },
  rollCall: async (two) => {
    const { incident, senior } = await two.newCase();
    return { id: incident, body: { seniorId: senior, how: 'spoken' } };
  },
  notes: onCase({ text: '一句话' }),
  close: async (two) => {
    const id = await heardIncident(two);
    await post(two, 'operator-there', `/incidents/${id}/verdict`, {
      verdict: 'false-alarm',
      cause: 'accidental-press',
    });
    return { id, body: { outcome: 'false-press' } };
  },
  // Due in 24 h; it waits until then.
  followUps: async (two) => {
    await followedUp(two);
    await askedAfterVisit(two);
    return { query: '?state=waiting' };
  },
  // Of a visit: an incident does not exist for the township.
  recordFollowUp: async (two) => ({ id: await askedAfterVisit(two), body: { result: 'not-reached' } }),

  position: () => ({ body: { lat: 45.502, lng: 126.502 } }),
  myOffers: async (two) => (await offerOf(two), {}),
  accept: onOffer({}),
  decline: onOffer({ reason: 'not-said' }),
  myAssignments: async (two) => {
    await post(two, 'helper-there', `/offers/${await offerOf(two)}/accept`, {});
    return {};
  },
  depart: onAssignment({}),
  arrive: onAssignment({}, 'depart'),
  scene: onAssignment({ code: 'no-access' }, 'depart', 'arrive'),
  finish: onAssignment({ condition: 'fine' }, 'depart', 'arrive'),
  withdraw: onAssignment({ reason: 'breakdown' }),

  mySeniors: async (two) => (await two.newHome(), {}),
  joinFamily: async (two) => ({
    body: {
      ...(await familyCode(two)),
      username: `kin-${String(two.clock.at)}`,
      password: 'a long secret of hers',
      name: '家属',
    },
  }),
  bindMySenior: async (two) => ({ body: await familyCode(two) }),
  leaveMySenior: async (two) => ({ id: (await two.newHome()).senior }),
  familyOfSenior: onSenior(),
  inviteFamily: async (two) => ({ id: await around(two, 'contacts', wantedContact()), body: {} }),
  acceptFamily: async (two) => ({ id: await familyInvitation(two), body: { capacity: 'self', how: 'spoken' } }),
  endFamilyInvitation: async (two) => ({ id: await familyInvitation(two) }),
  unbindFamily: async (two) => ({ id: (await two.newHome()).senior, accountId: 'family-there' }),
  myIncidents: async (two) => (await two.newCase(), {}),
  noticeLevel: async (two) => (await ownContact(two), { body: { noticeLevel: 'ending-only' } }),
  quietHours: async (two) => (await ownContact(two), { body: { hours: { from: '22:00', until: '06:00' } } }),
  familyNote: onCase({ text: '我在路上' }),

  devices: async (two) => (await two.newHome(), {}),
  device: onDevice(),
  openTestWindow: onDevice({ reason: 'complaint' }),
  endTestWindow: async (two) => {
    const { pendant } = await two.newHome();
    await post(two, 'operator-there', `/devices/${pendant}/test-window`, { reason: 'complaint' });
    return { id: pendant };
  },
  unknownDevices: async (two) => (await unknownDevice(two), {}),
  claimDevice: async (two) => ({
    id: await unknownDevice(two),
    body: { role: 'pendant', homeId: (await two.newHome()).home },
  }),
  deviceWork: async (two) => (await deviceToMend(two), {}),
  takeDeviceWork: async (two) => ({ id: await deviceToMend(two), body: { kind: 'sim-expiring' } }),
  bindDevice: async (two) => {
    const { home, pendant } = await two.newHome();
    return { id: pendant, body: { homeId: home, room: '卧室' } };
  },
  returnDevice: onDevice({ reason: '换新' }),
  stockDevice: async (two) => {
    const { pendant } = await two.newHome();
    await post(two, 'admin-there', `/devices/${pendant}/return`, { reason: '换新' });
    return { id: pendant, body: {} };
  },
  replaceDevice: async (two) => {
    const { pendant } = await two.newHome();
    const body = { role: 'pendant', regionId: TOWN };
    const next = (await post(two, 'admin-there', '/devices', body)) as unknown as { deviceId: string };
    return { id: pendant, body: { byDeviceId: next.deviceId } };
  },
  changeDevice: onDevice({ room: '厨房' }),
  deviceModels: plain,
  addDeviceModel: () => ({ body: { name: '呼叫器甲型', role: 'pendant' } }),
  drills: plain,
  openDrill: async (two) => {
    await endDrills(two);
    return { body: { regionId: TOWN, homeIds: [(await two.newHome()).home], until: until(two, 1) } };
  },
  endDrill: async (two) => ({ id: (await drill(two)).id, body: {} }),
  drillPress: async (two) => {
    const { id, home } = await drill(two);
    return { id, body: { homeId: home } };
  },

  standing: () => ({ id: 'helper-there' }),
  suspend: () => ({ id: 'helper-to-suspend', body: { reason: 'abuse' } }),
  reinstate: async (two) => {
    await two.ask('lead-there', {
      ...{ method: 'POST', path: '/api/v1/helpers/helper-to-suspend/suspend', body: { reason: 'money' } },
    });
    return { id: 'helper-to-suspend', body: { reason: 'settled' } };
  },
  trainingSeat: () => ({ id: 'learner-there', body: { training: true } }),
  codeWord: onSenior({ codeWord: '今天赶集' }),
  // Her family's login ends with her: this one has none.
  erasePerson: async (two) => {
    const { senior } = await two.newHome();
    await two.source.query('delete from family_link where senior_id = $1', [senior]);
    return { id: senior, body: { reason: 'own-wish' } };
  },
  incidentLegalHolds: onCase(undefined),
  personLegalHolds: onSenior(),
  placeHoldOnIncident: onCase({ reason: 'dispute' }),
  placeHoldOnPerson: onSenior({ reason: 'court-order' }),
  releaseLegalHold: async (two) => {
    const { senior } = await two.newHome();
    const body = { reason: 'dispute' };
    const path = `/seniors/${senior}/legal-holds`;
    const { items } = (await post(two, 'admin-there', path, body)) as unknown as { items: { id: string }[] };
    return { id: items[0]?.id ?? '', body: { reason: 'settled' } };
  },
  readings: async (two) => {
    const { incident } = await two.newCase();
    await two.json('admin-there', { method: 'GET', path: `/api/v1/incidents/${incident}` });
    return {};
  },

  regionLadders: () => ({ id: TOWN }),
  proposeLadders: async (two) => {
    const id = await draft(two);
    await post(two, 'lead-there', `/ladder-drafts/${id}/withdraw`, { reason: 'r' });
    return { id: TOWN, body: await aQuickerLadder(two) };
  },
  ladderDraft: onDraft(),
  dryRunLadders: onDraft({ days: 1 }),
  approveLadders: async (two) => {
    const id = await draft(two);
    const path = `/ladder-drafts/${id}/dry-run`;
    const run = (await post(two, 'admin-there', path, { days: 1 })) as unknown as { fingerprint: string };
    return { id, body: { fingerprint: run.fingerprint } };
  },
  rejectLadders: onDraft({ reason: '不行' }),
  withdrawLadders: onDraft({ reason: '算了' }),

  regions: plain,
  createRegion: () => ({ body: { ...village(), parentId: TOWN } }),
  changeRegion: () => ({ id: TOWN, body: { levelName: '镇' } }),
  deactivateRegion: async (two) => ({
    id: (await post(two, 'admin-there', '/regions', { ...village(), parentId: TOWN })).id,
    body: { reason: '并村' },
  }),
  regionReadiness: () => ({ id: TOWN }),
  regionSettings: () => ({ id: TOWN }),
  setRegionSetting: () => ({ id: TOWN, body: { key: 'pilot.meals', value: true, source: '县里决定' } }),
  emergencyNumbers: () => ({ id: TOWN }),
  setEmergencyNumbers: () => ({ id: TOWN, body: { '120': '000 120' } }),
  checkEmergencyNumbers: async (two) => {
    const path = `/api/v1/regions/${TOWN}/emergency-numbers`;
    await two.json('admin-there', { method: 'PUT', path, body: { '119': '000 119' } });
    return { id: TOWN, body: { services: ['119'] } };
  },
  dutySeats: async (two) => (await seat(two), {}),
  createDutySeat: () => ({ body: wantedSeat() }),
  changeDutySeat: async (two) => ({ id: await seat(two), body: { voiceNumber: '000 2' } }),
  dutySeatAnswered: async (two) => ({ id: await seat(two), body: {} }),

  facilities: async (two) => (await facility(two), {}),
  createFacility: () => ({ body: wantedFacility() }),
  changeFacility: async (two) => ({ id: await facility(two), body: { capacity: 30 } }),
  rota: async (two) => (await shift(two), {}),
  planShifts: async (two) => ({ id: await seat(two), body: { items: [wantedShift(two)] } }),
  swapShifts: async (two) => ({ id: await shift(two), body: { withShiftId: await shift(two), reason: '换班' } }),
  reportAbsence: async (two) => ({ id: await shift(two), body: { reason: '生病' } }),
  cancelShift: async (two) => ({ id: await shift(two), body: { reason: '排错' } }),
  regionFigures: plain,
  facilitiesOnMap: async (two) => (
    await post(two, 'admin-there', '/facilities', { ...wantedFacility(), position: wantedHelper().position }),
    {}
  ),
  referrals: async (two) => (await referral(two), {}),
  referral: async (two) => ({ id: await referral(two) }),
  createReferral: async (two) => ({ body: await wantedReferral(two) }),
  answerReferral: async (two) => ({ id: await referral(two), body: { accept: true } }),
  endReferral: async (two) => ({ id: await referral(two), body: { note: '已办' } }),
  helperCalendar: () => ({ id: 'helper-there' }),
  writeHelperCalendar: () => ({ id: 'helper-to-suspend', body: { places: [], weekly: [], exceptions: [] } }),
  helperCoverage: plain,
  helperCertificates: async (two) => (
    await post(two, 'admin-there', '/helpers', {
      ...wantedHelper(),
      certificates: [{ kind: 'health', validUntil: until(two, 48).slice(0, 10) }],
    }),
    {}
  ),
  helperChannels: plain,
  takeChannelWork: async (two) => (await channelTest(two, 'app'), { id: 'helper-there', body: { channel: 'app' } }),
  myChannelTests: plain,
  confirmChannel: async (two) => ({ id: await channelTest(two, 'sms'), body: { code: '4711' } }),
  helpers: plain,
  helper: () => ({ id: 'helper-there' }),
  createHelper: () => ({ body: wantedHelper() }),
  changeHelper: () => ({ id: 'helper-to-suspend', body: { languages: ['方言'] } }),
  pairHelper: async (two) => ({ id: 'helper-there', body: { homeId: (await two.newHome()).home } }),
  unpairHelper: async (two) => ({ id: 'helper-there', body: { homeId: (await two.newHome()).home } }),
  helperConflicts: () => ({ id: 'helper-there' }),
  noteConflict: async (two) => ({ id: 'helper-to-suspend', body: { seniorId: (await two.newHome()).senior } }),
  endConflict: async (two) => ({ id: 'helper-to-suspend', body: { homeId: (await two.newHome()).home } }),

  meta: plain,
  basemap: plain,
  homesOnMap: plain,
  coverageNow: plain,
  incidentFigures: plain,
  search: async (two) => (await two.newHome(), { query: `?q=${encodeURIComponent(CANARY)}` }),
  homes: async (two) => (await two.newHome(), { query: `?query=${encodeURIComponent(CANARY)}` }),
  home: onHome(),
  createHome: () => ({ body: wantedHome() }),
  changeHome: onHome({ floorNo: 2 }),
  writeOccupants: onHome({ occupants: [{ name: `${CANARY}孙子`, relation: '孙子', isChild: true }] }),
  depositKey: onHome(wantedKey()),
  fitTestKey: async (two) => ({ id: await key(two), body: { fits: true } }),
  handKeyOver: async (two) => ({ id: await key(two), body: wantedKey() }),
  returnKey: async (two) => ({ id: await key(two), body: {} }),
  seniors: async (two) => (await two.newHome(), { query: `?q=${encodeURIComponent(CANARY)}` }),
  senior: onSenior(),
  createSenior: async (two) => ({ body: wantedSenior((await two.newHome()).home) }),
  changeSenior: onSenior({ healthNotes: `${CANARY}病` }),
  seniorStatus: onSenior({ status: 'suspended', on: '2026-02-01', reason: '住院' }),
  addContact: onSenior(wantedContact()),
  changeContact: async (two) => ({ id: await around(two, 'contacts', wantedContact()), body: { mayDecide: true } }),
  removeContact: async (two) => ({ id: await around(two, 'contacts', wantedContact()), body: { reason: '换号' } }),
  giveConsent: onSenior(wantedConsent()),
  withdrawConsent: async (two) => ({ id: await around(two, 'consents', wantedConsent()), body: {} }),
  setProtection: onSenior({ flags: ['neglect'], conflictContactIds: [] }),
  reveal: onSenior({ purpose: 'service', fields: ['phone'] }),
  reveals: async (two) => {
    const { senior } = await two.newHome();
    await post(two, 'operator-there', `/seniors/${senior}/reveal`, { purpose: 'emergency', fields: ['phone'] });
    return {};
  },
  deviceRecalls: async (two) => {
    const { senior } = await two.newHome();
    await post(two, OFFICER, `/seniors/${senior}/status`, { status: 'moved', on: '2026-02-01', reason: '搬家' });
    return {};
  },
  handovers: async (two) => {
    await handoverOf(two, 'operator-there');
    return {};
  },
  openHandover: () => ({ body: { to: 'nobody-of-this-name' } }),
  acceptHandoverItem: onHandover({ kind: 'silent-devices' }),
  signHandover: onHandover({}),
  withdrawHandover: onHandover({}),
  secondPaths: plain,
  // A station answers beside no console.
  secondPathAnswered: async (two) => ({ id: await seat(two), body: {} }),
  tasks: async (two) => (await taskOf(two), {}),
  openTask: async (two) => ({
    body: { kind: 'call-back', incidentId: (await two.newCase()).incident, note: `${CANARY}三点回电` },
  }),
  takeTask: async (two) => ({ id: await taskOf(two), body: {} }),
  finishTask: async (two) => ({ id: await taskOf(two), body: { result: '已送餐' } }),
  telephonyHook: () => ({
    body: {
      type: 'ringing',
      callId: 'c-1',
      direction: 'in',
      at: '2026-03-01T04:00:00Z',
      from: '000 1234',
      to: '12349',
    },
  }),
  telephony: async (two) => (await callOf(two), {}),
  phoneCalls: async (two) => {
    const incidentId = await realIncident(two);
    return { id: incidentId };
  },
  agentPhone: () => ({ body: { choice: 'break' } }),
  softphoneLogin: async (two) => (await hasExtension(two), {}),
  placeCall: async (two) => ({ body: { number: '000 1234', incidentId: (await two.newCase()).incident } }),
  controlCall: onCall({ control: 'hold' }),
  linkCall: async (two) => ({ id: await callOf(two), body: { incidentId: (await two.newCase()).incident } }),
  openFromCall: onCall({}),
  playRecording: async (two) => {
    const id = await callOf(two);
    await post(two, 'operator-there', `/phone-calls/${id}/control`, { control: 'hang-up' });
    return { id, body: { purpose: 'complaint' } };
  },
  voiceHook: async (two) => ({
    body: {
      ...{ type: 'key-press', id: 'e:voice:helper:helper-there', key: '1' },
      about: { incidentId: (await two.newCase()).incident, recipient: 'helper:helper-there', kind: 'offer' },
    },
  }),

  brokerLogin: () => ({
    body: { username: 'demo-pendant-1', password: 'silverbell-demo', clientid: 'demo-pendant-1' },
  }),
  brokerAct: () => ({ body: { username: 'demo-pendant-1', topic: 'care/v1/demo-pendant-1/alert', action: 'publish' } }),
  registerDevice: async (two) => ({ body: { role: 'pendant', homeId: (await two.newHome()).home } }),
  renewDeviceSecret: onDevice({ reason: '丢了' }),
  retireDevice: onDevice({ reason: '坏了' }),
  platformHealth: plain,
  seatsOnDuty: plain,
  retention: plain,

  silenceRules: onSenior(),
  setSilenceRules: onSenior({ rules: 'defaults', reason: 'agreed-with-her' }),
  setAway: onSenior((two: TwoCounties) => ({ until: until(two, 24), reason: 'with-family' })),
  endAway: async (two) => {
    const { senior } = await two.newHome();
    const body = { until: until(two, 24), reason: 'with-family' };
    await two.json('operator-there', { method: 'PUT', path: `/api/v1/seniors/${senior}/away`, body });
    return { id: senior };
  },
  attendance: onSenior({ inPerson: true }),
  confirmPlace: onDevice({ place: 'home' }),
  weather: (two) => ({
    id: TOWN,
    body: { temperatureC: 12, observedAt: new Date(two.clock.at).toISOString(), source: '气象站' },
  }),

  // Each of them imports into her own region: the list of imports there shows this name.
  addAttachment: () => ({ body: photoForm() }),
  attachment: async (two) => {
    const id = `attachment-${String(two.clock.at)}`;
    await two.source.query(
      `insert into attachment (id, kind, bytes, hash, uploaded_by, at)
       select $1, 'jpeg', 1, '\\x00', id, now() from account where username = 'security-admin-there'`,
      [id],
    );
    return { id, query: '?purpose=service' };
  },
  deviceAttachments: async (two) => {
    const id = (await two.newHome()).pendant;
    await two.json('admin-there', { ...SENDS_PHOTO, body: photoForm({ ownerKind: 'device', ownerId: id }) });
    return { id };
  },
  incidentAttachments: async (two) => {
    const { id, incidentId } = await arrivedOf(two);
    await two.json('helper-there', { ...SENDS_PHOTO, body: photoForm({ ownerKind: 'assignment', ownerId: id }) });
    return { id: incidentId };
  },
  orderAttachments: onOrder('assigned'),
  visitAttachments: onVisit('planned'),
  complaintAttachments: async (two) => {
    const id = await complaint(two);
    await two.json('operator-there', { ...SENDS_PHOTO, body: photoForm({ ownerKind: 'complaint', ownerId: id }) });
    return { id };
  },
  removeSeniorPhoto: async (two) => {
    const id = (await two.newHome()).senior;
    await photographed(two, id);
    return { id };
  },
  incidentPersonPhoto: async (two) => {
    const { incident, senior } = await two.newCase();
    return { id: incident, query: `?photoId=${await photographed(two, senior)}` };
  },
  assignmentPersonPhoto: async (two) => {
    const { id, incidentId } = await arrivedOf(two);
    const [row] = (await two.source.query('select senior_ids[1] as senior from incident where id = $1', [
      incidentId,
    ])) as { senior: string }[];
    return { id, query: `?photoId=${await photographed(two, row?.senior ?? '')}` };
  },
  beginImport: () => ({ body: people('名册.csv') }),
  imports: onImport(),
  import: onImport(),
  importRows: onImport('checked'),
  mapImportColumns: onImport('checked', { mapping: { 姓名: 'name' } }),
  commitImport: onImport('checked', {}),
  undoImport: onImport('committed', {}),
  importTemplate: () => ({ id: 'people' }),

  beginExport: () => ({ body: { list: 'seniors', purpose: 'service' } }),
  export: onExport,
  exportFile: onExport,

  calendarDue: () => ({ query: '?from=2026-09-16&workingDays=3' }),
  calendarYear: () => ({ id: '2026' }),
  putCalendar: () => ({
    id: '2027',
    body: { days: [{ date: '2027-01-01', kind: 'off', name: '元旦' }], source: '通知' },
  }),
  importCalendar: () => ({
    id: '2027',
    body: photoForm({ source: '通知' }, '日期,类型,名称\n2027-01-01,休,元旦\n', 'calendar.csv'),
  }),
  careClock: plain,
  moveCareClock: async (two) => {
    const { now } = await two.json<{ now: string }>('admin-there', { method: 'GET', path: '/api/v1/demo/care-clock' });
    await two.source.query('delete from care_due');
    return { body: { now } };
  },
  providers: async (two) => (await provider(two), {}),
  provider: async (two) => ({ id: await provider(two) }),
  createProvider: () => ({ body: wantedProvider() }),
  changeProvider: async (two) => ({ id: await provider(two), body: { autoAssign: true } }),
  setProviderManagers: async (two) => ({ id: await provider(two), body: { accountIds: ['provider-manager-there'] } }),
  providerNotices: async (two) => ({ id: await provider(two) }),
  providerRanking: async (two) => (await provider(two), {}),
  contracts: async (two) => (await contract(two), {}),
  contract: async (two) => ({ id: await contract(two) }),
  createContract: async (two) => ({ body: await wantedContract(two) }),
  changeContract: async (two) => ({ id: await contract(two), body: { selfPayFenPerHour: 2_000 } }),
  workers: async (two) => (await worker(two), {}),
  worker: async (two) => ({ id: await worker(two) }),
  createWorker: async (two) => ({ body: await wantedWorker(two) }),
  changeWorker: async (two) => ({ id: await worker(two), body: { training: '岗前培训' } }),
  entitlements: async (two) => (await entitlement(two), {}),
  entitlement: async (two) => ({ id: await entitlement(two) }),
  suspendEntitlement: async (two) => ({
    ...{ id: await entitlement(two), body: { from: '2026-10-20', to: '2026-10-21', reason: 'hospital' } },
  }),
  resumeEntitlement: async (two) => ({
    id: await entitlement(two, [{ from: '2026-10-01', to: null, reason: 'away' }]),
    body: { on: '2026-10-14' },
  }),
  endEntitlement: async (two) => ({ id: await entitlement(two), body: { reason: 'own-wish', on: '2026-10-14' } }),
  acknowledgeEntitlement: async (two) => ({ id: await endedEntitlement(two), body: { notice: 'ended' } }),
  villageScores: async (two) => (await target(two), {}),
  setVillageTarget: async (two) => ({
    id: await target(two),
    body: { year: 2026, measure: 'visits-done', target: 40 },
  }),
  catalogue: () => ({ query: `?regionId=${TOWN}` }),
  putCatalogueItem: () => ({
    body: { regionId: TOWN, code: 'cleaning', validFrom: '2026-11-01', priceFen: 1_900, source: '会议纪要' },
  }),
  checkIdNumber: () => ({ body: { number: '990101193506150028' } }),
  assessments: onSenior(),
  addAssessment: onSenior(wantedAssessment()),
  extendAssessment: async (two) => {
    const { senior } = await two.newHome();
    await post(two, OFFICER, `/seniors/${senior}/assessments`, { ...wantedAssessment(), id: `${senior}-assessment` });
    return { id: `${senior}-assessment`, body: { until: '2027-12-31', reason: '待复评' } };
  },
  classProofs: onSenior(),
  addClassProof: onSenior({ economicClass: 'subsistence', certificate: '低保证', from: '2026-01-01', until: null }),
  children: onSenior(),
  setChildren: onSenior({ children: [] }),
  eligibility: onSenior(),
  careFile: onSenior(),
  publicEligibility: () => ({ query: `?age=76&class=subsistence&grade=disabled&alone=true&regionId=${TOWN}` }),
  servicePlans: async (two) => (await servicePlan(two), {}),
  createServicePlan: async (two) => ({ body: await wantedPlan(two) }),
  endServicePlan: async (two) => ({ id: await servicePlan(two), body: { on: '2026-10-20', reason: '搬家' } }),
  changePlanProvider: async (two) => ({
    id: await servicePlan(two),
    body: { providerId: await nextProvider(two), from: '2026-10-20', reason: '协议到期' },
  }),
  serviceOrders: async (two) => (await two.newOrder('assigned'), {}),
  serviceOrder: onOrder('assigned'),
  createServiceOrder: async (two) => ({
    // The provider is on file with its first order.
    ...(await two.newOrder('planned').then(() => ({}))),
    body: {
      ...{ seniorId: (await two.newHome()).senior, items: ['cleaning'], day: '2026-10-14' },
      ...{ startTime: '09:00', endTime: '10:00' },
    },
  }),
  myOrders: async (two) => (await two.newOrder('assigned'), {}),
  quoteOrder: onOrder('assigned', { extraMinutes: 30 }),
  acceptQuote: onOrder('assigned', {}),
  assignOrder: async (two) => {
    // Her orders of the questions before fill the same hour.
    await two.source.query(`update service_order set state = 'cancelled' where worker_id = 'helper-there'`);
    return { id: await two.newOrder('planned'), body: { workerId: 'helper-there' } };
  },
  declineOrder: onOrder('assigned', { reason: '生病' }),
  startOrder: onOrder('assigned', { at: '2026-10-14T08:00:00+08:00', reason: 'no-tag' }),
  finishOrder: onOrder('started', {
    ...{ at: '2026-10-14T08:00:00+08:00', items: [], seen: true, condition: 'fine', flags: [] },
  }),
  noEntry: onOrder('assigned', {}),
  orderAlarm: onOrder('started', { code: 'unresponsive' }),
  interruptOrder: onOrder('started', { reason: 'refused' }),
  cancelOrder: onOrder('assigned', { reason: '外出', by: 'senior' }),
  confirmOrder: onOrder('finished', { by: 'senior', channel: 'on-site' }),
  disputeOrder: onOrder('finished', { by: 'senior', channel: 'phone' }),
  settleOrder: onOrder('disputed', { upheld: false, reason: '已核实' }),
  reviewOrder: onOrder('finished', { decision: 'pass' }),
  voidOrder: onOrder('finished', { reason: '重复' }),
  rateOrder: onOrder('finished', { value: 'satisfied', channel: 'on-site', by: 'senior' }),
  mealPoints: async (two) => (await two.newMealPoint(), {}),
  createMealPoint: () => ({
    body: { regionId: TOWN, name: `${CANARY}食堂`, opens: '11:00', closes: '13:00', priceFen: 800 },
  }),
  changeMealPoint: async (two) => ({ id: await two.newMealPoint(), body: { menu: '土豆炖牛肉' } }),
  mealBookings: async (two) => (await two.newMeal(), {}),
  createMealBooking: async (two) => {
    const id = await two.newMeal();
    const [meal] = (await two.source.query('select senior_id as senior from meal_booking where id = $1', [id])) as {
      senior: string;
    }[];
    return { body: { seniorId: meal?.senior, mealPointId: 'meal-there', on: '2026-10-20' } };
  },
  attendMeal: async (two) => ({ id: await two.newMeal(), body: { inPerson: false, at: '2026-10-14T08:00:00+08:00' } }),
  refuseMeal: async (two) => ({ id: await two.newMeal(), body: {} }),
  cancelMeal: async (two) => ({ id: await two.newMeal(), body: {} }),
  careCalls: async (two) => (await two.newCall('to-call'), {}),
  careCall: async (two) => ({ id: await two.newCall('to-call') }),
  recordCareCall: async (two) => ({ id: await two.newCall('to-call'), body: { result: 'unanswered' } }),
  askCareContact: async (two) => ({ id: await two.newCall('to-ask'), body: { answer: 'no-news' } }),
  askCareCallHelp: async (two) => ({ id: await two.newCall('warning'), body: {} }),
  work: async (two) => {
    await two.newOrder('disputed');
    await two.newOrder('planned');
    await two.newVisit('planned');
    await two.newCall('to-call');
    return {};
  },
  welfareVisits: async (two) => (await two.newVisit('planned'), {}),
  welfareVisit: onVisit('planned'),
  visitDone: onVisit('planned', { way: 'station' }),
  excuseVisit: onVisit('planned', { reason: 'away' }),
  askVisitContact: onVisit('empty', { answer: 'no-news' }),
  missVisit: onVisit('missed', { reason: '道路封闭' }),
  protectedReferrals: async (two) => {
    const id = await two.newOrder('finished');
    await two.source.query(
      `insert into protected_referral (id, order_id, senior_id, at) select 'p-' || id, id, senior_id, planned_end from service_order where id = $1`,
      [id],
    );
    return {};
  },
  complaints: async (two) => (await complaint(two), {}),
  complaint: async (two) => ({ id: await complaint(two) }),
  createComplaint: async (two) => ({ body: await wantedComplaint(two) }),
  acknowledgeComplaint: async (two) => ({ id: await complaint(two), body: {} }),
  answerComplaint: async (two) => ({ id: await complaint(two), body: { text: '已核实' } }),
  rateComplaint: async (two) => ({ id: await complaint(two, 'answered'), body: { value: 'satisfied' } }),
  withdrawComplaint: async (two) => ({ id: await complaint(two), body: {} }),
  verifications: async (two) => (await verification(two, 'open'), {}),
  verification: async (two) => ({ id: await verification(two, 'open') }),
  hearVerification: async (two) => ({
    ...{ id: await verification(two, 'open'), body: { side: 'worker', text: '已听取' } },
  }),
  decideVerification: async (two) => ({ id: await verification(two, 'open'), body: { result: 'unfounded' } }),
  assignInStead: async (two) => {
    await two.source.query(`update service_order set state = 'cancelled' where worker_id = 'helper-there'`);
    const orderId = await two.newOrder('planned');
    return { id: await verification(two, 'replacing', orderId), body: { orderId, workerId: 'helper-there' } };
  },
  careSettings: () => ({ id: TOWN }),
  setCareSetting: () => ({
    id: TOWN,
    body: { key: 'care.sixAids', value: ['meals'], validFrom: '2026-11-01', source: '会议纪要' },
  }),

  live: plain,
  ready: plain,
  roster: async (two) => (await two.newHome(), {}),
  metrics: plain,
};

export async function askFor(two: TwoCounties, name: RouteName): Promise<Asking> {
  const { id, seq, accountId, query = '', body } = await ASKS[name](two);
  const others: Readonly<Record<string, string | undefined>> = { seq, accountId };
  const { method, path } = ROUTES[name];
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => (name in others ? others[name] : id) ?? 'missing') + query,
    ...(body === undefined ? {} : { body }),
  };
}
