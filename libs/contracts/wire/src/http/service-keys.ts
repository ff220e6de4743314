import { z } from 'zod';
import { givenId, id, isoInstant, list, shortText } from './shared.js';

/** Which scopes there are is known to `KEY_SCOPES`: the table of routes names this schema and cannot be named by it. */
const scope = z.string().min(1).max(80);

export const serviceKey = z.object({
  id,
  label: z.string(),
  /** The last characters of it, by which a person finds it in a configuration. */
  tail: z.string(),
  scopes: z.array(z.string()),
  /** Narrower than the roles of its account; `null`: as they are. */
  regionId: z.string().nullable(),
  createdAt: isoInstant,
  createdBy: id,
  expiresAt: isoInstant,
  /** To the minute; `null`: never. */
  lastUsedAt: isoInstant.nullable(),
  revokedAt: isoInstant.nullable(),
});
export type ServiceKey = z.infer<typeof serviceKey>;
export const serviceKeyList = list(serviceKey);

export const createServiceKeyRequest = z.strictObject({
  id: givenId.optional(),
  label: shortText,
  scopes: z.array(scope).min(1).max(50),
  regionId: id.optional(),
  expiresAt: isoInstant,
});
export type CreateServiceKeyRequest = z.infer<typeof createServiceKeyRequest>;
/** The key is shown here and never again. */
export const createdServiceKey = z.object({ id, key: z.string() });
export const revokeServiceKeyRequest = z.strictObject({ reason: shortText });
