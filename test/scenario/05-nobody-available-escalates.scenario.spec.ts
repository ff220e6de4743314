import { describe, expect, it } from '@jest/globals';
import { inWorld, type World } from '@silverbell/testing-world/scenario';

const LAST_RUNG = ['lead', 'overflow', 'village-cadre', 'station', 'township-duty', 'county-duty'] as const;

const secondsOfRings = (
  world: World,
  role: (typeof LAST_RUNG)[number],
  what: string,
  from: number,
): readonly number[] =>
  world
    .rang(role)
    .filter((told) => told.what === `role-call:${what}`)
    .map((told) => (told.at - from) / 1_000);

describe('"Nobody available" escalates at once and is visible; it is never the end. The last rung repeats until a named person takes it.', () => {
  it('says that nobody was found and rings cadre, station and township in the same second', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      const [nobody] = await one.happened('nobody-found');
      expect(nobody?.at).toBe(world.now());
      for (const role of ['village-cadre', 'station', 'township-duty'] as const)
        expect(world.isRung(role).at).toBe(world.now());
      expect((await operator.reads(one)).timeline.map((entry) => entry.type)).toContain('nobody-found');
      expect((await operator.reads(one)).phase).toBe('searching');
    }));

  it('asks again when somebody comes on duty', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      world.expects('role-call');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.judges(one, 'real');
      expect(await one.asked()).toEqual([]);
      await world.onDuty('helper-7');
      await world.advance('1 min');
      await world.helper('helper-7').isOffered(one);
    }));

  it('with nobody at the console a press reaches the county duty phone, and again every 5 min until somebody presses 1', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      await world.operator().goesOffDuty();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      const from = world.now();
      await world.advance('31 min');
      expect(secondsOfRings(world, 'county-duty', 'county', from).length).toBe(1);
      const last = secondsOfRings(world, 'county-duty', 'last', from);
      expect(last.length).toBeGreaterThanOrEqual(4);
      expect(new Set(last.slice(1).map((at, n) => at - (last[n] ?? 0)))).toEqual(new Set([300]));
      for (const role of LAST_RUNG) expect(secondsOfRings(world, role, 'last', from)).toEqual(last);

      const call = world.isRung('county-duty');
      expect(await world.pressesKey(call, '1')).toBe('已由您接手，谢谢');
      expect((await one.now()).takenBy).toMatchObject({ role: 'county-duty' });
      const rings = world.rang('county-duty').length;
      await world.advance('11 min');
      expect(world.rang('county-duty').length).toBe(rings);
    }));

  it('rings the holder of the running shift of the rota, and the case is in her name (SR-58)', () =>
    inWorld(async (world) => {
      world.expects('role-call');
      const shift = (id: string, name: string, fromH: number): Promise<unknown> =>
        world.sql(
          `insert into duty_shift (id, seat_id, person_name, starts_at, ends_at, state, version)
           select $1, id, $2, to_timestamp($3::float8 / 1000), to_timestamp($3::float8 / 1000) + interval '8 hours', 'planned', 1
           from duty_seat where role = 'county-duty' limit 1`,
          [id, name, world.now() + fromH * 3_600_000],
        );
      await shift('night', '方晓梅', -1);
      await shift('morning', '罗建国', 7);
      await world.puts('duty_shift.voice_number', ['night', 'morning'], '000-7999');
      const operator = world.operator();
      await operator.goesOffDuty();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.advance('10 min');
      expect(await world.pressesKey(world.isRung('county-duty'), '1')).toBe('已由您接手，谢谢');
      const taken = (await operator.reads(one)).timeline.find(({ data }) => 'personName' in data);
      expect(taken?.data).toMatchObject({ role: 'county-duty', personName: '方晓梅' });
    }));

  it('shows an empty seat as a call that could not be made, and rings everybody else', () =>
    inWorld(async (world) => {
      await world.sql(`delete from duty_seat where role = 'overflow'`);
      world.mayFail.add('role:overflow');
      world.logbook.mayFail('not-deliverable');
      await world.device('demo-pendant-1').presses();
      await world.advance('15 s');
      expect(world.rang('overflow')).toEqual([]);
      world.isRung('lead');
      expect(
        await world.sql(`select 1 from outbox where recipient = 'role:overflow' and state = 'failed'`),
      ).toHaveLength(1);
    }));
});
