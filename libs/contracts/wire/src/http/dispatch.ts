import { z } from 'zod';
import {
  ALERT_KINDS,
  ASSIGNMENT_ROLES,
  ASSIGNMENT_STATES,
  CONDITIONS,
  DECLINE_REASONS,
  DELIVERY_STATES,
  DESTINATION_CHOICES,
  ENTRY_WAYS,
  HELPER_KINDS,
  KEY_HOLDER_KINDS,
  OFFER_CHANNELS,
  OFFER_OVER_REASONS,
  OFFER_STATES,
  PRACTICES,
  SCENE_CODES,
  WITHDRAW_REASONS,
  WORRY_FLAGS,
} from '@silverbell/vocabulary';
import { foreignTime, freeText, id, isoInstant, list, person, phonePlace, shortText } from './shared.js';

// --- what a helper is told ---

/** Before acceptance: area, kind and minutes; never a name, an address or a fact about health (safety.md H19). */
export const offer = z.object({
  id,
  incidentId: id,
  helper: person,
  state: z.enum(OFFER_STATES),
  overReason: z.enum(OFFER_OVER_REASONS).nullable(),
  madeAt: isoInstant,
  lapsesAt: isoInstant,
  area: z.string(),
  kind: z.enum(ALERT_KINDS),
  expectedArrivalS: z.number(),
  /** Of a split offer: to which of the places of the incident, in one word; `null`: wherever the incident goes. Never an address. */
  place: z.enum(DESTINATION_CHOICES).nullable(),
  /** `drill`: the area is marked too, and no one is in need. */
  practice: z.enum(PRACTICES).nullable(),
});
export type Offer = z.infer<typeof offer>;

/** The same offer as the desk sees it. The helper and the family learn nothing of waves, nor of how she was reached. */
export const incidentOffer = offer.extend({
  /** Helpers asked at once are one wave, counted from 1. */
  wave: z.int(),
  /** Every channel, in the order in which they are used. */
  channels: z.array(z.object({ channel: z.enum(OFFER_CHANNELS), state: z.enum(DELIVERY_STATES) })),
  /** No channel reached her, and she has not answered: she counts as not asked (safety.md H07). */
  undelivered: z.boolean(),
});
export type IncidentOffer = z.infer<typeof incidentOffer>;

/** What the helper sees after acceptance, and no longer than the task lasts. */
export const assignmentDestination = z.object({
  choice: z.enum(DESTINATION_CHOICES),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  label: z.string(),
  /** Address in words, to be read aloud. */
  address: z.string(),
  /** Everybody who may be there. */
  people: z.array(
    z.object({
      name: z.string(),
      age: z.number().nullable(),
      note: z.string().nullable(),
      /** `null`: none on file, or she did not agree to one. */
      photoId: z.string().nullable(),
    }),
  ),
  hazards: z.array(z.string()),
  /** Of the home; `null`: not on file, or she goes elsewhere. */
  floor: z.object({ no: z.int(), hasLift: z.boolean() }).nullable(),
  /** Who keeps a key that may be used, the ones that were tried and fit first. No holder of whom a conflict is known. */
  keys: z.array(z.object({ holder: z.string(), kind: z.enum(KEY_HOLDER_KINDS), fits: z.boolean().nullable() })),
  /** Class C: no helper enters, whatever else joins the incident. */
  outsideOnly: z.boolean(),
  /** No press: knock, call, wait, before anything else. */
  knockFirst: z.boolean(),
  /** When this place was decided; a lost person's moves on with her. */
  decidedAt: isoInstant.nullable(),
  /** She may be at another place as well, in words; an operator is asking (safety.md H04). */
  alternative: z.string().nullable(),
  /** Opens a lock; present only at the door: after an arrival that was proven, or by the operator's word. Each showing is written down. */
  entryCode: z.string().nullable(),
  /** Why the code of this home is not shown although she says that she is there. */
  entryCodeWithheld: z.enum(['unproven', 'outside-only']).nullish(),
  callBackNumber: z.string().nullable(),
});
export type AssignmentDestination = z.infer<typeof assignmentDestination>;

export const assignment = z.object({
  id,
  incidentId: id,
  helper: person,
  role: z.enum(ASSIGNMENT_ROLES),
  state: z.enum(ASSIGNMENT_STATES),
  acceptedAt: isoInstant,
  departedAt: isoInstant.nullable(),
  /** As expected now, by where her phone is; moves both ways. */
  etaAt: isoInstant.nullable(),
  /** As expected when she accepted; never moves. Absent: a server that does not say. */
  promisedAt: isoInstant.nullish(),
  arrivedAt: isoInstant.nullable(),
  /** How the arrival was proved: by a position, by the door tag, or not at all. */
  arrivalProof: z.enum(['position', 'door-tag', 'unproven']).nullable(),
  /** At the scene: until when she is expected to report; afterwards she is looked for. `null`: not there, or not there any more. */
  checkInBy: isoInstant.nullable(),
  finishedAt: isoInstant.nullable(),
  condition: z.enum(CONDITIONS).nullable(),
  /** Of a split offer: to which of the places of the incident; `null`: wherever the incident goes. */
  place: z.enum(DESTINATION_CHOICES).nullable(),
  practice: z.enum(PRACTICES).nullable(),
  /** `null` for everybody but the helper herself and the operators, and again after the task. */
  destination: assignmentDestination.nullable(),
});
export type Assignment = z.infer<typeof assignment>;

export const offerList = list(offer);
export const assignmentList = list(assignment);

// --- who could be asked ---

export const candidate = z.object({
  helper: person,
  kind: z.enum(HELPER_KINDS).nullable(),
  expectedArrivalS: z.number(),
  /** To the place she would be asked for. */
  distanceM: z.number().nullable(),
  /** While there are two places: which of them she would go to; `null`: wherever the incident goes. */
  place: z.enum(DESTINATION_CHOICES).nullable(),
  onDuty: z.boolean(),
  /** The last that her phone said of where it is, whether the ranking uses it or not; `null`: nothing. */
  fix: z.object({ ageS: z.number(), accuracyM: z.number().nullable() }).nullable(),
  /** Codes, in the order of their weight; the same ones the ranking used. */
  reasons: z.array(z.string()),
  /** Codes of what speaks against her without forbidding her. */
  doubts: z.array(z.string()),
  /** Set when she was asked already in this case. */
  offer: z.object({ id, state: z.enum(OFFER_STATES), overReason: z.enum(OFFER_OVER_REASONS).nullable() }).nullable(),
  /** The short message of an offer to her, word for word; `null`: an offer has none. */
  words: z.string().nullable(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
});
export type Candidate = z.infer<typeof candidate>;
export const candidateList = z.object({
  items: z.array(candidate),
  /** Helpers who must not be sent here, and why: for leads; empty for all others. */
  barred: z.array(z.object({ helper: person, reason: z.string() })),
  /** How far help comes in time, around the destination, as the crow flies. */
  reach: z.object({ withinS: z.number(), radiusM: z.number() }),
});

// --- what a helper says ---

/**
 * `training`: an operator who learns; she sees and acts on drills alone, and counts for no ladder. She may begin it, and it stays
 * when she goes off duty: a lead or an administrator ends it (`trainingSeat`).
 */
export const dutyRequest = z.strictObject({ onDuty: z.boolean(), training: z.boolean().optional() });
export type DutyRequest = z.infer<typeof dutyRequest>;
/** Of another person's seat: a lead or an administrator says whether it is for training. */
export const trainingSeatRequest = z.strictObject({ training: z.boolean() });
export const trainingSeat = z.object({ accountId: z.string(), training: z.boolean() });
export const dutyResponse = z.object({
  onDuty: z.boolean(),
  training: z.boolean(),
  since: isoInstant,
  /** An operator counts for the ladders only while her console is connected; `null`: a helper, who needs none. */
  consoleConnected: z.boolean().nullable(),
});
export type DutyResponse = z.infer<typeof dutyResponse>;

/** Who sits at a desk, and whether the ladders count her: a seat on duty whose console is not connected does not count. */
export const seatsOnDutyResponse = z.object({
  items: z.array(
    z.object({
      person,
      role: z.enum(['operator', 'lead']),
      regionId: id,
      training: z.boolean(),
      since: isoInstant,
      consoleConnected: z.boolean(),
    }),
  ),
  at: isoInstant,
});
export type SeatsOnDutyResponse = z.infer<typeof seatsOnDutyResponse>;

/** `at`: when the fix was taken, `sentAt`: when it was sent, both by the clock of the phone; of them only how old the fix is counts. */
export const positionRequest = z.strictObject({
  ...phonePlace,
  at: foreignTime.nullish(),
  sentAt: foreignTime.nullish(),
});
export type PositionRequest = z.input<typeof positionRequest>;

/** No reason is a reason too, and costs nothing. */
export const declineRequest = z.strictObject({ reason: z.enum(DECLINE_REASONS).default('not-said') });
export type DeclineRequest = z.input<typeof declineRequest>;

/** Without either: accepted, and shown as unproven. */
export const arriveRequest = z.strictObject({
  position: positionRequest.nullish(),
  doorTag: shortText.nullish(),
});
export type ArriveRequest = z.input<typeof arriveRequest>;

/** `entry`: how she got in, with the code `entry` and never without it; the time is the server's (safety.md H17). */
export const sceneRequest = z
  .strictObject({ code: z.enum(SCENE_CODES), entry: z.enum(ENTRY_WAYS).optional(), note: freeText.optional() })
  .refine(({ code, entry }) => (code === 'entry') === (entry !== undefined), { path: ['entry'] });
export type SceneRequest = z.infer<typeof sceneRequest>;

export const finishRequest = z.strictObject({
  condition: z.enum(CONDITIONS),
  note: freeText.optional(),
  flags: z.array(z.enum(WORRY_FLAGS)).max(WORRY_FLAGS.length).optional(),
});
export type FinishRequest = z.infer<typeof finishRequest>;

export const withdrawRequest = z.strictObject({ reason: z.enum(WITHDRAW_REASONS) });
export type WithdrawRequest = z.infer<typeof withdrawRequest>;
