import { describe, expect, it } from '@jest/globals';
import { inWorld } from '@silverbell/testing-world/scenario';

const NEAR = ['helper-1', 'helper-2', 'helper-3', 'helper-4', 'helper-5', 'helper-6'];

describe('a panic that joins a search (H10)', () => {
  it('asks no further helper and tells no contact for the next ten minutes, by any channel', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'home-call', 'offer', 'offer-over', 'contact-message');
      await world.onDuty(...NEAR);
      for (const name of NEAR) await world.helper(name).opensThePage();
      const pendant = world.device('demo-pendant-1');
      const one = await world.caseOf(await pendant.presses('sos'));
      await world.operator('operator').judges(one, 'real');
      await world.advance('5 s');
      const asked = await one.asked();
      expect(asked.length).toBeGreaterThan(0);

      await pendant.presses('panic');
      const before = world.telephone.told.length;
      await world.advance('10 min');
      expect(await one.asked()).toEqual(asked);
      const told = world.telephone.told.slice(before).map(({ recipient }) => recipient.split(':')[0]);
      expect([...new Set(told)].filter((who) => who !== 'seat')).toEqual([]);
      const pushed = NEAR.flatMap((name) => world.helper(name).pushed);
      expect(pushed.filter(({ name }) => name === 'offer.made')).toHaveLength(asked.length);
      expect((await one.now()).search.mode).toBe('none');
      // Nothing but silent receipts since.
      expect(pendant.heard.slice(-1)[0]).toMatchObject({ stage: 'received', silent: true });
    }));
});
