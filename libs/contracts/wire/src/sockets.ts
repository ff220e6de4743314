import { z } from 'zod';
import { ALERT_KINDS, ASSIGNMENT_STATES, OFFER_OVER_REASONS, PHASES, PRACTICES } from '@silverbell/vocabulary';
import { id, isoInstant, nothing, person } from './http/shared.js';
import { VIEWER_PRESENCE_S } from './viewer-presence.js';

/**
 * The one map of sockets: which namespace hears which event, and what is in it. A push says "look again", commands travel over
 * HTTP; what a page says itself is in `CLIENT_EVENTS`.
 */
export const NAMESPACES = ['/console', '/helper', '/family'] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** `practice`: a drill, or a device being tried out; without it the incident is in earnest. */
export const incidentChanged = z.object({
  id,
  version: z.number().int(),
  phase: z.enum(PHASES),
  practice: z.enum(PRACTICES).optional(),
});
export const offerMade = z.object({
  offerId: id,
  incidentId: id,
  area: z.string(),
  kind: z.enum(ALERT_KINDS),
  expectedArrivalS: z.number(),
  lapsesAt: isoInstant,
  practice: z.enum(PRACTICES).optional(),
});
export const offerOver = z.object({ offerId: id, reason: z.enum(OFFER_OVER_REASONS) });
export const assignmentChanged = z.object({
  assignmentId: id,
  incidentId: id,
  state: z.enum(ASSIGNMENT_STATES),
  what: z.string().optional(),
});
/** Packed, because the console of a county hears hundreds of them: [helperId, lat, lng, measured at (epoch s), onDuty 0|1]. */
export const positions = z.object({
  at: isoInstant,
  helpers: z.array(z.tuple([z.string(), z.number(), z.number(), z.number(), z.union([z.literal(0), z.literal(1)])])),
});
/** Everybody else who has this incident on the screen now: whole, never a difference. */
export const onlookers = z.object({ incidentId: id, people: z.array(person) });
/** A code the page turns into a sentence, for example `platform-late`, `platform-in-time`, `session-ends`. */
export const notice = z.object({
  code: z.string(),
  at: isoInstant,
  incidentId: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

export const SOCKET_EVENTS = {
  'incident.changed': {
    namespaces: ['/console', '/helper', '/family'],
    payload: incidentChanged,
    summary: 'A case changed: look again',
  },
  'offer.made': { namespaces: ['/helper'], payload: offerMade, summary: 'Somebody needs you' },
  'offer.over': { namespaces: ['/helper'], payload: offerOver, summary: 'An offer of yours is over, and why' },
  'assignment.changed': {
    namespaces: ['/helper'],
    payload: assignmentChanged,
    summary: 'An assignment of yours changed',
  },
  positions: { namespaces: ['/console'], payload: positions, summary: 'Where the helpers on duty are' },
  onlookers: { namespaces: ['/console'], payload: onlookers, summary: 'Who else looks at the case you look at' },
  notice: { namespaces: ['/console', '/helper', '/family'], payload: notice, summary: 'Something the page must say' },
} as const satisfies Record<string, { namespaces: readonly Namespace[]; payload: z.ZodType; summary: string }>;

export type SocketEvent = keyof typeof SOCKET_EVENTS;
export type SocketPayload<E extends SocketEvent> = z.infer<(typeof SOCKET_EVENTS)[E]['payload']>;

/** For socket.io's type parameters on both sides. */
export type ServerToClientEvents = { [E in SocketEvent]: (payload: SocketPayload<E>) => void };

/** Everything open that this person may see; the client compares it with what it holds. */
export const resumeAnswer = z.object({ items: z.array(z.object({ id, version: z.number().int() })), at: isoInstant });
export type ResumeAnswer = z.infer<typeof resumeAnswer>;

/** Which incident this page has on the screen; `null`: none any more. Nothing is commanded by it, and nothing of it is kept. */
export const lookingAsk = z.strictObject({ incidentId: id.regex(/^[!-~]+$/).nullable() });
/** No other viewer, or an incident this account may not see: a page cannot tell the two apart. */
export const lookingAnswer = onlookers.pick({ people: true });

/** What a page says, who may, and what it is answered in the acknowledgement. */
export const CLIENT_EVENTS = {
  resume: {
    namespaces: NAMESPACES,
    ask: nothing,
    answer: resumeAnswer,
    summary: 'Sent by the client on connect; the acknowledgement carries what is open',
  },
  looking: {
    namespaces: ['/console'],
    ask: lookingAsk,
    answer: lookingAnswer,
    summary: `Sent when a case comes on the screen or leaves it, and again every ${VIEWER_PRESENCE_S.refreshEvery} s; the acknowledgement carries who else looks`,
  },
} as const satisfies Record<
  string,
  { namespaces: readonly Namespace[]; ask: z.ZodType; answer: z.ZodType; summary: string }
>;

export type ClientEvent = keyof typeof CLIENT_EVENTS;
export type ClientAsk<E extends ClientEvent> = z.infer<(typeof CLIENT_EVENTS)[E]['ask']>;
export type ClientAnswer<E extends ClientEvent> = z.infer<(typeof CLIENT_EVENTS)[E]['answer']>;

export type ClientToServerEvents = {
  [E in ClientEvent]: (ask: ClientAsk<E>, answer: (value: ClientAnswer<E>) => void) => void;
};
