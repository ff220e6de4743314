import { describe, expect, it } from '@jest/globals';
import { topicOf } from '@silverbell/mqtt-contract';
import { inWorld, town, type World } from '@silverbell/testing-world/scenario';

const hubs = town.devices.filter((one) => one.role === 'hub' && one.id.startsWith('sim-hub')).map(({ id }) => id);

/** Every hub of the town speaks once, over one carrier. */
async function beat(world: World, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await world
      .device(id)
      .publishes(topicOf('heartbeat', id), JSON.stringify({ at: null, network: 'carrier-of-the-tale' }));
  await world.settles();
}

describe('H14 many lose the way to call at once', () => {
  it('a dead carrier is one case with every name, and an SOS from it is on top', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const operator = world.operator();
      await beat(world, hubs);
      await world.advance('1 min');
      await beat(world, hubs);
      await world.advance('3 min');

      const list = async () => (await operator.account.asks('incidents')).items;
      const [outage, ...others] = await list();
      expect(others).toEqual([]);
      if (outage === undefined) throw new Error('nobody noticed');
      expect(outage).toMatchObject({ class: 'G', severity: 2, kinds: ['offline'] });

      const homes = new Set(town.devices.filter(({ id }) => hubs.includes(id)).map(({ homeId }) => homeId));
      const detail = await operator.account.asks('incident', { of: { id: outage.id } });
      expect(new Set(detail.rollCall.map(({ home }) => home.id))).toEqual(homes);
      expect(detail.rollCall.map(({ tier }) => tier)).toEqual([...detail.rollCall.map(({ tier }) => tier)].sort());
      expect(detail.rollCall.every(({ senior, state }) => senior.name !== '—' && state === 'waiting')).toBe(true);
      expect(detail.allowedActions).toContain('roll-call');
      expect(detail.silentHomes).toHaveLength(homes.size);
      // Who may not see where homes are reads the names alone.
      const { silentHomes } = await world.account('auditor').asks('incident', { of: { id: outage.id } });
      expect(silentHomes).toEqual([]);

      // A button on another line presses in one of these homes: its own emergency, before the outage in every list.
      const inside = town.devices.find(
        (one) => one.role === 'pendant' && one.status === 'active' && one.homeId !== null && homes.has(one.homeId),
      );
      if (inside === undefined) throw new Error('the town has no such home');
      await world.device(inside.id).presses('sos');
      expect((await list()).map((one) => [one.class, one.severity])).toEqual([
        ['A', 1],
        ['G', 2],
      ]);

      // Name by name: half of them are reached by telephone, the devices of all come back.
      const called = detail.rollCall.slice(0, 5);
      for (const { senior } of called)
        await operator.account.asks('rollCall', {
          of: { id: outage.id },
          body: { seniorId: senior.id, how: 'spoken' },
        });
      const early = operator.account.asks('close', { of: { id: outage.id }, body: { outcome: 'restored' } });
      expect(await operator.isRefused(early)).toBe('proof-missing');
      for (let round = 0; round < 3; round += 1) {
        await beat(world, hubs);
        await world.advance('40 s');
      }
      const after = await operator.account.asks('incident', { of: { id: outage.id } });
      expect(after.outage).toMatchObject({ listed: detail.rollCall.length, waiting: 0 });
      expect(after.rollCall.filter(({ state }) => state === 'ticked')).toHaveLength(called.length);
      const closed = await operator.account.asks('close', { of: { id: outage.id }, body: { outcome: 'restored' } });
      expect(closed).toMatchObject({ outcome: 'restored' });
      expect((await list()).map((one) => one.severity)).toEqual([1]);
    }));
});
