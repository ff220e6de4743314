import type { z } from 'zod';
import type { Label, ProblemSlug, Role } from '@silverbell/vocabulary';
import type { Endpoint } from '../endpoints.js';

export interface Route extends Endpoint {
  /** Who may call it; `public` needs no token. */
  readonly roles: readonly Role[] | 'public';
  /** `null`: takes no body. An empty or absent body counts as `{}`. */
  readonly body: z.ZodType | null;
  readonly query?: z.ZodType;
  /** `null`: not JSON (metrics). */
  readonly response: z.ZodType | null;
  readonly status: 200 | 201;
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Takes `If-Match: "<version>"`. */
  readonly ifMatch?: boolean;
  readonly tag:
    | 'auth'
    | 'incidents'
    | 'me'
    | 'helper'
    | 'family'
    | 'people'
    | 'devices'
    | 'drills'
    | 'ladders'
    | 'regions'
    | 'machine-room';
  readonly summary: Label;
  /** Refusals of its own, beside the ones every route has. */
  readonly problems?: readonly ProblemSlug[];
}
