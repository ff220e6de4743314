import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { openApiDocument, pathOf, ROUTES, socketAsyncApi, type Route } from './index.js';

const routes = Object.entries<Route>(ROUTES);

/** The promises of contracts.md section 4, by hand: renaming a route must hurt here. */
const PROMISED = [
  'POST /api/v1/auth/login',
  'GET /api/v1/incidents',
  'GET /api/v1/incidents/{id}',
  'POST /api/v1/incidents',
  ...[
    'attend',
    'release',
    'take-over',
    'verdict',
    'destination',
    'offers',
    'hold',
    'calls',
    'agency-calls',
    'emergency-decision',
    'roll-call',
    'notes',
    'close',
  ].map((command) => `POST /api/v1/incidents/{id}/${command}`),
  'PUT /api/v1/me/duty',
  'GET /api/v1/incidents/{id}/candidates',
  'POST /api/v1/me/position',
  'GET /api/v1/me/offers',
  'POST /api/v1/offers/{id}/accept',
  'POST /api/v1/offers/{id}/decline',
  'GET /api/v1/me/assignments',
  ...['depart', 'arrive', 'scene', 'finish', 'withdraw'].map((step) => `POST /api/v1/assignments/{id}/${step}`),
  'GET /api/v1/me/seniors',
  'GET /api/v1/me/incidents',
  'POST /api/v1/incidents/{id}/family-note',
  'GET /api/v1/follow-ups',
  'POST /api/v1/follow-ups/{id}/record',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  ...['GET', 'POST'].flatMap((verb) =>
    ['regions', 'duty-seats', 'helpers', 'facilities'].map((what) => `${verb} /api/v1/${what}`),
  ),
  ...['regions', 'duty-seats', 'helpers', 'facilities'].map((what) => `PATCH /api/v1/${what}/{id}`),
  'POST /api/v1/regions/{id}/deactivate',
  'PUT /api/v1/regions/{id}/emergency-numbers',
  'POST /api/v1/duty-seats/{id}/answered',
  ...['pairs', 'conflicts'].map((what) => `POST /api/v1/helpers/{id}/${what}`),
];

const body = (name: keyof typeof ROUTES) => {
  const schema = ROUTES[name].body;
  if (!schema) throw new Error(`${name} takes no body`);
  return schema;
};

describe('the table of routes', () => {
  it('holds every route that other programs were promised', () => {
    const offered = new Set(routes.map(([, route]) => `${route.method} ${route.path}`));
    expect(PROMISED.filter((route) => !offered.has(route))).toEqual([]);
    expect(offered.size).toBe(routes.length);
  });

  it('loses no route to a namesake of another room', async () => {
    const files = readdirSync(new URL('./routes/', import.meta.url)).filter((file) => file.endsWith('.ts'));
    const groups = await Promise.all(
      files.map(async (file) => (await import(`./routes/${file.replace(/\.ts$/, '.js')}`)) as Record<string, unknown>),
    );
    const names = groups.flatMap((room) =>
      Object.entries(room)
        .filter(([table]) => table.endsWith('_ROUTES'))
        .flatMap(([, table]) => Object.keys(table as object)),
    );
    expect(names.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  // A gateway of somebody else may say more than we ask for; a person's program that does has misunderstood us.
  const OPEN_BODIES = ['voiceHook', 'telephonyHook', 'brokerLogin', 'brokerAct'];
  it.each(routes.filter(([name, route]) => route.body !== null && !OPEN_BODIES.includes(name)))(
    '%s refuses a field nobody knows',
    (_, route) => {
      const answer = route.body!.safeParse({ nobodyKnowsThis: 1 });
      expect(answer.success).toBe(false);
      expect(JSON.stringify(answer.error?.issues)).toMatch(/nobodyKnowsThis/);
    },
  );

  it('lets only helpers accept, and only operators and leads act on a case', () => {
    for (const [, route] of routes) {
      if (route.tag === 'helper') expect(route.roles).toEqual(['helper']);
      if (route.tag === 'incidents' && route.method === 'POST') expect(route.roles).toEqual(['operator', 'lead']);
    }
  });

  it('every route needs a token but login, signed hooks, the public question, operations', () => {
    const open = routes.filter(([, route]) => route.roles === 'public').map(([name]) => name);
    expect(open).toEqual([
      'login',
      'beginOrganisationLogin',
      'finishOrganisationLogin',
      'joinFamily',
      'meta',
      'basemap',
      'brokerLogin',
      'brokerAct',
      'voiceHook',
      'live',
      'ready',
      'metrics',
      'publicEligibility',
      'telephonyHook',
    ]);
  });

  it('fills the parameters of a path', () => {
    expect(pathOf('accept', { id: 'a/b' })).toBe('/api/v1/offers/a%2Fb/accept');
  });
});

describe('what operators and helpers may say', () => {
  it.each([
    ['offers', { helperIds: ['h1', 'h2'] }],
    ['offers', { wave: true }],
    ['scene', { code: 'entry', entry: 'key' }],
    ['scene', { code: 'no-access' }],
    ['calls', { party: 'senior', result: 'senior-recognised', recognisedBy: 'address' }],
    ['calls', { party: 'senior' }],
    ['close', { outcome: 'assisted' }],
    ['close', { outcome: 'hospital-by-others', proof: { hospital: 'x', accompaniedBy: 'y' } }],
    ['arrive', {}],
    ['arrive', { doorTag: 'T-1' }],
    ['position', { lat: 30, lng: 120, accuracyM: 12, at: '2026-01-01T00:00:00Z' }],
    ['decline', { reason: 'too-far' }],
    ['agencyCalls', { service: '120', numberDialled: '0571-120', told: 'x', status: 'called' }],
  ] as const)('accepts %s %j', (name, value) => {
    expect(body(name).safeParse(value).success).toBe(true);
  });

  it.each([
    ['offers', { helperIds: [] }],
    ['offers', { wave: false }],
    ['scene', { code: 'entry' }],
    ['scene', { code: 'no-access', entry: 'key' }],
    ['offers', { wave: true, helperIds: ['h1'] }],
    ['verdict', { verdict: 'maybe' }],
    ['notes', { text: 'x'.repeat(2001) }],
    ['notes', { text: '   ' }],
    ['close', { outcome: 'unreachable' }],
    ['close', { outcome: 'assisted', proof: { feeling: 'good' } }],
    ['finish', { condition: 'not-seen' }],
    ['position', { lat: 91, lng: 0 }],
    ['duty', { onDuty: 'yes' }],
  ] as const)('refuses %s %j', (name, value) => {
    expect(body(name).safeParse(value).success).toBe(false);
  });

  it('takes "no reason" for a declined offer', () => {
    expect(body('decline').parse({})).toEqual({ reason: 'not-said' });
  });
});

describe('where a phone says that it is', () => {
  it.each([
    [30.25, 30.25],
    [' 30.25 ', 30.25],
    ['+30.25', 30.25],
    ['-30.25', -30.25],
    ['0030.25', 30.25],
    ['30', 30],
  ])('a latitude of %j is read', (said, lat) => {
    expect(body('position').parse({ lat: said, lng: '119.72' })).toEqual({ lat, lng: 119.72 });
  });

  it.each(['30,25', '30.25N', '', ' ', '--30', '3 0', '1e1', '0x1e', 'NaN', '91', 91, true, null, [30], '٣٠'])(
    'a latitude of %j is refused, and its field is named',
    (said) => {
      const read = body('position').safeParse({ lat: said, lng: 119.72 });
      expect(read.success).toBe(false);
      expect(read.error?.issues[0]?.path[0]).toBe('lat');
    },
  );

  it('an accuracy is read the same way, and 0 m is a phone that does not know', () => {
    const accuracyOf = (accuracyM: unknown) => body('position').parse({ lat: 30, lng: 120, accuracyM });
    expect(accuracyOf(' 12.5 ')).toMatchObject({ accuracyM: 12.5 });
    expect(accuracyOf(12_000)).toMatchObject({ accuracyM: 12_000 });
    expect(accuracyOf(0)).toMatchObject({ accuracyM: null });
    expect(accuracyOf(null)).toMatchObject({ accuracyM: null });
    expect(body('position').safeParse({ lat: 30, lng: 120, accuracyM: -1 }).success).toBe(false);
    expect(body('arrive').parse({ position: { lat: '+30', lng: ' 120' } })).toEqual({
      position: { lat: 30, lng: 120 },
    });
  });
});

describe('the documents', () => {
  it('describes every route in OpenAPI', () => {
    const document = JSON.parse(JSON.stringify(openApiDocument('0'))) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    );
    expect(names.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('describes every namespace in AsyncAPI', () => {
    expect(Object.keys(socketAsyncApi().channels)).toEqual(['socket-console', 'socket-helper', 'socket-family']);
  });
});
