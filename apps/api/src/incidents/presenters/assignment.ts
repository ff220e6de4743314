import type { HomeCard } from '@silverbell/adapter-postgres';
import { ageYears } from '@silverbell/usecases';
import {
  deadlinesOf,
  entryCodeStateOf,
  knockFirst,
  placesOf,
  practiceOf,
  assignedDestination,
  type Assignment,
  type Incident,
} from '@silverbell/incidents';
import { toIso, type Instant } from '@silverbell/kernel';
import { DESTINATION_CHOICE_LABELS, type DestinationChoice, type Language } from '@silverbell/vocabulary';
import { type Assignment as WireAssignment, type AssignmentDestination } from '@silverbell/wire';
import { markOf } from './mark.js';
import { helper, type Names } from './names.js';

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** Without a destination: what everybody but the helper herself sees. */
export function assignmentOf(
  assignment: Assignment,
  incident: Incident,
  names: Names,
  destination: AssignmentDestination | null = null,
): WireAssignment {
  return {
    id: assignment.id,
    incidentId: incident.id,
    helper: helper(names, assignment.helperId),
    role: assignment.role,
    state: assignment.state,
    acceptedAt: toIso(assignment.acceptedAt),
    departedAt: isoOrNull(assignment.departedAt),
    etaAt: toIso(assignment.etaAt),
    promisedAt: isoOrNull(assignment.promisedAt ?? null),
    arrivedAt: isoOrNull(assignment.arrivedAt),
    arrivalProof: assignment.arrivalProof,
    checkInBy: isoOrNull(checkInBy(incident, assignment)),
    finishedAt: isoOrNull(assignment.finishedAt),
    condition: assignment.condition,
    place: incident.offers.find((offer) => offer.id === assignment.offerId)?.to?.choice ?? null,
    practice: practiceOf(incident),
    destination,
  };
}

const checkInBy = (incident: Incident, { id }: Assignment): Instant | null =>
  deadlinesOf(incident).find(({ key }) => key === `check-in:${id}`)?.at ?? null;

const NOTES = {
  deaf: { 'zh-CN': '听不见', en: 'deaf' },
  'hard-of-hearing': { 'zh-CN': '听力不好', en: 'hard of hearing' },
  dementia: { 'zh-CN': '认知障碍', en: 'dementia' },
  power: { 'zh-CN': '用电医疗设备', en: 'depends on an electric medical device' },
  child: { 'zh-CN': '儿童', en: 'child' },
  deceased: { 'zh-CN': '登记为已去世', en: 'registered as deceased' },
  moved: { 'zh-CN': '登记为已搬离', en: 'registered as moved away' },
  suspended: { 'zh-CN': '服务已暂停', en: 'service suspended' },
} as const;

/** She has accepted, and her task lasts: what a helper learns of a person is hers to see in this time alone (H19). */
export const goesThere = ({ state }: Assignment, { closure }: Incident): boolean =>
  closure === null && (state === 'accepted' || state === 'departed' || state === 'arrived');

/**
 * What a helper learns when she has accepted, for as long as her task lasts (H19). `null` before, and again after:
 * a finished or withdrawn helper never sees the address again. The code of a lock only while she stands at the door.
 */
export function destinationOf(
  assignment: Assignment,
  incident: Incident,
  card: HomeCard | null,
  language: Language,
  now: Instant,
): AssignmentDestination | null {
  if (!goesThere(assignment, incident)) return null;
  const place = assignedDestination(incident, assignment);
  const point = place?.point ?? null;
  const choice = place?.choice ?? 'home';
  const atHome = choice === 'home';
  const mark = markOf(incident, language);
  return {
    choice,
    lat: point?.lat ?? (atHome ? (card?.lat ?? null) : null),
    lng: point?.lng ?? (atHome ? (card?.lng ?? null) : null),
    label: `${mark}${atHome && card ? card.label : DESTINATION_CHOICE_LABELS[choice][language]}`,
    address: card ? mark + [card.addressWords, ...(card.entryNote && atHome ? [card.entryNote] : [])].join('；') : '',
    people: (card?.people ?? []).map((person) => ({
      name: person.name,
      age: person.birthDate === null ? null : ageYears(person.birthDate, now),
      note: noteOf(person, language),
      photoId: practiceOf(incident) === 'drill' ? null : person.photoId,
    })),
    hazards: [...(card?.hazards ?? [])],
    floor: atHome && card !== null && card.floorNo !== null ? { no: card.floorNo, hasLift: card.hasLift } : null,
    keys: atHome && !incident.outsideOnly ? keysOf(card) : [],
    outsideOnly: incident.outsideOnly,
    knockFirst: knockFirst(incident),
    decidedAt: isoOrNull(incident.destination?.at ?? null),
    alternative: alternativeOf(incident, choice, card, language),
    ...entryCodeOf(assignment, incident, card),
    callBackNumber: card?.people.find((person) => person.phone !== null && person.status === 'active')?.phone ?? null,
  };
}

/** Keys she may ask for: only with the consent to use them, and of no holder in conflict with the home (H10, H17). */
const keysOf = (card: HomeCard | null): AssignmentDestination['keys'] =>
  (card?.keys ?? [])
    .filter(({ consentUse, conflict, fits }) => consentUse && !conflict && fits !== false)
    .map(({ holderKind, holderName, fits }) => ({ holder: holderName, kind: holderKind, fits }))
    .sort((a, b) => Number(b.fits === true) - Number(a.fits === true));

function entryCodeOf(
  assignment: Assignment,
  incident: Incident,
  card: HomeCard | null,
): Pick<AssignmentDestination, 'entryCode' | 'entryCodeWithheld'> {
  const state = entryCodeStateOf(incident, assignment);
  const code = card?.entryCode ?? null;
  if (code === null || state === 'not-there' || state === 'practice') return { entryCode: null };
  return state === 'open' ? { entryCode: code } : { entryCode: null, entryCodeWithheld: state };
}

/** While the operator has not decided between two places the helper is told of both, so that she can ask (H04). */
function alternativeOf(
  incident: Incident,
  mine: DestinationChoice,
  card: HomeCard | null,
  language: Language,
): string | null {
  const other = placesOf(incident).find(({ choice }) => choice !== mine);
  if (other === undefined) return null;
  const label = DESTINATION_CHOICE_LABELS[other.choice][language];
  return other.choice === 'home' && card ? `${label} ${card.label}` : label;
}

/** Only what she needs to be understood and not to come to harm; a diagnosis is not for the way there. */
function noteOf(person: HomeCard['people'][number], language: Language): string | null {
  const notes: (keyof typeof NOTES)[] = [];
  if (person.status !== 'active' && person.status !== 'other') notes.push(person.status);
  if (person.isChild) notes.push('child');
  if (person.hearing === 'deaf' || person.hearing === 'hard-of-hearing') notes.push(person.hearing);
  if (person.dementia) notes.push('dementia');
  if (person.electricMedicalDevice !== null) notes.push('power');
  return notes.length === 0 ? null : notes.map((note) => NOTES[note][language]).join(language === 'en' ? ', ' : '，');
}
