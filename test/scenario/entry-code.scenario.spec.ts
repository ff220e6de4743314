import { describe, expect, it } from '@jest/globals';
import {
  eventually,
  inWorld,
  type WorldIncident,
  type HelperPerson,
  type World,
} from '@silverbell/testing-world/scenario';

const CODE = '775533';
const TAG = 'DOOR-37';

/** Every answer a helper gets while she has a part in the case, and all that her page was pushed. */
async function everyAnswer(helper: HelperPerson, one: WorldIncident, offerId: string): Promise<string> {
  const { id } = await helper.assignmentFor(one);
  const of = { id };
  const answers = [
    await helper.account.asks('accept', { of: { id: offerId } }),
    await helper.account.asks('depart', { of }),
    await helper.account.asks('scene', { of, body: { code: 'no-reply-at-door' } }),
    await helper.account.asks('myAssignments'),
    await helper.account.asks('myOffers'),
    await helper.account.asks('me'),
    helper.pushed,
  ];
  return JSON.stringify(answers);
}

async function onHerWay(world: World): Promise<{ one: WorldIncident; helper: HelperPerson; offerId: string }> {
  world.expects('role-call', 'home-call', 'offer', 'offer-over', 'assignment-changed', 'contact-message');
  await world.puts('home.entry_code', ['home-001'], CODE);
  await world.sql(`update home set door_tag = $1 where id = 'home-001'`, [TAG]);
  await world.onDuty('helper-1');
  const helper = world.helper('helper-1');
  await helper.opensThePage();
  const one = await world.caseOf(await world.device('demo-pendant-1').presses());
  await world.operator().judges(one, 'real');
  const { id: offerId } = await helper.isOffered(one);
  await helper.accepts(one);
  await helper.departs(one);
  return { one, helper, offerId };
}

describe('the entry code is shown at the door only (H19)', () => {
  it('never after an arrival 200 km away, by whatever route or socket, until the operator says so', () =>
    inWorld(async (world) => {
      const { one, helper, offerId } = await onHerWay(world);
      const far = { position: { lat: 31.9, lng: 120.9, accuracyM: 10 } };
      const there = await helper.arrives(one, far);
      expect(there).toMatchObject({
        arrivalProof: 'unproven',
        destination: { entryCode: null, entryCodeWithheld: 'unproven' },
      });
      expect(await everyAnswer(helper, one, offerId)).not.toContain(CODE);
      expect(await one.happened('entry-code-shown')).toEqual([]);

      const operator = world.operator();
      expect((await operator.reads(one)).allowedActions).toContain('entry-code');
      await operator.account.asks('entryCode', { of: { id: one.id }, body: { assignmentId: there.id } });
      await world.settles();
      await eventually('her page hears of it', () =>
        helper.pushed.some(({ name, message }) => name === 'assignment.changed' && message['what'] === 'entry-code'),
      );
      expect((await helper.assignmentFor(one)).destination?.entryCode).toBe(CODE);
      expect(await one.happened('entry-code-released')).toMatchObject([{ actor: { kind: 'operator' } }]);
      expect(await one.happened('entry-code-shown')).toMatchObject([
        { actor: { kind: 'helper', id: 'helper-1' }, assignmentId: there.id },
      ]);

      await helper.finishes(one);
      expect((await helper.assignmentFor(one)).destination).toBeNull();
      expect(await everyAnswerAfter(helper)).not.toContain(CODE);
    }));

  it('after an arrival that the door tag proved, every showing written down, gone when she withdraws', () =>
    inWorld(async (world) => {
      const { one, helper } = await onHerWay(world);
      expect((await helper.assignmentFor(one)).destination?.entryCode).toBeNull();
      await helper.arrives(one);
      expect((await helper.assignmentFor(one)).destination?.entryCode).toBeNull();
      // She reads the tag on the frame when she stands before it.
      expect((await helper.arrives(one, { doorTag: TAG })).destination?.entryCode).toBe(CODE);
      expect(await one.happened('entry-code-shown')).toHaveLength(1);
      await world.advance('90 s');
      expect((await helper.assignmentFor(one)).destination?.entryCode).toBe(CODE);
      expect(await one.happened('entry-code-shown')).toHaveLength(2);
      await helper.withdraws(one, 'unsafe');
      expect(await everyAnswerAfter(helper)).not.toContain(CODE);
    }));
});

const everyAnswerAfter = async (helper: HelperPerson): Promise<string> =>
  JSON.stringify([
    ...(await Promise.all((['myAssignments', 'myOffers', 'me'] as const).map((route) => helper.account.asks(route)))),
    helper.pushed,
  ]);
