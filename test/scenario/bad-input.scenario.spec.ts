import { describe, expect, it } from '@jest/globals';
import { inWorld, town, type World } from '@silverbell/testing-world/scenario';

const must = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`the town has no ${what}`);
  return found;
};
const deviceOf = (id: string) =>
  must(
    town.devices.find((one) => one.id === id),
    id,
  );
const homeOf = (deviceId: string) =>
  must(
    town.homes.find(({ id }) => id === deviceOf(deviceId).homeId),
    'home',
  );
const pendant = 'demo-pendant-1';
const fix = (world: World, north: number, more: object = {}) => ({
  lat: homeOf(pendant).lat + north,
  lng: homeOf(pendant).lng,
  accuracyM: 10,
  datum: 'wgs84' as const,
  fixAt: new Date(world.now()).toISOString(),
  source: 'gnss' as const,
  ...more,
});

/** Nothing is lost, nothing rings twice, and the case says what is doubtful in words. */
describe('bad input', () => {
  it('availability that flaps once a second opens no case, and a press between two flaps does', () =>
    inWorld(async (world) => {
      const hub = world.device('demo-hub-1');
      for (let second = 0; second < 60; second += 1) {
        const state = JSON.stringify({ state: second % 2 === 0 ? 'offline' : 'online' });
        await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos/availability', state);
        await hub.publishes('zigbee2mqtt/demo-hub-1/bridge/state', state);
        await world.advance('1 s');
      }
      expect(await world.allCases()).toEqual([]);
      await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', JSON.stringify({ action: 'emergency' }));
      await world.settles();
      expect((await (await world.openIncidentOfHome(homeOf('demo-hub-1').id)).now()).kinds).toEqual(['sos']);
    }));

  it('a clock that runs backwards loses no press, and the doubt is said', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const device = world.device(pendant);
      const hours = [0, -30, -48].map((hour) => new Date(world.now() + hour * 3_600_000).toISOString());
      for (const at of hours) await device.presses('sos', { at });
      const [one, ...others] = await world.allCases();
      expect(others).toEqual([]);
      expect(await must(one, 'case').now()).toMatchObject({ signalCount: 3 });
      expect((await must(one, 'case').now()).doubts).toContain('clock-skew');
    }));

  it('a fix from last year sends nobody there, and is asked about', () =>
    inWorld(async (world) => {
      const position = fix(world, 0.05, { fixAt: '2025-03-01T12:00:00+08:00' });
      const one = await (await world.caseOf(await world.device(pendant).presses('sos', { position }))).now();
      expect(one.destination).toMatchObject({ choice: 'home', reason: 'no-fresh-fix', alternative: { choice: 'fix' } });
      expect(one.doubts).toContain('two-places');
    }));

  it('a position in the sea is shown beside the home, and people near the home are asked all the same', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      await world.onDuty('helper-1');
      const position = fix(world, 0, { lat: 30.5, lng: 124.5 });
      const one = await world.caseOf(await world.device(pendant).presses('sos', { position }));
      expect(await one.now()).toMatchObject({ destination: { choice: 'fix', alternative: { choice: 'home' } } });
      expect((await one.now()).doubts).toContain('two-places');
      await world.operator().judges(one, 'real');
      expect(await one.asked()).toEqual(['helper-1']);
    }));

  it('0/0 is no place: help goes home, and the case says why', () =>
    inWorld(async (world) => {
      const position = fix(world, 0, { lat: 0, lng: 0 });
      const one = await (await world.caseOf(await world.device(pendant).presses('sos', { position }))).now();
      expect(one.destination).toMatchObject({ choice: 'home', reason: 'no-fresh-fix', alternative: null });
      expect(one.doubts).toContain('position-implausible');
    }));

  it('two homes at one address are two cases, and both say so', () =>
    inWorld(async (world) => {
      const [here, twin] = [homeOf('demo-pendant-1'), homeOf('demo-pendant-2')];
      await world.sql('update home set address_words = $1, region_id = $2 where id = $3', [
        here.addressWords,
        here.regionId,
        twin.id,
      ]);
      for (const id of ['demo-pendant-1', 'demo-pendant-2']) await world.device(id).presses();
      const cases = await Promise.all((await world.openCases()).map((one) => one.now()));
      expect(cases.map(({ subject }) => subject.id).sort()).toEqual([here.id, twin.id].sort());
      for (const one of cases) expect(one.doubts).toContain('twin-address');
    }));

  it('a person who lives in two homes: her press is one case, and it says so', () =>
    inWorld(async (world) => {
      const [one, other] = [deviceOf('demo-pendant-1'), homeOf('demo-pendant-3')];
      await world.sql('delete from occupant where senior_id = $1', [one.seniorId]);
      await world.sql(
        `insert into occupant (id, home_id, senior_id, name, relation, is_child) values ('second-home', $1, $2, '演示', '本人', false)`,
        [other.id, one.seniorId],
      );
      const pressed = await (await world.caseOf(await world.device(one.id).presses())).now();
      expect(pressed).toMatchObject({ subject: { type: 'home', id: homeOf(one.id).id }, signalCount: 1 });
      expect(pressed.doubts).toContain('two-homes');
      // From the other home too, whoever it is that presses there.
      const there = await (await world.caseOf(await world.device('demo-pendant-3').presses())).now();
      expect(there.doubts).toContain('two-homes');
      expect(await world.openCases()).toHaveLength(2);
    }));

  it('a hub that reports for another home opens the case of that home', () =>
    inWorld(async (world) => {
      const other = homeOf('demo-pendant-3');
      await world.sql(
        `insert into device (id, role, profile, region_id, home_id, hub_id, child_name, fixed, status)
         values ('demo-hub-1.next-door', 'sos-button', 'zigbee2mqtt', $1, $2, 'demo-hub-1', 'next_door', true, 'active')`,
        [other.regionId, other.id],
      );
      const hub = world.device('demo-hub-1');
      await hub.publishes('zigbee2mqtt/demo-hub-1/next_door', JSON.stringify({ action: 'emergency' }));
      await world.settles();
      expect(await (await world.openIncidentOfHome(other.id)).now()).toMatchObject({ class: 'A', kinds: ['sos'] });
      expect(await world.openCases()).toHaveLength(1);
    }));
});
