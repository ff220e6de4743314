import { ACCOUNT_KINDS, AUDIT_SUBJECT_KINDS, ROLES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { givenId, id, isoInstant, list, shortText } from './shared.js';

const roleGrant = z.strictObject({ role: z.enum(ROLES), regionId: id });
const roles = z.array(roleGrant).min(1).max(20);
/** As people type it; kept in lower case. */
const username = z.string().trim().min(2).max(40);
const password = z.string().min(12).max(200);

// --- her own login ---

export const passwordChangeRequest = z.strictObject({ current: z.string().min(1).max(200), next: password });
export type PasswordChangeRequest = z.infer<typeof passwordChangeRequest>;

/** The code of the factor that counts now, where one does. */
export const totpRequest = z.strictObject({ code: z.string().max(40).optional() });
/** Shown here and never again. */
export const totpSecret = z.object({ secret: z.string(), uri: z.string(), recoveryCodes: z.array(z.string()) });
export type TotpSecret = z.infer<typeof totpSecret>;
export const totpConfirmRequest = z.strictObject({ code: z.string().trim().min(6).max(40) });

export const session = z.object({
  id,
  /** The one that asks. */
  current: z.boolean(),
  since: isoInstant,
  lastSeenAt: isoInstant,
  expiresAt: isoInstant,
  /** What the browser calls itself. */
  agent: z.string().nullable(),
});
export const sessionList = list(session);

// --- accounts, for those who keep them ---

export const accountQuery = z.strictObject({
  regionId: id.optional(),
  /** A part of the user name or the name. */
  q: z.string().trim().min(1).max(80).optional(),
  /** Only those who wait for a second person to agree to a role. */
  waiting: z.enum(['true']).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const account = z.object({
  id,
  username: z.string(),
  name: z.string(),
  /** `service`: another program, which comes in with a key and never with a password. */
  kind: z.enum(ACCOUNT_KINDS),
  version: z.number().int(),
  roles: z.array(z.object({ role: z.enum(ROLES), regionId: z.string() })),
  /** Asked for, and in force when a second person has agreed. */
  waitingRoles: z.array(z.object({ role: z.enum(ROLES), regionId: z.string(), askedBy: id })),
  helperId: z.string().nullable(),
  /** Of a relative: whom the account is bound to. */
  seniorIds: z.array(id),
  disabled: z.boolean(),
  /** By which the provider of her organisation knows her; `null`: that login is not hers. */
  organisationSubject: z.string().nullable(),
  hasTotp: z.boolean(),
  mustChangePassword: z.boolean(),
});
export type Account = z.infer<typeof account>;
export const accountList = z.object({ items: z.array(account), nextCursor: z.string().nullable() });

export const createAccountRequest = z.strictObject({
  id: givenId.optional(),
  username,
  kind: z.enum(ACCOUNT_KINDS).default('person'),
  name: shortText,
  roles,
  helperId: id.optional(),
  seniorIds: z.array(id).max(50).optional(),
});
export type CreateAccountRequest = z.input<typeof createAccountRequest>;
/** The password is shown here and never again; it opens the change of it, for a week. `null`: a service has none. */
export const createdAccount = z.object({ id, oneTimePassword: z.string().nullable() });

export const changeAccountRequest = z.strictObject({
  name: shortText.optional(),
  roles: roles.optional(),
  helperId: id.nullable().optional(),
  seniorIds: z.array(id).max(50).optional(),
});
export type ChangeAccountRequest = z.infer<typeof changeAccountRequest>;
/** As the provider names her in `sub` (OpenID Connect Core, 2). */
export const bindIdentityRequest = z.strictObject({ subject: z.string().min(1).max(255) });
export const disableAccountRequest = z.strictObject({ reason: shortText });
export const resetPasswordAnswer = z.object({ oneTimePassword: z.string() });

// --- who saw and did what ---

export const auditQuery = z.strictObject({
  subjectId: z.string().min(1).max(160).optional(),
  actorId: z.string().min(1).max(160).optional(),
  /** From this instant on. */
  from: isoInstant.optional(),
  /** Before this instant. */
  to: isoInstant.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const detail = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export const auditEntry = z.object({
  id: z.number().int(),
  at: isoInstant,
  actor: z.object({ id: z.string(), name: z.string() }),
  action: z.string(),
  subjectKind: z.enum(AUDIT_SUBJECT_KINDS),
  subjectId: z.string(),
  regionId: z.string().nullable(),
  /** Ids, codes and figures. */
  details: z.record(z.string(), detail),
});
export const auditPage = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() });
