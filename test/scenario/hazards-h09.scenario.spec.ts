import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld, town } from '@silverbell/testing-world/scenario';

const NEAR = ['helper-1', 'helper-2', 'helper-3'];

describe('H09 a helper is hurt', () => {
  it.each(['gas', 'carbon-monoxide', 'smoke'] as const)('a %s alarm never tells a helper to enter', (kind) =>
    inWorld(async (world) => {
      world.expects('role-call', 'home-call', 'offer-over', 'assignment-changed', 'contact-message');
      await world.puts('home.entry_code', ['home-001'], '775533');
      await world.sql(`update home set hazards = '{dog,gas-bottle}' where id = 'home-001'`);
      await world.onDuty(...NEAR);
      const one = await world.caseOf(await world.device('demo-pendant-1').presses(kind, { certainty: 'observed' }));
      const helper = world.helper('helper-1');
      await helper.isOffered(one);
      const offers = (await world.wordsTold()).filter(({ told }) => told.what === 'offer');
      expect(offers.length).toBeGreaterThan(0);
      for (const { text } of offers) expect(text).toMatch(/只在屋外协助.*(勿|不要)进屋/);
      // Nobody's phone rings in a room full of gas.
      const rung = world.telephone.told.filter((told) => told.body.kind === 'home-call');
      expect(rung).toHaveLength(kind === 'smoke' ? 1 : 0);

      const accepted = await helper.accepts(one);
      expect(accepted.destination).toMatchObject({
        outsideOnly: true,
        hazards: ['dog', 'gas-bottle'],
        entryCode: null,
      });
      await helper.departs(one);
      // At the door nothing opens it for her, and a press that joins from inside changes nothing of that.
      expect((await helper.arrives(one)).destination).toMatchObject({ outsideOnly: true, entryCode: null });
      await world.device('demo-pendant-1').presses('sos');
      expect((await helper.assignmentFor(one)).destination).toMatchObject({ outsideOnly: true, entryCode: null });
      // The fire service is the operator's question from the first second.
      expect((await one.now()).questions.map((question) => question.service)).toContain('119');
    }),
  );

  it('a silent helper on scene raises her own case', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer-over', 'assignment-changed', 'contact-message');
      await world.onDuty(...NEAR);
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      const helper = world.helper('helper-1');
      await helper.accepts(one);
      await helper.departs(one);
      await helper.arrives(one);
      await world.advance('16 min');
      expect(world.textedTo('helper:helper-1').map((told) => told.what)).toContain(
        'assignment-changed:remind-check-in',
      );
      await world.advance('16 min');

      const own = await eventually('she has a case of her own', async () => {
        for (const each of await world.openCases()) if ((await each.now()).subject.type === 'helper') return each;
        return null;
      });
      const incident = await own.now();
      expect(incident).toMatchObject({ subject: { type: 'helper', id: 'helper-1' }, class: 'B', linkedTo: one.id });
      // Somebody else goes to where she was going, at once, and never she herself.
      const asked = await own.asked();
      expect(asked.length).toBeGreaterThan(0);
      expect(asked).not.toContain('helper-1');
      const home = town.homes.find(({ id }) => id === 'home-001');
      expect(incident.destination?.point).toMatchObject({ lat: home?.lat, lng: home?.lng });
    }));

  it('the hazards of a home are shown after acceptance, and not before', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer-over', 'contact-message');
      await world.sql(`update home set hazards = '{dog,open-well,violence}' where id = 'home-001'`);
      await world.onDuty('helper-1');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.operator().judges(one, 'real');
      const helper = world.helper('helper-1');
      expect(JSON.stringify(await helper.isOffered(one))).not.toMatch(/dog|well|violence/);
      const accepted = await helper.accepts(one);
      expect(accepted.destination?.hazards).toEqual(['dog', 'open-well', 'violence']);
      expect((await helper.assignmentFor(one)).destination?.hazards).toEqual(['dog', 'open-well', 'violence']);
    }));
});
