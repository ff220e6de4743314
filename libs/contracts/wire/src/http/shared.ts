import { z } from 'zod';

/** ISO 8601 with a zone; every instant on the wire has this shape. The last year of four digits is left out: what lies some days later has to be written, too. */
export const isoInstant = z.iso.datetime({ offset: true }).refine((written) => !written.startsWith('9999'));
/** Our ids are short opaque strings. */
export const id = z.string().min(1).max(80);
/** An id that the caller gives to a thing of the registry; absent, we choose. */
export const givenId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
/** A day of the calendar, YYYY-MM-DD. */
export const isoDate = z.iso.date();
/** `HH:MM` on a wall clock: in the region's zone, unless another one stands beside it. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const freeText = z.string().trim().min(1).max(2000);
export const shortText = z.string().trim().min(1).max(200);
/** A number as a person writes it: digits, spaces, plus, hyphens, brackets, extension marks. */
export const phoneNumber = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[+0-9()#*,;x -]+$/i);
export const lat = z.number().min(-90).max(90);
export const lng = z.number().min(-180).max(180);
/** A number, or one in words as phones and forms send it: with blanks around it and with its sign. */
const numberOf = z
  .union([z.number(), z.string().regex(/^\s*[+-]?\d{1,9}(\.\d{1,20})?\s*$/)])
  .transform((value) => (typeof value === 'number' ? value : Number(value)));
/** Where a phone says that it is; 0/0 is what one without a fix sends, and 0 m one that does not know how precise it is. */
export const phonePlace = {
  lat: numberOf.pipe(lat),
  lng: numberOf.pipe(lng),
  accuracyM: numberOf
    .pipe(z.number().min(0).max(100_000))
    .transform((metres) => (metres === 0 ? null : metres))
    .nullish(),
};
/** What a foreign clock says: kept, never trusted, so its form is free. */
export const foreignTime = z.string().max(40);

export const nothing = z.strictObject({});
export const person = z.object({ id, name: z.string() });
export type PersonRef = z.infer<typeof person>;

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), version: z.number().int(), nextCursor: z.string().nullable() });
export const list = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });
