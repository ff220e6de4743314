import { describe, expect, it } from '@jest/globals';
import { inWorld, town, type World } from '@silverbell/testing-world/scenario';

const NEIGHBOURS = ['helper-1', 'helper-2', 'helper-3'];
const MARK = /【演练】|现在是演练，不是真实求助。/;

const openWindow = (world: World, id: string, by = 'operator') =>
  world.operator(by).account.asks('openTestWindow', { of: { id }, body: { reason: 'installation' } });

const inOneHour = (world: World): string => new Date(world.now() + 3_600_000).toISOString();

async function openDrill(world: World, body: object = {}): Promise<string> {
  const lead = world.operator('lead').account;
  return (await lead.asks('openDrill', { body: { until: inOneHour(world), ...body } })).id;
}

async function drillPress(world: World, drillId: string, deviceId: string) {
  const lead = world.operator('lead').account;
  const opened = await lead.asks('drillPress', { of: { id: drillId }, body: { deviceId } });
  await world.settles();
  return world.case(opened.id);
}

const homeOf = (deviceId: string): string => {
  const found = town.devices.find((device) => device.id === deviceId)?.homeId;
  if (found == null) throw new Error(`${deviceId} has no home`);
  return found;
};

describe('H13 a real alarm passes as test, drill or demo', () => {
  it('`test:true` outside a window rings as an SOS', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call', 'contact-message');
      const pendant = world.device('demo-pendant-1');
      const one = await world.caseOf(await pendant.presses('sos', { test: true }));
      expect(await one.now()).toMatchObject({ family: 'emergency', class: 'A', practice: null });
      const [signal] = (await world.operator().reads(one)).signals;
      expect(signal).toMatchObject({ test: true, doubts: expect.arrayContaining(['test-outside-window']) as never });
      await world.advance('65 s');
      expect((await one.now()).class).toBe('B');
      expect([...(await one.asked())].sort()).toEqual(NEIGHBOURS);
    }));

  it('a device that is tried out asks nobody, and hears its receipts; another device of that home rings', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call', 'contact-message', 'home-call');
      const pendant = world.device('demo-pendant-1');
      const window = await openWindow(world, 'demo-pendant-1');
      const alertId = await pendant.presses('sos', { test: true });
      const tried = await world.caseOf(alertId);
      await pendant.presses('sos');
      await world.advance('5 min');
      expect(await tried.now()).toMatchObject({ family: 'test', class: 'W', severity: 3 });
      expect(await tried.asked()).toEqual([]);
      await pendant.hears('received', alertId);
      expect(world.telephone.told).toEqual([]);

      const shown = await world.operator().account.asks('device', { of: { id: 'demo-pendant-1' } });
      expect(shown.testWindow?.id).toBe(window.id);
      expect(shown.presses.map(({ practice }) => practice)).toEqual(['test', 'test']);
      expect(shown.presses[0]?.receipts.map(({ stage }) => stage)).toContain('received');
      const [row] = (await world.operator().queue()).filter(({ id }) => id === tried.id);
      expect(row).toMatchObject({ practice: 'test' });
      expect(row?.home?.label).toMatch(/^【测试】/);

      // Another device of the same home is not in the window, and a second button there rings at once.
      const other = world.case(
        (
          await world
            .operator()
            .account.asks('openIncident', { body: { homeId: homeOf('demo-pendant-1'), kind: 'smoke' } })
        ).id,
      );
      expect(await other.now()).toMatchObject({ family: 'emergency', class: 'C' });
      // Now somebody there is at risk: what is pressed in the window counts.
      const joined = await world.caseOf(await pendant.presses('sos', { test: true }));
      expect(joined.id).toBe(other.id);
      expect((await other.now()).class).toBe('B');
      await world.advance('11 min');
      expect((await tried.now()).closure).toMatchObject({ outcome: 'test' });
    }));

  it('a window that closed a moment ago is none, and neither is one that was ended', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      await openWindow(world, 'demo-pendant-1');
      await openWindow(world, 'demo-pendant-2');
      await world.operator().account.asks('endTestWindow', { of: { id: 'demo-pendant-2' } });
      expect(await (await world.caseOf(await world.device('demo-pendant-2').presses())).now()).toMatchObject({
        class: 'A',
      });
      await world.advance('15 min');
      expect(await (await world.caseOf(await world.device('demo-pendant-1').presses())).now()).toMatchObject({
        class: 'A',
      });
    }));

  it('kind test outside a window is answered by a call-back within 5 min', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses('test'));
      expect(await one.now()).toMatchObject({ family: 'work', class: 'W', practice: null });
      await world.advance('5 min');
      expect((await one.happened('owner-reminded')).map(({ about }) => about)).toEqual(['test-call-back']);
    }));

  it('nobody opens a window for a device that is not there, twice, of another region, or without the right', () =>
    inWorld(async (world) => {
      const operator = world.operator().account;
      const of = { id: 'demo-pendant-1' };
      expect(await operator.isRefused('openTestWindow', { of: { id: 'nobody’s' }, body: {} })).toBe('not-found');
      expect(await operator.isRefused('endTestWindow', { of })).toBe('no-window');
      await openWindow(world, of.id);
      expect(await operator.isRefused('openTestWindow', { of, body: {} })).toBe('window-open');
      expect(await world.account('helper-1').isRefused('openTestWindow', { of, body: {} })).toBe('not-allowed');
      expect(await world.operator('supervisor').account.isRefused('openTestWindow', { of, body: {} })).toBe(
        'not-allowed',
      );
      expect(await operator.isRefused('openDrill', { body: { until: inOneHour(world) } })).toBe('not-allowed');
      const lead = world.operator('lead').account;
      expect(await lead.isRefused('openDrill', { body: {} as never })).toBe('invalid-request');
    }));

  it('a drill is marked in every text of every channel, and never rings 120', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call', 'offer', 'offer-over', 'assignment-changed');
      const pendant = await world.device('demo-pendant-1').isOnline();
      const drill = await openDrill(world);
      const one = await drillPress(world, drill, 'demo-pendant-1');
      await world.advance('70 s');
      const helper = world.helper('helper-1');
      const [offer] = (await helper.account.asks('myOffers')).items.filter(({ incidentId }) => incidentId === one.id);
      expect(offer).toMatchObject({ practice: 'drill' });
      expect(offer?.area).toMatch(/^【演练】/);
      await helper.accepts(one);
      const [task] = (await helper.account.asks('myAssignments')).items.filter(
        ({ incidentId }) => incidentId === one.id,
      );
      expect(task).toMatchObject({ practice: 'drill' });
      expect(task?.destination?.label).toMatch(/^【演练】/);

      const operator = world.operator();
      await operator.attends(one);
      const agency = { service: '120', numberDialled: '120', told: 'x', status: 'called' } as const;
      const called = operator.account.asks('agencyCalls', { of: { id: one.id }, body: agency });
      expect(await operator.isRefused(called)).toBe('drill-no-agency');
      expect(await operator.isRefused(operator.decides(one, { service: '120', decision: 'call' }))).toBe(
        'drill-no-agency',
      );
      const read = await operator.reads(one);
      expect(read.practice).toBe('drill');
      expect(read.person?.home?.label).toMatch(/^【演练】/);
      expect(read.person?.people.every(({ name, health }) => MARK.test(name) && health === null)).toBe(true);
      expect(read.allowedActions).not.toContain('agency-call');
      expect(await operator.isRefused(operator.closes(one, { outcome: 'reassured' }))).toBe('practice-outcome');
      await operator.closes(one, { outcome: 'drill' });

      const words = (await world.wordsTold()).flatMap(({ text }) => text ?? []);
      expect(words.length).toBeGreaterThan(0);
      expect(words.filter((text) => !MARK.test(text))).toEqual([]);
      expect(pendant.heard.length).toBeGreaterThan(2);
      expect(pendant.heard.filter(({ say }) => !MARK.test(say ?? ''))).toEqual([]);
    }));

  it('a press during a drill is a press', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call', 'offer', 'offer-over', 'assignment-changed', 'contact-message');
      const pendant = world.device('demo-pendant-1');
      const practised = await drillPress(world, await openDrill(world), 'demo-pendant-1');
      await world.advance('70 s');
      await world.helper('helper-1').accepts(practised);

      const alertId = await pendant.presses('sos');
      const real = await world.caseOf(alertId);
      expect(real.id).not.toBe(practised.id);
      expect(await real.now()).toMatchObject({ family: 'emergency', class: 'A', practice: null });
      // The drill beneath it is over, and whoever played is told so and free.
      expect((await practised.now()).closure).toMatchObject({ outcome: 'drill' });
      const [ended] = await practised.happened('practice-ended');
      expect(ended).toMatchObject({ reason: 'real-alarm', realId: real.id });
      expect((await practised.happened('withdrawn')).map(({ helperId }) => helperId)).toEqual(['helper-1']);
      const received = pendant.heard.filter((receipt) => receipt.alertId === alertId);
      expect(received.length).toBeGreaterThan(0);
      expect(received.filter(({ say }) => MARK.test(say ?? ''))).toEqual([]);
      expect(pendant.heard.filter(({ stage }) => stage === 'closed')).toEqual([]);

      await world.advance('65 s');
      expect((await real.now()).class).toBe('B');
      expect([...(await real.asked())].sort()).toEqual(NEIGHBOURS);
      const words = (await world.wordsTold()).flatMap(({ told, text }) =>
        told.incidentId === real.id && text !== null ? [text] : [],
      );
      expect(words.length).toBeGreaterThan(0);
      expect(words.filter((text) => MARK.test(text))).toEqual([]);
      // And no drill is opened on top of it.
      const again = await openDrillsPress(world);
      expect(again).toBe('real-case-open');
    }));

  it('nobody ends a drill: it ends with its time, and a drill that is ended takes its cases along', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer', 'offer-over', 'assignment-changed');
      const drill = await openDrill(world);
      const first = await drillPress(world, drill, 'demo-pendant-1');
      const second = await drillPress(world, drill, 'demo-pendant-2');
      const lead = world.operator('lead').account;
      expect(await lead.isRefused('openDrill', { body: { until: inOneHour(world) } })).toBe('drill-overlaps');
      expect((await lead.asks('endDrill', { of: { id: drill }, body: {} })).open).toBe(false);
      await world.settles();
      for (const one of [first, second]) expect((await one.now()).closure).toMatchObject({ outcome: 'drill' });
      const third = await drillPress(world, await openDrill(world), 'demo-pendant-3');
      await world.advance('1 h');
      expect((await third.now()).closure).toMatchObject({ outcome: 'drill' });
      expect(await lead.isRefused('drillPress', { of: { id: drill }, body: { deviceId: 'demo-pendant-1' } })).toBe(
        'drill-over',
      );
    }));

  it('a seat for training sees and handles drills alone, and counts for no ladder', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer', 'offer-over', 'contact-message');
      const operator = world.operator();
      const learner = world.operator('operator-2');
      const mine = await world.caseOf(await world.device('demo-pendant-4').presses());
      await operator.attends(mine);
      const learn = { body: { onDuty: true, training: true } } as const;
      expect(await operator.account.isRefused('duty', learn)).toBe('case-in-hand');
      await operator.releases(mine);
      await operator.goesOffDuty();
      expect(await learner.account.asks('duty', learn)).toMatchObject({ onDuty: true, training: true });

      const real = await world.caseOf(await world.device('demo-pendant-1').presses());
      expect((await real.now()).operatorOnDutyAtRaise).toBe(false);
      const practised = await drillPress(world, await openDrill(world), 'demo-pendant-2');
      expect((await learner.queue()).map(({ id }) => id)).toEqual([practised.id]);
      expect(await learner.isRefused(learner.reads(real))).toBe('training-seat');
      expect(await learner.isRefused(learner.attends(real))).toBe('training-seat');
      expect(await learner.account.isRefused('openIncident', { body: { kind: 'sos' } })).toBe('training-seat');
      await learner.attends(practised);
      await learner.closes(practised, { outcome: 'drill' });
    }));

  it('who learns ends it neither by saying so nor by going off duty: her lead does', () =>
    inWorld(async (world) => {
      const learner = world.operator('operator-2');
      const learns = { onDuty: true, training: true };
      expect(await learner.account.asks('duty', { body: learns })).toMatchObject(learns);
      expect(await learner.account.isRefused('duty', { body: { onDuty: true, training: false } })).toBe(
        'training-seat-kept',
      );
      expect(await learner.account.asks('duty', { body: { onDuty: false } })).toMatchObject({ training: true });
      const real = await world.caseOf(await world.device('demo-pendant-1').presses());
      expect(await learner.isRefused(learner.attends(real))).toBe('training-seat');
      expect(await learner.account.asks('duty', { body: { onDuty: true } })).toMatchObject(learns);
      expect(await learner.isRefused(learner.attends(real))).toBe('training-seat');

      const hers = { of: { id: 'account-operator-2' } };
      expect(await learner.account.isRefused('trainingSeat', { ...hers, body: { training: false } })).toBe(
        'not-allowed',
      );
      await world.operator('lead').account.asks('trainingSeat', { ...hers, body: { training: false } });
      await learner.goesOnDuty();
      expect((await learner.queue()).map(({ id }) => id)).toContain(real.id);
      await learner.attends(real);
      const begins = { ...hers, body: { training: true } };
      expect(await world.operator('lead').account.isRefused('trainingSeat', begins)).toBe('case-in-hand');
    }));
});

async function openDrillsPress(world: World): Promise<string> {
  const lead = world.operator('lead').account;
  const [drill] = (await lead.asks('drills')).items.filter(({ open }) => open);
  return lead.isRefused('drillPress', { of: { id: drill?.id ?? '' }, body: { deviceId: 'demo-pendant-1' } });
}
