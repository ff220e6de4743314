import { describe, expect, it } from '@jest/globals';
import { inWorld, type World, type WorldIncident } from '@silverbell/testing-world/scenario';

const NEIGHBOURS = ['helper-1', 'helper-2', 'helper-3'];

const decisionOn120 = async (one: WorldIncident) =>
  (await one.now()).decisions.filter(({ service }) => service === '120');
const asksFor = async (one: WorldIncident) => (await one.now()).questions.map(({ service }) => service);

/** She did not answer twice, so the case is real, and the question of 120 is open. */
async function withoutAnswer(world: World): Promise<WorldIncident> {
  world.expects('role-call', 'offer-over', 'contact-message', 'key-holder-message');
  await world.onDuty(...NEIGHBOURS);
  const one = await world.caseOf(await world.device('demo-pendant-1').presses());
  const operator = world.operator();
  await operator.attends(one);
  await operator.getsNoAnswer(one);
  await operator.judges(one, 'no-answer');
  return one;
}

/** A helper stands before the door of home-001. */
async function atTheDoor(world: World): Promise<WorldIncident> {
  const one = await withoutAnswer(world);
  const helper = world.helper('helper-1');
  await helper.accepts(one);
  await helper.departs(one);
  await helper.arrives(one);
  return one;
}

describe('H11 helpers are worn out', () => {
  it('a harmless press that is answered in time wakes no helper, however often she presses', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('contact-message');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');
      for (let n = 0; n < 2; n += 1) {
        const one = await world.caseOf(await pendant.presses());
        await world.advance('10 s');
        await operator.speaksWithTheSenior(one);
        await operator.judges(one, 'false-alarm', 'accidental-press');
        await operator.closes(one, { outcome: 'false-press' });
        expect(await one.asked()).toEqual([]);
        await world.advance('30 s');
      }
    }));

  it('a volunteer who was asked in vain three times today is asked last, and told why', () =>
    inWorld(async (world) => {
      await world.sql(`update helper set kind = case when id = 'helper-1' then 'volunteer' else 'neighbour' end`);
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call', 'offer-over', 'contact-message');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');
      const rankOfHers = async (one: WorldIncident) => {
        const { items } = await operator.candidates(one);
        const hers = items.findIndex(({ helper }) => helper.id === 'helper-1');
        return { last: hers === items.length - 1, reasons: items[hers]?.reasons ?? [] };
      };
      for (let n = 0; n < 3; n += 1) {
        const one = await world.caseOf(await pendant.presses());
        await operator.speaksWithTheSenior(one);
        expect((await rankOfHers(one)).reasons).not.toContain('needless-calls');
        await operator.judges(one, 'real');
        await world.advance('1 s');
        expect(await one.asked()).toContain('helper-1');
        await operator.judges(one, 'false-alarm', 'accidental-press');
        // The verdict may be a slip: until it is closed, this alarm wears nobody out for itself.
        expect((await rankOfHers(one)).reasons).not.toContain('needless-calls');
        await operator.closes(one, { outcome: 'false-press' });
        await world.advance('5 min');
      }
      const again = await world.caseOf(await pendant.presses());
      const { last, reasons } = await rankOfHers(again);
      expect([last, reasons.includes('needless-calls')]).toEqual([true, true]);
    }));

  it('the third false press of a day becomes one visit, and the next press rings as loud as ever', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('contact-message');
      const operator = world.operator();
      const pendant = world.device('demo-pendant-1');
      const visits = () =>
        world.sql<{ id: string; owner: string; senior_id: string | null }>(
          `select id, owner, senior_id from task where kind = 'frequent-presses'`,
        );
      for (let n = 1; n <= 4; n += 1) {
        const one = await world.caseOf(await pendant.presses());
        expect((await one.now()).severity).toBe(1);
        await operator.speaksWithTheSenior(one);
        await operator.judges(one, 'false-alarm', 'accidental-press');
        await operator.closes(one, { outcome: 'false-press' });
        await world.advance('5 min');
        expect(await visits()).toHaveLength(n < 3 ? 0 : 1);
      }
      expect((await visits())[0]?.owner).toBe('community-officer');
    }));

  it('in her quiet hours a soft sign wakes no relative; a press does, and is told to its end', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('contact-message');
      const daughter = world.account('family-1');
      const [own] = await world.sql<{ id: string }>(`select contact_id as id from account where username = 'family-1'`);
      const told = () => world.textedTo(`contact:${String(own?.id)}`).map(({ what }) => what);
      const operator = world.operator();
      const happens = async (kind: 'inactivity' | 'sos') => {
        const one = await world.caseOf(await world.device('demo-pendant-1').presses(kind));
        await operator.speaksWithTheSenior(one);
        await operator.closes(one, { outcome: 'reassured' });
        await world.advance('30 s');
      };
      // It is noon.
      await daughter.asks('quietHours', { body: { hours: { from: '11:00', until: '13:00' } } });
      await happens('inactivity');
      expect(told()).toEqual([]);
      await happens('sos');
      expect(told()).toEqual(['contact-message:verifying', 'contact-message:closed']);
      await daughter.asks('quietHours', { body: { hours: { from: '22:00', until: '06:00' } } });
      await happens('inactivity');
      expect(told().slice(2)).toEqual(['contact-message:verifying', 'contact-message:closed']);
    }));

  it('a verdict that was a slip, taken back within 10 s, asks the helpers again (H03)', () =>
    inWorld(async (world) => {
      await world.onDuty(...NEIGHBOURS);
      world.expects('role-call', 'offer-over', 'contact-message');
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.speaksWithTheSenior(one);
      await operator.judges(one, 'real');
      await operator.judges(one, 'false-alarm', 'accidental-press');
      expect((await one.now()).search.mode).toBe('none');
      await operator.account.asks('undo', { of: { id: one.id }, body: { act: 'verdict' } });
      expect((await one.now()).verdict.code).toBe('real');
      expect((await one.now()).search.mode).toBe('waves');
      expect(await one.happened('undone')).toHaveLength(1);
    }));
});

describe('H16 120 is called late, in the wrong town, or with wrong facts', () => {
  it('no-answer cannot stand 30 s without a recorded 120 decision', () =>
    inWorld(async (world) => {
      const one = await withoutAnswer(world);
      expect(await asksFor(one)).toEqual(['120']);
      await world.advance('30 s');
      const reminders = (await one.happened('owner-reminded')).map(({ about }) => about);
      expect(reminders).toContain('question-120');
      await world.operator().decides(one, { service: '120', decision: 'call' });
      expect(await decisionOn120(one)).toMatchObject([{ decision: 'call', reason: null }]);
      expect(await asksFor(one)).toEqual([]);
    }));

  it('a "no" to 120 needs its reason, is on record, and is asked again when it is taken back', () =>
    inWorld(async (world) => {
      const one = await withoutAnswer(world);
      const operator = world.operator();
      expect(await operator.isRefused(operator.decides(one, { service: '120', decision: 'no-call' }))).toBe(
        'reason-missing',
      );
      await operator.decides(one, { service: '120', decision: 'no-call', reason: 'already-called' });
      expect(await decisionOn120(one)).toHaveLength(1);
      await operator.account.asks('undo', { of: { id: one.id }, body: { act: 'no-call' } });
      expect([await decisionOn120(one), await asksFor(one)]).toEqual([[], ['120']]);
    }));

  it('the case shows the direct number of its own place, and when it was tried last', () =>
    inWorld(async (world) => {
      const one = await withoutAnswer(world);
      const { regionId } = await one.now();
      await world.sql(
        `insert into emergency_number (region_id, service, number, checked_at) values ($1, '120', '000-9120', instant_of($2))
         on conflict (region_id, service) do update set number = excluded.number, checked_at = excluded.checked_at`,
        [regionId, world.now()],
      );
      const { emergencyNumbers } = await world.operator().reads(one);
      const [local] = emergencyNumbers.filter(({ service }) => service === '120');
      expect(local).toEqual({ service: '120', number: '000-9120', checkedAt: new Date(world.now()).toISOString() });
    }));
});

/**
 * The county of the demo is B. A is another one, with direct numbers of its own; its centre works for B too (overflow): operator-2 belongs to A
 * and holds the role of an operator in B beside it.
 */
async function twoCounties(world: World): Promise<void> {
  await world.sql(
    `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng)
     select 'county-a', null, level_name, level_no, '甲县（虚构）', centre_lat + 1, centre_lng from region where id = 'demo-county'`,
  );
  await world.sql(`delete from emergency_number`);
  await world.sql(
    `insert into emergency_number (region_id, service, number, checked_at)
     select c.id, s.service, c.begins || s.service, instant_of($1)
     from (values ('county-a', '000-1'), ('demo-county', '000-2')) c (id, begins), (values ('120'), ('119'), ('110')) s (service)`,
    [world.now()],
  );
  await world.sql(
    `update account_role set region_id = 'county-a' where account_id = 'account-operator-2' and role = 'operator'`,
  );
}
const alsoWorksFor = (world: World, regionId: string) =>
  world.sql(
    `insert into account_role (account_id, role, region_id, position) values ('account-operator-2', 'operator', $1, 1)`,
    [regionId],
  );
const DIRECT_NUMBERS_OF_B = { '120': '000-2120', '119': '000-2119', '110': '000-2110' };
const numbersIn = (list: readonly { readonly service: string; readonly number: string }[]) =>
  Object.fromEntries(list.map(({ service, number }) => [service, number]));

describe('H16 the centre that answers is in another county', () => {
  it('the case of another county shows the direct numbers of that county', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer-over', 'contact-message');
      await twoCounties(world);
      await alsoWorksFor(world, 'demo-county');
      await world.onDuty(...NEIGHBOURS);
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      const overflow = world.operator('operator-2');
      await overflow.attends(one);
      const shown = await overflow.reads(one);
      expect(numbersIn(shown.emergencyNumbers)).toEqual(DIRECT_NUMBERS_OF_B);
      expect(numbersIn(shown.person?.emergencyNumbers ?? [])).toEqual(DIRECT_NUMBERS_OF_B);
      await overflow.speaksWithTheSenior(one);
      await overflow.judges(one, 'false-alarm', 'accidental-press');
      await overflow.closes(one, { outcome: 'false-press' });
    }));

  it('at the same desk a case of its own county keeps the numbers of its own', () =>
    inWorld(async (world) => {
      await twoCounties(world);
      await alsoWorksFor(world, 'demo-county');
      const overflow = world.operator('operator-2');
      const { id } = await overflow.account.asks('openIncident', {
        body: { kind: 'assistance', regionId: 'county-a' },
      });
      const { emergencyNumbers } = await overflow.reads(world.case(id));
      expect(numbersIn(emergencyNumbers)).toEqual({ '120': '000-1120', '119': '000-1119', '110': '000-1110' });
    }));

  it('a centre that does not work for that county sees neither the case nor its numbers', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer-over', 'contact-message');
      await twoCounties(world);
      await world.onDuty(...NEIGHBOURS);
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      const stranger = world.operator('operator-2');
      expect(await stranger.isRefused(stranger.reads(one))).toBe('not-found');
      expect((await stranger.queue()).map(({ id }) => id)).not.toContain(one.id);
    }));

  it('a number that another person checked a month ago is due again, by name and day', () =>
    inWorld(async (world) => {
      await twoCounties(world);
      const admin = world.account('admin');
      const due = async () =>
        (await admin.asks('emergencyNumbers', { of: { id: 'demo-county' } })).items.flatMap((one) =>
          one.checkDue ? [one.service] : [],
        );
      expect(await due()).toEqual([]);
      await world.sql(`update emergency_number set checked_at = checked_at - interval '32 days'`);
      expect(await due()).toEqual(['120', '119', '110']);
      await admin.asks('checkEmergencyNumbers', { of: { id: 'demo-county' }, body: { services: ['120', '110'] } });
      expect(await due()).toEqual(['119']);
      // The one that was wrong is put right, and stays due until the new number was dialled.
      await admin.asks('setEmergencyNumbers', { of: { id: 'demo-county' }, body: { '119': '000-2999' } });
      expect(await due()).toEqual(['119']);
      const kept = await world.sql(
        `select service, checked_by as by, ms_of(checked_at)::float8 as at from emergency_number where checked_by is not null and region_id = 'demo-county' order by service`,
      );
      expect(kept).toEqual(['110', '120'].map((service) => ({ service, by: 'account-admin', at: world.now() })));
    }));
});

describe('H16 the crew learns what changed', () => {
  it('the question of 120 comes back when she gets worse while the crew is on its way', () =>
    inWorld(async (world) => {
      const one = await atTheDoor(world);
      const operator = world.operator();
      const told = { service: '120', numberDialled: '000-9120', told: '胸闷，清醒' } as const;
      await operator.account.asks('agencyCalls', { of: { id: one.id }, body: { ...told, status: 'called' } });
      expect(await asksFor(one)).toEqual([]);
      await world.helper('helper-1').reports(one, 'unresponsive');
      expect(await asksFor(one)).toEqual(['120']);
      await world.advance('30 s');
      expect((await one.happened('owner-reminded')).map(({ about }) => about)).toContain('question-120');
      const more = { ...told, told: '加重：呼之不应' };
      await operator.account.asks('agencyCalls', { of: { id: one.id }, body: { ...more, status: 'called' } });
      expect(await asksFor(one)).toEqual([]);
    }));
});

describe('H17 the door stays shut', () => {
  it('at no access 119 is asked in the same second, and the key holder is on the screen', () =>
    inWorld(async (world) => {
      const one = await atTheDoor(world);
      await world.sql(`update key_holding set last_fit_test_at = null, consent_use = true where home_id = 'home-001'`);
      const at = world.now();
      await world.helper('helper-1').reports(one, 'no-access');
      expect(await asksFor(one)).toContain('119');
      expect((await one.happened('scene-reported')).at(-1)).toMatchObject({ code: 'no-access', at });
      const { person, allowedActions } = await world.operator().reads(one);
      expect(person?.keys.length).toBeGreaterThan(0);
      expect(allowedActions).toContain('call');
      await world.advance('4 s');
      await world.helper('helper-1').reports(one, 'entry', 'key');
      const entered = (await world.operator().reads(one)).timeline.at(-1);
      expect(entered).toMatchObject({ type: 'scene-reported', data: { code: 'entry', entry: 'key' } });
      expect(Date.parse(entered?.at ?? '') - at).toBe(4_000);
    }));

  it('at no access the key holder is asked at once, and never for a key that does not fit', () =>
    inWorld(async (world) => {
      const one = await atTheDoor(world);
      await world.sql(
        `update key_holding set consent_use = true, returned_at = null, fits = id = (select min(id) from key_holding where home_id = 'home-001')
         where home_id = 'home-001'`,
      );
      await world.helper('helper-1').reports(one, 'no-access');
      await world.advance('1 s');
      const asked = () =>
        world.telephone.told.flatMap(({ recipient, channel, body }) =>
          body.kind === 'key-holder-message' ? [`${body.what} ${channel} ${recipient}`] : [],
        );
      const [fitting] = await world.sql<{ id: string }>(
        `select min(id) as id from key_holding where home_id = 'home-001'`,
      );
      expect(asked().toSorted()).toEqual([
        `bring-key sms key:${String(fitting?.id)}`,
        `bring-key voice key:${String(fitting?.id)}`,
      ]);
      expect(await asksFor(one)).toContain('119');
    }));

  it('an untested key is shown as untested, and one that was tried and does not fit as such', () =>
    inWorld(async (world) => {
      const one = await atTheDoor(world);
      const shown = async () => (await world.operator().reads(one)).person?.keys[0];
      await world.sql(`update key_holding set last_fit_test_at = null, fits = null where home_id = 'home-001'`);
      expect(await shown()).toMatchObject({ fitTestedAt: null });
      await world.sql(
        `update key_holding set last_fit_test_at = instant_of($1), fits = false where home_id = 'home-001'`,
        [world.now()],
      );
      expect(await shown()).toMatchObject({ fits: false, fitTestedAt: new Date(world.now()).toISOString() });
    }));

  it('119 is asked again every time until it is decided, also while 120 is on its way', () =>
    inWorld(async (world) => {
      const one = await atTheDoor(world);
      const operator = world.operator();
      await operator.decides(one, { service: '120', decision: 'call' });
      await world.helper('helper-1').reports(one, 'no-access');
      await world.advance('30 s');
      expect((await one.happened('owner-reminded')).map(({ about }) => about)).toContain('question-119');
      await operator.decides(one, { service: '119', decision: 'call' });
      expect(await asksFor(one)).toEqual([]);
    }));
});

describe('H20 the operator slips', () => {
  it('an open call does not lapse the lease', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'offer-over');
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.calls(one, { party: 'senior' });
      operator.leavesTheDesk();
      await world.advance('2 min');
      expect(await one.happened('lease-lapsed')).toEqual([]);
      expect((await one.now()).attention.state).toBe('attended');
    }));

  it('an operator with an open case cannot go off duty, and can after handing it on', () =>
    inWorld(async (world) => {
      world.expects('contact-message');
      const operator = world.operator();
      await operator.goesOnDuty();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.attends(one);
      expect(await operator.isRefused(operator.goesOffDuty())).toBe('duty-owns-case');
      await operator.speaksWithTheSenior(one);
      await operator.closes(one, { outcome: 'reassured' });
      await operator.goesOffDuty();
    }));
});
