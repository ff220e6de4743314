import { describe, expect, it } from '@jest/globals';
import { inWorld, type World } from '@silverbell/testing-world/scenario';

const SOS = '{"kind":"sos"}';

/** The only open incident of the home whose button speaks. */
async function theOnly(world: World) {
  const open = await world.openCases();
  expect(open).toHaveLength(1);
  return open[0]!;
}

describe('a device without ids', () => {
  const pendant = (world: World) => world.device('demo-pendant-1');
  const presses = (world: World) => pendant(world).publishes('care/v1/demo-pendant-1/alert', SOS);

  it('N19: pressed again after "false alarm" is a new question: unknown, and the ladder runs', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'home-call', 'offer', 'contact-message');
      await presses(world);
      await world.settles();
      const one = await theOnly(world);
      const operator = world.operator();
      await operator.attends(one);
      await operator.speaksWithTheSenior(one);
      await operator.judges(one, 'false-alarm', 'accidental-press');
      await world.advance('65 s');
      await presses(world);
      await world.settles();
      expect((await one.now()).verdict.code).toBe('unknown');
      expect(await theOnly(world)).toMatchObject({ id: one.id });
      // Attended without a verdict the press becomes a person at risk, as the first one would have.
      await world.advance('95 s');
      expect((await one.now()).class).toBe('B');
      expect(await one.happened('search-started')).toHaveLength(1);
    }));

  it('N20: pressed three times in 9 s is a person at risk, and each press was received', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'home-call', 'offer', 'contact-message');
      for (let press = 1; press <= 3; press += 1) {
        await presses(world);
        await world.settles();
        if (press < 3) await world.advance('4 s');
      }
      const one = await theOnly(world);
      expect(await one.now()).toMatchObject({ class: 'B', signalCount: 3 });
      expect(
        pendant(world)
          .stages()
          .filter((stage) => stage === 'received').length,
      ).toBeGreaterThanOrEqual(3);
    }));

  it('pressed again after its incident was closed is a new incident, linked to the old one', () =>
    inWorld(async (world) => {
      await presses(world);
      await world.settles();
      const one = await theOnly(world);
      const operator = world.operator();
      await operator.attends(one);
      await operator.speaksWithTheSenior(one);
      await operator.closes(one, { outcome: 'reassured' });
      await world.advance('5 s');
      await presses(world);
      await world.settles();
      const next = await theOnly(world);
      expect(next.id).not.toBe(one.id);
      expect((await next.now()).linkedTo).toBe(one.id);
    }));
});

describe('a button behind a hub', () => {
  it('Z2: three copies within 0.5 s, each with its linkquality, are one press', () =>
    inWorld(async (world) => {
      const hub = world.device('demo-hub-1');
      for (const linkquality of [87, 54, 120]) {
        const copy = JSON.stringify({ action: 'emergency', linkquality });
        await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', copy);
        await world.settles();
      }
      const one = await theOnly(world);
      const incident = await one.now();
      expect(incident).toMatchObject({ class: 'A', signalCount: 3 });
      expect(incident.alerts).toHaveLength(1);
      await world.advance('5 s');
      await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', JSON.stringify({ action: 'emergency', linkquality: 61 }));
      await world.settles();
      expect((await one.now()).alerts).toHaveLength(2);
    }));
});
