import type { Incident, ResponseTrack, TimelineEntry } from '@silverbell/wire';
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

/** The incident as far as it was at a moment, for the track above the map. */
export function incidentAt(incident: Incident, atMs: number): Incident {
  const timeline = incident.timeline.filter(({ at }) => Date.parse(at) <= atMs);
  const types = new Set(timeline.map(({ type }) => type));
  const phase = STEPS.findLast((step) => BEGINS[step].some((type) => types.has(type))) ?? 'waiting';
  return { ...incident, timeline, phase, response: { ...incident.response, assignments: [] } };
}
