import { describe, expect, it } from '@jest/globals';
import { inWorld, type World } from '@silverbell/testing-world/scenario';

/**
 * Above the county stands a prefecture, beside it another county. `operator-2` leads the centre of the prefecture, which is the overflow of its
 * counties; `lead` leads the one next door.
 */
async function centres(world: World): Promise<void> {
  await world.sql(
    `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng)
     select v.id, null, v.level, v.no, v.name, r.centre_lat, r.centre_lng from region r,
       (values ('prefecture', '市', 1, '丙市（虚构）'), ('next-door', '县', 2, '邻县（虚构）')) v (id, level, no, name)
     where r.id = 'demo-county'`,
  );
  await world.sql(`update region set parent_id = 'prefecture' where id in ('demo-county', 'next-door')`);
  await world.sql(
    `update account_role set role = 'lead', region_id = 'prefecture' where account_id = 'account-operator-2'`,
  );
  await world.sql(`update account_role set region_id = 'next-door' where account_id = 'account-lead'`);
}

const give = (world: World, to: string) => world.account('operator').asks('openHandover', { body: { to } });
const refusalOf = (world: World, to: string) => world.account('operator').isRefused('openHandover', { body: { to } });
const ofOverflow = 'account-operator-2';

describe('a lone operator hands over to the lead of the overflow centre', () => {
  it('the lead of a centre that covers the region takes the cases, and both sign', () =>
    inWorld(async (world) => {
      world.expects('contact-message');
      await centres(world);
      const [operator, overflow] = [world.operator(), world.operator('operator-2')];
      await operator.goesOnDuty();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.attends(one);
      const { receivers } = await operator.account.asks('handovers');
      expect(receivers).toEqual([{ id: ofOverflow, name: expect.any(String), centre: '丙市（虚构）' }]);

      const { id, items } = await give(world, ofOverflow);
      const waiting = items.filter(({ kind }) => kind === 'incident');
      expect(waiting.map(({ item }) => item)).toEqual([one.id]);
      for (const { kind, item } of items)
        await overflow.account.asks('acceptHandoverItem', {
          ...{ of: { id }, body: item === null ? { kind } : { kind, item } },
        });
      expect((await one.now()).attention).toMatchObject({ state: 'attended', by: ofOverflow });
      const half = await overflow.account.asks('signHandover', { of: { id }, body: {} });
      expect(half.state).toBe('open');
      const whole = await operator.account.asks('signHandover', { of: { id }, body: {} });
      expect(whole.state).toBe('signed');
      const duty = await world.sql(
        `select account_id as who, on_duty as "onDuty" from operator_duty where account_id in ('account-operator', $1) order by 1`,
        [ofOverflow],
      );
      expect(duty).toEqual([
        { who: 'account-operator', onDuty: false },
        { who: ofOverflow, onDuty: true },
      ]);
      await overflow.speaksWithTheSenior(one);
      await overflow.closes(one, { outcome: 'reassured' });
    }));

  it('the lead of a centre that does not cover it is refused, and is not on the list', () =>
    inWorld(async (world) => {
      await centres(world);
      const { receivers } = await world.account('operator').asks('handovers');
      expect(receivers.map(({ id }) => id)).not.toContain('account-lead');
      expect(await refusalOf(world, 'account-lead')).toBe('handover-elsewhere');
      expect(await refusalOf(world, 'account-nobody')).toBe('owner-unknown');
      expect(await refusalOf(world, 'account-helper-1')).toBe('owner-unknown');
    }));

  it('an operator of the overflow centre takes no shift of another: that is her lead', () =>
    inWorld(async (world) => {
      await centres(world);
      await world.sql(`update account_role set role = 'operator' where account_id = $1`, [ofOverflow]);
      expect(await refusalOf(world, ofOverflow)).toBe('handover-elsewhere');
    }));

  it('nobody takes a shift whose cases she would not see', () =>
    inWorld(async (world) => {
      await centres(world);
      await world.sql(
        `insert into account_role (account_id, role, region_id, position) values ('account-operator', 'operator', 'next-door', 1)`,
      );
      await world.sql(`update account_role set region_id = 'demo-county' where account_id = $1`, [ofOverflow]);
      const operator = world.operator();
      const { id } = await operator.account.asks('openIncident', {
        body: { kind: 'assistance', regionId: 'next-door' },
      });
      const next = world.case(id);
      await operator.attends(next);
      expect(await refusalOf(world, ofOverflow)).toBe('handover-elsewhere');
      await operator.releases(next);
      expect((await give(world, ofOverflow)).state).toBe('open');
    }));
});
