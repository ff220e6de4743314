import type { z } from 'zod';
import type { Label, ProblemSlug, Role } from '@silverbell/vocabulary';
import { ENDPOINTS, type RouteName } from '../endpoints.js';
import type { Route } from './route.js';

/** A write of the registry: a repeated key is answered with what the first one did. */
export const idempotentWrite = <
  Name extends RouteName,
  Body extends z.ZodType,
  Response extends z.ZodType,
  const Problems extends readonly ProblemSlug[],
>(
  name: Name,
  roles: readonly Role[],
  tag: Route['tag'],
  body: Body,
  response: Response,
  summary: Label,
  problems: Problems,
) => ({ ...ENDPOINTS[name], roles, tag, body, response, summary, problems, status: 200, idempotent: true }) as const;
