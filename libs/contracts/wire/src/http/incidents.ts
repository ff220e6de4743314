import { z } from 'zod';
import {
  ACTIONS,
  AGENCY_SERVICES,
  AGENCY_STATUSES,
  ALERT_KINDS,
  ATTENTION_STATES,
  CALL_PARTIES,
  CALL_RESULTS,
  CARE_CATEGORIES,
  CERTAINTIES,
  DESTINATION_CHOICES,
  DOUBTS,
  ECONOMIC_CLASSES,
  EMERGENCY_DECISIONS,
  FALSE_ALARM_CAUSES,
  HEARINGS,
  HOLD_REASONS,
  INCIDENT_CLASSES,
  NO_120_REASONS,
  NOTICE_LEVELS,
  OUTAGE_PLACE_TYPES,
  OUTCOMES,
  PHASES,
  PRACTICES,
  RECOGNISED_BY,
  RELEASE_REASONS,
  RESPONSE_STATES,
  ROLL_CALL_HOWS,
  ROLL_CALL_STATES,
  SHELVE_REASONS,
  SIGNAL_PHASES,
  TAKE_OVER_REASONS,
  UNDOABLE_ACTS,
  VERDICTS,
  VERIFY_BY,
} from '@silverbell/vocabulary';
import { assignment, incidentOffer } from './dispatch.js';
import { freeText, id, isoInstant, lat, lng, page, person, phoneNumber, shortText } from './shared.js';

// --- what an operator sees ---

const place = { choice: z.enum(DESTINATION_CHOICES), lat: z.number(), lng: z.number(), label: z.string() };
const severity = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const incidentSummary = z.object({
  id,
  /** Short, speakable, unique in the region; read over the telephone. */
  number: z.string(),
  version: z.number().int(),
  phase: z.enum(PHASES),
  severity,
  class: z.enum(INCIDENT_CLASSES),
  kinds: z.array(z.enum(ALERT_KINDS)),
  regionId: z.string(),
  home: z.object({ id, label: z.string() }).nullable(),
  seniors: z.array(person),
  deviceId: z.string().nullable(),
  attention: z.object({ state: z.enum(ATTENTION_STATES), by: person.nullable(), since: isoInstant }),
  verdict: z.enum(VERDICTS),
  destination: z
    .object({
      ...place,
      /** A code of DESTINATION_REASONS, or one of a newer server. */
      reason: z.string(),
      /** When it was decided, by the rules or by a person. */
      at: isoInstant,
      /** The other place that speaks for itself, until a person decides; helpers near both are asked (safety.md H04). */
      alternative: z.object(place).nullable(),
    })
    .nullable(),
  response: z.object({
    state: z.enum(RESPONSE_STATES),
    wave: z.number().int(),
    openOffers: z.number().int(),
    assignments: z.array(assignment),
  }),
  /** `rung` and `nextStep` are codes; `nextDueAt` is null only once the incident is archived. */
  escalation: z.object({
    rung: z.string().nullable(),
    nextDueAt: isoInstant.nullable(),
    nextStep: z.string().nullable(),
  }),
  raisedAt: isoInstant,
  lastSignalAt: isoInstant,
  signalCount: z.number().int(),
  linkedTo: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  closedAt: isoInstant.nullable(),
  /** A drill, or a device being tried out: marked in every text, and in no figure. `null`: in earnest. */
  practice: z.enum(PRACTICES).nullable(),
  /** Class C ever joined: no helper is told to enter, whatever else joins. */
  outsideOnly: z.boolean(),
  /** Class D ever joined: the device is mute and dark, and neither home nor family is notified. */
  silent: z.boolean(),
  /** No press: the helper knocks first (class F). */
  knockFirst: z.boolean(),
  /** Class G: how many are on the roll-call, how many of them are not reached yet, and what they have in common. */
  outage: z
    .object({
      listed: z.number().int(),
      waiting: z.number().int(),
      place: z.object({ type: z.enum(OUTAGE_PLACE_TYPES), id: z.string() }).nullable(),
    })
    .nullable(),
  /** It waits by decision, with a reason and an end; `null`: it does not. */
  hold: z.object({ reason: z.enum(HOLD_REASONS), until: isoInstant }).nullable(),
  /** Work set aside for some hours: out of the queue, silent, in a list of its own. `null`: it is not. */
  shelf: z.object({ reason: z.enum(SHELVE_REASONS), until: isoInstant, by: person.nullable() }).nullable(),
  /** A device of class W that said more than five different things within an hour. */
  chattering: z.boolean(),
  /**
   * Devices that are not registered and that nothing authenticated share one incident of their region; `null` for every other one. New
   * signals sound again at its owner, at most every `soundEveryS`. Registered homes stand before it in every list.
   */
  unregistered: z
    .object({
      heard: z.number().int(),
      claimed: z.number().int(),
      /** New numbers above the limit of a minute: counted, not kept. */
      turnedAway: z.number().int(),
      lastTurnedAway: z.string().nullable(),
      soundEveryS: z.number(),
    })
    .nullable(),
});
export type IncidentSummary = z.infer<typeof incidentSummary>;

export const signal = z.object({
  /** Of its entry in the timeline; names it in `/incidents/{id}/signals/{seq}/raw`. */
  seq: z.number().int(),
  at: isoInstant,
  kind: z.enum(ALERT_KINDS),
  phase: z.enum(SIGNAL_PHASES),
  certainty: z.enum(CERTAINTIES),
  deviceId: z.string().nullable(),
  /** The device behind a hub, by the name its hub uses. */
  child: z.string().nullable(),
  /** Where the device is registered to be. */
  room: z.string().nullable(),
  alertId: z.string().nullable(),
  /** What the device itself called it; `null`: nothing beyond the kind, or kept no longer. */
  word: z.string().nullable(),
  /** What it measured. `name` is one of VALUE_NAMES, or as the device wrote it; `unit` as people write it. Empty for who may not read cards. */
  values: z.array(
    z.object({
      name: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]),
      unit: z.string().nullable(),
    }),
  ),
  /** What the device's own clock said; never decides. */
  deviceTime: z.string().nullable(),
  /** How long before we received it that is; below zero: the device's clock is ahead. `null`: it said none that can be read. */
  deviceTimeSkewS: z.number().int().nullable(),
  doubts: z.array(z.enum(DOUBTS)),
  test: z.boolean(),
  repeats: z.number().int(),
  batteryPct: z.number().nullable(),
  /** It came as a message whose bytes can be asked for, as long as they are kept. */
  raw: z.boolean(),
  position: z
    .object({
      lat: z.number(),
      lng: z.number(),
      accuracyM: z.number().nullable(),
      fixAt: z.string().nullable(),
      /** How old the fix was when we received it; `null`: it does not say. */
      ageS: z.number().int().nullable(),
      source: z.string().nullable(),
    })
    .nullable(),
});
export type SignalView = z.infer<typeof signal>;

/** The message of a device as it came. Reading it is written down (`/readings`). */
export const rawSignal = z.object({
  /** `null`: kept no longer. Control characters as their pictures (␀), bytes that are no letters as `\\xNN`; mostly such: all in `hex`. */
  text: z.string().nullable(),
  encoding: z.enum(['utf-8', 'escaped', 'hex']),
  /** Of the whole message as far as it was kept. */
  bytes: z.number().int(),
});
export type RawSignal = z.infer<typeof rawSignal>;

export const timelineEntry = z.object({
  seq: z.number().int(),
  /** The event's name, past tense, as in the log. */
  type: z.string(),
  at: isoInstant,
  by: z.object({ id: z.string().nullable(), name: z.string(), kind: z.enum(['person', 'device', 'platform']) }),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const call = z.object({
  id,
  party: z.enum(CALL_PARTIES),
  number: z.string().nullable(),
  startedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  /** `null` while the line is open. */
  result: z.enum(CALL_RESULTS).nullable(),
  recognisedBy: z.enum(RECOGNISED_BY).nullable(),
  by: person.nullable(),
});
export type Call = z.infer<typeof call>;

export const agencyCall = z.object({
  at: isoInstant,
  service: z.enum(AGENCY_SERVICES),
  numberDialled: z.string(),
  told: z.string().nullable(),
  reference: z.string().nullable(),
  status: z.enum(AGENCY_STATUSES),
  by: person.nullable(),
});
export type AgencyCall = z.infer<typeof agencyCall>;

/** The direct number of a service where this home is; 120 of the operator's own town may be another centre (H16). */
const emergencyNumber = z.object({
  service: z.string(),
  number: z.string(),
  /** When it was dialled last to see that it answers; `null`: never. */
  checkedAt: isoInstant.nullable(),
});

export const personCard = z.object({
  home: z
    .object({
      id,
      label: z.string(),
      /** In words, to be read to 120 or to a helper. */
      address: z.string(),
      lat: z.number(),
      lng: z.number(),
      floorNo: z.number().int().nullable(),
      hasLift: z.boolean(),
      hazards: z.array(z.string()),
      entry: z.string().nullable(),
      /** Where the ambulance stops, as figures; `ambulanceAt`: the same as a place, WGS-84. */
      ambulancePoint: z.string().nullable(),
      ambulanceAt: z.object({ lat, lng }).nullable(),
    })
    .nullable(),
  people: z.array(
    z.object({
      id: z.string().nullable(),
      name: z.string(),
      age: z.number().nullable(),
      birthDate: z.string().nullable(),
      sex: z.string().nullable(),
      /** `null`: none on file, or she did not agree to one. */
      photoId: z.string().nullable(),
      status: z.string(),
      phone: z.string().nullable(),
      verifyBy: z.enum(VERIFY_BY).nullable(),
      dispatchFirst: z.boolean(),
      dispatchFirstReason: z.string().nullable(),
      languages: z.array(z.string()),
      /** `null`: of an occupant who is not on file herself. */
      hearing: z.enum(HEARINGS).nullable(),
      dementia: z.boolean(),
      /** A machine that keeps her alive and needs power. */
      electricDevice: z.string().nullable(),
      /** Words a doctor or the family gave; may be empty. */
      health: z.string().nullable(),
      medication: z.string().nullable(),
      allergies: z.string().nullable(),
      hospital: z.string().nullable(),
      doctor: z.string().nullable(),
      usuallyAtHome: z.string().nullable(),
      careCategories: z.array(z.enum(CARE_CATEGORIES)),
      economicClass: z.enum(ECONOMIC_CLASSES).nullable(),
      careWishes: z.string().nullable(),
      /** 暗语, for the operator who attends the incident only; `null`: none, or not yours to read. */
      codeWord: z.string().nullable(),
      /** For leads; empty for everybody else. */
      protection: z.array(z.string()),
    }),
  ),
  contacts: z.array(
    z.object({
      id,
      name: z.string(),
      relation: z.string(),
      phone: z.string(),
      order: z.number().int(),
      mayDecide: z.boolean(),
      /** 监护人 with legal proof. */
      guardian: z.boolean(),
      noticeLevel: z.enum(NOTICE_LEVELS),
      comesInMinutes: z.number().nullable(),
      /** Not to be told anything. Only a lead's card holds such a contact at all. */
      conflict: z.boolean(),
    }),
  ),
  keys: z.array(
    z.object({
      holder: z.string(),
      phone: z.string().nullable(),
      fitTestedAt: isoInstant.nullable(),
      /** `false`: it was tried and does not open the door. */
      fits: z.boolean(),
      /** She consented that it is used. */
      mayUse: z.boolean(),
      /** Held by a person who must not be asked; only a lead's card holds such a key. */
      conflict: z.boolean(),
    }),
  ),
  devices: z.array(z.object({ id, role: z.string(), room: z.string().nullable(), lastSeenAt: isoInstant.nullable() })),
  /** Neighbours who are asked first (SR-73). */
  pairedHelpers: z.array(person),
  emergencyNumbers: z.array(emergencyNumber),
});
export type PersonCard = z.infer<typeof personCard>;

/** A line of the roll-call, gravest risk first. */
export const rollCallName = z.object({
  senior: person,
  home: z.object({ id, label: z.string() }),
  /** For those who may call; `null`: none on file, or not yours to read. */
  phone: z.string().nullable(),
  /** 1: a machine keeps her alive · 2: no one else would notice · 3: all others. */
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Codes of RISKS; a newer server may know more. */
  risks: z.array(z.string()),
  /** The last contact with the person, not with her device. */
  lastContactAt: isoInstant.nullable(),
  state: z.enum(ROLL_CALL_STATES),
  how: z.enum(ROLL_CALL_HOWS).nullable(),
  by: person.nullable(),
  at: isoInstant.nullable(),
  /** Unanswered calls. */
  tries: z.number().int(),
});
export type RollCallName = z.infer<typeof rollCallName>;

/** One of the unregistered devices of such an incident, the newest first. */
export const unregisteredDevice = z.object({
  deviceId: z.string(),
  firstAt: isoInstant,
  lastAt: isoInstant,
  signals: z.number().int(),
  kinds: z.array(z.enum(ALERT_KINDS)),
  /** It was registered, and its signals went to this incident. */
  claimed: z
    .object({
      registeredAs: z.string(),
      home: z.object({ id, label: z.string() }).nullable(),
      incidentId: z.string().nullable(),
      at: isoInstant,
    })
    .nullable(),
});
export type UnregisteredDevice = z.infer<typeof unregisteredDevice>;

export const incident = incidentSummary.extend({
  timeline: z.array(timelineEntry),
  signals: z.array(signal),
  /**
   * What happens if no person does anything, by time: rungs that fired, and those to come, with the stricter ladder that it will have by then.
   * Empty once an operator attends it. `rung` is a code; `last` comes back for ever.
   */
  ladder: z.array(z.object({ rung: z.string(), class: z.enum(INCIDENT_CLASSES), at: isoInstant, fired: z.boolean() })),
  offers: z.array(incidentOffer),
  calls: z.array(call),
  agencyCalls: z.array(agencyCall),
  person: personCard.nullable(),
  regionName: z.string(),
  /** Class G; empty for every other incident. */
  rollCall: z.array(rollCallName),
  /**
   * Class G: homes on the roll-call whose device was not heard again, as [latitude, longitude] in 1/100,000 of a degree, WGS-84, in no order
   * that tells anything. Empty for every other incident, and for who may not see where homes are.
   */
  silentHomes: z.array(z.tuple([z.int(), z.int()])),
  /** The newest of them; empty for every other incident. */
  unregisteredDevices: z.array(unregisteredDevice),
  /** Of the place of the incident, also when no home is known. */
  emergencyNumbers: z.array(emergencyNumber),
  /** Of every outcome what it would be refused for now, before the form adds anything; empty for who may not close. */
  closing: z.array(z.object({ outcome: z.enum(OUTCOMES), missing: z.array(z.string()) })),
  /** What was asked from the protocol card, the last answer to each question; the words are those of that version. */
  protocol: z.array(
    z.object({
      card: z.string(),
      cardVersion: z.int(),
      question: z.string(),
      answer: z.string(),
      at: isoInstant,
      by: person.nullable(),
    }),
  ),
  /** The short message that contacts get when it is closed, word for word; `null`: none gets one. */
  closingWords: z.string().nullable(),
  /** What the reader did last, as long as she may take it back; `null`: nothing. */
  undo: z.object({ act: z.enum(UNDOABLE_ACTS), until: isoInstant }).nullable(),
  /** The emergency questions still unanswered, and the answers given. */
  emergencyDecisions: z.array(
    z.object({
      service: z.enum(AGENCY_SERVICES),
      decision: z.enum(EMERGENCY_DECISIONS).nullable(),
      reason: z.enum(NO_120_REASONS).nullable(),
    }),
  ),
  allowedActions: z.array(z.enum(ACTIONS)),
});
export type Incident = z.infer<typeof incident>;

export const incidentPage = page(incidentSummary);
export type IncidentPage = z.infer<typeof incidentPage>;

export const incidentQuery = z.strictObject({
  state: z.enum(['open', 'closed']).default('open'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  /** Instead of a page: these, open or closed, separated by commas; what is missing in the answer is gone or not for this account. */
  ids: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}(,[A-Za-z0-9._-]{1,64}){0,99}$/)
    .optional(),
});
export type IncidentQuery = z.infer<typeof incidentQuery>;

// --- what an operator says ---

/** A telephone call becomes an incident. Everything is optional: a caller may know nothing and still need help. */
export const openIncidentRequest = z.strictObject({
  kind: z.enum(ALERT_KINDS).optional(),
  seniorId: id.optional(),
  homeId: id.optional(),
  regionId: id.optional(),
  callerNumber: phoneNumber.optional(),
  callerName: shortText.optional(),
  position: z.strictObject({ lat, lng }).optional(),
  note: freeText.optional(),
});
export type OpenIncidentRequest = z.infer<typeof openIncidentRequest>;

export const releaseRequest = z.strictObject({ reason: z.enum(RELEASE_REASONS) });
export type ReleaseRequest = z.infer<typeof releaseRequest>;

export const takeOverRequest = z.strictObject({ reason: z.enum(TAKE_OVER_REASONS) });
/** By the owner: this account may take the incident over as `agreed`, within 60 s. */
export const handOverRequest = z.strictObject({ to: id });
export type TakeOverRequest = z.infer<typeof takeOverRequest>;

export const verdictRequest = z.strictObject({
  verdict: z.enum(VERDICTS),
  cause: z.enum(FALSE_ALARM_CAUSES).optional(),
});
export type VerdictRequest = z.infer<typeof verdictRequest>;

/** `reason`: a code of DESTINATION_REASONS, or free words, which are kept encrypted beside `operator-judgement`. */
export const destinationRequest = z.strictObject({ choice: z.enum(DESTINATION_CHOICES), reason: shortText });
export type DestinationRequest = z.infer<typeof destinationRequest>;

/** The people the operator chose, or the next wave by rank. `reason`: a code of OFFER_REASONS, or free words. */
export const offersRequest = z.union([
  z.strictObject({
    helperIds: z.array(id).min(1).max(20),
    reason: shortText.optional(),
    /** A split offer: where each of them goes; a helper not named goes to the place she is ranked for. */
    places: z
      .array(z.strictObject({ helperId: id, choice: z.enum(DESTINATION_CHOICES) }))
      .max(20)
      .optional(),
  }),
  z.strictObject({ wave: z.literal(true) }),
]);
export type OffersRequest = z.infer<typeof offersRequest>;

export const holdRequest = z.strictObject({ reason: z.enum(HOLD_REASONS) });
export type HoldRequest = z.infer<typeof holdRequest>;

export const shelveRequest = z.strictObject({ reason: z.enum(SHELVE_REASONS), hours: z.int().min(1).max(24) });
export type ShelveRequest = z.infer<typeof shelveRequest>;

/** By the same person, within 10 s. */
export const undoRequest = z.strictObject({ act: z.enum(UNDOABLE_ACTS) });
export type UndoRequest = z.infer<typeof undoRequest>;

/** Codes of the card as it is read out now (`PROTOCOL_CARDS`). */
export const protocolRequest = z.strictObject({
  card: z.string().max(40),
  version: z.int(),
  question: z.string().max(40),
  answer: z.string().max(40),
});
export type ProtocolRequest = z.infer<typeof protocolRequest>;

/** Without `result` the line is open, which counts as acting on the incident; the same `callId` with a result ends it. */
export const callRequest = z.strictObject({
  party: z.enum(CALL_PARTIES),
  number: phoneNumber.optional(),
  result: z.enum(CALL_RESULTS).optional(),
  recognisedBy: z.enum(RECOGNISED_BY).optional(),
  callId: id.optional(),
});
export type CallRequest = z.infer<typeof callRequest>;

export const agencyCallRequest = z.strictObject({
  service: z.enum(AGENCY_SERVICES),
  numberDialled: phoneNumber,
  told: freeText,
  reference: shortText.optional(),
  status: z.enum(AGENCY_STATUSES),
});
export type AgencyCallRequest = z.infer<typeof agencyCallRequest>;

export const entryCodeRequest = z.strictObject({ assignmentId: id });
export type EntryCodeRequest = z.infer<typeof entryCodeRequest>;

export const emergencyDecisionRequest = z.strictObject({
  service: z.enum(AGENCY_SERVICES),
  decision: z.enum(EMERGENCY_DECISIONS),
  reason: z.enum(NO_120_REASONS).optional(),
});
export type EmergencyDecisionRequest = z.infer<typeof emergencyDecisionRequest>;

export const rollCallRequest = z.strictObject({ seniorId: id, how: z.enum(ROLL_CALL_HOWS) });
export type RollCallRequest = z.infer<typeof rollCallRequest>;

export const noteRequest = z.strictObject({ text: freeText });
/** A relative's words to the desk. */
export const familyNoteRequest = z.strictObject({ text: freeText.max(500) });
export type NoteRequest = z.infer<typeof noteRequest>;

/** Which of these an outcome needs is a rule of the incident (safety.md 4.2), not of this schema. */
export const proof = z.strictObject({
  hospital: shortText.optional(),
  accompaniedBy: shortText.optional(),
  agencyReference: shortText.optional(),
  statedBy: shortText.optional(),
  namedPerson: shortText.optional(),
  riskExplained: z.boolean().optional(),
  ownWords: freeText.optional(),
  department: shortText.optional(),
  receiptNumber: shortText.optional(),
  policeNumber: shortText.optional(),
  otherIncidentId: id.optional(),
  serviceOrder: shortText.optional(),
  /** Her word, kept with the closing; what proves it is the device's own signal. */
  signalSeen: z.boolean().optional(),
  endTime: isoInstant.optional(),
  acceptedBy: shortText.optional(),
  reason: freeText.optional(),
});
export type Proof = z.infer<typeof proof>;

export const closeRequest = z.strictObject({
  outcome: z.enum(OUTCOMES),
  note: freeText.optional(),
  proof: proof.optional(),
});
export type CloseRequest = z.infer<typeof closeRequest>;

/** The ways of helpers to an incident as far as they are still kept; `at` in seconds since 1970, by the server's clock. */
export const responseTrack = z.object({
  items: z.array(
    z.object({
      helper: person,
      points: z.array(z.tuple([z.number(), z.number(), z.number()]).describe('[at, latitude, longitude]')),
    }),
  ),
});
export type ResponseTrack = z.infer<typeof responseTrack>;
