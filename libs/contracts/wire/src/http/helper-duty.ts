import { CHANNEL_STATES, HELPER_CERTIFICATES, HELPER_CHANNELS } from '@silverbell/vocabulary';
import { z } from 'zod';
import { placeOnWire, writtenPlace } from './regions.js';
import { givenId, id, isoDate, isoInstant, lat, lng, person, shortText } from './shared.js';

/** A time of the day, HH:MM; 24:00 is its end. */
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

const weekly = z.strictObject({
  /** 1 Monday … 7 Sunday. */
  weekday: z.int().min(1).max(7),
  from: timeOfDay,
  /** Not later than `from`: on the next day. */
  to: timeOfDay,
  /** One of the usual places; `null`: where she usually is. */
  placeId: id.nullable().default(null),
});
const exception = z.strictObject({
  /** Both days count. */
  from: isoDate,
  to: isoDate,
  /** `false`: away on these days; `true`: on duty in these hours besides her week. */
  onDuty: z.boolean(),
  hours: z.strictObject({ from: timeOfDay, to: timeOfDay }).optional(),
  placeId: id.nullable().default(null),
  note: shortText.optional(),
});

/** The whole calendar; what is left out is not in it any more. */
export const helperCalendarRequest = z.strictObject({
  places: z.array(z.strictObject({ id: givenId, label: shortText, position: writtenPlace })).max(20),
  weekly: z.array(weekly).max(100),
  exceptions: z.array(exception).max(200),
});
export const helperCalendar = z.object({
  helperId: id,
  places: z.array(z.object({ id, label: z.string(), position: placeOnWire })),
  weekly: z.array(weekly),
  exceptions: z.array(exception),
  /** 0: none was written yet. */
  version: z.int(),
});
export type HelperCalendarOnWire = z.infer<typeof helperCalendar>;

export const coverageQuery = z.strictObject({
  regionId: id.optional(),
  /** The first day; absent: today. */
  from: isoDate.optional(),
});
/** How many helpers would be at a village in time, by their calendars. */
export const helperCoverage = z.object({
  from: isoDate,
  /** What in time means: turnout and way together. */
  withinMinutes: z.number(),
  villages: z.array(
    z.object({
      regionId: id,
      name: z.string(),
      /** From where the way is reckoned, WGS-84. */
      centre: z.object({ lat, lng }),
      /** 168 hours, the first one from 00:00 of `from` on, by the clock of the platform. */
      hours: z.array(z.int()),
      /** How many of these hours have no helper. */
      uncovered: z.int(),
    }),
  ),
  /** The coming or present night. */
  tonight: z.object({ from: isoInstant, to: isoInstant, uncovered: z.array(id) }),
});
export type HelperCoverage = z.infer<typeof helperCoverage>;

export const certificateQuery = z.strictObject({
  regionId: id.optional(),
  /** Absent: as the region has set it. */
  withinDays: z.coerce.number().int().min(0).max(3_660).optional(),
});
/** Certificates that have ended or end soon, the earliest first (SR-50). */
export const certificateList = z.object({
  items: z.array(
    z.object({
      helper: person,
      regionId: id,
      kind: z.enum(HELPER_CERTIFICATES),
      validUntil: z.string(),
      expired: z.boolean(),
    }),
  ),
});

export const channelQuery = z.strictObject({
  regionId: id.optional(),
  state: z.enum(CHANNEL_STATES).optional(),
  /** `me`: the work of the caller; `none`: work without an owner. */
  owner: z.enum(['me', 'none']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const helperChannel = z.object({
  helper: person,
  regionId: id,
  channel: z.enum(HELPER_CHANNELS),
  state: z.enum(CHANNEL_STATES),
  testedAt: isoInstant.nullable(),
  workedAt: isoInstant.nullable(),
  /** Of a channel that fails: since when, until when and by whom it is put right. */
  work: z
    .object({ since: isoInstant, dueAt: isoInstant, late: z.boolean(), owner: person.nullable(), error: z.string() })
    .nullable(),
});
export type HelperChannelOnWire = z.infer<typeof helperChannel>;
export const helperChannels = z.object({
  items: z.array(helperChannel),
  nextCursor: z.string().nullable(),
  counts: z.record(z.enum(CHANNEL_STATES), z.int()),
});
export const takeChannelWorkRequest = z.strictObject({
  channel: z.enum(HELPER_CHANNELS),
  /** Absent: the caller does it. */
  ownerId: id.optional(),
  dueAt: isoInstant.optional(),
});

/** Tests that wait for her answer. Asking for them proves that the app reaches her. */
export const myChannelTests = z.object({
  items: z.array(
    z.object({
      id,
      channel: z.enum(HELPER_CHANNELS),
      sentAt: isoInstant,
      answerBy: isoInstant,
      needsCode: z.boolean(),
    }),
  ),
});
/** `code`: the digits of the message or the call; a test of the app has none. */
export const confirmChannelRequest = z.strictObject({
  code: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
});
