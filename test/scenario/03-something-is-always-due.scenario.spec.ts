import { describe, expect, it } from '@jest/globals';
import { inWorld, type WorldIncident, type World } from '@silverbell/testing-world/scenario';

/** When it is due next, in seconds from now; fails when an open case has nothing due. */
async function nextDueIn(world: World, one: WorldIncident): Promise<number> {
  const { nextDueAt } = await one.file();
  if (nextDueAt === null) throw new Error('nothing is due');
  return (nextDueAt - world.now()) / 1_000;
}

describe('An open incident always has a next due time, and usually an owner. There is no state in which nothing is due.', () => {
  it('has a due time at every step from the press to the closing', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1');
      const operator = world.operator();
      const helper = world.helper('helper-1');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      const due: number[] = [];
      const look = async (): Promise<void> => {
        due.push(await nextDueIn(world, one));
      };
      await look();
      await operator.attends(one);
      await look();
      await operator.speaksWithTheSenior(one);
      await look();
      await operator.judges(one, 'real');
      await look();
      await helper.accepts(one);
      await look();
      await helper.departs(one);
      await look();
      await helper.arrives(one);
      await look();
      await operator.holds(one, 'watching');
      await look();
      await helper.finishes(one);
      await look();
      expect(Math.min(...due)).toBeGreaterThan(0);
      expect(Math.max(...due)).toBeLessThanOrEqual(60);
      await operator.closes(one, { outcome: 'assisted' });
    }));

  it('takes the case back from an operator who vanished, and calls the next person', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.attends(one);
      operator.leavesTheDesk();
      await world.advance('59 s');
      expect((await one.now()).attention.state).toBe('attended');
      await world.advance('1 s');
      expect((await one.now()).attention.state).toBe('waiting');
      expect(await one.happened('lease-lapsed')).toHaveLength(1);
      world.isRung('lead');
      world.isRung('overflow');
      expect((await one.now()).class).toBe('B');
      world.expects('role-call');
    }));

  it('reminds of a case that was handled and never closed, again and again', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1');
      const operator = world.operator();
      const helper = world.helper('helper-1');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      await operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' });
      await helper.accepts(one);
      await helper.departs(one);
      await helper.arrives(one);
      await helper.finishes(one);
      await world.advance('35 min');
      const about = (await one.happened('owner-reminded')).map((event) => event.about);
      expect(about.filter((what) => what === 'no-progress').length).toBeGreaterThanOrEqual(3);
      world.isRung('lead');
      world.expects('role-call');
      await operator.closes(one, { outcome: 'assisted' });
    }));

  it('has a database that refuses an open case in which nothing is due', () =>
    inWorld(async (world) => {
      await world.device('demo-pendant-1').presses();
      await expect(world.sql('update incident set next_due_at = null where open')).rejects.toThrow(
        'incident_open_has_next_due',
      );
    }));
});
