import {
  AGENT_CHOICES,
  AGENT_STATES,
  ALERT_KINDS,
  CALL_CONTROLS,
  CALL_DIRECTIONS,
  CALL_EVENT_TYPES,
  CALL_STATES,
  EXCHANGE_LINKS,
  NUMBER_OWNERS,
  REVEAL_PURPOSES,
} from '@silverbell/vocabulary';
import { z } from 'zod';
import { freeText, givenId, id, isoInstant, list, person, phoneNumber } from './shared.js';

/** One report of an exchange, signed with the webhook secret; an exchange may add fields of its own. */
export const telephonyHookRequest = z.looseObject({
  type: z.enum(CALL_EVENT_TYPES),
  callId: z.string().min(1).max(80),
  direction: z.enum(CALL_DIRECTIONS),
  at: isoInstant,
});
export const telephonyHookResponse = z.object({ callId: z.string() });

/** Whom a number is on file for: the screen pop. A family's land line is several people's. */
const numberMatch = z.object({
  as: z.enum(NUMBER_OWNERS),
  id,
  name: z.string(),
  seniorName: z.string().nullable(),
  homeId: id.nullable(),
  homeLabel: z.string().nullable(),
});

export const phoneCallOnWire = z.object({
  id,
  regionId: id,
  direction: z.enum(CALL_DIRECTIONS),
  state: z.enum(CALL_STATES),
  /** As it is dialled; masked for a supervisor, `null`: the caller hides it. */
  number: z.string().nullable(),
  extension: z.string().nullable(),
  agent: person.nullable(),
  matches: z.array(numberMatch),
  startedAt: isoInstant,
  answeredAt: isoInstant.nullable(),
  endedAt: isoInstant.nullable(),
  cause: z.string().nullable(),
  /** What the call is about. */
  incidentId: id.nullable(),
  /** An operator owes the caller a call: the incident that was raised for it. */
  missedIncidentId: id.nullable(),
  recording: z.object({ startedAt: isoInstant, durationS: z.int(), sha256: z.string() }).nullable(),
});
export type PhoneCallOnWire = z.infer<typeof phoneCallOnWire>;
export const phoneCallList = list(phoneCallOnWire);

export const telephonyOnWire = z.object({
  link: z.enum(EXCHANGE_LINKS),
  /** Since when the exchange does not answer. */
  downSince: isoInstant.nullable(),
  /** A desk phone that works without the exchange; what the header names while it is down. */
  backupNumber: z.string().nullable(),
  /** Whether the telephone of a desk may be its browser. */
  softphone: z.boolean(),
  me: z.object({ state: z.enum(AGENT_STATES), extension: z.string().nullable() }),
  agents: z.array(
    z.object({
      account: person,
      role: z.enum(['operator', 'lead']),
      state: z.enum(AGENT_STATES),
      /** Since when she says that she is ready or on a break; what follows from her calls has no time of its own. */
      since: isoInstant,
      /** Where a call is transferred to. */
      extension: z.string().nullable(),
    }),
  ),
  /** Calls that go on, and those that ended within the last minute; the newest first. */
  calls: z.array(phoneCallOnWire),
});
export type TelephonyOnWire = z.infer<typeof telephonyOnWire>;

export const agentPhoneRequest = z.strictObject({
  choice: z.enum(AGENT_CHOICES),
  /** Her desk phone; left out: as it was. */
  extension: z
    .string()
    .regex(/^\d{2,8}$/)
    .optional(),
});

/** With these her browser registers as the telephone of her extension until they lapse; it keeps them nowhere. */
export const softphoneLogin = z.object({
  /** SIP over WebSocket. */
  url: z.string(),
  domain: z.string(),
  extension: z.string(),
  username: z.string(),
  password: z.string(),
  until: isoInstant,
  /** A relay for the sound of a browser that does not reach the SIP server's media by itself, and the login for it. */
  turn: z.object({ urls: z.array(z.string()), username: z.string(), credential: z.string() }).nullable(),
});
export type SoftphoneLogin = z.infer<typeof softphoneLogin>;

/** The agent's telephone rings first, then the number. */
export const placeCallRequest = z.strictObject({
  id: givenId.optional(),
  number: phoneNumber,
  incidentId: id.optional(),
});

export const controlCallRequest = z
  .strictObject({ control: z.enum(CALL_CONTROLS), to: phoneNumber.optional() })
  .refine(({ control, to }) => (control === 'transfer' || control === 'conference') === (to !== undefined), {
    path: ['to'],
    message: 'who comes in',
  });

export const linkCallRequest = z.strictObject({ incidentId: id });

/** A call becomes an incident, or joins the open one of that home. */
export const openFromCallRequest = z.strictObject({
  kind: z.enum(ALERT_KINDS).optional(),
  homeId: id.optional(),
  note: freeText.optional(),
});

export const playRecordingRequest = z.strictObject({ purpose: z.enum(REVEAL_PURPOSES) });
export const playback = z.object({ href: z.string(), until: isoInstant });
