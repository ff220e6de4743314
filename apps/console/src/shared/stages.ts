/**
 * The stages of a response: from which event to which, and within what (safety.md 2.1, 2.2: 15 s to attend, 3 min to verify, 5 s to ask,
 * 60 s to accept, 15 min to arrive). The track and the replay measure by the same limits.
 */
export const STAGES = {
  attended: { from: ['raised'], to: ['attended'], limitMs: 15_000 },
  verified: { from: ['attended'], to: ['verdict-given'], limitMs: 180_000 },
  asked: { from: ['search-started', 'wave-started'], to: ['offered', 'wave-started'], limitMs: 5_000 },
  accepted: { from: ['offered', 'wave-started'], to: ['offer-accepted'], limitMs: 60_000 },
  arrived: { from: ['offer-accepted'], to: ['arrived'], limitMs: 15 * 60_000 },
} as const satisfies Readonly<Record<string, StageLimit>>;

export interface StageLimit {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly limitMs: number;
}

export type StageName = keyof typeof STAGES;
export const STAGE_NAMES = Object.keys(STAGES) as readonly StageName[];

interface Happened {
  readonly type: string;
  readonly at: string;
}

/** When one of these events came first, not before that moment; milliseconds. */
export function firstOf(timeline: readonly Happened[], types: readonly string[], notBefore = 0): number | null {
  const entry = timeline.find(({ type, at }) => types.includes(type) && Date.parse(at) >= notBefore);
  return entry === undefined ? null : Date.parse(entry.at);
}
