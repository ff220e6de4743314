import { z } from 'zod';
import { ROLES } from '@silverbell/vocabulary';
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
  demo: z.boolean(),
});
export type MeResponse = z.infer<typeof meResponse>;
