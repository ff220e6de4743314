import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld, type WorldIncident, type World } from '@silverbell/testing-world/scenario';

async function accepted(world: World): Promise<WorldIncident> {
  await world.onDuty('helper-1', 'helper-2', 'helper-3');
  const one = await world.caseOf(await world.device('demo-pendant-1').presses());
  await world.operator().judges(one, 'real');
  return one;
}

interface Unsent {
  readonly channel: string;
  readonly recipient: string;
  readonly what: string;
}

const unsent = (world: World): Promise<readonly Unsent[]> =>
  world.sql<Unsent>(
    `select channel, recipient, coalesce(body ->> 'stage', body ->> 'reason', body ->> 'what', body ->> 'kind') as what from outbox where state = 'pending' order by urgency, channel, recipient, what`,
  );

describe('What a person must know (helper, family, device, operator) is written in the same transaction as the fact, and delivered at least once.', () => {
  it('tells device, family and helpers of an acceptance after a restart, when the engine was dead at the acceptance', () =>
    inWorld(async (world) => {
      const pendant = world.device('demo-pendant-1');
      const one = await accepted(world);
      await world.engineDies();
      await world.helper('helper-1').accepts(one);
      const rows = await unsent(world);
      expect(rows).toContainEqual({ channel: 'device', recipient: 'device:demo-pendant-1', what: 'helper-assigned' });
      expect(rows).toContainEqual({ channel: 'sms', recipient: 'contact:contact-001-1', what: 'helper-assigned' });
      expect(rows).toContainEqual({ channel: 'sms', recipient: 'helper:helper-2', what: 'taken' });
      expect(pendant.stages()).not.toContain('helper-assigned');

      await pendant.isOnline().catch(() => undefined);
      await world.startEngine();
      await pendant.isOnline();
      await world.settles();
      expect(world.textedTo('contact:contact-001-1').map((told) => told.what)).toContain(
        'contact-message:helper-assigned',
      );
      expect(world.textedTo('helper:helper-2').map((told) => told.what)).toContain('offer-over:taken');
      expect((await unsent(world)).filter((row) => row.channel !== 'socket')).toEqual([]);
    }));

  it('sends again what it had begun to send when it died, and never loses it', () =>
    inWorld(async (world) => {
      const one = await accepted(world);
      world.expects('role-call');
      world.telephone.hangs();
      const before = world.telephone.told.length;
      await world
        .helper('helper-1')
        .account.asks('accept', { of: { id: (await world.helper('helper-1').offerFor(one))?.id ?? '' } });
      await eventually('the messages are under way', () => world.telephone.told.length > before);
      const begun = world.telephone.told.slice(before).map((told) => told.id);
      await world.engineDies();
      await world.startEngine();
      await world.advance('31 s');
      for (const id of begun) expect(world.telephone.told.filter((told) => told.id === id).length).toBe(2);
    }));

  it('writes neither the fact nor the message when one of them cannot be written', () =>
    inWorld(async (world) => {
      const one = await accepted(world);
      await world.helper('helper-1').isOffered(one);
      const before = (await one.now()).version;
      await world.sql(
        `alter table outbox add constraint no_more check (body ->> 'kind' <> 'assignment-changed') not valid`,
      );
      world.logbook.mayFail('request-failed', 'unexpected', 'nest', 'internal', 'not-answered');
      await expect(world.helper('helper-1').accepts(one)).rejects.toMatchObject({ status: 500 });
      expect((await one.now()).version).toBe(before);
      expect((await one.now()).assignments).toEqual([]);
      await world.sql('alter table outbox drop constraint no_more');
      await world.helper('helper-1').accepts(one);
      expect((await one.now()).assignments).toHaveLength(1);
    }));

  it('says on the case that an offer reached nobody, and asks the next people at once', () =>
    inWorld(async (world) => {
      for (const id of ['helper-1', 'helper-2', 'helper-3']) {
        world.telephone.unreachable.add(`helper:${id}`);
        world.mayFail.add(`helper:${id}`);
      }
      world.logbook.mayFail('not-deliverable');
      const one = await accepted(world);
      expect(
        (await one.now()).offers.every((offer) => offer.failedBy.includes('sms') && offer.failedBy.includes('voice')),
      ).toBe(true);
      await world.advance('1 min');
      expect(await one.happened('offer-undelivered')).toHaveLength(3);
      world.expects('role-call');
    }));
});
