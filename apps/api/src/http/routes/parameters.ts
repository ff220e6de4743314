import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IdempotencyKey } from '@silverbell/usecases';
import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import type { z } from 'zod';
import type { Account } from '../../auth/sessions.js';
import { checked } from '../problems/checked.js';
import { ProblemError } from '../problems/problem-error.js';
import { servedRoute, type SessionRequest } from './route.guard.js';

type SchemaOf<N extends RouteName, Key extends 'body' | 'query'> = (typeof ROUTES)[N] extends {
  readonly [K in Key]: infer S extends z.ZodType;
}
  ? z.output<S>
  : never;
/** What a controller gets: parsed, with defaults filled in. */
export type ParsedBody<N extends RouteName> = SchemaOf<N, 'body'>;
export type ParsedQuery<N extends RouteName> = SchemaOf<N, 'query'>;

const routeOf = (context: ExecutionContext): Route => {
  const name = servedRoute(context);
  if (!name) throw new Error(`${context.getHandler().name} serves no route of the table`);
  return ROUTES[name];
};
const requestOf = (context: ExecutionContext): SessionRequest => context.switchToHttp().getRequest<SessionRequest>();
const header = (request: SessionRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The body, checked against the schema of the route. An empty or absent one counts as `{}`. */
export const ValidBody = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const { body } = routeOf(context);
  if (!body) throw new Error(`${context.getHandler().name} takes no body`);
  const request = requestOf(context);
  return checked(body, request.body ?? {}, header(request, 'accept-language'));
});

/** The query, checked likewise; unknown names are refused. */
export const ValidQuery = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const { query } = routeOf(context);
  if (!query) throw new Error(`${context.getHandler().name} takes no query`);
  const request = requestOf(context);
  return checked(query, request.query ?? {}, header(request, 'accept-language'));
});

/** Who is calling. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Account => {
  const { session } = requestOf(context);
  if (!session) throw new ProblemError('not-logged-in');
  return session.account;
});

export interface CommandHeaders {
  readonly ifMatch?: number;
  readonly idempotency?: IdempotencyKey;
}

/** `Idempotency-Key` and `If-Match` of a command, where its route takes them. */
export const ValidHeaders = createParamDecorator((_: unknown, context: ExecutionContext): CommandHeaders => {
  const route = routeOf(context);
  const request = requestOf(context);
  const account = request.session?.account;
  if (!account) throw new ProblemError('not-logged-in');
  const key = route.idempotent ? header(request, 'idempotency-key') : undefined;
  const match = route.ifMatch ? header(request, 'if-match') : undefined;
  return {
    ...(key === undefined
      ? {}
      : { idempotency: { accountId: account.id, key: keyText(key), bodyHash: bodyHash(request, context) } }),
    ...(match === undefined || match.trim() === '*' ? {} : { ifMatch: versionOf(match) }),
  };
});

function keyText(key: string): string {
  if (key.length >= 1 && key.length <= 200) return key;
  throw new ProblemError('invalid-request', { errors: [{ field: 'Idempotency-Key', message: '1–200' }] });
}

/** A key belongs to one request: method, address and body. */
function bodyHash(request: SessionRequest, context: ExecutionContext): string {
  const { method, path } = context.switchToHttp().getRequest<{ method: string; path: string }>();
  return createHash('sha256')
    .update(JSON.stringify([method, path, request.body ?? {}]))
    .digest('hex');
}

/** `"7"`, `W/"7"` or a bare 7. */
function versionOf(header: string): number {
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (digits !== undefined) return Number(digits);
  throw new ProblemError('invalid-request', { errors: [{ field: 'If-Match', message: '"<version>"' }] });
}
