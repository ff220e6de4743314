import { z } from 'zod';
import { ALERT_KINDS, ASSIGNMENT_STATES, OFFER_OVER_REASONS, PHASES, PRACTICES } from './codes.js';
import { id, isoInstant } from './http/shared.js';

/**
 * The one map of sockets: which namespace hears which event, and what is in it. Server to client only: a push says "look
 * again", commands travel over HTTP.
 */
export const NAMESPACES = ['/console', '/helper', '/family'] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** `practice`: a drill, or a device being tried out; without it the case is in earnest. */
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
  notice: { namespaces: ['/console', '/helper', '/family'], payload: notice, summary: 'Something the page must say' },
} as const satisfies Record<string, { namespaces: readonly Namespace[]; payload: z.ZodType; summary: string }>;

export type SocketEvent = keyof typeof SOCKET_EVENTS;
export type SocketPayload<E extends SocketEvent> = z.infer<(typeof SOCKET_EVENTS)[E]['payload']>;

/** For socket.io's type parameters on both sides. */
export type ServerToClientEvents = { [E in SocketEvent]: (payload: SocketPayload<E>) => void };

/** Everything open that this person may see; the client compares it with what it holds. */
export const resumeAnswer = z.object({ items: z.array(z.object({ id, version: z.number().int() })), at: isoInstant });
export type ResumeAnswer = z.infer<typeof resumeAnswer>;

/** The only thing a client says. */
export interface ClientToServerEvents {
  resume: (ask: Record<string, never>, answer: (open: ResumeAnswer) => void) => void;
}
