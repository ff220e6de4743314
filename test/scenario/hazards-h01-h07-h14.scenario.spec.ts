import { describe, expect, it } from '@jest/globals';
import { topicOf } from '@silverbell/mqtt-contract';
import {
  eventually,
  inWorld,
  town,
  type WorldIncident,
  type Told,
  type World,
} from '@silverbell/testing-world/scenario';

const everybodyAskedByVoice = (world: World, one: WorldIncident): readonly Told[] =>
  world.telephone.told.filter(
    (told) => told.channel === 'voice' && told.body.kind === 'offer' && told.incidentId === one.id,
  );

const found = <T>(thing: T | undefined, what: string): T => {
  if (thing === undefined) throw new Error(`there is no ${what}`);
  return thing;
};

describe('H01 the alarm rings in an empty room', () => {
  it("a second press during the only operator's call goes to the overflow at 15 s", () =>
    inWorld(async (world) => {
      const operator = world.operator();
      const first = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.attends(first);
      expect(world.rang('overflow')).toEqual([]);

      const second = await world.caseOf(await world.device('demo-pendant-2').presses());
      expect(second.id).not.toBe(first.id);
      const from = world.now();
      await world.advance('14 s');
      expect(world.rang('overflow')).toEqual([]);
      await world.advance('1 s');
      const ring = world.isRung('overflow');
      expect(ring).toMatchObject({ incidentId: second.id, at: from + 15_000 });
      world.isRung('lead');
      // Whoever picks up takes this one; the first stays with its operator.
      expect(await world.pressesKey(ring, '1')).toBe('已由您接手，谢谢');
      expect((await second.now()).takenBy).toMatchObject({ role: 'overflow' });
      expect((await first.now()).attention).toMatchObject({ state: 'attended', by: 'account-operator' });
    }));

  it('S1: a seat on duty whose console is not connected is nobody: the overflow at 0 s, at risk at 30 s', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer', 'offer-over', 'contact-message');
      const operator = world.operator();
      await world.sql('delete from console_presence');
      expect(await operator.account.asks('me')).toMatchObject({ onDuty: true, consoleConnected: false });
      const seats = await world.operator('lead').account.asks('seatsOnDuty');
      expect(seats.items).toMatchObject([{ person: { id: 'account-operator' }, consoleConnected: false }]);

      const alone = await world.caseOf(await world.device('demo-pendant-1').presses());
      const from = world.now();
      expect(world.isRung('overflow')).toMatchObject({ incidentId: alone.id, at: from });
      await world.advance('29 s');
      expect((await alone.now()).class).toBe('A');
      await world.advance('1 s');
      expect((await alone.now()).class).toBe('B');

      await world.console();
      await eventually(
        'the seat counts as soon as its console is connected',
        async () => (await operator.account.asks('me')).consoleConnected === true,
      );
      const seen = await world.caseOf(await world.device('demo-pendant-2').presses());
      const told = world.rang('overflow').length;
      await world.advance('14 s');
      expect(world.rang('overflow').length).toBe(told);
      expect((await seen.now()).operatorOnDutyAtRaise).toBe(true);
    }));
});

describe('H07 offers are not heard', () => {
  it('with every socket dead the first acceptance comes by key press on the phone', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2', 'helper-3');
      world.expects('role-call', 'offer-over', 'assignment-changed');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      // Nobody has a page open: no socket of a helper exists.
      await operator.judges(one, 'real');
      const call = found(everybodyAskedByVoice(world, one)[0], 'call to a helper');
      expect(call.at).toBe(world.now());
      expect(await world.pressesKey(call, '1')).not.toBe('');
      const [going] = (await one.now()).assignments;
      expect(going).toMatchObject({ helperId: call.recipient.replace('helper:', ''), role: 'primary' });
      await pendant.hears('helper-assigned', alert);
    }));

  it('three undelivered offers start the next wave at once', () =>
    inWorld(async (world) => {
      const near = ['helper-1', 'helper-2', 'helper-3', 'helper-4', 'helper-5', 'helper-6'];
      await world.onDuty(...near);
      world.expects('role-call', 'offer-over');
      world.logbook.mayFail('not-deliverable');
      for (const id of near) {
        world.telephone.unreachable.add(`helper:${id}`);
        world.mayFail.add(`helper:${id}`);
      }
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      const from = world.now();
      const waves = await one.happened('wave-started');
      // All six were tried in the same instant: the second wave did not wait its 20 s for three phones that are off.
      expect(waves.map((wave) => wave.at)).toEqual([from, from]);
      expect([...(await one.asked())].sort()).toEqual(near);
      // A channel's "no" is recorded on the incident after its message was put away.
      const seen = async () =>
        (await operator.reads(one)).offers.map(({ wave, undelivered }) => `${wave} ${undelivered}`);
      const all = [1, 1, 1, 2, 2, 2].map((wave) => `${wave} true`).join();
      await eventually('every offer is undelivered', async () => (await seen()).sort().join() === all, seen);
      // They may still be answered, should a phone wake up; in the end they are over as what they were: never delivered.
      await world.advance('3 min');
      const offers = (await operator.reads(one)).offers.filter(({ madeAt }) => Date.parse(madeAt) === from);
      expect(offers.map(({ state, overReason }) => `${state} ${String(overReason)}`)).toEqual(
        near.map(() => 'over not-delivered'),
      );
    }));
});

describe('H14 many lose the way to call at once', () => {
  it('a dead village is one case with every name, and an SOS from it is on top', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const operator = world.operator();
      const { village, hubs, homes } = largestVillage();
      for (let round = 0; round < 2; round += 1) {
        // Every home has a line of its own: what they share is the village.
        for (const hub of hubs)
          await world
            .device(hub)
            .publishes(topicOf('heartbeat', hub), JSON.stringify({ at: null, network: `line-of-${hub}` }));
        await world.settles();
        await world.advance('1 min');
      }
      await world.advance('3 min');

      const [outage, ...others] = await operator.queue();
      expect(others).toEqual([]);
      expect(outage).toMatchObject({ class: 'G', kinds: ['offline'], regionId: village });
      const detail = await operator.account.asks('incident', { of: { id: found(outage, 'outage').id } });
      expect(new Set(detail.rollCall.map(({ home }) => home.id))).toEqual(new Set(homes));
      expect(detail.rollCall.every(({ senior }) => senior.name !== '—')).toBe(true);

      const inside = found(
        town.devices.find(
          ({ role, status, homeId }) =>
            role === 'pendant' && status === 'active' && homeId !== null && homes.includes(homeId),
        ),
        'pendant in the village',
      );
      await world.device(inside.id).presses('sos');
      expect((await operator.queue()).map((one) => one.class)).toEqual(['A', 'G']);
    }));
});

/** The village with the most hubs that the simulators may use, and the homes they stand in. */
function largestVillage(): { village: string; hubs: readonly string[]; homes: readonly string[] } {
  const regionOf = new Map<string, string>(town.homes.map((home) => [home.id, home.regionId]));
  const byVillage = new Map<string, { id: string; homeId: string }[]>();
  for (const { id, homeId, role } of town.devices) {
    if (role !== 'hub' || homeId === null || !id.startsWith('sim-hub')) continue;
    const village = found(regionOf.get(homeId), 'village of a home');
    byVillage.set(village, [...(byVillage.get(village) ?? []), { id, homeId }]);
  }
  const [village, hubs] = found([...byVillage].sort((a, b) => b[1].length - a[1].length)[0], 'village with hubs');
  return { village, hubs: hubs.map(({ id }) => id), homes: hubs.map(({ homeId }) => homeId) };
}
