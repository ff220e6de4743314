import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { SERVED_ROUTE } from './http/routes/serves.js';
import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { FEATURES } from './app.module.js';

interface Mounted {
  readonly controller: string;
  readonly route: RouteName;
  readonly path: string;
  readonly verb: string;
}
const VERBS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
/** Nest's own metadata: what its router will mount. */
type Handler = Mounted | { readonly route: null; readonly handler: string };
type Controller = abstract new (...args: never[]) => object;
const CONTROLLERS = FEATURES.flatMap(
  (feature) => (Reflect.getMetadata('controllers', feature) ?? []) as readonly Controller[],
);
const mounted: Handler[] = CONTROLLERS.flatMap((controller) =>
  Object.getOwnPropertyNames(controller.prototype).flatMap((name): Handler[] => {
    const handler: unknown = Object.getOwnPropertyDescriptor(controller.prototype, name)?.value;
    if (name === 'constructor' || typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) return [];
    const route = Reflect.getMetadata(SERVED_ROUTE, handler) as RouteName | undefined;
    if (!route) return [{ route: null, handler: `${controller.name}.${name}` }];
    return [
      {
        controller: controller.name,
        route,
        path: Reflect.getMetadata('path', handler) as string,
        verb: VERBS[Reflect.getMetadata('method', handler) as number] ?? '?',
      },
    ];
  }),
);

describe('the controllers', () => {
  it('mount every route of the table, once, and nothing beside it', () => {
    expect(mounted.map(({ route }) => route).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.entries<Route>(ROUTES))('serve %s at its address and with its verb', (name, route) => {
    const one = mounted.find((candidate): candidate is Mounted => candidate.route === name);
    expect(one?.path).toBe(route.path.replace(/\{(\w+)\}/g, ':$1'));
    expect(one?.verb).toBe(route.method);
  });

  it('mount a plain address before one with an id that would take its word for the id', () => {
    const served = mounted.filter((one): one is Mounted => one.route !== null);
    const takes = (one: Mounted, later: Mounted): boolean =>
      one.controller === later.controller &&
      one.verb === later.verb &&
      new RegExp(`^${one.path.replace(/:\w+/g, '[^/:]+')}$`).test(later.path);
    const lost = served.flatMap((later, n) =>
      served.slice(0, n).flatMap((one) => (takes(one, later) ? [`${later.path} behind ${one.path}`] : [])),
    );
    expect(lost).toEqual([]);
  });
});
