import { HANDOVER_ITEMS, HANDOVER_STATES, LADDER_ROLES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { id, isoInstant, list, person } from './shared.js';

/** The list is made by the server; who takes the shift is an operator or a lead of the same centre, or a lead of another one that covers the region. */
export const openHandoverRequest = z.strictObject({ to: id });
/** `item`: of an incident or a task; left out for what is counted only. */
export const handoverItemRequest = z.strictObject({ kind: z.enum(HANDOVER_ITEMS), item: id.optional() });

/** A voice number beside the console, of a lead or an overflow centre; proven: it was answered within 31 days (H01). */
const secondPath = z.object({
  role: z.enum(LADDER_ROLES),
  name: z.string(),
  answeredAt: isoInstant.nullable(),
  proven: z.boolean(),
});
/** In full: who is on duty tries them. */
export const secondPathList = list(secondPath.extend({ seatId: id, voiceNumber: z.string() }));
export type SecondPathList = z.infer<typeof secondPathList>;

export const handoverOnWire = z.object({
  id,
  regionId: id,
  from: person,
  to: person,
  openedAt: isoInstant,
  state: z.enum(HANDOVER_STATES),
  items: z.array(
    z.object({
      kind: z.enum(HANDOVER_ITEMS),
      item: id.nullable(),
      count: z.int().nullable(),
      /** People and place as they are on file now. */
      label: z.string(),
      severity: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
      phase: z.string().nullable(),
      dueAt: isoInstant.nullable(),
      acceptedAt: isoInstant.nullable(),
    }),
  ),
  signedFromAt: isoInstant.nullable(),
  signedToAt: isoInstant.nullable(),
  /** Voice numbers beside the console; one of them must be proven before the receiver signs (H01). */
  secondPaths: z.array(secondPath),
});
export type HandoverOnWire = z.infer<typeof handoverOnWire>;

/** `centre`: she is a lead of another centre, of this name; `null`: of the caller's. */
const receiver = person.extend({ centre: z.string().nullable() });
export const handoverList = z.object({ items: z.array(handoverOnWire), receivers: z.array(receiver) });
