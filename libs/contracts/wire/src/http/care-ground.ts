import { z } from 'zod';
import { id, isoDate, isoInstant, person, shortText } from './shared.js';

/** A number as an address carries it. */
const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** A term of working days, or of days; exactly one of the two (CR-02). */
export const calendarDueQuery = z.strictObject({
  /** The day of the event; the term begins the day after. */
  from: isoDate,
  workingDays: wholeNumber(1, 366).optional(),
  days: wholeNumber(1, 3_660).optional(),
  /** A minimum term (公示) whose last day is no working day ends on the next working day; with `days` alone. */
  minimum: z.enum(['true', 'false']).optional(),
});
export const calendarDueOnWire = z.object({
  /** The last day of the term, to its 24:00. */
  due: isoDate,
  /** The days that counted, oldest first. */
  counted: z.array(isoDate),
  /** It reaches a year whose calendar is not published: weekdays were counted. */
  provisional: z.boolean(),
});

const calendarDay = z.strictObject({
  date: isoDate,
  kind: z.enum(['off', 'work']),
  name: z.string().trim().min(1).max(40),
});
/** A whole year: days off and weekend days worked. The same body sent by a second person publishes it. */
export const calendarRequest = z.strictObject({ days: z.array(calendarDay).min(1).max(200), source: shortText });
/** The same as a spreadsheet with the columns 日期, 类型, 名称; the fields beside its `file`. */
export const importCalendarRequest = z.strictObject({ source: shortText });
export const calendarYearOnWire = z.object({
  year: z.int(),
  days: z.array(calendarDay),
  source: z.string(),
  /** `proposed`: these days do not count yet. */
  state: z.enum(['proposed', 'published']),
  proposed: z.object({ by: person.nullable(), at: isoInstant }),
  confirmed: z.object({ by: person.nullable(), at: isoInstant }).nullable(),
  version: z.int(),
});

export const careClockOnWire = z.object({ now: isoInstant });
export const careClockRequest = z.strictObject({ now: isoInstant });

const careValue = z.union([z.boolean(), z.number(), z.string().max(80), z.array(z.string().max(80)).max(50)]);
export const careSettingsQuery = z.strictObject({
  /** What counts on this day; absent: today, by the clock of care. */
  on: isoDate.optional(),
});
export const careSettingRequest = z.strictObject({
  key: z.string().min(1).max(80),
  value: careValue,
  validFrom: isoDate,
  /** On whose word or by which decision. */
  source: shortText,
});
const dated = z.object({ value: careValue, validFrom: isoDate, source: z.string(), by: person });
export const careSettingsOnWire = z.object({
  on: isoDate,
  items: z.array(
    z.object({
      key: z.string(),
      value: careValue,
      /** The region that says so; `null`: the default counts. */
      fromRegionId: id.nullable(),
      validFrom: isoDate.nullable(),
      /** Of a default, the rule it comes from. */
      source: z.string(),
      by: person.nullable(),
      default: careValue,
      rule: z.discriminatedUnion('type', [
        z.object({ type: z.literal('switch') }),
        z.object({
          ...{
            type: z.literal('number'),
            unit: z.enum(['days', 'minutes', 'years', 'percent', 'points', 'visits']),
            least: z.int(),
            most: z.int(),
          },
        }),
        z.object({ type: z.literal('month-day') }),
        z.object({ type: z.literal('choice'), of: z.array(z.string()) }),
        z.object({ type: z.literal('list'), of: z.array(z.string()) }),
      ]),
      /** A change counts only when a second person sent it too. */
      twoPeople: z.boolean(),
      /** What this region has decided for later. */
      next: dated.nullable(),
      /** What this region has proposed, waiting for a second person. */
      proposed: z.array(dated),
    }),
  ),
});
