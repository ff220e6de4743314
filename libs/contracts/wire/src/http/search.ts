import { z } from 'zod';
import { SENIOR_STATUSES } from '@silverbell/vocabulary';
import { id, isoInstant, lat, lng, person } from './shared.js';

/** What an answer was found by; the console says it beside the name. */
export const SEARCH_MATCHES = ['name', 'initials', 'address', 'phone', 'contact-phone', 'number', 'id'] as const;
const by = z.enum(SEARCH_MATCHES);
const place = z.object({ lat, lng });

/** `q`: part of a name, address or device id; initials of a name (zye); a whole telephone number; the number of an incident. */
export const searchQuery = z.strictObject({ q: z.string().trim().min(1).max(100) });

/** Of each kind the eight that fit best, only from the caller's regions; kinds she may not read stay empty. */
export const searchFound = z.object({
  /** `openIncidentId`: her most urgent open incident. Names masked for a supervisor, as in every list. */
  seniors: z.array(
    z.object({
      ...{ id, by, name: z.string(), status: z.enum(SENIOR_STATUSES), age: z.number().nullable() },
      ...{ homeId: id, label: z.string(), address: z.string(), position: place, openIncidentId: id.nullable() },
    }),
  ),
  homes: z.array(
    z.object({ id, by, label: z.string(), address: z.string(), position: place, seniors: z.array(person) }),
  ),
  helpers: z.array(z.object({ id, by, name: z.string(), kind: z.string(), onDuty: z.boolean() })),
  devices: z.array(z.object({ id, by, role: z.string(), status: z.string(), label: z.string().nullable() })),
  incidents: z.array(
    z.object({ id, by, number: z.string(), label: z.string().nullable(), open: z.boolean(), raisedAt: isoInstant }),
  ),
});
export type SearchFound = z.infer<typeof searchFound>;
