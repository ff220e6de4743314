// Real: PostgreSQL with every migration, the api over HTTP, two counties with people of every role. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { CANARY, ROLES, SEATS, TOWN, TwoCounties, type Answer, type Person, type Seat } from './another-county.js';
import { askFor, ASKS } from './asks.js';
import { WHO_MAY, type Line } from './table.js';

jest.setTimeout(240_000);

const names = Object.keys(ROUTES) as RouteName[];
const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const roleOf = (person: Person) => (person === 'learner' ? 'operator' : person);
const slugOf = ({ text }: Answer): string => (JSON.parse(text) as { type: string }).type.split('/').at(-1) ?? '';

/** What the table says about one person at one seat. */
type Verdict = 'in' | 'in-empty' | 'not-logged-in' | 'not-allowed' | 'not-there' | 'training-seat';
function expected([whose, roles, learner, own = '']: Line, person: Person | 'nobody', seat: Seat): Verdict {
  if (whose === 'anybody') return 'in';
  if (whose === 'signed') return 'not-allowed';
  if (person === 'nobody') return 'not-logged-in';
  if (!words(roles).includes(roleOf(person))) return 'not-allowed';
  if (whose === 'nobody') return 'not-there';
  const sees =
    whose === 'hers' || words(own).includes(roleOf(person)) ? seat === 'there' : seat === 'there' || seat === 'above';
  if (person === 'learner' && learner === 'refused') return 'training-seat';
  if (whose === 'herself') return 'in';
  if (person === 'learner' && learner === 'drills' && whose === 'lists') return 'in-empty';
  if (whose === 'lists') return sees ? 'in' : 'in-empty';
  if (!sees) return 'not-there';
  return person === 'learner' && learner === 'drills' ? 'training-seat' : 'in';
}

/** Lists of her own: they are always there, and empty for everybody else. */
const OWN_LISTS: readonly string[] = [
  'myOffers',
  'myAssignments',
  'mySeniors',
  'myIncidents',
  'myChannelTests',
  'myOrders',
];
/** A machine room without an engine is not ready, and says so. */
const MAY_BE_UNAVAILABLE: readonly string[] = ['ready'];
/**
 * Allowed, and still a "no" of the domain, whoever asks first: only an outage has a roll-call, only her own act is undone; a wrong password; no role that waits; no
 * provider of an organisation.
 */
const NEVER_DONE: readonly string[] = [
  ...['rollCall', 'undo', 'changePassword', 'confirmTotp', 'endMySession', 'agreeToRoles'],
  ...['beginOrganisationLogin', 'finishOrganisationLogin', 'bindIdentity', 'openHandover'],
  // only who has a telephone calls
  'placeCall',
];
/** What a role asks for instead, where what the others ask for is not for it. */
const ASKED_BY_ROLE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  beginExport: {
    'provider-manager': { list: 'service-orders', purpose: 'service' },
    'security-admin': { list: 'accounts', purpose: 'audit' },
    auditor: { list: 'audit', purpose: 'audit' },
    installer: { list: 'device-work', purpose: 'service' },
  },
  acknowledgeEntitlement: { 'community-officer': { notice: 'family' }, 'township-officer': { notice: 'moved' } },
};
/** Lists whose names are masked for those who only read them: a row is known by its region. */
const MASKED_FOR_READERS: readonly string[] = [
  ...['serviceOrders', 'servicePlans', 'complaints', 'verifications', 'workers', 'entitlements', 'careCalls'],
];
/** Lists that may have nothing of the town yet, or that name nothing. */
const MAY_BE_EMPTY: readonly string[] = [
  'welfareVisits',
  'villageScores',
  'work',
  'drills',
  'readings',
  'unknownDevices',
  'homesOnMap',
  'coverageNow',
  'incidentFigures',
  'regionFigures',
];
/** Lists that name people of a centre above, who may take over from those below: leads who could be given a shift. */
const NAMED_FROM_ABOVE: readonly string[] = ['handovers'];
/** Facts of the whole house: the demo county's base map, and counters. */
const OF_THE_HOUSE: readonly string[] = ['basemap', 'metrics', 'login'];

/** Open to anybody, and so many times a minute from one address: the clock leaves room between two of them. */
const LIMITED_BY_ADDRESS: readonly string[] = ['publicEligibility'];

/** As many connections as one address may open without proving itself. */
const AT_ONCE = 24;

/**
 * Kinds of work. A role that a route does not name is refused by the guard of all routes, which looks at the route table and at nothing
 * else: for every route and every role that is proven in `apps/api/src/http/routes/every-role.spec.ts`, and above that the table names the
 * roles written by hand. Here one role of each kind, another one from route to route, shows over HTTP that the guard stands before the
 * route. A route that is open to anybody is asked without a login and by every role from one seat: the guard reads no session there.
 */
const KINDS: readonly (readonly Person[])[] = [
  ['operator', 'lead', 'supervisor'],
  ['admin', 'county-officer', 'township-officer', 'community-officer', 'village-cadre', 'protection-officer'],
  ['security-admin', 'auditor', 'finance-officer'],
  ['installer', 'provider-manager', 'institution-clerk'],
  ['helper', 'family'],
  ['learner'],
];

/** Refusals of the house itself; every other "no" is the domain's, to somebody who was let in. */
const DOORS: readonly string[] = [
  'not-allowed',
  'not-found',
  'training-seat',
  'account-suspended',
  'too-many-requests',
];

/** A thing of another region, and a home named in a body that is of one. */
const NOT_THERE: readonly string[] = ['not-found', 'home-unknown'];

function judged(verdict: Verdict, answer: Answer): boolean {
  switch (verdict) {
    case 'in':
    case 'in-empty':
      return answer.status < 300 || (answer.status < 500 && answer.status !== 401 && !DOORS.includes(slugOf(answer)));
    case 'not-logged-in':
      return answer.status === 401 && slugOf(answer) === 'not-logged-in';
    case 'not-allowed':
      return answer.status === 403 && slugOf(answer) === 'not-allowed';
    case 'not-there':
      return answer.status < 500 && NOT_THERE.includes(answer.status < 300 ? '' : slugOf(answer));
    case 'training-seat':
      // Whoever may not see it either is told whichever comes first.
      return ['training-seat', 'not-found'].includes(answer.status < 300 ? '' : slugOf(answer));
  }
}

/** Broken in a way no answer may be, whoever asked. */
const INSIDE = /\bat .*\.[jt]s:\d+|violates|duplicate key|syntax error|QueryFailed/i;

function faultsOf(answer: Answer, verdict: Verdict, foreign: readonly string[]): string[] {
  const read = foreign.find((one) => answer.text.includes(one));
  return [
    ...(judged(verdict, answer) ? [] : ['is not answered as the table says']),
    ...(answer.status >= 500 || INSIDE.test(answer.text) ? ['broke something'] : []),
    ...(answer.status >= 400 && !/problem\+json/.test(answer.type) ? ['got no problem'] : []),
    ...(verdict !== 'in' && answer.text.includes(CANARY) ? ["reads the town's names"] : []),
    ...(read === undefined ? [] : [`reads ${read} of the demo county`]),
  ];
}

/** What the first who may has removed is not there for the next. */
const GONE_AFTERWARDS = ['removeContact', 'unbindFamily'];

describe('the table of who may', () => {
  it('has a line for every route of the house, and none for a route that is gone', () => {
    expect(Object.keys(WHO_MAY).sort()).toEqual([...names].sort());
    expect(Object.keys(ASKS).sort()).toEqual([...names].sort());
  });

  it.each(names)('names the same roles for %s as the routes do', (name) => {
    const { roles }: Route = ROUTES[name];
    const [whose, written] = WHO_MAY[name] ?? ['anybody', '?'];
    if (roles === 'public') expect(['anybody', 'signed']).toContain(whose);
    else expect(words(written).sort()).toEqual([...roles].sort());
  });
});

const isIn = (verdict: Verdict): boolean => verdict === 'in' || verdict === 'in-empty';

describe('every route, every role, every region', () => {
  const two = new TwoCounties();
  beforeAll(() => two.begin(), 120_000);
  afterAll(() => two.end());

  type One = readonly [Person | 'nobody', Seat];
  const everybody: readonly One[] = [
    ['nobody', 'elsewhere'],
    ...ROLES.flatMap((person) => SEATS.map((seat) => [person, seat] as const)),
  ];
  const turned = <T>(all: readonly T[], turn: number): T | undefined => all[turn % all.length];
  /** Those who are asked over HTTP, of everybody. */
  function askedOf(name: RouteName, verdictOf: (...one: One) => Verdict): readonly One[] {
    const turn = names.indexOf(name);
    if (['anybody', 'signed'].includes(WHO_MAY[name]?.[0] ?? ''))
      return everybody.filter(([who], n) => who === 'nobody' || n % SEATS.length === turn % SEATS.length);
    const refusedHere = new Set(
      KINDS.map((kind) =>
        turned(
          kind.filter((person) => verdictOf(person, 'there') === 'not-allowed'),
          turn,
        ),
      ),
    );
    return everybody.filter(
      ([who, seat]) =>
        who === 'nobody' || verdictOf(who, seat) !== 'not-allowed' || (seat === 'there' && refusedHere.has(who)),
    );
  }
  const together = async (all: readonly One[], asks: (one: One) => Promise<void>): Promise<void> => {
    for (let n = 0; n < all.length; n += AT_ONCE) await Promise.all(all.slice(n, n + AT_ONCE).map(asks));
  };

  it('knows the kind of every role', () => {
    expect(KINDS.flat().sort()).toEqual([...ROLES].sort());
  });

  it.each(names)('%s', async (name) => {
    const line = WHO_MAY[name];
    if (line === undefined) throw new Error(`nobody has said who may call ${name}`);
    const asking = await askFor(two, name);
    const verdictOf = (person: Person | 'nobody', seat: Seat): Verdict => {
      const verdict = expected(line, person, seat);
      if (verdict === 'in-empty' && seat === 'below' && NAMED_FROM_ABOVE.includes(name)) return 'in';
      return verdict === 'not-there' && OWN_LISTS.includes(name) ? 'in-empty' : verdict;
    };
    const wrong: string[] = [];
    let done = 0;
    const refusals = new Set<string>();
    const asks = async ([person, seat]: (typeof everybody)[number]): Promise<void> => {
      const verdict = verdictOf(person, seat);
      if (LIMITED_BY_ADDRESS.includes(name)) two.clock.at += 1_000;
      const body = ASKED_BY_ROLE[name]?.[person];
      const hers = body === undefined ? asking : { ...asking, body };
      const answer = await two.ask(person === 'nobody' ? null : `${person}-${seat}`, hers);
      if (name === 'duty' && person === 'learner')
        await two.ask(`learner-${seat}`, { ...asking, body: { onDuty: true, training: true } });
      if (MAY_BE_UNAVAILABLE.includes(name) && answer.status === 503) return;
      const foreign = seat === 'elsewhere' || OF_THE_HOUSE.includes(name) ? [] : two.demoNames;
      const faults = faultsOf(answer, verdict, foreign);
      const mark = MASKED_FOR_READERS.includes(name) ? `"regionId":"${TOWN}"` : CANARY;
      if (verdict === 'in' && line[0] === 'lists' && !MAY_BE_EMPTY.includes(name) && !answer.text.includes(mark))
        faults.push('sees nothing of her own town');
      for (const fault of faults)
        wrong.push(`${person} ${seat} ${fault}: ${verdict}, got ${String(answer.status)} ${answer.text.slice(0, 300)}`);
      if (isIn(verdict) && answer.status < 300) done += 1;
      else if (isIn(verdict)) refusals.add(slugOf(answer));
    };
    // Those who may not ask first, many at once: what they ask for is as fresh as it will be. Then those who may: reading changes
    // nothing, so they read many at once; what changes something is done by one after the other.
    const asked = askedOf(name, verdictOf);
    await together(
      asked.filter((one) => !isIn(verdictOf(...one))),
      asks,
    );
    const letIn = asked.filter((one) => isIn(verdictOf(...one)));
    if (ROUTES[name].method === 'GET' && !LIMITED_BY_ADDRESS.includes(name)) await together(letIn, asks);
    else for (const one of letIn) if (done === 0 || !GONE_AFTERWARDS.includes(name)) await asks(one);
    expect(wrong).toEqual([]);
    if (line[0] !== 'signed' && !MAY_BE_UNAVAILABLE.includes(name) && !NEVER_DONE.includes(name))
      expect(done === 0 ? [...refusals] : []).toEqual([]);
    expect(two.logged.splice(0).filter((fact) => /"level":50/.test(fact))).toEqual([]);
  });
});
