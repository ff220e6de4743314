import { describe, expect, it } from '@jest/globals';
import { topicOf } from '@silverbell/mqtt-contract';
import { inWorld, town, type World } from '@silverbell/testing-world/scenario';
import type { BodyOf } from '@silverbell/wire';

const HOUR = 3_600_000;
const must = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`the town has no ${what}`);
  return found;
};
const homeOf = (seniorId: string) => {
  const senior = must(
    town.seniors.find(({ id }) => id === seniorId),
    seniorId,
  );
  return must(
    town.homes.find(({ id }) => id === senior.homeId),
    'home of hers',
  );
};
const peopleAt = (homeId: string) =>
  new Set([
    ...town.seniors.filter((one) => one.homeId === homeId && one.status === 'active').map(({ id }) => id),
    ...town.occupants.filter((one) => one.homeId === homeId).map(({ id, seniorId }) => seniorId ?? id),
  ]);
const staysAtHome = ({ status, awayUntil }: (typeof town.seniors)[number]): boolean =>
  status === 'active' && awayUntil === null;
/** Somebody who lives alone, and wears something that calls. */
const alone = must(
  town.seniors.find(
    (one) =>
      staysAtHome(one) &&
      peopleAt(one.homeId).size === 1 &&
      !one.dispatchFirst &&
      !one.dementia &&
      town.devices.some(
        (device) => device.seniorId === one.id && device.role === 'pendant' && device.status === 'active',
      ),
  ),
  'senior alone',
);
const couple = must(
  town.seniors.find(
    (one) =>
      staysAtHome(one) && town.seniors.filter((two) => two.homeId === one.homeId && staysAtHome(two)).length === 2,
  ),
  'couple',
);

/** The installer hangs a sensor of the hub into the home of this person. */
async function hangs(world: World, name: string, role: string, seniorId: string): Promise<void> {
  const home = homeOf(seniorId);
  await world.sql(
    `insert into device (id, role, profile, region_id, home_id, hub_id, child_name, fixed, status)
     values ($1, $2, 'zigbee2mqtt', $3, $4, 'demo-hub-1', $5, true, 'active')`,
    [`demo-hub-1.${name}`, role, home.regionId, home.id, name],
  );
}
const hubSays = async (world: World, name: string, state: object): Promise<void> => {
  await world.device('demo-hub-1').publishes(`zigbee2mqtt/demo-hub-1/${name}`, JSON.stringify(state));
  await world.settles();
};
const ofHer = (seniorId: string) => ({ of: { id: seniorId } });
const rule = (withinHours: number): NonNullable<BodyOf<'setSilenceRules'>> => ({
  rules: [{ rule: 'no-sign', withinHours }],
  reason: 'agreed-with-her',
});

describe('H15 she cannot press, and everyone believes she is fine', () => {
  it('is missed when nothing moved for as long as was agreed with her, and not before', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'home-call', 'offer-over');
      await hangs(world, 'corridor', 'motion', alone.id);
      const operator = world.operator();
      const set = await operator.account.asks('setSilenceRules', { ...ofHer(alone.id), body: rule(4) });
      expect(set).toMatchObject({ rules: rule(4).rules, changes: [{ what: 'rules', reason: 'agreed-with-her' }] });
      await world.advance('3 h');
      const moved = world.now();
      await hubSays(world, 'corridor', { occupancy: true, battery: 90 });
      await world.advance('3 h');
      await hubSays(world, 'corridor', { occupancy: false, battery: 90 });
      expect(await world.openCases()).toEqual([]);
      const known = await operator.account.asks('silenceRules', ofHer(alone.id));
      expect(known.lastContact).toEqual({ sign: 'motion', at: new Date(moved).toISOString() });
      // Nothing in the answer says how she is.
      expect(JSON.stringify(known)).not.toMatch(/safe|fine|平安|正常/);

      await world.sql(
        `insert into family_link (account_id, senior_id) select id, $1 from account where username = 'family-1' on conflict do nothing`,
        [alone.id],
      );
      const page = (await world.account('family-1').asks('mySeniors')).items.find(({ id }) => id === alone.id);
      expect(page?.lastContact).toEqual(known.lastContact);

      await world.advance('1 h');
      const missed = await world.openIncidentOfHome(alone.homeId);
      expect(await missed.now()).toMatchObject({ class: 'F', kinds: ['inactivity'], raisedBy: { id: 'presence' } });
      expect(world.now() - moved).toBe(4 * HOUR);
    }));

  it('a meal fetched by a neighbour does not count as seen', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'home-call', 'offer-over');
      const operator = world.operator();
      const begin = world.now();
      await operator.account.asks('setSilenceRules', { ...ofHer(alone.id), body: rule(6) });
      await world.advance('3 h');
      const came = await operator.account.asks('attendance', { ...ofHer(alone.id), body: { inPerson: true } });
      expect(came.lastContact).toEqual({ sign: 'attendance', at: new Date(begin + 3 * HOUR).toISOString() });
      await world.advance('4 h');
      const fetched = await operator.account.asks('attendance', { ...ofHer(alone.id), body: { inPerson: false } });
      expect(fetched.lastContact).toEqual(came.lastContact);
      expect(fetched.signs.map(({ sign, counts }) => [sign, counts])).toEqual([
        ['attendance', false],
        ['attendance', true],
      ]);
      expect(await world.openCases()).toEqual([]);
      await world.advance('2 h');
      expect((await (await world.openIncidentOfHome(alone.homeId)).now()).kinds).toEqual(['inactivity']);
    }));

  it('of a couple a sensor of the home tells nothing about the one of them, her own watch does', () =>
    inWorld(async (world) => {
      await hangs(world, 'corridor', 'motion', couple.id);
      const operator = world.operator();
      await hubSays(world, 'corridor', { occupancy: true });
      const shared = await operator.account.asks('silenceRules', ofHer(couple.id));
      expect(shared).toMatchObject({ lastContact: null, signs: [{ sign: 'motion', counts: false }] });
      expect(shared.doubts).toContain('shared-home');
      const watch = must(
        town.devices.find((one) => one.seniorId === couple.id && one.profile === 'native' && one.status === 'active'),
        'device of hers',
      );
      await world
        .device(watch.id)
        .publishes(
          topicOf('telemetry', watch.id),
          JSON.stringify({ readings: [{ kind: 'heart-rate', value: 71, unit: '/min' }] }),
        );
      await world.settles();
      const worn = await operator.account.asks('silenceRules', ofHer(couple.id));
      expect(worn.lastContact).toMatchObject({ sign: 'worn' });
    }));

  it('nobody is missed at home while she is away, no absence is for ever, and a press is a press all the same', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'home-call', 'offer-over');
      const operator = world.operator();
      const away = { until: new Date(world.now() + 20 * HOUR).toISOString(), reason: 'with-family' } as const;
      const where = { lat: homeOf(alone.id).lat + 0.05, lng: homeOf(alone.id).lng, label: '女儿家（演示）' };
      await operator.account.asks('setSilenceRules', { ...ofHer(alone.id), body: rule(4) });
      const forEver = { ...away, until: new Date(world.now() + 40 * 24 * HOUR).toISOString() };
      expect(await operator.account.isRefused('setAway', { ...ofHer(alone.id), body: forEver })).toBe('away-too-long');
      const gone = await operator.account.asks('setAway', { ...ofHer(alone.id), body: { ...away, where } });
      expect(gone.away).toMatchObject({ resting: true, reason: 'with-family', where: { label: where.label } });
      await world.advance('10 h');
      expect(await world.openCases()).toEqual([]);

      const pressed = await world.caseOf(await world.pendantOf(alone.id).presses());
      expect(await pressed.now()).toMatchObject({ class: 'A', destination: { choice: 'away', reason: 'known-away' } });
      expect((await pressed.now()).doubts).toContain('while-away');
      await operator.speaksWithTheSenior(pressed);
      await operator.judges(pressed, 'false-alarm', 'accidental-press');
      await operator.closes(pressed, { outcome: 'false-press' });

      // Back before her time: the rules count from that moment on.
      const back = await operator.account.asks('endAway', ofHer(alone.id));
      expect(back.away).toBeNull();
      expect(back.changes.map(({ what }) => what)).toEqual(['back', 'away', 'rules']);
      await world.advance('3 h');
      expect(await world.openCases()).toEqual([]);
      await world.advance('1 h');
      expect((await (await world.openIncidentOfHome(alone.homeId)).now()).kinds).toEqual(['inactivity']);
    }));

  it('a rule beyond its limits is refused with a sentence, and defaults are those of her region', () =>
    inWorld(async (world) => {
      const operator = world.operator();
      expect(await operator.account.isRefused('setSilenceRules', { ...ofHer(alone.id), body: rule(1) })).toBe(
        'no-sign-hours',
      );
      const own = [{ rule: 'no-sign', withinHours: 10 }];
      await world.sql(
        `insert into region_setting (region_id, key, valid_from, value, source) values ($1, 'silence.rules', instant_of($2), $3::jsonb, '演示县民政局')`,
        [homeOf(alone.id).regionId, world.now() - HOUR, JSON.stringify(own)],
      );
      const set = await operator.account.asks('setSilenceRules', {
        ...ofHer(alone.id),
        body: { rules: 'defaults', reason: 'agreed-with-her' },
      });
      expect(set).toMatchObject({ rules: own, defaults: { rules: own, source: '演示县民政局' } });
    }));
});

describe('H04 help goes to the wrong place', () => {
  it('a moved hub asks before it sends', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'offer-over');
      await world.onDuty('helper-1', 'helper-2');
      const operator = world.operator();
      const beats = async (gateway: string): Promise<void> => {
        await world
          .device('demo-hub-1')
          .publishes(topicOf('heartbeat', 'demo-hub-1'), JSON.stringify({ at: null, network: 'chen-wifi', gateway }));
        await world.settles();
      };
      await beats('02:00:00:00:00:01');
      await world.advance('1 min');
      await beats('02:00:00:00:00:02');
      await world.advance('90 s');
      const hub = must(
        town.devices.find(({ id }) => id === 'demo-hub-1'),
        'demo hub',
      );
      const homeId = must(hub.homeId ?? undefined, 'home of the hub');
      const work = await world.openIncidentOfHome(homeId, 'work');
      expect(await work.now()).toMatchObject({ class: 'W', kinds: ['fault'], doubts: ['hub-moved'], signalCount: 1 });

      await hubSays(world, 'bath_sos', { action: 'emergency', battery: 90 });
      const one = await world.openIncidentOfHome(homeId);
      expect((await one.now()).doubts).toContain('hub-moved');
      expect((await one.now()).destination).toMatchObject({ choice: 'home', reason: 'hub-moved' });
      expect(await one.asked()).toEqual([]);
      // She is where the hub always hung: somebody asked, and says so.
      await operator.attends(one);
      await operator.speaksWithTheSenior(one);
      const place = await operator.account.asks('confirmPlace', { of: { id: 'demo-hub-1' }, body: { place: 'home' } });
      expect(place).toMatchObject({ home: { id: homeId }, suspectedSince: null });
      expect(await work.now()).toMatchObject({ signalCount: 2, closure: null });
      await operator.judges(one, 'false-alarm', 'accidental-press');
      await operator.closes(one, { outcome: 'false-press' });

      // The same line from now on raises no question any more.
      await beats('02:00:00:00:00:02');
      await hubSays(world, 'bath_sos', { action: 'emergency', battery: 89 });
      expect((await (await world.openIncidentOfHome(homeId)).now()).doubts).not.toContain('hub-moved');
    }));

  it('a hub that was carried to another home speaks from there once somebody said so', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      const operator = world.operator();
      const other = homeOf(alone.id);
      const unknown = { of: { id: 'demo-hub-1' }, body: { place: 'other-home', homeId: 'home-nowhere' } } as const;
      expect(await operator.account.isRefused('confirmPlace', unknown)).toBe('home-unknown');
      const place = await operator.account.asks('confirmPlace', {
        of: { id: 'demo-hub-1' },
        body: { place: 'other-home', homeId: other.id },
      });
      expect(place.home).toMatchObject({ id: other.id });
      await hubSays(world, 'bath_sos', { action: 'emergency' });
      const one = await world.openIncidentOfHome(other.id);
      expect((await one.now()).facts.seniorIds).toEqual([alone.id]);
    }));
});

/** A person with dementia who wears a watch. */
const wanderer = must(
  town.devices.find(
    ({ role, status, seniorId }) =>
      role === 'watch' &&
      status === 'active' &&
      town.seniors.some((one) => one.id === seniorId && one.dementia && one.status === 'active'),
  ),
  'watch of a confused person',
);
const near = async (world: World, helpers: readonly string[]): Promise<void> => {
  const home = homeOf(wanderer.seniorId ?? '');
  await world.sql('update helper set region_id = $1, lat = $2, lng = $3 where id = any($4)', [
    home.regionId,
    home.lat,
    home.lng,
    helpers,
  ]);
  await world.onDuty(...helpers);
};
const fixAt = (world: World, north: number) => {
  const home = homeOf(wanderer.seniorId ?? '');
  const point = { lat: home.lat + north, lng: home.lng };
  const at = new Date(world.now()).toISOString();
  return { point, position: { ...point, accuracyM: 10, datum: 'wgs84', fixAt: at, source: 'gnss' } as const };
};

describe('H04 two places', () => {
  it('of a split offer everybody goes to her own place, and a decision sends both to one', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'assignment-changed', 'offer-over');
      await near(world, ['helper-1', 'helper-2']);
      const operator = world.operator();
      const { point, position } = fixAt(world, 0.012);
      const old = { ...position, fixAt: new Date(world.now() - 48 * HOUR).toISOString() };
      const one = await world.caseOf(await world.device(wanderer.id).presses('sos', { position: old }));
      expect((await one.now()).destination).toMatchObject({ choice: 'home', alternative: { choice: 'fix' } });
      await operator.attends(one);
      const ranked = (await operator.candidates(one)).items.map(({ helper, place }) => [helper.id, place]);
      expect(ranked).toContainEqual(['helper-1', 'home']);

      const places = [
        { helperId: 'helper-1', choice: 'home' },
        { helperId: 'helper-2', choice: 'fix' },
      ] as const;
      const helperIds = places.map(({ helperId }) => helperId);
      await operator.offers(one, { helperIds, reason: 'nearest-known', places: [...places] });
      for (const { helperId } of places) await world.helper(helperId).accepts(one);
      const goes = async (who: 'helper-1' | 'helper-2') => (await world.helper(who).assignmentFor(one)).destination;
      expect(await goes('helper-1')).toMatchObject({ choice: 'home' });
      expect(await goes('helper-2')).toMatchObject({ choice: 'fix', ...point, entryCode: null });

      await operator.account.asks('destination', {
        of: { id: one.id },
        body: { choice: 'home', reason: 'senior-said' },
      });
      expect(await goes('helper-2')).toMatchObject({ choice: 'home', alternative: null });
    }));
});

describe('H18 a confused person walks away', () => {
  it('cold weather sends helpers and 110 question at once', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      await near(world, ['helper-1', 'helper-2', 'helper-3']);
      const operator = world.operator();
      const { regionId } = homeOf(wanderer.seniorId ?? '');
      const of = {
        id: must(
          town.regions.find(({ parentId }) => parentId === null),
          'county',
        ).id,
      };
      const reading = { temperatureC: 2, source: '县气象站（演示）' };
      const old = { ...reading, observedAt: new Date(world.now() - 7 * HOUR).toISOString() };
      expect(await operator.account.isRefused('weather', { of, body: old })).toBe('weather-too-old');
      const now = await operator.account.asks('weather', {
        of,
        body: { ...reading, observedAt: new Date(world.now()).toISOString() },
      });
      expect(now).toMatchObject({ regionId: of.id, harsh: true });
      const one = await world.caseOf(await world.device(wanderer.id).presses('wandering'));
      expect(await one.now()).toMatchObject({ class: 'E', harsh: true, regionId });
      expect([...(await one.asked())].sort()).toEqual(['helper-1', 'helper-2', 'helper-3']);
      expect((await one.now()).questions.map(({ service }) => service)).toEqual(['110']);
      expect((await one.happened('offered')).every(({ at }) => at === world.now())).toBe(true);
    }));

  it('yesterday’s cold says nothing of today, and by day in mild weather contacts are asked first', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      await near(world, ['helper-1', 'helper-2', 'helper-3']);
      const of = {
        id: must(
          town.regions.find(({ parentId }) => parentId === null),
          'county',
        ).id,
      };
      await world.operator().account.asks('weather', {
        of,
        body: { temperatureC: -3, observedAt: new Date(world.now() - 5 * HOUR).toISOString(), source: '演示' },
      });
      await world.advance('1 h');
      const one = await world.caseOf(await world.device(wanderer.id).presses('wandering'));
      expect((await one.now()).harsh).toBe(false);
      expect(await one.asked()).toEqual([]);
    }));

  it('beside open water nobody waits', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      await near(world, ['helper-1', 'helper-2', 'helper-3']);
      const home = homeOf(wanderer.seniorId ?? '');
      const shore = {
        type: 'LineString',
        coordinates: [
          [home.lng - 0.01, home.lat + 0.01],
          [home.lng + 0.01, home.lat + 0.01],
        ],
      };
      const map = {
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { kind: 'river' }, geometry: shore }],
      };
      await world.sql(
        `insert into region_setting (region_id, key, valid_from, value, source) values ($1, 'basemap', instant_of($2), $3::jsonb, '演示')`,
        [home.regionId, world.now() - HOUR, JSON.stringify(map)],
      );
      const { position } = fixAt(world, 0.0095);
      const one = await world.caseOf(await world.device(wanderer.id).presses('geofence-exit', { position }));
      expect((await one.now()).harsh).toBe(true);
      expect((await one.asked()).length).toBeGreaterThan(0);
    }));

  it('the search follows the position and ends only when she was seen', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'assignment-changed', 'offer-over');
      await near(world, ['helper-1', 'helper-2', 'helper-3']);
      const operator = world.operator();
      const watch = world.device(wanderer.id);
      const first = fixAt(world, 0.005);
      const one = await world.caseOf(await watch.presses('geofence-exit', { position: first.position }));
      expect((await one.now()).destination).toMatchObject({ choice: 'fix', point: first.point });
      await operator.attends(one);
      await world.advance('5 min');
      for (const helper of ['helper-1', 'helper-2'] as const) await world.helper(helper).accepts(one);

      const second = fixAt(world, 0.012);
      await watch.presses('geofence-exit', { position: second.position });
      expect((await one.now()).destination).toMatchObject({ choice: 'fix', point: second.point });
      for (const helper of ['helper-1', 'helper-2'] as const)
        expect((await world.helper(helper).assignmentFor(one)).destination).toMatchObject(second.point);

      // Somebody is there, and nobody has seen her: others go on searching, and nobody may close it as found.
      await world.helper('helper-1').departs(one);
      await world.helper('helper-1').arrives(one);
      expect((await one.now()).search.mode).toBe('waves');
      expect(await operator.isRefused(operator.closes(one, { outcome: 'found-and-returned' }))).toBe('proof-missing');
      await world.helper('helper-1').finishes(one);
      expect((await one.now()).search.mode).toBe('none');
      await operator.closes(one, { outcome: 'found-and-returned' });
    }));
});
