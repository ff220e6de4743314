import { describe, expect, it } from '@jest/globals';
import { inWorld, type WorldIncident } from '@silverbell/testing-world/scenario';

async function reassures(world: Parameters<Parameters<typeof inWorld>[0]>[0], one: WorldIncident): Promise<void> {
  const operator = world.operator();
  await operator.speaksWithTheSenior(one);
  await operator.closes(one, { outcome: 'reassured' });
}

describe('What an engine remembers of a home never decides an alert.', () => {
  it('takes the file as it is when the alert is written: she became one whom nobody asks by voice first', () =>
    inWorld(async (world) => {
      const pendant = await world.device('demo-pendant-1').isOnline();
      const first = await world.caseOf(await pendant.presses());
      expect((await first.now()).facts.dispatchFirst).toBe(false);
      await reassures(world, first);
      await world.sql(`update senior set dispatch_first = true, dispatch_first_reason = 'hearing' where home_id = $1`, [
        (await first.now()).facts.homeId,
      ]);

      world.expects('role-call'); // helpers are called at once, and nobody is on duty
      const second = await world.caseOf(await pendant.presses());
      expect((await second.now()).facts.dispatchFirst).toBe(true);
    }));

  it('says of a further press what the file says of its device by then', () =>
    inWorld(async (world) => {
      const pendant = await world.device('demo-pendant-1').isOnline();
      const one = await world.caseOf(await pendant.presses());
      expect((await one.now()).doubts).not.toContain('device-moved');
      await world.sql(`update device set status = 'moved' where id = 'demo-pendant-1'`);
      await pendant.presses();
      expect((await one.now()).doubts).toContain('device-moved');
    }));

  it('takes the incident as it is when the alert is written: another hand closed it a moment ago', () =>
    inWorld(async (world) => {
      const pendant = await world.device('demo-pendant-1').isOnline();
      const first = await world.caseOf(await pendant.presses());
      await reassures(world, first);

      const second = await world.caseOf(await pendant.presses());
      expect(second.id).not.toBe(first.id);
      expect((await second.now()).linkedTo).toBe(first.id);
    }));
});
