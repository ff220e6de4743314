// Real: PostgreSQL with every migration, the api over HTTP, two counties with people of every role. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { ROLES, TwoCounties, TOWN, type Answer, type Person } from './another-county.js';
import { ASKS } from './asks.js';
import { WHO_MAY } from './table.js';

jest.setTimeout(240_000);

const UNKNOWN = 'there-is-no-such-id';
const roleOf = (person: Person) => (person === 'learner' ? 'operator' : person);
/** Who may call it somewhere, sitting in the other county; a learner is refused whatever she asks for. */
const askersOf = (name: RouteName): readonly string[] => {
  const [, roles] = WHO_MAY[name] ?? ['anybody', ''];
  return ROLES.filter((person) => person !== 'learner' && roles.split(' ').includes(roleOf(person))).map(
    (person) => `${person}-elsewhere`,
  );
};

/** The first failure is the failure of the test, and names whom it befell. */
const together = async (usernames: readonly string[], asks: (username: string) => Promise<void>): Promise<void> => {
  await Promise.all(usernames.map(asks));
};

/** All of an answer that could tell two ids apart: everything but the address that was asked. */
function told({ status, text }: Answer, id: string): string {
  const { instance: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return `${String(status)} ${JSON.stringify(rest).replaceAll(id, UNKNOWN)}`;
}

/** Every route that names a record; `{kind}` of a template and `{name}` of a setting are words, not records. */
const withId = Object.entries<Route>(ROUTES)
  .filter(([, { path }]) => path.includes('{id}'))
  .map(([name]) => name as RouteName);

describe('an id of another region', () => {
  const two = new TwoCounties();
  let ownHome = '';
  beforeAll(async () => {
    await two.begin();
    const [home]: { id: string }[] = await two.source.query(
      `select home_id as id from device where id = 'demo-pendant-3'`,
    );
    ownHome = home?.id ?? '';
  }, 120_000);
  afterAll(() => two.end());

  it.each(withId)('in the address of %s is answered like one that nobody has', async (name) => {
    const { method, path } = ROUTES[name];
    const { id = '', query = '', body } = await ASKS[name](two);
    const at = (one: string) => ({
      ...{ method, path: path.replace(/\{\w+\}/g, one) + query },
      ...(body === undefined ? {} : { body }),
    });
    // All are refused and change nothing: they ask many at once.
    await together(askersOf(name), async (username) => {
      const foreign = await two.ask(username, at(id));
      const unknown = await two.ask(username, at(UNKNOWN));
      expect([username, told(foreign, id)]).toEqual([username, told(unknown, UNKNOWN)]);
      expect([username, foreign.status]).toEqual([username, 404]);
    });
  });

  const until = (): string => new Date(two.clock.at + 3_600_000).toISOString();
  /** A thing of the own county of whoever asks, so that only the id in the body is foreign. */
  const ownIncident = () => two.press('demo-pendant-3');

  interface Named {
    readonly home: string;
    readonly senior: string;
    readonly pendant: string;
    readonly region: string;
    readonly helper: string;
  }
  type Body = (named: Named) => unknown;
  const OWN = 'demo-county';
  const noId = () => Promise.resolve('');
  const newcomer = (grant: object, more: object = {}) => ({ username: 'newcomer', name: 'x', roles: [grant], ...more });
  const BODIES: readonly (readonly [string, RouteName, Body, () => Promise<string>])[] = [
    ['the home of a new device', 'registerDevice', ({ home }) => ({ role: 'pendant', homeId: home }), noId],
    [
      'the wearer of a new device',
      'registerDevice',
      ({ senior }) => ({ role: 'pendant', homeId: ownHome, seniorId: senior }),
      noId,
    ],
    [
      'the hub of a new device',
      'registerDevice',
      ({ pendant }) => ({ role: 'sos-button', homeId: ownHome, behind: { hubId: pendant, name: 'x' } }),
      noId,
    ],
    [
      'the region of a device in stock',
      'registerDevice',
      ({ region }) => ({ role: 'pendant', regionId: region }),
      noId,
    ],
    [
      'the home of a bound device',
      'bindDevice',
      ({ home }) => ({ homeId: home }),
      () => Promise.resolve('demo-pendant-3'),
    ],
    [
      'the device that takes over',
      'replaceDevice',
      ({ pendant }) => ({ byDeviceId: pendant }),
      () => Promise.resolve('demo-pendant-3'),
    ],
    ['the home of a case by telephone', 'openIncident', ({ home }) => ({ homeId: home, kind: 'sos' }), noId],
    ['the person of a case by telephone', 'openIncident', ({ senior }) => ({ seniorId: senior, kind: 'sos' }), noId],
    ['the region of a case by telephone', 'openIncident', ({ region }) => ({ regionId: region, kind: 'sos' }), noId],
    ['the region of a drill', 'openDrill', ({ region }) => ({ regionId: region, until: until() }), noId],
    ['a home of a drill', 'openDrill', ({ home }) => ({ regionId: OWN, homeIds: [home], until: until() }), noId],
    [
      'a device of a drill',
      'openDrill',
      ({ pendant }) => ({ regionId: OWN, deviceIds: [pendant], until: until() }),
      noId,
    ],
    [
      'a helper of a drill',
      'openDrill',
      ({ helper }) => ({ regionId: OWN, helperIds: [helper], until: until() }),
      noId,
    ],
    ['the region of a role', 'createAccount', ({ region }) => newcomer({ role: 'operator', regionId: region }), noId],
    [
      'the helper of an account',
      'createAccount',
      ({ helper }) => newcomer({ role: 'helper', regionId: OWN }, { helperId: helper }),
      noId,
    ],
    [
      'the person of a family account',
      'createAccount',
      ({ senior }) => newcomer({ role: 'family', regionId: OWN }, { seniorIds: [senior] }),
      noId,
    ],
    // Helpers who are asked are no rows here: borders do not count among candidates (SR-06), and their list is read anyway.
    ['a name of a roll-call', 'rollCall', ({ senior }) => ({ seniorId: senior, how: 'spoken' }), ownIncident],
  ];

  it.each(BODIES)('%s, in the body of %s, is answered like one that nobody has', async (_, name, body, own) => {
    const { method, path } = ROUTES[name];
    const foreign: Named = { ...(await two.newHome()), region: TOWN, helper: 'helper-there' };
    const unknown: Named = { home: UNKNOWN, senior: UNKNOWN, pendant: UNKNOWN, region: UNKNOWN, helper: UNKNOWN };
    await together(askersOf(name), async (username) => {
      const id = await own();
      const asking = { method, path: path.replace(/\{\w+\}/g, id) };
      const answers: string[] = [];
      for (const named of [foreign, unknown]) {
        const answer = await two.ask(username, { ...asking, body: body(named) });
        expect([username, answer.status >= 400 && answer.status < 500]).toEqual([username, true]);
        answers.push(
          Object.values(named).reduce((text, one: string) => text.replaceAll(one, UNKNOWN), told(answer, UNKNOWN)),
        );
      }
      expect([username, answers[0]]).toEqual([username, answers[1]]);
    });
  });

  it.each(['devices', 'unknownDevices', 'deviceWork', 'drills', 'incidents', 'homes', 'accounts'] as const)(
    'in the query of %s is answered likewise',
    async (name) => {
      const { method, path } = ROUTES[name];
      await together(askersOf(name), async (username) => {
        const of = (regionId: string) => two.ask(username, { method, path: `${path}?regionId=${regionId}` });
        expect([username, told(await of(TOWN), TOWN)]).toEqual([username, told(await of(UNKNOWN), UNKNOWN)]);
      });
    },
  );
});
