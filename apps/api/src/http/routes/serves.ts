import { applyDecorators, Delete, Get, HttpCode, Patch, Post, Put, SetMetadata } from '@nestjs/common';
import { ROUTES, type Route, type RouteName } from '@silverbell/wire';

/** Marks a method with the route it serves; the guard and the body check read everything else from the table. */
export const SERVED_ROUTE = 'silverbell:route';

const METHODS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const;

/** Mounts a method at a route of the table: address, verb, status, who may call it, and the shape of its body. */
export function Serves(name: RouteName): MethodDecorator {
  const route: Route = ROUTES[name];
  const path = route.path.replace(/\{(\w+)\}/g, ':$1');
  return applyDecorators(SetMetadata(SERVED_ROUTE, name), METHODS[route.method](path), HttpCode(route.status));
}
