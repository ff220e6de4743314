import type { z } from 'zod';
import type { Label, ProblemSlug, Role } from '@silverbell/vocabulary';
import type { Endpoint } from '../endpoints.js';

export interface Route extends Endpoint {
  /** Who may call it; `public` needs no token. */
  readonly roles: readonly Role[] | 'public';
  /** `null`: takes no body. An empty or absent body counts as `{}`. */
  readonly body: z.ZodType | null;
  readonly query?: z.ZodType;
  /** Its body is a form with a file in the field `file`; the schema is that of the other fields. */
  readonly multipart?: true;
  /** `null`: not JSON (metrics). */
  readonly response: z.ZodType | null;
  /** Of an answer that is not JSON; otherwise text. */
  readonly produces?: string;
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
    | 'imports'
    | 'care'
    | 'telephony'
    | 'machine-room';
  readonly summary: Label;
  /** Refusals of its own, beside the ones every route has. */
  readonly problems?: readonly ProblemSlug[];
}
