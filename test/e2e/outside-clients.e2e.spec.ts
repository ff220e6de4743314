import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { helpersGoOnDuty, thoseAsked } from './support/helpers-on-duty.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller, slugOf, type Answer } from './support/outside-http.js';
import { Station } from './support/station.js';

let station: Station;
let operator: OutsideCaller;
let helpers: readonly OutsideCaller[];
const devices: OutsideDevice[] = [];

const device = async (id: string): Promise<OutsideDevice> => {
  const made = new OutsideDevice(station.mqttPort, id);
  devices.push(made);
  return made.listens();
};

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  operator = await OutsideCaller.logsIn(station.http, 'operator');
  await operator.does('PUT', '/me/duty', { onDuty: true });
  helpers = await helpersGoOnDuty(station.http);
}, 150_000);

afterEach(async () => {
  for (const one of devices.splice(0)) await one.goesAway();
});

afterAll(() => station?.isRemoved(), 60_000);

const typesOf = (one: Answer['body']): string[] => one.timeline.map(({ type }: { type: string }) => type);

/** Everything an operator and the helpers do from ring to closure, over HTTP alone. */
async function fromRingToClosure(incidentId: string): Promise<Answer['body']> {
  await operator.does('POST', `/incidents/${incidentId}/attend`);
  await operator.does('POST', `/incidents/${incidentId}/calls`, {
    party: 'senior',
    result: 'senior-recognised',
    recognisedBy: 'birth-date',
  });
  await operator.does('POST', `/incidents/${incidentId}/verdict`, { verdict: 'real' });

  const [first, second] = await thoseAsked(helpers, incidentId, 2);
  const { home, people, contacts } = (await operator.reads(incidentId)).person;
  const known = [
    home.address,
    ...[...people, ...contacts].flatMap(({ id, name, phone, health }) => [id, name, phone, health]),
  ];
  for (const secret of known.filter((word) => typeof word === 'string' && word !== ''))
    expect(JSON.stringify(first!.offer)).not.toContain(secret);
  const accepted = await first!.helper.does('POST', `/offers/${first!.offer.id}/accept`);
  expect(accepted).toMatchObject({ incidentId: incidentId, role: 'primary', state: 'accepted' });
  expect(accepted.destination.address).toEqual(expect.any(String));

  const late = await second!.helper.posts(`/offers/${second!.offer.id}/accept`);
  expect([late.status, slugOf(late)]).toEqual([409, 'offer-taken']);
  expect(late.headers.get('content-type')).toMatch(/^application\/problem\+json/);

  for (const [act, body] of [
    ['depart', {}],
    ['arrive', { position: { lat: accepted.destination.lat, lng: accepted.destination.lng, accuracyM: 10 } }],
    ['finish', { condition: 'fine' }],
  ] as const) {
    await first!.helper.does('POST', `/assignments/${accepted.id}/${act}`, body);
  }
  const closed = await operator.does('POST', `/incidents/${incidentId}/close`, { outcome: 'assisted' });
  expect(closed).toMatchObject({ phase: 'closed', outcome: 'assisted' });
  expect((await operator.openCases()).map(({ id }) => id)).not.toContain(incidentId);
  return operator.reads(incidentId);
}

const ALL_THE_WAY = ['received', 'attended', 'searching', 'helper-assigned', 'helper-arrived', 'closed'];

describe('a client nobody here wrote', () => {
  it('presses a native SOS, and the case goes all the way to its closure with a receipt for every stage', async () => {
    const pendant = await device('demo-pendant-1');
    expect(await pendant.presses({ id: 'outside-1' })).toMatchObject({ status: 0 });
    await pendant.hearsStage('received', 'outside-1');
    const summary = await operator.seesIncidentOf('demo-pendant-1');
    expect(summary).toMatchObject({ phase: 'waiting', severity: 1, class: 'A', kinds: ['sos'], signalCount: 1 });

    await fromRingToClosure(summary.id);
    await pendant.hearsStage('closed', 'outside-1');
    expect(pendant.stages().filter((stage) => ALL_THE_WAY.includes(stage))).toEqual(ALL_THE_WAY);
    const assigned = pendant.heard.find(({ stage }) => stage === 'helper-assigned')!;
    expect(assigned.etaMinutes).toEqual(expect.any(Number));
    expect(assigned.helperName).toMatch(/\p{Script=Han}/u);
    expect(pendant.heard.every(({ say, silent }) => silent === true || (say ?? '') !== '')).toBe(true);
  }, 180_000);

  it('presses the zigbee2mqtt button of a home hub, and the same happens with the receipts at the hub', async () => {
    const hub = await device('demo-hub-1');
    const sent = await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', '{"action":"emergency"}');
    expect(sent).toMatchObject({ status: 0 });
    await hub.hearsStage('received');
    const summary = await operator.seesIncidentOf('demo-hub-1');
    expect(summary).toMatchObject({ severity: 1, kinds: ['sos'] });

    await fromRingToClosure(summary.id);
    await hub.hearsStage('closed');
    expect(hub.stages().filter((stage) => ALL_THE_WAY.includes(stage))).toEqual(ALL_THE_WAY);
    expect(hub.heard.every(({ alertId }) => alertId !== '')).toBe(true);
  }, 180_000);

  it('is refused with a wrong password, and nothing is opened', async () => {
    const stranger = new OutsideDevice(station.mqttPort, 'demo-pendant-2', 'not-the-secret');
    const sent = await stranger.presses({ id: 'wrong-password' });
    expect(sent.status).not.toBe(0);
    expect(sent.said).toMatch(/not authori[sz]ed|bad user name or password/i);
    expect((await operator.openCases()).map(({ deviceId }) => deviceId)).not.toContain('demo-pendant-2');
  });

  it("cannot press another's button", async () => {
    const pendant = await device('demo-pendant-2');
    const before = metric(await metricsOf(station));
    await pendant.publishes('care/v1/demo-pendant-3/alert', '{"id":"foreign","kind":"sos"}');
    await pendant.presses({ id: 'own-after-foreign' });
    await pendant.hearsStage('received', 'own-after-foreign');
    const open = await operator.openCases();
    expect(open.map(({ deviceId }) => deviceId)).not.toContain('demo-pendant-3');
    expect(metric(await metricsOf(station))).toBeGreaterThan(before);
    await closeByPhone((await operator.seesIncidentOf('demo-pendant-2')).id);
  });

  it.each([
    ['no JSON at all', Buffer.from('SOS!!!')],
    ['1 MiB', Buffer.alloc(1024 * 1024, 0x20)],
  ])('sends %s: somebody sees it, and the next press still arrives', async (_, bytes) => {
    const pendant = await device('demo-pendant-3');
    const before = (await operator.openCases()).find(({ deviceId }) => deviceId === 'demo-pendant-3')?.signalCount ?? 0;
    await pendant.publishes('care/v1/demo-pendant-3/alert', bytes);
    const seen = await operator.seesIncidentOf('demo-pendant-3', ({ signalCount }) => signalCount > before);
    expect(seen.severity).toBe(1);
    const alertId = `after-${String(bytes.length)}`;
    await pendant.presses({ id: alertId });
    await pendant.hearsStage('received', alertId);
    const after = await operator.seesIncidentOf('demo-pendant-3', ({ signalCount }) => signalCount > seen.signalCount);
    expect(after.id).toBe(seen.id);
  });

  it('says test:true outside a test window, and is taken for real', async () => {
    const pendant = await device('demo-pendant-4');
    await pendant.presses({ id: 'only-a-test', test: true });
    await pendant.hearsStage('received', 'only-a-test');
    const summary = await operator.seesIncidentOf('demo-pendant-4');
    expect(summary).toMatchObject({ severity: 1, class: 'A' });
    expect((await operator.reads(summary.id)).signals[0]).toMatchObject({ test: true });
    await closeByPhone(summary.id);
  });

  it('says cancel and nothing else: a case of this device, which only a person closes', async () => {
    const pendant = await device('demo-pendant-8');
    await pendant.presses({ id: 'never-pressed', kind: 'cancel' });
    await pendant.hearsStage('received', 'never-pressed');
    const summary = await operator.seesIncidentOf('demo-pendant-8');
    expect(summary).toMatchObject({ kinds: ['cancel'], signalCount: 1 });
    await closeByPhone(summary.id);
  });

  it('repeats one id 50 times: one case that counted 50, and one question to an operator', async () => {
    const pendant = await device('demo-pendant-5');
    const lines = Array.from({ length: 50 }, (_, index) =>
      JSON.stringify({ id: 'again', kind: 'sos', at: null, position: null, attempt: index + 1 }),
    );
    expect(await pendant.publishesLines('care/v1/demo-pendant-5/alert', lines)).toMatchObject({ status: 0 });
    const summary = await operator.seesIncidentOf('demo-pendant-5', ({ signalCount }) => signalCount >= 50);
    expect(summary.signalCount).toBe(50);
    expect((await operator.openCases()).filter(({ deviceId }) => deviceId === 'demo-pendant-5')).toHaveLength(1);
    expect(typesOf(await operator.reads(summary.id)).filter((type) => type === 'raised')).toHaveLength(1);
    await closeByPhone(summary.id);
  });

  it('presses with the retain flag: a live press is a press', async () => {
    const pendant = await device('demo-pendant-6');
    await pendant.presses({ id: 'retained' }, ['-r']);
    await pendant.hearsStage('received', 'retained');
    const summary = await operator.seesIncidentOf('demo-pendant-6');
    expect(summary).toMatchObject({ severity: 1, class: 'A', signalCount: 1 });
    await closeByPhone(summary.id);
  });

  it('presses again after the closure: a new case, linked to the closed one', async () => {
    const pendant = await device('demo-pendant-6');
    await pendant.presses({ id: 'retained' });
    const again = await operator.seesIncidentOf('demo-pendant-6');
    expect(again.linkedTo).toEqual(expect.any(String));
    await closeByPhone(again.id);
  });
});

describe('npm start -- --empty', () => {
  it('prints a password of admin that works, makes its own secret, and has no demo in it', async () => {
    const empty = await Station.starts(['--empty']);
    try {
      const password = /admin \/ (\S+)/.exec(empty.said)?.[1];
      expect(password).toBeDefined();
      const stranger = OutsideCaller.stranger(empty.http);
      const admin = await OutsideCaller.logsIn(empty.http, 'admin', password);
      expect(admin.user.roles).toEqual(['admin', 'security-admin'].map((role) => ({ role, regionId: 'root' })));
      expect(slugOf(await admin.gets('/incidents?state=open'))).toBe('password-change-required');
      await admin.does('POST', '/me/password', { current: password, next: 'three quiet herons stand' });
      expect(slugOf(await admin.gets('/incidents?state=open'))).toBe('totp-required');
      const { secret } = await admin.does('POST', '/me/totp', {});
      const code = (): string => generateSync({ secret });
      await admin.does('POST', '/me/totp/confirm', { code: code() });
      expect(await admin.openCases()).toEqual([]);
      const withoutCode = { username: 'admin', password: 'three quiet herons stand' };
      expect(slugOf(await stranger.posts('/auth/login', withoutCode))).toBe('code-required');
      expect((await stranger.posts('/auth/login', { username: 'admin', password })).status).toBe(401);
      const demo = await OutsideCaller.stranger(empty.http).posts('/auth/login', {
        username: 'operator',
        password: 'silverbell-demo',
      });
      expect(demo.status).toBe(401);
      await empty.isTold('SIGTERM');
      await empty.startsAgain();
      expect(empty.said).not.toContain('admin /');
      expect(slugOf(await OutsideCaller.stranger(empty.http).posts('/auth/login', withoutCode))).toBe('code-required');
    } finally {
      await empty.isRemoved();
    }
  }, 150_000);
});

/** She answers the telephone and is fine. */
async function closeByPhone(incidentId: string): Promise<void> {
  await operator.does('POST', `/incidents/${incidentId}/attend`);
  await operator.does('POST', `/incidents/${incidentId}/calls`, {
    party: 'senior',
    result: 'senior-recognised',
    recognisedBy: 'voice',
  });
  await operator.does('POST', `/incidents/${incidentId}/close`, { outcome: 'reassured' });
}

const metricsOf = async ({ http }: Station): Promise<string> =>
  (await OutsideCaller.stranger(http).gets('/metrics')).body;

/** Refused publishes and connections, whatever their label. */
const metric = (text: string): number =>
  text
    .split('\n')
    .filter((line) => /^silverbell_\w*(refus|reject|denied|forbidden)\w*(\{.*\})? /.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
