import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import type { Asking } from '../../medium/who-may/another-county.js';
import { HOSTILE, hostileValue, mutate, pick, type Chance } from '../mutate.js';
import { bodyFor, queryFor, STRANGE_NAMES } from './shapes.js';

/** One request as it goes over the line. */
export interface Attack {
  readonly route: RouteName;
  /** Nothing of the address was changed: what comes back is an answer of this route. */
  readonly honestAddress: boolean;
  /** `null`: nobody; of everybody else the login. */
  readonly who: string | null;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Uint8Array | null;
}

export interface Around {
  /** Logins of the other county. */
  readonly people: readonly string[];
  /** Names of things of both counties. */
  readonly ids: readonly string[];
  /** What would do for this route, were it not for who asks. */
  readonly wellMeant: Asking;
}

const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);

/** In an address, escaped already. */
const SEGMENTS = [
  ...[
    '%00',
    '%ff',
    '%',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..',
    '.',
    '',
    '%20',
    '__proto__',
    'constructor',
    '%E9%93%B6',
  ],
  ...[
    '-1',
    '0',
    '1e999',
    'null',
    'undefined',
    "'%20or%201=1--",
    '%22%3E%3Cscript%3E',
    '%ed%a0%80',
    'a'.repeat(5_000),
    ';a=b',
    '*',
  ],
];

export function attackOn(chance: Chance, name: RouteName, { people, ids, wellMeant }: Around): Attack {
  const route: Route = ROUTES[name];
  const hostile = chance() < 0.2;
  const meant = wellMeant.path.split('?')[0] ?? '';
  const path = hostile ? bent(chance, route.path) : chance() < 0.7 ? meant : filled(chance, route.path, ids);
  const odd = chance() < 0.05;
  const body = bodyOf(chance, name, route, wellMeant.body, ids);
  return {
    route: name,
    honestAddress: !hostile && !odd,
    who: chance() < 0.08 ? null : rightly(chance, route, people),
    method: odd ? pick(chance, ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) : route.method,
    path: path + queryOf(chance, name, route, ids, wellMeant),
    headers: headersOf(chance, body),
    body,
  };
}

/** Half of the time somebody who may. */
function rightly(chance: Chance, route: Route, people: readonly string[]): string {
  const roles = route.roles === 'public' ? [] : route.roles;
  const right = people.filter((one) => roles.some((role) => one.startsWith(role)) && one.endsWith('-there'));
  return right.length > 0 && chance() < 0.7 ? pick(chance, right) : pick(chance, people);
}

const filled = (chance: Chance, path: string, ids: readonly string[]): string =>
  path.replace(/\{\w+\}/g, () => encodeURIComponent(pick(chance, ids)));

function bent(chance: Chance, path: string): string {
  const parts = path.split('/');
  const at = 1 + Math.floor(chance() * (parts.length - 1));
  return parts.map((part, n) => (n === at || part.startsWith('{') ? pick(chance, SEGMENTS) : part)).join('/');
}

function queryOf(chance: Chance, name: RouteName, route: Route, ids: readonly string[], wellMeant: Asking): string {
  const raw = chance();
  if (raw < 0.05)
    return pick(chance, [
      '?%',
      '?%00=%00',
      '?=&&=&',
      '?__proto__[a]=1',
      `?${'a&'.repeat(2_000)}`,
      '?a=%ff',
      '??',
      '?a[0][1]=2',
    ]);
  if (!route.query && raw > 0.1) return '';
  if (raw < 0.3) return wellMeant.path.includes('?') ? `?${wellMeant.path.split('?')[1] ?? ''}` : '';
  const pairs = queryFor(chance, name, ids).map(([key, value]) => `${escaped(key)}=${escaped(value.slice(0, 1_000))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Half a character cannot be escaped; it goes as the bytes it would have. */
const escaped = (words: string): string => {
  try {
    return encodeURIComponent(words);
  } catch {
    return '%ed%a0%80';
  }
};

function bodyOf(
  chance: Chance,
  name: RouteName,
  route: Route,
  meant: unknown,
  ids: readonly string[],
): Uint8Array | null {
  if (route.body === null && chance() < 0.8) return null;
  const said = meant === undefined || chance() < 0.4 ? bodyFor(chance, name, ids) : meant;
  const kind = chance();
  if (kind < 0.3) return bytes(JSON.stringify(said) ?? 'null');
  if (kind < 0.6) return bytes(JSON.stringify(worsened(chance, said, ids)) ?? 'null');
  if (kind < 0.75) return mutate(chance, [bytes(JSON.stringify(said) ?? 'null')]);
  return pick(chance, [
    () => bytes(twice(JSON.stringify(said) ?? '{}')),
    () => bytes(`${' '.repeat(60_000)}${JSON.stringify(said) ?? '{}'}`),
    () => bytes(`{"reason":"${'金'.repeat(40_000)}"}`),
    () => bytes('['.repeat(30_000) + ']'.repeat(30_000)),
    () => bytes(`{"text":"${'a'.repeat(300_000)}"}`),
    () => bytes(`\ufeff${JSON.stringify(said) ?? '{}'}`),
    () => bytes(JSON.stringify(hostileValue(chance)) ?? 'null'),
    () => bytes('a=1&b=2'),
    () => Uint8Array.of(0xff, 0xfe, 0x00, 0x7b),
    () => new Uint8Array(0),
  ])();
}

/** Every key twice, the second time with nonsense: which one counts must make no difference to anybody's safety. */
const twice = (json: string): string => json.replace(/("\w+"):/, '$1:"\\u0000",$1:');

/** The same with one or more of its values, or its names, made bad. */
function worsened(chance: Chance, value: unknown, ids: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return chance() < 0.5 ? pick(chance, HOSTILE) : hostileValue(chance);
  if (Array.isArray(value)) {
    if (chance() < 0.2) return Array.from({ length: 400 }, () => pick(chance, ids));
    return value.length === 0
      ? [hostileValue(chance)]
      : value.map((one) => (chance() < 0.5 ? worsened(chance, one, ids) : (one as unknown)));
  }
  const entries = Object.entries(value);
  const at = Math.floor(chance() * (entries.length + 1));
  const changed = entries.flatMap(([key, one], n): [string, unknown][] => {
    if (n !== at) return [[key, one]];
    if (chance() < 0.2) return [];
    if (/.ids?$/i.test(key) && typeof one === 'string' && chance() < 0.6) return [[key, pick(chance, ids)]];
    return [[key, worsened(chance, one, ids)]];
  });
  if (at < entries.length) return Object.fromEntries(changed);
  return JSON.parse(
    `{${[...changed, [pick(chance, STRANGE_NAMES), pick(chance, HOSTILE)] as const]
      .map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one) ?? 'null'}`)
      .join()}}`,
  ) as unknown;
}

function headersOf(chance: Chance, body: Uint8Array | null): Readonly<Record<string, string | string[]>> {
  const some = (
    often: number,
    name: string,
    values: readonly (string | string[])[],
  ): Record<string, string | string[]> => (chance() < often ? { [name]: pick(chance, values) } : {});
  return {
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...some(0.15, 'content-type', [
      ...[
        'text/plain',
        'application/json; charset=utf-7',
        'application/json; charset=gbk',
        'multipart/form-data',
        '',
        'a/b/c;;=',
      ],
      ...['application/x-www-form-urlencoded', 'application/merge-patch+json', 'x'.repeat(3_000)],
    ]),
    ...some(0.05, 'content-encoding', ['gzip', 'br', 'deflate', 'identity', 'nonsense', 'gzip, gzip']),
    ...some(0.2, 'accept-language', ['en', 'zh-CN', 'en;q=NaN', '*', ',,;q=', '__proto__', 'x'.repeat(3_000), 'tlh']),
    ...some(0.1, 'accept', ['text/html', 'image/png', '*/*;q=-1', '']),
    ...some(0.25, 'if-match', [
      '"1"',
      'W/"1"',
      '*',
      '1',
      '"-1"',
      '"9999999999"',
      '',
      'NaN',
      '"__proto__"',
      '"1", "2"',
      '\u00e9',
    ]),
    ...some(0.25, 'idempotency-key', [
      'k1',
      'k2',
      'k3',
      '',
      ' ',
      'x'.repeat(201),
      'x'.repeat(3_000),
      '__proto__',
      '\u00e9\u00ff',
      "'; drop",
    ]),
    ...some(0.03, 'x-forwarded-for', ['127.0.0.1', '::1', 'x'.repeat(1_000)]),
    ...some(0.03, 'host', ['', 'evil.example', 'a'.repeat(300), '[::1', 'a b']),
    ...some(0.03, 'range', ['bytes=0-0', 'bytes=-1', 'x']),
    ...some(0.03, 'cookie', ['a=b', '__proto__=1', 'x'.repeat(3_000)]),
  };
}

/** Short enough to be read, whole enough to be sent again by hand. */
export function inWords({ who, method, path, headers, body }: Attack): string {
  const said =
    body === null
      ? ''
      : ` ${JSON.stringify(Buffer.from(body).toString('latin1').slice(0, 300))} (${String(body.length)} bytes)`;
  return `${who ?? 'nobody'}: ${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)}${said}`;
}
