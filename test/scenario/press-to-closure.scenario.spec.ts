import { describe, expect, it } from '@jest/globals';
import { inWorld } from '@silverbell/testing-world/scenario';

describe('one press, the nearest helper, one closed case', () => {
  it('goes from the button to the closing, and the senior hears every step of it', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2', 'helper-3');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');

      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      await pendant.hears('received', alert);

      await operator.attends(one);
      await pendant.hears('attended', alert);
      await operator.calls(one, { party: 'senior' });
      await pendant.hears('calling-you', alert);
      await operator.speaksWithTheSenior(one);
      await operator.judges(one, 'real');
      await pendant.hears('searching', alert);
      await operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' });

      const [nearest = ''] = await one.asked();
      const helper = world.helper(nearest);
      await helper.isOffered(one);
      await helper.accepts(one);
      expect((await pendant.hears('helper-assigned', alert)).etaMinutes).toBeGreaterThan(0);
      await helper.departs(one);
      await world.advance('2 min');
      await helper.arrives(one);
      await pendant.hears('helper-arrived', alert);
      await world.advance('5 min');
      await helper.finishes(one, { condition: 'fine' });
      expect(await one.phase()).toBe('handled');

      await operator.closes(one, { outcome: 'assisted' });
      await pendant.hears('closed', alert);
      expect(await one.phase()).toBe('closed');
      expect(await operator.queue()).toEqual([]);
    }));
});
