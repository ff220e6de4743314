import { z } from 'zod';
import { AWAY_REASONS, RULE_REASONS, SIGNS, INACTIVITY_DOUBTS } from '@silverbell/vocabulary';
import { id, isoInstant, lat, lng, person, shortText } from './shared.js';

/** Her wall clock. */
const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What counts as too long a silence of one person. The numbers have limits (`rule-out-of-limits` says which). */
export const silenceRule = z.discriminatedUnion('rule', [
  /** No sign of her for so many hours (2 to 48). */
  z.strictObject({ rule: z.literal('no-sign'), withinHours: z.number() }),
  /** Nothing since `from`, by `by` of her morning (by: 05:00 to 12:00). */
  z.strictObject({ rule: z.literal('morning'), from: wallClock, by: wallClock }),
  /** Litres of her home in 24 h: below (0 to 100) or above (100 to 20,000). */
  z.strictObject({ rule: z.literal('water'), belowL: z.number(), aboveL: z.number() }),
]);
export type SilenceRuleWire = z.infer<typeof silenceRule>;

/** At most one rule of each sort; none is an answer too. `defaults`: those of her region today. */
export const silenceRulesRequest = z.strictObject({
  rules: z.union([z.array(silenceRule).max(3), z.literal('defaults')]),
  reason: z.enum(RULE_REASONS),
  note: shortText.optional(),
});
export type SilenceRulesRequest = z.infer<typeof silenceRulesRequest>;

const place = z.object({ lat, lng, label: z.string().nullable() });

/** Away, or will be. No rule rests for ever: `until` is at most 31 days after `from` and may be set again. */
export const awayRequest = z.strictObject({
  from: isoInstant.optional(),
  until: isoInstant,
  where: z.strictObject({ lat, lng, label: shortText }).optional(),
  reason: z.enum(AWAY_REASONS),
  note: shortText.optional(),
});
export type AwayRequest = z.infer<typeof awayRequest>;

/** A senior was seen at a meal, a station, a clinic. Only the person herself counts as seen (SR-25). */
export const attendanceRequest = z.strictObject({
  /** 本人到场; `false`: another person came for her. */
  inPerson: z.boolean(),
  at: isoInstant.optional(),
});
export type AttendanceRequest = z.infer<typeof attendanceRequest>;

/** Facts about the silence of one person, never how she is. */
export const silenceView = z.object({
  senior: person,
  timeZone: z.string(),
  rules: z.array(silenceRule),
  rulesSince: isoInstant.nullable(),
  /** What her region gives today, with its date and source; no senior has a rule before it was agreed. */
  defaults: z.object({
    rules: z.array(silenceRule),
    validFrom: isoInstant.nullable(),
    source: z.string(),
  }),
  /** The newest sign of herself, whatever her devices say. */
  lastContact: z.object({ sign: z.enum(SIGNS), at: isoInstant }).nullable(),
  /** The newest of each kind; `counts`: it was surely she. */
  signs: z.array(z.object({ sign: z.enum(SIGNS), at: isoInstant, counts: z.boolean() })),
  /** Litres of the last 24 h; `null`: unknown. */
  waterL: z.number().nullable(),
  away: z
    .object({
      from: isoInstant,
      until: isoInstant,
      where: place.nullable(),
      reason: z.enum(AWAY_REASONS).nullable(),
      resting: z.boolean(),
    })
    .nullable(),
  doubts: z.array(z.enum(INACTIVITY_DOUBTS)),
  /** Newest first: who changed what, when and why. */
  changes: z.array(
    z.object({
      at: isoInstant,
      by: person,
      what: z.enum(['rules', 'away', 'back']),
      reason: z.string(),
      note: z.string().nullable(),
    }),
  ),
});
export type SilenceView = z.infer<typeof silenceView>;

/** Where the phone of the installer is, WGS 84. */
const installedAt = z.strictObject({
  lat,
  lng,
  accuracyM: z.number().min(0).max(100_000).nullable().default(null),
});

/** After a hub turned up on another line: it hangs where it is registered, or in this other home. */
export const confirmPlaceRequest = z.union([
  z.strictObject({ place: z.literal('home').default('home'), position: installedAt.optional() }),
  z.strictObject({ place: z.literal('other-home'), homeId: id }),
]);
export type ConfirmPlaceRequest = z.infer<typeof confirmPlaceRequest>;

export const devicePlace = z.object({
  deviceId: id,
  home: z.object({ id, label: z.string() }).nullable(),
  confirmedAt: isoInstant.nullable(),
  /** 设备疑似搬家, since; `null`: it connects from the confirmed network. */
  suspectedSince: isoInstant.nullable(),
});
export type DevicePlace = z.infer<typeof devicePlace>;

/** Of a region, read from a thermometer or a weather service. Old or unknown weather counts as mild. */
export const weatherRequest = z.strictObject({
  temperatureC: z.number().min(-60).max(60),
  observedAt: isoInstant,
  source: shortText,
});
export type WeatherRequest = z.infer<typeof weatherRequest>;

export const weatherResponse = z.object({
  regionId: id,
  temperatureC: z.number(),
  observedAt: isoInstant,
  source: z.string(),
  validUntil: isoInstant,
  /** Below 5 °C or above 35 °C: a lost person is searched for at once. */
  harsh: z.boolean(),
});
