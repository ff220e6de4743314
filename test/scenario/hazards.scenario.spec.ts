import { describe, expect, it } from '@jest/globals';
import { as, type HomeId, type SeniorId } from '@silverbell/kernel';
import { inWorld, town, type World } from '@silverbell/testing-world/scenario';

const NEIGHBOURS = ['helper-1', 'helper-2', 'helper-3'];

const must = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`the town has no ${what}`);
  return found;
};

const secondsSince = (world: World, from: number): number => (world.now() - from) / 1_000;

/** Where somebody in a home is written to in words, for a helper who accepted. */
async function peopleShownTo(world: World, helper: string, incidentId: string): Promise<readonly string[]> {
  const assignment = await world.helper(helper).assignmentFor(world.case(incidentId));
  return (assignment.destination?.people ?? []).map((person) => person.name);
}

describe('H02 taken, then forgotten', () => {
  it('an SOS joining an inactivity case dispatches like an SOS', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');
      const quiet = await world.caseOf(await pendant.presses('inactivity', { certainty: 'likely' }));
      expect((await quiet.now()).class).toBe('F');
      await operator.attends(quiet);
      await operator.getsNoAnswer(quiet);
      expect(await quiet.asked()).toEqual([]);
      await world.advance('1 min');

      const sos = await pendant.presses('sos');
      const joined = await world.caseOf(sos);
      expect(joined.id).toBe(quiet.id);
      expect((await joined.now()).class).toBe('B');
      const [wave] = await joined.happened('wave-started');
      expect(wave?.at).toBe(world.now());
      expect([...(await joined.asked())].sort()).toEqual(NEIGHBOURS);
      await pendant.hears('searching', sos);
    }));

  it('a hold longer than its cap is refused', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      // Without contact there is no hold at all.
      expect(await operator.isRefused(operator.holds(one, 'senior-calls-back'))).toBe('hold-needs-contact');
      await operator.speaksWithTheSenior(one);
      // Nobody names a length: the reason has one, and it cannot be stretched.
      const longer = operator.account.asks('hold', {
        of: { id: one.id },
        body: { reason: 'senior-calls-back', minutes: 30 } as never,
      });
      expect(await operator.isRefused(longer)).toBe('invalid-request');
      const from = world.now();
      await operator.holds(one, 'senior-calls-back');
      expect(((await one.now()).hold?.until ?? 0) - from).toBe(2 * 60_000);
      await world.advance('2 min');
      expect(await one.happened('hold-ended')).toHaveLength(1);
      await operator.holds(one, 'senior-calls-back');
      await world.advance('2 min');
      // The third one in a row is a lead's.
      expect(await operator.isRefused(operator.holds(one, 'senior-calls-back'))).toBe('lead-only');
      expect((await one.now()).hold).toBeNull();
    }));

  it('a hold stops neither the search nor the rungs nor a stall', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1');
      world.expects('role-call', 'assignment-changed', 'offer-over');
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.calls(one, { party: 'senior', result: 'distress-heard' });
      await operator.judges(one, 'real');
      await world.helper('helper-1').accepts(one);
      await operator.holds(one, 'helper-coming');
      await world.advance('4 min');
      expect((await one.now()).hold).not.toBeNull();
      expect((await one.happened('stalled')).map((event) => event.limit)).toEqual(['departure']);
      expect(await one.happened('search-started')).toHaveLength(2);
    }));
});

describe('H03 closed although nobody saw or heard her', () => {
  it('nobody answers, so nobody can close it as a false press', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      const lead = world.operator('lead');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      expect(await operator.isRefused(operator.closes(one, { outcome: 'false-press' }))).toBe('proof-missing');
      await operator.getsNoAnswer(one);
      expect(await operator.isRefused(operator.judges(one, 'false-alarm', 'accidental-press'))).toBe('proof-missing');
      for (const outcome of [
        'false-press',
        'reassured',
        'self-resolved',
        'checked-safe',
        'assisted',
        'safe-elsewhere',
        'ambulance-transported',
      ] as const)
        expect(await operator.isRefused(operator.closes(one, { outcome }))).toBe('proof-missing');
      await operator.releases(one);
      expect(await lead.isRefused(lead.closes(one, { outcome: 'false-press' }))).toBe('proof-missing');
      expect((await one.now()).closure).toBeNull();
    }));

  it('a case of a person at risk without contact is closed by a lead alone', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      const lead = world.operator('lead');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      const proof = { department: '县民政局（演示）', receiptNumber: '回执 17' };
      expect(await operator.isRefused(operator.closes(one, { outcome: 'referred', proof }))).toBe('proof-missing');
      await operator.releases(one).catch(() => undefined);
      await lead.closes(one, { outcome: 'referred', proof });
      expect(await one.phase()).toBe('closed');
    }));
});

describe('H05 the wrong person is assumed', () => {
  it("the widow presses her husband's pendant and is helped", () =>
    inWorld(async (world) => {
      const husband = must(
        town.seniors.find((senior) => senior.status === 'deceased'),
        'late husband',
      );
      const widow = must(
        town.seniors.find((senior) => senior.homeId === husband.homeId && senior.status === 'active'),
        'widow',
      );
      const pendant = world.pendantOf(husband.id);
      await world.sql(
        'update helper set region_id = $1, lat = (select lat from home where id = $2), lng = (select lng from home where id = $2) where id = $3',
        [husband.regionId, husband.homeId, 'helper-1'],
      );
      await world.onDuty('helper-1');
      const operator = world.operator();

      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      await pendant.hears('received', alert);
      const incident = await one.now();
      expect(incident).toMatchObject({ severity: 1, subject: { type: 'home', id: as<HomeId>(husband.homeId) } });
      expect(incident.facts.seniorIds).toEqual([as<SeniorId>(widow.id)]);
      expect(incident.doubts).toContain('senior-deceased');
      const [row] = await operator.queue();
      expect(row?.seniors.map((senior) => senior.name)).toEqual([widow.name]);

      await operator.judges(one, 'real');
      await world.helper('helper-1').accepts(one);
      await world.helper('helper-1').departs(one);
      expect(await peopleShownTo(world, 'helper-1', one.id)).toContain(widow.name);
      await world.helper('helper-1').arrives(one);
      await pendant.hears('helper-arrived', alert);
      await world.helper('helper-1').finishes(one);
      await operator.closes(one, { outcome: 'assisted' });
    }));

  it('smoke in a home of two names both', () =>
    inWorld(async (world) => {
      const alarm = must(
        town.devices.find(
          (device) =>
            device.role === 'smoke' &&
            device.profile === 'native' &&
            town.seniors.filter((senior) => senior.homeId === device.homeId).length === 2,
        ),
        'smoke alarm in a home of two',
      );
      const both = town.seniors.filter((senior) => senior.homeId === alarm.homeId);
      world.expects('role-call', 'home-call');
      const one = await world.caseOf(await world.device(alarm.id).presses('smoke'));
      expect((await one.now()).class).toBe('C');
      const file = await world.operator().reads(one);
      expect(file.seniors.map((senior) => senior.name).sort()).toEqual(both.map((senior) => senior.name).sort());
      expect(file.person?.people.map((person) => person.name)).toEqual(
        expect.arrayContaining(both.map((senior) => senior.name)),
      );
    }));

  it('a couple presses two pendants and gets one case with both', () =>
    inWorld(async (world) => {
      const one = await world.caseOf(await world.device('demo-pendant-2').presses());
      expect((await one.now()).facts.seniorIds).toHaveLength(2);
    }));
});

describe('H06 the voice check cannot work', () => {
  it("a deaf senior's press is offered at once", () =>
    inWorld(async (world) => {
      const deaf = must(
        town.seniors.find((senior) => senior.hearing === 'deaf' && senior.verifyBy === 'text'),
        'deaf senior',
      );
      await world.sql(
        'update helper set region_id = $1, lat = (select lat from home where id = $2), lng = (select lng from home where id = $2) where id = any($3)',
        [deaf.regionId, deaf.homeId, NEIGHBOURS],
      );
      await world.onDuty(...NEIGHBOURS);
      const pressed = world.now();
      const alert = await world.pendantOf(deaf.id).presses();
      const one = await world.caseOf(alert);
      expect((await one.now()).class).toBe('B');
      expect([...(await one.asked())].sort()).toEqual(NEIGHBOURS);
      expect((await one.happened('offered')).every((offer) => offer.at === pressed)).toBe(true);
      expect(secondsSince(world, pressed)).toBe(0);
      await world.pendantOf(deaf.id).hears('searching', alert);
    }));

  it('no receipt depends on hearing', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2');
      world.expects('role-call', 'contact-message', 'assignment-changed', 'offer-over');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');
      const one = await world.caseOf(await pendant.presses());
      await operator.attends(one);
      await operator.calls(one, { party: 'senior' });
      await operator.calls(one, { party: 'senior', result: 'distress-heard' });
      await operator.judges(one, 'real');
      await operator.account.asks('agencyCalls', {
        of: { id: one.id },
        body: { service: '120', numberDialled: '000-9001', told: '老人呼救', status: 'called' },
      });
      await world.helper('helper-1').accepts(one);
      await world.helper('helper-1').withdraws(one);
      await world.advance('3 min');
      await world
        .helper('helper-2')
        .accepts(one)
        .catch(() => undefined);
      const stages = new Set(pendant.stages());
      for (const stage of [
        'received',
        'attended',
        'calling-you',
        'searching',
        'helper-assigned',
        'helper-changed',
        'emergency-called',
        'still-trying',
      ])
        expect(stages).toContain(stage);
      // Every one of them carries words to show, and is not silent: light, vibration and text are the device's to choose.
      for (const receipt of pendant.heard) {
        expect(receipt.silent).toBe(false);
        expect(receipt.say).toMatch(/[\u4e00-\u9fff]{3,}/);
      }
    }));
});

describe('H08 nobody is eligible', () => {
  it('the only neighbour with an expired certificate is still asked', () =>
    inWorld(async (world) => {
      await world.sql('update helper_certificate set valid_until = instant_of($2) where helper_id = $1', [
        'helper-3',
        world.now() - 30 * 86_400_000,
      ]);
      await world.onDuty('helper-3');
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      await world.helper('helper-3').isOffered(one);
      const { items } = await operator.candidates(one);
      expect(items.find((candidate) => candidate.helper.id === 'helper-3')?.doubts.join(' ')).toContain('certificate');
    }));

  it('an empty candidate list calls the cadre in the same second', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      expect((await operator.candidates(one)).items.filter((candidate) => candidate.onDuty)).toEqual([]);
      expect(await one.asked()).toEqual([]);
      expect(world.isRung('village-cadre').at).toBe(world.now());
      world.isRung('township-duty');
    }));
});

describe('H12 somebody accepted, nobody comes', () => {
  it('a helper 40 min away does not end the search', () =>
    inWorld(async (world) => {
      // On foot, some three kilometres off: 40 minutes.
      await world.sql(
        `update helper set transport = 'walk', turnout_day_s = 300, lat = (select lat + 0.021 from home where id = 'home-001'), lng = (select lng from home where id = 'home-001') where id = 'helper-1'`,
      );
      await world.onDuty('helper-1');
      world.expects('role-call', 'offer-over', 'assignment-changed', 'contact-message');
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      const offer = await world.helper('helper-1').isOffered(one);
      expect(offer.expectedArrivalS).toBeGreaterThan(30 * 60);
      await world.helper('helper-1').accepts(one);
      expect((await one.now()).search.mode).toBe('waves');
      expect(await one.happened('search-ended')).toEqual([]);
      world.isRung('village-cadre');

      await world.onDuty('helper-2');
      await world.advance('1 min');
      await world.helper('helper-2').isOffered(one);
      expect((await world.helper('helper-2').accepts(one)).role).toBe('primary');
      expect((await world.helper('helper-1').assignmentFor(one)).role).toBe('backup');
      expect(await one.happened('search-ended')).toHaveLength(1);
    }));

  it('a withdrawn helper is taken back on the device within 5 s', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2');
      world.expects('contact-message:helper-changed');
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses();
      const one = await world.caseOf(alert);
      await world.operator().judges(one, 'real');
      await world.helper('helper-1').accepts(one);
      await pendant.hears('helper-assigned', alert);
      const left = world.now();
      await world.helper('helper-1').withdraws(one, 'breakdown');
      const said = await pendant.hears('helper-changed', alert);
      expect(Date.parse(said.at) - left).toBeLessThanOrEqual(5_000);
      expect(said.say).toBe('换人前往，请稍候');
      expect(pendant.stages(alert).at(-1)).not.toBe('helper-assigned');
      expect(world.textedTo('contact:contact-001-1').map((told) => told.what)).toContain(
        'contact-message:helper-changed',
      );
      await world.helper('helper-2').isOffered(one);
    }));

  it('looks for another when the first neither departs nor says why, and keeps her until one is found', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2');
      world.expects('role-call', 'assignment-changed', 'contact-message', 'offer-over');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      const operator = world.operator();
      await operator.judges(one, 'real');
      await operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' });
      await world.helper('helper-1').accepts(one);
      await world.advance('3 min');
      expect((await world.helper('helper-1').assignmentFor(one)).role).toBe('primary');
      await world.helper('helper-2').isOffered(one);
      expect((await world.helper('helper-2').accepts(one)).role).toBe('primary');
      expect((await world.helper('helper-1').assignmentFor(one)).role).toBe('standby');
    }));
});
