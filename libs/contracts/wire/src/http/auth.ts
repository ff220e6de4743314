import { z } from 'zod';
import { HELPER_TRANSPORTS, ROLES } from '@silverbell/vocabulary';
import { id, isoInstant } from './shared.js';

export const loginRequest = z.strictObject({
  username: z.string().min(1).max(80),
  password: z.string().min(1).max(200),
  /** Of her second factor, or one of the recovery codes. */
  code: z.string().max(40).optional(),
});
export type LoginRequest = z.infer<typeof loginRequest>;

export const sessionUser = z.object({
  id,
  name: z.string(),
  /** Of the first of her roles. */
  role: z.enum(ROLES),
  regionId: z.string().nullable(),
  /** Each for a region and everything below it. */
  roles: z.array(z.object({ role: z.enum(ROLES), regionId: z.string() })),
});
export type SessionUser = z.infer<typeof sessionUser>;

export const loginResponse = z.object({
  accessToken: z.string(),
  expiresAt: isoInstant,
  user: sessionUser,
  /** While one is true, everything but her own login is refused. */
  mustChangePassword: z.boolean(),
  mustSetTotp: z.boolean(),
});
export type LoginResponse = z.infer<typeof loginResponse>;

/** Pages that show the login of the organisation, by the name in their address. */
export const ORGANISATION_LOGIN_PAGES = ['console', 'office'] as const;
export const organisationLoginRequest = z.strictObject({ page: z.enum(ORGANISATION_LOGIN_PAGES) });
/** The browser goes to `url`; the tab keeps the ticket and sends it back with what the provider answered. */
export const organisationLoginBegun = z.object({ url: z.string(), ticket: z.string() });
export const organisationLoginAnswer = z.strictObject({
  ticket: z.string().min(1).max(4_000),
  /** The query of the address to which the provider sent the browser; absent: the ticket was answered with, and `code` follows. */
  answer: z.string().min(1).max(8_000).optional(),
  code: z.string().max(40).optional(),
});
/** `login` is null while the code of her second factor is asked for: it is sent with the new ticket. */
export const organisationLoginResponse = z.object({ login: loginResponse.nullable(), ticket: z.string().nullable() });

/** Who I am, and whether I am on duty: what a page needs after a reload. */
export const meResponse = z.object({
  user: sessionUser,
  onDuty: z.boolean().nullable(),
  /** On duty she counts only while a console of hers is connected; `null`: an account without a console. */
  consoleConnected: z.boolean().nullable(),
  /** Her seat is one for training: drills only. */
  training: z.boolean(),
  helperId: z.string().nullable(),
  /** Helpers only: where a person on duty answers, for the moment when an acceptance does not get through. */
  deskNumber: z.string().nullable(),
  /** Helpers only: what is on file of her that decides how she is asked. `phone` is masked: who sees the page knows her own. */
  helper: z
    .object({ transport: z.enum(HELPER_TRANSPORTS), nightCalls: z.boolean(), phone: z.string().nullable() })
    .nullable(),
  demo: z.boolean(),
});
export type MeResponse = z.infer<typeof meResponse>;
