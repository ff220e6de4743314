import { jsonSchema, ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { HOSTILE, hostileValue, pick, type Chance } from '../mutate.js';

type Shape = Readonly<Record<string, unknown>>;

/** The published shape of every body and query, as the OpenAPI document has them. */
const SHAPES = Object.fromEntries(
  Object.entries<Route>(ROUTES).map(([name, { body, query }]) => [
    name,
    { body: body && (jsonSchema(body, 'input') as Shape), query: query ? (jsonSchema(query, 'input') as Shape) : null },
  ]),
) as Readonly<Record<RouteName, { readonly body: Shape | null; readonly query: Shape | null }>>;

/** A body as the schema has it, most of the time; ids are names of things that exist, here or in another county. */
export const bodyFor = (chance: Chance, name: RouteName, ids: readonly string[]): unknown =>
  SHAPES[name].body === null ? hostileValue(chance) : shaped(chance, SHAPES[name].body, ids);

/** Names and values; a name may be there twice. */
export function queryFor(
  chance: Chance,
  name: RouteName,
  ids: readonly string[],
): readonly (readonly [string, string])[] {
  const { properties = {} } = (SHAPES[name].query ?? {}) as { properties?: Readonly<Record<string, Shape>> };
  const known = Object.entries(properties).flatMap(([key, shape]): [string, string][] => {
    if (chance() < 0.4) return [];
    const value = chance() < 0.5 ? shaped(chance, shape, ids, key) : pick(chance, HOSTILE);
    const said: [string, string] = [key, typeof value === 'string' ? value : JSON.stringify(value)];
    return chance() < 0.1 ? [said, said] : [said];
  });
  return chance() < 0.2 ? [...known, [pick(chance, STRANGE_NAMES), 'x']] : known;
}

export const STRANGE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'a[b]', 'a[]', '', '\u0000', '银'];

function shaped(chance: Chance, shape: Shape, ids: readonly string[], name = ''): unknown {
  const { const: only, enum: some, anyOf, oneOf, allOf, type } = shape;
  if (only !== undefined) return only;
  if (Array.isArray(some)) return pick(chance, some as readonly unknown[]);
  for (const choices of [anyOf, oneOf, allOf])
    if (Array.isArray(choices)) return shaped(chance, pick(chance, choices as readonly Shape[]), ids, name);
  switch (Array.isArray(type) ? pick(chance, type as readonly unknown[]) : type) {
    case 'object': {
      const { properties = {}, required = [] } = shape as {
        properties?: Readonly<Record<string, Shape>>;
        required?: readonly string[];
      };
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([key]) => required.includes(key) || chance() < 0.6)
          .map(([key, of]) => [key, shaped(chance, of, ids, key)]),
      );
    }
    case 'array':
      return Array.from({ length: Math.floor(chance() * 4) }, () =>
        shaped(chance, (shape['items'] ?? {}) as Shape, ids, name),
      );
    case 'string':
      return text(chance, shape, ids, name);
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = 100 } = shape as { minimum?: number; maximum?: number };
      const number = pick(chance, [
        minimum,
        maximum,
        minimum + chance() * (maximum - minimum),
        minimum - 1,
        maximum + 1,
      ]);
      return type === 'integer' ? Math.round(number) : number;
    }
    case 'boolean':
      return chance() < 0.5;
    case 'null':
      return null;
    default:
      return hostileValue(chance);
  }
}

function text(chance: Chance, { format, maxLength }: Shape, ids: readonly string[], name: string): string {
  if (format === 'date-time')
    return pick(chance, [
      '2026-03-01T05:00:00.000Z',
      '2026-03-01T13:00:00+08:00',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59.999Z',
    ]);
  // An id that she gives to something new is hers, whatever else has that name.
  if (/.ids?$/i.test(name)) return pick(chance, ids);
  const long = typeof maxLength === 'number' ? maxLength : 50;
  return pick(chance, [
    'x'.repeat(Math.min(long, 2_000)),
    '今天下雨',
    '13800000000',
    'o\'clock \\ " %s $1',
    '07:30',
    '🔔'.repeat(8),
  ]);
}
