import type { RouteName } from './endpoints.js';
import { ROUTES, type Route } from './routes.js';

const routes = Object.entries(ROUTES) as [RouteName, Route][];

/** What a person has to answer for by name, and what is about a login: no key opens it. */
const FOR_PEOPLE_ALONE: readonly RouteName[] = [
  'reveal',
  'attachment',
  'incidentPersonPhoto',
  'assignmentPersonPhoto',
  'entryCode',
  'duty',
  'codeWord',
  'erasePerson',
  'secondPaths',
  'secondPathAnswered',
  'agentPhone',
  'softphoneLogin',
  'placeCall',
  'controlCall',
  'playRecording',
];
const opensByKey = ([name, { roles, tag }]: [RouteName, Route]): boolean =>
  roles !== 'public' && !FOR_PEOPLE_ALONE.includes(name) && (tag !== 'auth' || name === 'audit');

const OPEN: readonly [RouteName, Route][] = routes.filter(opensByKey);
const tags = [...new Set(OPEN.map(([, { tag }]) => tag))];

/** `people:read`: every route of the group that only reads; `people:all`: every route of it. */
const groups = tags.flatMap((tag) => [`${tag}:read`, `${tag}:all`]);

/** What the key of a service may be given: the name of a route, or a group. */
export const KEY_SCOPES: readonly string[] = [...OPEN.map(([name]) => name as string), ...groups];

/** Which routes a scope opens, for an account whose roles open them as well. */
export const routesOfScope = (scope: string): readonly RouteName[] =>
  OPEN.filter(
    ([name, { tag, method }]) =>
      scope === name || scope === `${tag}:all` || (scope === `${tag}:read` && method === 'GET'),
  ).map(([name]) => name);

export const scopesOpen = (scopes: readonly string[], name: RouteName): boolean =>
  scopes.some((scope) => routesOfScope(scope).includes(name));
