import type { BodyOf, WelfareVisitOnWire } from '@silverbell/wire';
import {
  VISIT_DEVICE_TEST_LABELS,
  VISIT_FOOD_LABELS,
  VISIT_MOOD_LABELS,
  VISIT_PROVIDER_QUALITY_LABELS,
  VISIT_SAFETY_LABELS,
  VISIT_WARMTH_LABELS,
  type CheckInReason,
  type Condition,
  type Label,
  type RecognisedBy,
  type VisitLevel,
  type VisitWay,
} from '@silverbell/vocabulary';
import type { Fix } from './visit-fix.js';

const LEVEL_OWED: Readonly<Record<string, VisitLevel>> = {
  ...{ 'community-officer': 'community', 'village-cadre': 'community' },
  ...{ 'township-officer': 'township', 'county-officer': 'county' },
};

/** Whose visits these roles owe; `undefined`: those of several levels. */
export function levelOwed(roles: readonly string[]): VisitLevel | undefined {
  const levels = new Set(roles.flatMap((role) => LEVEL_OWED[role] ?? []));
  return levels.size === 1 ? [...levels][0] : undefined;
}

export interface Stop {
  /** As it is numbered in the list and on the map, from 1. */
  readonly no: number;
  readonly visit: WelfareVisitOnWire;
}

/**
 * What she walks today: first what is due by today or was tried in vain, then what the period leaves time for, both in the walking order of
 * the plan, village by village. Of one person who is owed several visits the first serves the others too.
 */
export function walkOf(
  visits: readonly WelfareVisitOnWire[],
  today: string,
): { readonly due: readonly Stop[]; readonly later: readonly Stop[] } {
  const isDue = (one: WelfareVisitOnWire): boolean => one.state === 'empty' || one.dueOn <= today;
  const open = visits
    .filter((one) => (one.state === 'planned' || one.state === 'empty') && one.allowedActions.includes('done'))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const seniors = new Set<string>();
  const stops = [...open.filter(isDue), ...open.filter((one) => !isDue(one))]
    .filter(({ level, seniorId }) => {
      const isFirst = !seniors.has(`${level} ${seniorId}`);
      seniors.add(`${level} ${seniorId}`);
      return isFirst;
    })
    .map((visit, n) => ({ no: n + 1, visit }));
  return { due: stops.filter(({ visit }) => isDue(visit)), later: stops.filter(({ visit }) => !isDue(visit)) };
}

/** A visit without a place in the walk comes after those that have one. */
const placeOf = ({ regionId, walkingOrder, dueOn, id }: WelfareVisitOnWire): string =>
  [regionId, String(walkingOrder === 0 ? 9_999_999 : walkingOrder).padStart(7, '0'), dueOn, id].join(' ');

/** The period is over, and the reason is not stated yet. */
export const isUnexplained = ({ state, missedReason, allowedActions }: WelfareVisitOnWire): boolean =>
  state === 'missed' && missedReason === 'period-over' && allowedActions.includes('miss');

/** The check list of CR-56 besides her health, which is the result. */
export const CHECK_LABELS = {
  ...{ mood: VISIT_MOOD_LABELS, food: VISIT_FOOD_LABELS, safety: VISIT_SAFETY_LABELS, warmth: VISIT_WARMTH_LABELS },
  ...{ deviceTest: VISIT_DEVICE_TEST_LABELS, providerQuality: VISIT_PROVIDER_QUALITY_LABELS },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Label>>>>;
export type Check = keyof typeof CHECK_LABELS;
export const CHECKS = Object.keys(CHECK_LABELS) as readonly Check[];

/** How she was found, or that the door stayed shut. */
export type VisitResult = Condition | 'nobody';
type DoneBody = BodyOf<'visitDone'>;

/** A save whose answer did not come: it is sent again as it was, with the same key. */
export interface Unanswered {
  readonly key: string;
  readonly version: number;
  readonly body: DoneBody;
}

export interface VisitDraft {
  readonly result: VisitResult | '';
  readonly way: VisitWay;
  readonly recognisedBy: RecognisedBy | '';
  readonly checked: Readonly<Partial<Record<Check, string>>>;
  readonly doorTag: string;
  readonly reason: CheckInReason | '';
  readonly note: string;
  readonly unanswered: Unanswered | null;
}
export const NO_DRAFT: VisitDraft = {
  ...{ result: '', way: 'home', recognisedBy: '', checked: {}, doorTag: '', reason: '', note: '', unanswered: null },
};
export const draftOf = (visitId: string): string => `visit-day:${visitId}`;

/** An empty visit is one at her door. */
const wayOf = ({ result, way }: VisitDraft): VisitWay => (result === 'nobody' ? 'home' : way);
export const isCall = (draft: VisitDraft): boolean => wayOf(draft) === 'call';
/** At her home it is shown by the door tag or by the phone's position, or there is a reason (CR-32). */
export const needsPosition = (draft: VisitDraft): boolean =>
  wayOf(draft) === 'home' && draft.doorTag.trim() === '' && draft.reason === '';

/** What is sent; what was not filled in is left out. */
export function bodyOf(
  draft: VisitDraft,
  { at, position }: { readonly at: string | null; readonly position: Fix | null },
): DoneBody {
  const { result, recognisedBy, checked, doorTag, reason, note } = draft;
  const met = result !== 'nobody';
  const written = { doorTag: doorTag.trim(), reason, note: note.trim() };
  const found = met && result !== '' ? { health: result, ...checked } : {};
  return {
    ...{ way: wayOf(draft), seen: met },
    ...(at === null ? {} : { at }),
    ...(position === null ? {} : { position }),
    ...(isCall(draft) && recognisedBy !== '' ? { recognisedBy } : {}),
    ...(Object.fromEntries(
      Object.entries({ ...found, ...written }).filter(([, value]) => value !== ''),
    ) as Partial<DoneBody>),
  };
}
