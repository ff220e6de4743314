import { describe, expect, it } from '@jest/globals';
import { inWorld } from '@silverbell/testing-world/scenario';

describe('After a crash or a power cut of hours, what is due fires once, now, in order; what is pointless by then is skipped with a reason.', () => {
  it('fires after four hours what was due meanwhile: once, in the order in which it was due, and not what helps nobody any more', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2', 'helper-3');
      world.expects('role-call');
      const pressed = world.now();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.advance('31 s');
      expect(await one.asked()).toHaveLength(1); // one offer, by the page alone
      const offersBefore = (await one.asked()).length;
      const known = (await one.events()).length;
      await world.engineDies();
      world.sleep('4 h');
      await world.startEngine();
      await world.settles();

      const fresh = (await one.events()).slice(known);
      expect(new Set(fresh.map((event) => event.at))).toEqual(new Set([world.now()]));
      const due = fresh.flatMap((event) => ('dueAt' in event && event.dueAt < event.at ? [event.dueAt] : []));
      expect(due.length).toBeGreaterThanOrEqual(4);
      expect(due).toEqual([...due].sort((a, b) => a - b));

      const rungs = fresh.filter((event) => event.type === 'rung-fired').map((event) => event.rung);
      expect(new Set(rungs).size).toBe(rungs.length);
      expect(rungs).toContain('unattended-b');
      expect(rungs).toContain('at-risk');

      const skipped = fresh.filter((event) => event.type === 'step-skipped');
      expect(skipped.map((event) => [event.step.split(':')[0], event.reason])).toEqual([
        ['offer-sms', 'offer-lapsed'],
        ['offer-voice', 'offer-lapsed'],
      ]);
      expect(
        world.telephone.told.filter((told) => told.body.kind === 'offer' && told.at - pressed < 4 * 3_600_000),
      ).toEqual([]);
      // The search goes on with everybody, now.
      expect((await one.asked()).length).toBeGreaterThan(offersBefore);
      expect(await one.phase()).toBe('searching');
    }));

  it('fires nothing a second time when it is restarted again', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.engineDies();
      world.sleep('2 h');
      await world.startEngine();
      await world.settles();
      const fired = await one.rungs();
      const told = world.telephone.told.length;
      await world.engineDies();
      await world.startEngine();
      await world.settles();
      expect(await one.rungs()).toEqual(fired);
      expect(world.telephone.told.length).toBe(told);
    }));

  it('does not send an offer that lapsed while its message lay unsent', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1');
      world.expects('role-call');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.engineDies();
      await world.operator().judges(one, 'real');
      world.sleep('4 h');
      await world.startEngine();
      await world.settles();
      const rows = await world.sql<{ state: string; error: string | null }>(
        `select distinct state, error from outbox where body ->> 'kind' = 'offer' and channel <> 'socket' and created_at < instant_of($1)`,
        [world.now()],
      );
      expect(rows).toEqual([{ state: 'skipped', error: 'too-late' }]);
    }));
});
