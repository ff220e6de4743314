import { LADDER_ROLES, SHIFT_STATES, SHIFT_STEPS } from '@silverbell/vocabulary';
import { z } from 'zod';
import { givenId, id, isoInstant, person, phoneNumber, shortText } from './shared.js';

/** Who holds a seat; without a number of her own the number of the seat is called. */
const holder = { personName: shortText, voiceNumber: phoneNumber.optional() };

export const rotaQuery = z.strictObject({
  /** Of this region and what is below it. */
  regionId: id.optional(),
  seatId: id.optional(),
  /** Absent: now. */
  from: isoInstant.optional(),
  /** Absent: as many days later as warnings look ahead; 62 days at most. */
  to: isoInstant.optional(),
});

/** From the first shift on the seat keeps a rota: hours without a holder are warned of. */
export const planShiftsRequest = z.strictObject({
  items: z
    .array(
      z
        .strictObject({ id: givenId.optional(), ...holder, from: isoInstant, to: isoInstant })
        .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
          path: ['to'],
          message: '`to` must be later than `from`',
        }),
    )
    .min(1)
    .max(200),
});
/** Two shifts exchange the people who hold them. */
export const swapShiftsRequest = z.strictObject({ withShiftId: id, reason: shortText });
/** Without a stand-in the hours have no holder, and the number of the seat itself is called. */
export const absenceRequest = z.strictObject({ reason: shortText, standIn: z.strictObject(holder).optional() });
export const cancelShiftRequest = z.strictObject({ reason: shortText });

export const shiftOnWire = z.object({
  id,
  seatId: id,
  personName: z.string(),
  /** Masked for those who do not keep seats; `null`: the number of the seat is called. */
  voiceNumber: z.string().nullable(),
  from: isoInstant,
  to: isoInstant,
  state: z.enum(SHIFT_STATES),
  version: z.int(),
  trail: z.array(
    z.object({
      at: isoInstant,
      by: person,
      what: z.enum(SHIFT_STEPS),
      /** Who held it after this step. */
      personName: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type ShiftOnWire = z.infer<typeof shiftOnWire>;
export const shiftList = z.object({ items: z.array(shiftOnWire) });

const hours = z.object({ from: isoInstant, to: isoInstant });
export const rota = z.object({
  from: isoInstant,
  to: isoInstant,
  seats: z.array(
    z.object({
      seatId: id,
      regionId: id,
      role: z.enum(LADDER_ROLES),
      name: z.string(),
      keepsRota: z.boolean(),
      /** Who is called now: the holder of the running shift; `null`: the seat itself. */
      holderNow: z.string().nullable(),
      shifts: z.array(shiftOnWire),
      /** Hours of a seat with a rota that have no holder. */
      gaps: z.array(hours),
    }),
  ),
});
export type Rota = z.infer<typeof rota>;
