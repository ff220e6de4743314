import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { eventually } from './support/eventually.js';
import { helpersGoOnDuty, thoseAsked } from './support/helpers-on-duty.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller, type Answer } from './support/outside-http.js';
import { Station } from './support/station.js';

/** Every step of a ladder with when it was due: none may be there twice. */
function firedSteps(one: Answer['body']): string[] {
  return one.timeline
    .filter(({ type }: { type: string }) => type === 'rung-fired')
    .map(({ data }: Answer['body']) => `${data.rung} due ${data.dueAt}`);
}

describe('kill -9 of the station during a case, and a start on the same folder', () => {
  let station: Station;
  let operator: OutsideCaller;
  let helpers: readonly OutsideCaller[];
  let pendant: OutsideDevice;
  let incidentId: string;
  let page: Socket;
  let goes: OutsideCaller;

  beforeAll(async () => {
    station = await Station.starts(['--quiet-demo']);
    operator = await OutsideCaller.logsIn(station.http, 'operator');
    await operator.does('PUT', '/me/duty', { onDuty: true });
    // Somebody is at the console when it begins; a seat on duty without one counts as empty.
    page = io(`${station.http}/console`, { auth: { token: operator.accessToken }, transports: ['websocket'] });
    await eventually(
      'her console is connected',
      async () => (await operator.gets('/me')).body.consoleConnected === true,
    );
    helpers = await helpersGoOnDuty(station.http);
    pendant = await new OutsideDevice(station.mqttPort, 'demo-pendant-1').listens();
    await pendant.presses({ id: 'through-it-all' });
    await pendant.hearsStage('received');
    incidentId = (await operator.seesIncidentOf('demo-pendant-1')).id;
  }, 150_000);

  afterAll(async () => {
    page?.disconnect();
    await pendant?.goesAway();
    await station?.isRemoved();
  }, 180_000);

  /** Whatever was there before is there afterwards, in the same order, each thing once. */
  const goesOn = async (meanwhile: (before: Answer['body']) => Promise<void> = async () => undefined) => {
    const before = await operator.reads(incidentId);
    await station.isKilled();
    await meanwhile(before);
    await station.startsAgain();
    const after = await operator.reads(incidentId);
    expect(after.timeline.slice(0, before.timeline.length)).toEqual(before.timeline);
    expect(new Set(firedSteps(after)).size).toBe(firedSteps(after).length);
    return { before, after };
  };

  it('right after "received": the case waits where it was, and the step that fell due meanwhile is made once, at once', async () => {
    const { before } = await goesOn(async ({ escalation }) => {
      expect(escalation.nextStep).toBe('rung:lead-overflow');
      await eventually('the lead was due to be called', () => Date.now() > Date.parse(escalation.nextDueAt));
    });
    const now = await operator.waitsFor(incidentId, 'the lead was called', (one) =>
      firedSteps(one).some((step) => step.startsWith('lead-overflow')),
    );
    expect(now).toMatchObject({ phase: 'waiting', attention: { state: 'waiting' } });
    const late = now.timeline.find(({ data }: Answer['body']) => data.rung === 'lead-overflow');
    expect(late.data.dueAt).toBe(before.escalation.nextDueAt);
    expect(Date.parse(late.at)).toBeGreaterThan(Date.parse(late.data.dueAt));
    expect(firedSteps(now).filter((step) => step.startsWith('lead-overflow'))).toHaveLength(1);

    // The pendant cannot know what happened to us: it repeats, and is counted, not asked about again.
    await pendant.presses({ id: 'through-it-all', attempt: 2 });
    const again = await operator.seesIncidentOf('demo-pendant-1', ({ signalCount }) => signalCount === 2);
    expect(again.id).toBe(incidentId);
  }, 360_000);

  it('while helpers are being asked: the same offers stay open, nobody is asked twice', async () => {
    await operator.does('POST', `/incidents/${incidentId}/attend`);
    await operator.does('POST', `/incidents/${incidentId}/verdict`, { verdict: 'real' });
    await thoseAsked(helpers, incidentId, 1);
    const { before, after } = await goesOn();
    const asked = after.offers.map(({ helper }: Answer['body']) => helper.id);
    expect(new Set(asked).size).toBe(asked.length);
    for (const { id } of before.offers) expect(after.offers.map((offer: Answer['body']) => offer.id)).toContain(id);
    expect(after.attention.by.id).toBe(operator.user.id);
  }, 360_000);

  it('after somebody accepted: she is still the one who goes, and the pendant knows it', async () => {
    const [first] = await thoseAsked(helpers, incidentId, 1);
    goes = first!.helper;
    const assignment = await goes.does('POST', `/offers/${first!.offer.id}/accept`);
    await pendant.hearsStage('helper-assigned');
    const { after } = await goesOn();
    expect(after.response.assignments).toEqual([
      expect.objectContaining({ id: assignment.id, role: 'primary', state: 'accepted' }),
    ]);
    const { items } = await goes.does('GET', '/me/assignments');
    expect(items.map(({ id }: Answer['body']) => id)).toContain(assignment.id);
    await goes.does('POST', `/assignments/${assignment.id}/depart`);
    await goes.does('POST', `/assignments/${assignment.id}/arrive`);
    await pendant.hearsStage('helper-arrived');
  }, 360_000);

  it('on scene: she finishes, the case is closed, and the pendant hears the end', async () => {
    const { after } = await goesOn();
    expect(after.phase).toBe('on-scene');
    await goes.does('POST', `/assignments/${after.response.assignments[0].id}/finish`, { condition: 'fine' });
    const closed = await operator.does('POST', `/incidents/${incidentId}/close`, { outcome: 'assisted' });
    expect(closed.phase).toBe('closed');
    await pendant.hearsStage('closed');
    for (const stage of ['attended', 'searching', 'helper-assigned', 'helper-arrived', 'closed'])
      expect(pendant.stages().filter((heard) => heard === stage)).toHaveLength(1);
  }, 360_000);

  it('a second start on the same folder is refused in one sentence, and the first goes on', async () => {
    const second = await station.isStartedTwice();
    expect(second.status).toBe(1);
    expect(second.said).toMatch(/A station is already running on the data folder \S+ \(process \d+\)\./);
    expect(second.said).not.toMatch(/\n\s+at /);
    expect(await station.answers('/health/ready')).toBe(true);
  }, 270_000);

  it('SIGTERM stops it within 15 s, with status 0, leaving no process', async () => {
    const processes = station.processNumbers();
    expect(processes.length).toBeGreaterThanOrEqual(4);
    const { status, tookMs, said } = await station.isTold('SIGTERM');
    expect(status).toBe(0);
    expect(tookMs).toBeLessThan(15_000);
    expect(said).toMatch(/Stopped\./);
    expect(Station.alive(processes)).toEqual([]);
  }, 180_000);
});

describe('npm start -- --quiet-demo, as in the README', () => {
  it('greets with addresses and logins, and Ctrl-C stops everything', async () => {
    const station = await Station.starts(['--quiet-demo'], 'npm');
    try {
      for (const word of ['/console/', '/helper/', '/family/', '/pendant/', 'operator', 'helper-1', 'silverbell-demo'])
        expect(station.said).toContain(word);
      expect(station.said).toMatch(/虚构/);
      const processes = station.processNumbers();
      const { tookMs } = await station.hearsCtrlC();
      expect(tookMs).toBeLessThan(15_000);
      await eventually('no process is left', () => Station.alive(processes).length === 0);
    } finally {
      await station.isRemoved();
    }
  }, 150_000);
});
