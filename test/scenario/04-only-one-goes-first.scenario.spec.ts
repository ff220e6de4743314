import { describe, expect, it } from '@jest/globals';
import { inWorld, Refused, type WorldIncident, type World } from '@silverbell/testing-world/scenario';

const NEAR = ['helper-1', 'helper-2', 'helper-3'];

async function offered(world: World): Promise<WorldIncident> {
  await world.onDuty(...NEAR);
  for (const id of NEAR) await world.helper(id).opensThePage();
  const operator = world.operator();
  const one = await world.caseOf(await world.device('demo-pendant-1').presses());
  await operator.judges(one, 'real');
  expect([...(await one.asked())].sort()).toEqual(NEAR);
  return one;
}

describe('Two helpers are never told that they both go first. An offer that was lost is *said* to be lost.', () => {
  it('gives the case to one of three who accept in the same instant, and tells the others that it is taken', () =>
    inWorld(async (world) => {
      const one = await offered(world);
      const answers = await Promise.all(
        NEAR.map(async (id) => {
          const [offer] = await world.helper(id).offers();
          return world
            .helper(id)
            .account.asks('accept', { of: { id: offer?.id ?? '' } })
            .then(
              (assignment) => assignment.role as string,
              (error: unknown) => (error instanceof Refused ? error.slug : Promise.reject(error)),
            );
        }),
      );
      await world.settles();
      expect(answers.sort()).toEqual(['offer-taken', 'offer-taken', 'primary']);
      expect((await one.now()).assignments.map((assignment) => assignment.role)).toEqual(['primary']);

      const winner = (await one.now()).assignments[0]?.helperId;
      for (const id of NEAR.filter((other) => other !== winner)) {
        await world.helper(id).isPushed('offer.over', (message) => message['reason'] === 'taken');
        expect(world.textedTo(`helper:${id}`).map((told) => told.what)).toContain('offer-over:taken');
        expect((await world.helper(id).offers())[0]).toMatchObject({ state: 'over', overReason: 'taken' });
      }
      const [accepted] = await one.happened('offer-accepted');
      for (const ended of await one.happened('offer-ended'))
        expect(ended.at - (accepted?.at ?? 0)).toBeLessThanOrEqual(5_000);
    }));

  it('refuses a later acceptance with `offer-taken`, and gives a repeated one its first answer', () =>
    inWorld(async (world) => {
      const one = await offered(world);
      const first = await world.helper('helper-1').accepts(one, 'key-1');
      const again = await world
        .helper('helper-1')
        .account.asks('accept', { of: { id: (await world.helper('helper-1').offerFor(one))?.id ?? '' }, key: 'key-1' });
      expect(again.id).toBe(first.id);
      await expect(world.helper('helper-2').accepts(one)).rejects.toMatchObject({ slug: 'offer-taken' });
      expect(await one.happened('offer-accepted')).toHaveLength(1);
    }));

  it('makes the second one the backup of a fall, says so, and lets her go first when the first one leaves', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEAR);
      const one = await world.caseOf(await world.device('demo-pendant-1').presses('fall', { certainty: 'observed' }));
      world.expects('role-call', 'assignment-changed:now-primary', 'contact-message:helper-changed');
      const [first = '', second = ''] = await one.asked();
      expect((await world.helper(first).accepts(one)).role).toBe('primary');
      await world.helper(second).opensThePage();
      expect((await world.helper(second).accepts(one)).role).toBe('backup');
      await world.helper(second).isPushed('assignment.changed', (message) => message['what'] === 'accepted-backup');
      await world.helper(first).withdraws(one);
      await world.helper(second).isPushed('assignment.changed', (message) => message['what'] === 'now-primary');
      const roles = (await one.now()).assignments
        .filter((assignment) => assignment.state === 'accepted')
        .map(({ helperId, role }) => [helperId, role]);
      expect(roles).toEqual([[second, 'primary']]);
    }));

  describe('accepted in the second it lapses', () => {
    const OVER = { slug: 'offer-over', status: 409, problem: { title: '该邀请已失效' } };
    /** The only helper who is asked, and how long her offer stands from now on. */
    async function alone(world: World) {
      await world.onDuty('helper-1');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.operator().judges(one, 'real');
      world.expects('role-call');
      const helper = world.helper('helper-1');
      const { id, lapsesAt } = await helper.isOffered(one);
      const accepts = () => helper.account.asks('accept', { of: { id } });
      const truth = async () => {
        await world.settles();
        const { offers, assignments } = await one.now();
        const ofHers = offers.filter((offer) => offer.id === id).map(({ state, overReason }) => [state, overReason]);
        const ended = (await one.happened('offer-ended')).filter((event) => event.offerId === id).length;
        return { offer: ofHers[0], ended, goes: assignments.filter(({ state }) => state === 'accepted').length };
      };
      return { accepts, truth, left: (): number => Date.parse(lapsesAt) - world.now() };
    }

    it('is over when the platform ended it first, and she is told so in a sentence', () =>
      inWorld(async (world) => {
        const { accepts, truth, left } = await alone(world);
        await world.advance(`${left()} ms`);
        expect(left()).toBe(0);
        await expect(accepts()).rejects.toMatchObject(OVER);
        expect(await truth()).toEqual({ offer: ['over', 'lapsed'], ended: 1, goes: 0 });
      }));

    it('is over as well when she is faster than the platform, which then ends it once', () =>
      inWorld(async (world) => {
        const { accepts, truth, left } = await alone(world);
        await world.stopEngine();
        world.sleep(`${left()} ms`);
        await expect(accepts()).rejects.toMatchObject(OVER);
        await world.startEngine();
        expect(await truth()).toEqual({ offer: ['over', 'lapsed'], ended: 1, goes: 0 });
        await expect(accepts()).rejects.toMatchObject(OVER);
      }));

    it('is hers a millisecond before, and the lapse that comes then takes nothing away', () =>
      inWorld(async (world) => {
        const { accepts, truth, left } = await alone(world);
        await world.stopEngine();
        world.sleep(`${left() - 1} ms`);
        expect((await accepts()).role).toBe('primary');
        world.sleep('1 ms');
        await world.startEngine();
        expect(await truth()).toEqual({ offer: ['accepted', null], ended: 0, goes: 1 });
      }));
  });

  it('has a database that refuses two live primaries', () =>
    inWorld(async (world) => {
      const one = await offered(world);
      await world.helper('helper-1').accepts(one);
      const second = world.sql(
        `insert into assignment (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at) select 'x', incident_id, offer_id, 'helper-2', role, state, accepted_at, eta_at from assignment`,
      );
      await expect(second).rejects.toThrow('assignment_one_live_primary');
    }));
});
