import type { Assignment, Incident, IncidentOffer, ResponseTrack, TimelineEntry } from '@silverbell/wire';
import { STEPS } from '../../shared/phase-steps.js';
import { firstOf, STAGE_NAMES, STAGES, type StageName } from '../../shared/stages.js';
import { BEGINS } from '../../shared/track/track-steps.js';

interface Spot {
  readonly lat: number;
  readonly lng: number;
}

export interface ReplayedHelper {
  readonly id: string;
  readonly name: string;
  /** Oldest first; the last one is where she was. */
  readonly way: readonly Spot[];
  /** When that place was measured. */
  readonly atMs: number;
}

/** Where every helper was at a moment of an incident that is over, by the positions that are still kept. */
export function helpersAt(track: ResponseTrack, atMs: number): readonly ReplayedHelper[] {
  return track.items.flatMap(({ helper, points }) => {
    const past = points.filter(([atS]) => atS * 1_000 <= atMs);
    const last = past.at(-1);
    if (last === undefined) return [];
    return [{ ...helper, way: past.map(([, lat, lng]) => ({ lat, lng })), atMs: last[0] * 1_000 }];
  });
}

export interface Late {
  readonly dueAt: string;
  /** How much later than due the platform did it. */
  readonly lateMs: number;
}

/** What the platform had to do at a set time, against when it did it; `null`: a person's act, or one without a time. */
export function lateOf({ at, by, data }: TimelineEntry): Late | null {
  const dueAt = data['dueAt'];
  if (typeof dueAt !== 'string' || by.kind !== 'platform') return null;
  return { dueAt, lateMs: Math.max(0, Date.parse(at) - Date.parse(dueAt)) };
}

export interface Stage {
  readonly stage: StageName;
  readonly tookMs: number;
  readonly limitMs: number;
}

/** How long each stage of an incident took; stages it never came to are left out. */
export function stagesOf(timeline: readonly TimelineEntry[]): readonly Stage[] {
  return STAGE_NAMES.flatMap((stage): Stage[] => {
    const { from, to, limitMs } = STAGES[stage];
    const began = firstOf(timeline, from);
    const ended = began === null ? null : firstOf(timeline, to, began);
    return began === null || ended === null ? [] : [{ stage, tookMs: ended - began, limitMs }];
  });
}

/** The incident as far as it was at a moment, by its events: how far it had come, who was asked and how, who was on her way. */
export function incidentAt(incident: Incident, atMs: number): Incident {
  const timeline = incident.timeline.filter(({ at }) => Date.parse(at) <= atMs);
  const types = new Set(timeline.map(({ type }) => type));
  const phase = STEPS.findLast((step) => BEGINS[step].some((type) => types.has(type))) ?? 'waiting';
  return {
    ...{ ...incident, timeline, phase },
    offers: incident.offers.flatMap((offer) => offerAfter(offer, of(timeline, 'offerId', offer.id))),
    response: {
      ...incident.response,
      assignments: incident.response.assignments.flatMap((one) =>
        assignmentAfter(one, of(timeline, 'assignmentId', one.id)),
      ),
    },
  };
}

const of = (timeline: readonly TimelineEntry[], field: string, id: string): readonly TimelineEntry[] =>
  timeline.filter(({ data }) => data[field] === id);

/** An offer as these events left it; none before it was made. */
function offerAfter(offer: IncidentOffer, events: readonly TimelineEntry[]): readonly IncidentOffer[] {
  if (events.length === 0) return [];
  let now: IncidentOffer = { ...offer, state: 'open', overReason: null, undelivered: false };
  const states = new Map<unknown, IncidentOffer['channels'][number]['state']>();
  for (const { type, data } of events) {
    if (type === 'offered' && Array.isArray(data['channels']))
      for (const channel of data['channels']) states.set(channel, 'sent');
    if (type === 'offer-sent-again') states.set(data['channel'], 'sent');
    if (type === 'offer-failed') states.set(data['channel'], 'failed');
    if (type === 'offer-delivered') states.set(data['channel'], 'delivered');
    if (type === 'offer-delivered') now = { ...now, undelivered: false };
    if (type === 'offer-undelivered') now = { ...now, undelivered: true };
    if (type === 'offer-accepted') now = { ...now, state: 'accepted', undelivered: false };
    if (type === 'offer-declined') now = { ...now, state: 'declined', undelivered: false };
    if (type === 'offer-ended') now = { ...now, state: 'over', overReason: offer.overReason };
  }
  const channels = offer.channels.map(({ channel }) => ({ channel, state: states.get(channel) ?? 'not-sent' }));
  return [{ ...now, channels }];
}

const STATES: Readonly<Record<string, Assignment['state']>> = {
  ...{ 'offer-accepted': 'accepted', departed: 'departed', arrived: 'arrived' },
  ...{ finished: 'finished', withdrawn: 'withdrawn' },
};

/** An assignment as these events left it; none before she accepted. */
function assignmentAfter(assignment: Assignment, events: readonly TimelineEntry[]): readonly Assignment[] {
  const state = events.map(({ type }) => STATES[type]).findLast((one) => one !== undefined);
  if (state === undefined) return [];
  const etaAt = events.map(({ data }) => data['etaAt']).findLast((one) => typeof one === 'string');
  return [{ ...assignment, state, etaAt: etaAt ?? assignment.etaAt }];
}

/**
 * Where the lines of a moment begin. Positions are kept from the acceptance on: who was asked and accepted later was where her first one is.
 * Of the others nothing is kept, and no line is drawn.
 */
export const placesAt = (track: ResponseTrack, atMs: number): ReadonlyMap<string, Spot> =>
  new Map(
    track.items.flatMap(({ helper, points }) => {
      const point = points.findLast(([atS]) => atS * 1_000 <= atMs) ?? points[0];
      return point === undefined ? [] : [[helper.id, { lat: point[1], lng: point[2] }] as const];
    }),
  );
