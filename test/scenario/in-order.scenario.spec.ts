import { describe, expect, it } from '@jest/globals';
import { inWorld } from '@silverbell/testing-world/scenario';

describe('a scenario is not over before everything is in order', () => {
  it('fails when somebody was rung whom it did not expect', async () => {
    const quiet = inWorld(async (world) => {
      await world.device('demo-pendant-1').presses();
      await world.advance('15 s');
    });
    await expect(quiet).rejects.toThrow('told unexpectedly by voice: seat:seat-1 role-call:lead-overflow');
  });

  it('fails when a message could not be delivered to anybody', async () => {
    const unheard = inWorld(async (world) => {
      await world.sql(`delete from duty_seat where role = 'overflow'`);
      world.expects('role-call');
      world.logbook.mayFail('not-deliverable');
      await world.device('demo-pendant-1').presses();
      await world.advance('15 s');
    });
    await expect(unheard).rejects.toThrow('never delivered: role-call to role:overflow');
  });

  it('fails when a case is other than its events tell', async () => {
    const forged = inWorld(async (world) => {
      await world.device('demo-pendant-1').presses();
      await world.sql(`update incident set signal_count = 7`);
    });
    await expect(forged).rejects.toThrow('is not the fold of its events: signalCount is 7 instead of 1');
  });

  it('fails when the engine complained, or was left lying dead', async () => {
    const complaining = inWorld(async (world) => {
      world.logbook.log('engine').error('something-broke');
      await world.device('demo-pendant-1').presses();
    });
    await expect(complaining).rejects.toThrow('the engine logged an error: something-broke');
    await expect(inWorld((world) => world.engineDies())).rejects.toThrow('left dead');
  });
});
