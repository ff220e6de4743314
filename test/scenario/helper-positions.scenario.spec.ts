import { describe, expect, it } from '@jest/globals';
import { isSearching } from '@silverbell/incidents';
import { minutes, seconds, toIso, type Instant } from '@silverbell/kernel';
import { inWorld, town, type WorldIncident, type World } from '@silverbell/testing-world/scenario';

const HOME = town.homes.find(({ id }) => id === town.devices.find((one) => one.id === 'demo-pendant-1')?.homeId);

/** So many kilometres north of the home of the first pendant. */
const north = (kilometres: number) => ({ lat: (HOME?.lat ?? NaN) + kilometres / 111.195, lng: HOME?.lng ?? NaN });

const says = (world: World, helper: string, kilometres: number, at: Instant, accuracyM = 10): Promise<unknown> =>
  world.helper(helper).account.asks('position', { body: { ...north(kilometres), accuracyM, at: toIso(at) } });

const candidate = async (world: World, one: WorldIncident, helper: string) =>
  (await world.operator().candidates(one)).items.find((item) => item.helper.id === helper);

describe('where a helper is', () => {
  it('on foot, 1.2 km away: her first position leaves her 21 min away, and somebody nearer is still looked for', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'assignment-changed');
      await world.sql(`update helper set transport = 'walk' where id = 'helper-1'`);
      await world.onDuty('helper-1');
      const walker = world.helper('helper-1');
      await walker.isAt(north(1.2));
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      await walker.isOffered(one);
      await walker.accepts(one);
      await walker.departs(one);
      await walker.isAt(north(1.2));
      const [going] = (await one.now()).assignments;
      const left = ((going?.etaAt ?? 0) - world.now()) / 60_000;
      expect(left).toBeGreaterThan(20);
      expect(left).toBeLessThan(24);
      expect(isSearching(await one.now())).toBe(true);
    }));

  it('D1: beside the home two hours ago is no reason to expect her at once, and the operator sees why', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      await world.onDuty('helper-3');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.operator().attends(one);
      await says(world, 'helper-3', 9, world.now());
      const far = await candidate(world, one, 'helper-3');
      expect(far).toMatchObject({ fix: { ageS: 0, accuracyM: 10 } });
      // The old one comes from a phone that was away: it moves her nowhere.
      await says(world, 'helper-3', 0, (world.now() - minutes(120)) as Instant);
      expect(await candidate(world, one, 'helper-3')).toEqual(far);
      await world.sql('with phone as (delete from helper_phone) delete from helper_position');
      await says(world, 'helper-3', 0, (world.now() - minutes(120)) as Instant);
      const old = await candidate(world, one, 'helper-3');
      expect(old?.fix).toEqual({ ageS: 7_200, accuracyM: 10 });
      expect(old?.doubts).toEqual(expect.arrayContaining(['position-old', 'position-base']));
      expect(old?.reasons).not.toContain('position-fresh');
    }));

  it('D4b: a phone whose clock goes 20 min slow is followed again from its second report', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      await world.onDuty('helper-3');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.operator().attends(one);
      const slowly = (kilometres: number) =>
        says(world, 'helper-3', kilometres, (world.now() - minutes(20)) as Instant);
      await says(world, 'helper-3', 9, world.now());
      world.clock.advance('10 s');
      await slowly(8);
      const before = await candidate(world, one, 'helper-3');
      expect(before?.fix).toEqual({ ageS: seconds(10) / 1_000, accuracyM: 10 });
      world.clock.advance('10 s');
      await slowly(3);
      const after = await candidate(world, one, 'helper-3');
      expect(after?.fix).toEqual({ ageS: 0, accuracyM: 10 });
      expect(after?.distanceM).toBeLessThan(3_100);
      expect(after?.reasons).toContain('position-fresh');
    }));
});
