import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld, town } from '@silverbell/testing-world/scenario';

describe('The senior gets an answer on the device: received → somebody is looking → helper assigned (minutes) → arrived; a broken promise is taken back.', () => {
  it('hears every step in its order, with minutes and a family name, and nothing more than was promised', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2');
      const pendant = world.device('demo-pendant-1');
      const operator = world.operator();
      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      await operator.attends(one);
      await operator.judges(one, 'real');
      await world.helper('helper-1').accepts(one);
      await world.helper('helper-1').departs(one);
      await world.helper('helper-1').arrives(one);
      await pendant.hears('helper-arrived', alert);
      expect(pendant.stages(alert)).toEqual(['received', 'attended', 'searching', 'helper-assigned', 'helper-arrived']);

      const received = await pendant.hears('received', alert);
      expect(received).toMatchObject({ say: '信号已收到，正在转接值班人员', silent: false });
      expect(received.helperName).toBeUndefined();
      const assigned = await pendant.hears('helper-assigned', alert);
      const person = town.helpers.find((helper) => helper.id === 'helper-1');
      expect(assigned.etaMinutes).toBeGreaterThanOrEqual(1);
      expect(assigned.helperName).toContain(person?.familyName);
      expect(JSON.stringify(assigned)).not.toContain(person?.name);
    }));

  it('takes the promise back when the helper leaves, and makes a new one when another accepts', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2');
      world.expects('role-call', 'contact-message:helper-changed');
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      await world.operator().judges(one, 'real');
      await world.helper('helper-1').accepts(one);
      await pendant.hears('helper-assigned', alert);
      const at = world.now();
      await world.helper('helper-1').withdraws(one);
      const changed = await pendant.hears('helper-changed', alert);
      expect(Date.parse(changed.at) - at).toBeLessThanOrEqual(5_000);
      expect(changed.helperName).toBeUndefined();
      await world.advance('1 min');
      await world.helper('helper-2').isOffered(one);
      await world.helper('helper-2').accepts(one);
      await eventually(
        'a new promise is heard',
        () => pendant.heard.findLast((receipt) => receipt.alertId === alert)?.etaMinutes !== undefined,
      );
    }));

  it('says where the case stands by now to a device that repeats because it heard nothing', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1');
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      await pendant.goesAway();
      await world.operator().judges(one, 'real');
      await world.helper('helper-1').accepts(one);
      pendant.heard.length = 0;
      await pendant.repeats();
      await pendant.hears('received', alert);
      expect((await pendant.hears('helper-assigned', alert)).etaMinutes).toBeGreaterThanOrEqual(1);
    }));

  it('tells her every three minutes that we are still trying', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses();
      await world.advance('7 min');
      await pendant.hears('still-trying', alert);
      await eventually(
        'it is said twice',
        () => pendant.stages(alert).filter((stage) => stage === 'still-trying').length === 2,
      );
    }));

  it('answers a silent alarm with one silent receipt, and never makes a sound', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1');
      world.expects('role-call');
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses('panic');
      const one = await world.caseOf(alert);
      expect(await pendant.hears('received', alert)).toEqual({
        alertId: alert,
        stage: 'received',
        at: expect.any(String),
        silent: true,
      });
      await world.operator().attends(one);
      await world.advance('5 min');
      expect(pendant.stages()).toEqual(['received']);
      expect(await one.asked()).toEqual([]);
      expect(
        world.telephone.told.filter(
          (told) => told.recipient.startsWith('contact:') || told.recipient.startsWith('helper:'),
        ),
      ).toEqual([]);
    }));

  it('answers a button of a home hub on the hub', () =>
    inWorld(async (world) => {
      const hub = world.device('demo-hub-1');
      await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', '{"action":"emergency"}');
      await world.settles();
      await hub.hears('received');
      const [one] = await world.openCases();
      if (one !== undefined) await world.operator().attends(one);
      await hub.hears('attended');
    }));
});
